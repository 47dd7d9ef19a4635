"""A plan with one of everything, to spoil in one place at a time."""

import pytest

FULL_PLAN = """\
stunt: Stomach push
production: Night Train
scene: "67"
shoot_date: 2027-02-11
people:
  lead:
    job: actor
    height: 170 cm
    mass: 72 ± 1 kg
    sex: male
    has_power_over: [villain, crew]
  villain: {job: actor, height: 5 ft 7 in, mass: 121 lb, sex: female, age: 31, wears: [belly pad]}
  crew: {job: camera crew, count: 3, watching: true, stands: [[2 m, -5 m], [2 m, 5 m, 0 m]]}
place:
  floor: dry cobbles
  wind: 2 ± 1 m/s
  objects:
    - {what: generator, at: [13 m, 4 m], size: 1.5 x 1 x 1.2 m}
gear:
  belly pad: {kind: pad, covers: abdomen, thickness: 80 mm, material: soft foam}
  landing: {kind: mat, thickness: 10 cm, size: 2 x 1.5 m}
action:
  - kick:
      by: lead
      to: villain
      at: abdomen
      foot_speed: {value: 0.8 ± 0.15 m/s, source: rehearsal of 3 May}
      gap: 0 ± 2 cm
      braced: true
      takes: 4
      pulled_over: 20 cm
      rehearsed: true
cameras:
  A: {lens: 85 mm, sensor: super35, distance: 6.8 m, angle: 8 ± 3 deg, frame_rate: 24 fps, shutter: 180 deg}
"""


@pytest.fixture
def full_plan() -> str:
    return FULL_PLAN
