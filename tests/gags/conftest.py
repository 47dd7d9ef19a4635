"""The rig of `scripts/fit_kick.py`, plans of a kick with a line changed, and a kick's blow without what follows it."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from stuntlab.datasets import Floats
from stuntlab.gags import gags_of
from stuntlab.gags.base import Gag
from stuntlab.gags.kick.gag import Kick
from stuntlab.gags.kick.numbers import KICK_NUMBERS
from stuntlab.plan import Plan, parse_plan
from stuntlab.scene.scene import Phase, Traces
from stuntlab.takes.engine import run

ROOT = Path(__file__).parents[2]

KICK = """\
stunt: Kick
people:
  lead: {job: actor, height: 170 cm, mass: 72 kg, sex: male}
  villain: {job: actor, height: 168 cm, mass: 55 kg, sex: female%(wears)s}
%(gear)splace: {floor: %(floor)s}
action:
  - kick: {by: lead, to: villain, at: %(at)s, foot_speed: %(foot_speed)s, gap: %(gap)s, braced: %(braced)s%(style)s}
"""
AS_USUAL = {
    "at": "abdomen", "foot_speed": "5 ± 0.8 m/s", "gap": "0 ± 3 cm", "braced": "false", "floor": "dry cobbles",
    "wears": "", "gear": "", "style": "",
}  # fmt: skip

Reading = Callable[[Traces], Floats]
Blow = Callable[..., dict[str, Floats]]


def kick_plan(*, pad: str | None = None, **changes: str) -> Plan:
    """A kick at a standing person; `pad`: thickness and material of one over the part that is aimed at."""
    words = {**AS_USUAL, **changes}
    if pad is not None:
        words["wears"] = ", wears: [guard]"
        words["gear"] = f"gear: {{guard: {{kind: pad, covers: {words['at']}, {pad}}}}}\n"
    return parse_plan(KICK % words)


@pytest.fixture(scope="session")
def kick() -> Callable[..., Kick]:
    def make(**changes: str) -> Kick:
        (gag,) = gags_of(kick_plan(**changes))
        assert isinstance(gag, Kick)
        return gag

    return make


@pytest.fixture(scope="session")
def blow() -> Blow:
    """Simulate only the blow of a kick: `blow(gag, readings, model=…, timestep_s=…, speed_m_s=[…])`."""

    def simulate(
        gag: Gag,
        readings: Mapping[str, Reading],
        *,
        model: str | None = None,
        timestep_s: float | None = None,
        duration_s: float | None = None,
        **knobs: object,
    ) -> dict[str, Floats]:
        scene = gag.scene(model or gag.models[0])
        first = scene.phases[0]
        phase = Phase(first.name, duration_s or first.duration_s, timestep_s or first.timestep_s)
        values, status = run(
            replace(scene, phases=(phase,)),
            _columns({**_usual_knobs(), **knobs}),
            lambda phases: {name: read(phases[first.name]) for name, read in readings.items()},
            threads=1,
        )
        assert not status.any(), "a take diverged"
        return values

    return simulate


def _usual_knobs() -> dict[str, object]:
    """The take in which everything is at its mean."""
    striker = KICK_NUMBERS.read().striker
    rear_kg = striker.effective_mass_kg.value - striker.foot_mass_kg.value
    return {"rear_mass_kg": rear_kg, "speed_m_s": 5.0, "push_n": 300.0, "aim_lateral_m": 0.0, "aim_vertical_m": 0.0}


def _columns(knobs: Mapping[str, object]) -> dict[str, Floats]:
    arrays = np.broadcast_arrays(*(np.atleast_1d(np.asarray(value, dtype=float)) for value in knobs.values()))
    return {name: np.array(array) for name, array in zip(knobs, arrays, strict=True)}


@pytest.fixture(scope="session")
def fit_kick() -> ModuleType:
    """`scripts/fit_kick.py` as a module."""
    spec = importlib.util.spec_from_file_location("fit_kick", ROOT / "scripts" / "fit_kick.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["fit_kick"] = module  # dataclasses look their module up there
    spec.loader.exec_module(module)
    return module
