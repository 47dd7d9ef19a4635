"""The plans of the folder that tests serve, and what a visitor of it is."""

from __future__ import annotations

from collections.abc import Callable

from starlette.testclient import TestClient

PLAN = """\
stunt: Stomach kick
production: Night Train
scene: "67"
people:
  lead: {job: actor, height: 170 cm, mass: 72 kg, sex: male}
  villain: {job: actor, height: 168 cm, mass: 55 kg, sex: female}
  operator: {job: camera operator}
place: {floor: dry cobbles}
action:
  # the blow that the scene is about
  - kick: {by: lead, to: villain, at: abdomen, foot_speed: 5 ± 0.8 m/s, gap: 30 ± 6 cm, takes: 8}
"""
BROKEN = "stunt: Broken\npeople:\n  lead: {heigt: 170 cm}\naction:\n  - kick: {by: lead}\n"
Visitor = Callable[..., TestClient]
