"""A kick with one camera, changed a word at a time."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from stuntlab.camera.summary import Seen
from stuntlab.gags import gags_of
from stuntlab.plan import Plan, parse_plan
from stuntlab.shots.sell import assess_shots

PLAN = """\
stunt: Kick
people:
  lead: {job: actor, height: 170 cm, mass: 72 kg, sex: male%(lead)s}
  villain: {job: actor, height: 168 cm, mass: 55 kg, sex: female%(villain)s}
place: {floor: dry cobbles}
action:
  - kick: {by: lead, to: villain, at: abdomen, foot_speed: 5 ± 0.8 m/s, gap: %(gap)s}
cameras:
  A: {%(camera)s}
"""
USUAL = {
    "lead": "", "villain": "", "gap": "30 ± 6 cm",
    "camera": "lens: 85 mm, sensor: super35, distance: 6.8 m, angle: 8 ± 3 deg",
}  # fmt: skip

Planned = Callable[..., Plan]
Judged = Callable[..., Seen]


def filmed(**changes: str) -> Plan:
    return parse_plan(PLAN % {**USUAL, **changes})


@pytest.fixture(scope="session")
def planned() -> Planned:
    return filmed


@pytest.fixture(scope="session")
def judged() -> Judged:
    def seen(**changes: str) -> Seen:
        plan = filmed(**changes)
        (one,) = assess_shots(plan, gags_of(plan), seed=0, takes=4096)
        return one

    return seen
