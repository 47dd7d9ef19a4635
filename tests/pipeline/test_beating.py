"""The beating of film practice (P5): sold over the shoulder, not in profile."""

from __future__ import annotations

from pathlib import Path

from stuntlab.gags import gags_of
from stuntlab.pipeline.sell import seen_by_cameras
from stuntlab.plan import read_plan

EXAMPLES = Path(__file__).parents[2] / "examples"


def test_punches_sell_over_the_shoulder_and_not_in_profile() -> None:
    """film.md P5: 12 deg with a gap of 20 cm lies inside the overlap limit of 24 deg; 75 deg does not."""
    plan = read_plan(EXAMPLES / "beating.yaml")
    seen = [one for one in seen_by_cameras(plan, gags_of(plan), seed=0) if one.gag.startswith("punch")]
    assert {(one.camera, one.gag) for one in seen} == {(c, g) for c in "AB" for g in ("punch 1", "punch 2")}
    for one in seen:
        assert one.share.mean > 0.95 if one.camera == "A" else one.share.mean < 0.10
