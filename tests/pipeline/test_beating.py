"""The beating of film practice (P5): sold over the shoulder, not in profile."""

from __future__ import annotations

from pathlib import Path

import pytest

from stuntlab.camera.summary import Seen
from stuntlab.gags import gags_of
from stuntlab.plan import parse_plan
from stuntlab.shots.sell import assess_shots

BEATING = (Path(__file__).parents[2] / "examples" / "beating.yaml").read_text(encoding="utf-8")


def punches(plan: str = BEATING) -> dict[tuple[str, str], Seen]:
    """What each camera has of each punch."""
    intended = parse_plan(plan)
    gags = [gag for gag in gags_of(intended) if gag.kind == "punch"]
    return {(seen.camera, seen.gag): seen for seen in assess_shots(intended, gags, seed=0)}


@pytest.mark.parametrize("gag", ["punch 1", "punch 2"])
def test_the_camera_over_the_shoulder_lies_inside_the_overlap_and_the_profile_does_not(gag: str) -> None:
    """film.md P5: a gap of 20 cm is covered up to 24 deg (less with its spread): 12 deg is inside, 75 deg is not."""
    seen = punches()
    near, profile = seen["A", gag], seen["B", gag]
    assert near.angle_rad < near.widest_angle_rad < profile.angle_rad
    assert near.hides > profile.hides + 0.5
    assert profile.share.mean < 0.10


def test_a_punch_at_the_face_hides_its_gap_best_from_behind_the_arm_that_is_not_thrown() -> None:
    """The right fist hides its gap from the left: the acted skins are not alike on both sides, as a circle would be."""
    other_side = punches(BEATING.replace("angle: 12 ± 4 deg", "angle: -12 ± 4 deg"))
    assert punches()["A", "punch 2"].hides > 0.95
    assert other_side["A", "punch 1"].hides > 0.95
    assert other_side["A", "punch 1"].hides > punches()["A", "punch 1"].hides
