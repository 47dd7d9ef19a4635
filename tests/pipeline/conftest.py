"""Plans of a kick with a word changed, assessed with few takes; what was assessed once in a worker is kept."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest

from stuntlab.datasets import Assessment
from stuntlab.pipeline.assess import assess
from stuntlab.plan import Plan, parse_plan

PLAN = """\
stunt: Kick
people:
  lead: {job: %(lead)s, height: 170 cm, mass: 72 kg, sex: male}
  villain: {job: %(villain)s, height: 168 cm, mass: 55 kg, sex: female, wears: [%(wears)s]}
gear:
  guard: {kind: pad, covers: abdomen, thickness: 80 mm, material: soft foam}
%(mat)splace: {floor: %(floor)s}
action:
%(action)s
cameras: {%(cameras)s}
"""
KICK = "  - kick: {by: lead, to: villain, at: %(at)s, foot_speed: %(speed)s, gap: %(gap)s%(words)s}"
AS_USUAL = {
    "lead": "actor", "villain": "actor", "wears": "", "mat": "", "floor": "dry cobbles", "at": "abdomen",
    "speed": "5 ± 0.8 m/s", "gap": "0 ± 3 cm", "words": "", "cameras": "",
}  # fmt: skip
NO_BODY = "face"
"""A target no body is modelled for: the kick is drawn and judged, and nothing is simulated."""

Planned = Callable[..., Plan]
Assessed = Callable[..., Assessment]


def kick_plan(**changes: str) -> Plan:
    words = {**AS_USUAL, **changes}
    return parse_plan(PLAN % {"action": KICK % words, **words})


@cache
def assess_once(takes: int, changes: tuple[tuple[str, str], ...]) -> Assessment:
    return assess(kick_plan(**dict(changes)), takes=takes, threads=1)  # the tests themselves run side by side


@pytest.fixture(scope="session")
def planned() -> Planned:
    return kick_plan


@pytest.fixture(scope="session")
def assessed() -> Assessed:
    def assessed_once(*, takes: int = 16, **changes: str) -> Assessment:
        return assess_once(takes, tuple(sorted(changes.items())))

    return assessed_once


@pytest.fixture(scope="session")
def no_body() -> str:
    return NO_BODY
