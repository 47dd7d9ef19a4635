"""The beating of film practice (P5): sold over the shoulder, not in profile."""

from __future__ import annotations

from stuntlab.gags import gags_of
from stuntlab.pipeline.sell import seen_by_cameras
from stuntlab.plan import parse_plan

PLAN = """\
stunt: The beating
people:
  heavy 1: {job: stunt performer, height: 183 cm, mass: 92 kg, sex: male}
  heavy 2: {job: stunt performer, height: 178 cm, mass: 84 kg, sex: male}
  victim:  {job: actor, height: 178 cm, mass: 78 kg, sex: male, restrained: true}
  friend:  {job: actor, watching: true}
place: {floor: concrete}
action:
  - punch: {by: heavy 1, to: victim, at: face, hand_speed: 6 ± 1 m/s, gap: 20 ± 5 cm, count: 7, takes: 14}
  - punch: {by: heavy 2, to: victim, at: abdomen, hand_speed: 4 ± 0.8 m/s, gap: 12 ± 5 cm, count: 5, takes: 14}
cameras:
  A: {lens: 50 mm, sensor: super35, distance: 3 m, angle: 12 ± 4 deg, manned: true}
  B: {lens: 24 mm, sensor: super35, distance: 4 m, angle: 75 ± 4 deg, manned: true}
"""


def test_punches_sell_over_the_shoulder_and_not_in_profile() -> None:
    """film.md P5: 12 deg with a gap of 20 cm lies inside the overlap limit of 24 deg; 75 deg does not."""
    plan = parse_plan(PLAN)
    seen = seen_by_cameras(plan, gags_of(plan), seed=0)
    assert {(one.camera, one.gag) for one in seen} == {(c, g) for c in "AB" for g in ("punch 1", "punch 2")}
    for one in seen:
        assert one.share.mean > 0.95 if one.camera == "A" else one.share.mean < 0.10
