from __future__ import annotations

from pathlib import Path

import pytest

from stuntlab.export.previs import Previs
from stuntlab.gags import gags_of
from stuntlab.gags.high_fall.gag import HighFall
from stuntlab.plan import parse_plan
from stuntlab.previs.fall_export import fall_previs
from stuntlab.previs.strike_export import strike_previs

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture(scope="session")
def previs() -> Previs:
    """The sold kick on set: its people stand along y, she wears a pad, there is a wall, and somebody watches."""
    text = (EXAMPLES / "stomach_kick.yaml").read_text(encoding="utf-8")
    text = text.replace("sex: male}", "sex: male, stands: [[3 m, 4 m]]}")
    text = text.replace(
        "sex: female}",
        "sex: female, stands: [[3 m, 2 m]], wears: [pad]}\n  crowd: {job: extra, stands: [[0 m, 3 m], [6 m, 3 m]]}\n"
        "gear:\n  pad: {kind: pad, covers: abdomen, thickness: 30 mm, material: soft foam}",
    )
    plan = parse_plan(text.replace("dry cobbles", "dry cobbles, wall: brick"))
    return strike_previs(plan, gags_of(plan)[0])


@pytest.fixture(scope="session")
def fall() -> Previs:
    """The example's back fall, seen by a camera on the ground."""
    text = (EXAMPLES / "roof_back_fall.yaml").read_text(encoding="utf-8")
    plan = parse_plan(text + "cameras:\n  A: {lens: 24 mm, at: [18 m, -9 m]}\n")
    (gag,) = gags_of(plan)
    assert isinstance(gag, HighFall)
    return fall_previs(plan, gag)
