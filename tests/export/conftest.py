from __future__ import annotations

from pathlib import Path

import pytest

from stuntlab.export.previs import Previs
from stuntlab.gags import gags_of
from stuntlab.pipeline.previs import previs_of
from stuntlab.plan import parse_plan

EXAMPLE = Path(__file__).parents[2] / "examples" / "stomach_kick.yaml"


@pytest.fixture(scope="session")
def previs() -> Previs:
    """The sold kick, its people standing along y of the set."""
    text = EXAMPLE.read_text(encoding="utf-8")
    text = text.replace("sex: male}", "sex: male, stands: [[3 m, 4 m]]}")
    text = text.replace("sex: female}", "sex: female, stands: [[3 m, 2 m]]}")
    plan = parse_plan(text)
    return previs_of(plan, gags_of(plan)[0])
