"""The plans of the folder that tests serve, and what a visitor of it is."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from pydantic import TypeAdapter
from starlette.testclient import TestClient

from stuntlab.datasets import Assessment
from stuntlab.plan import parse_plan

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
CAMERA = "cameras:\n  A: {lens: 85 mm, sensor: super35, distance: 6.8 m, angle: 166 ± 1 deg}\n"
BROKEN = "stunt: Broken\npeople:\n  lead: {heigt: 170 cm}\naction:\n  - kick: {by: lead}\n"
HASH = parse_plan(PLAN).hash
_KEPT = Path(__file__).parents[1] / "documents" / "answers" / "stomach_kick.json"
ANSWER = TypeAdapter(Assessment).validate_python(json.loads(_KEPT.read_text(encoding="utf-8"))["answer"])
"""An answer that the physics gave, of nearly this plan: tests need not wait for one."""

Visitor = Callable[..., TestClient]
