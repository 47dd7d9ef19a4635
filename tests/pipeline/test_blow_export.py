"""Simulated takes of a strike as scenes: on the plan's own set, foot on belly when it touches, its loads beside it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from plain_skin import plain_skin
from stuntlab.gags import gags_of
from stuntlab.pipeline.rehearse import rehearse
from stuntlab.plan import parse_plan
from stuntlab.previs.blow_export import blow_previs
from stuntlab.previs.planned_take import PlannedTake
from stuntlab.previs.replay import WORST, choose, motion_of, replay_takes
from stuntlab.serve.felt import BODIES_OF_REGION, felt_in_take
from stuntlab.serve.load_steps import step_of, steps_in_words
from stuntlab.verdict import read_limits

PLAN = (Path(__file__).parents[2] / "examples" / "stomach_kick_for_real.yaml").read_text(encoding="utf-8")


def test_a_simulated_kick_is_on_the_set_of_the_plan_and_its_foot_on_the_belly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("stuntlab.pipeline.rehearse.DRAWS_PER_BRANCH", 2**12)
    text = PLAN.replace("sex: male}", "sex: male, stands: [[3 m, 4 m]]}")
    plan = parse_plan(text.replace("sex: female}", "sex: female, stands: [[3 m, 2 m]]}"))
    (gag,) = gags_of(plan)
    rehearsal, limits = rehearse(gag, seed=3, takes=6, threads=1), read_limits()
    take = next(one for one in choose(rehearsal, limits) if one.why == WORST)
    (replay,) = replay_takes(rehearsal, [take], threads=1)
    previs = blow_previs(plan, gag, PlannedTake(replay.world.name, motion_of(replay), replay.slabs, "worst"))
    struck, strikes = previs.people
    assert (struck.name, strikes.name) == ("villain", "lead")
    assert struck.places[0, 0, :2] == pytest.approx([3, 2], abs=0.1)
    (touches,) = (beat.time_s for beat in previs.beats if beat.name == "touches")
    frame = int(np.argmin(np.abs(previs.times_s - touches))) + 2
    foot = plain_skin(strikes, frame)[strikes.skins[0].weights.argmax(axis=1) == strikes.bodies.index("right_foot")]
    belly = plain_skin(struck, frame)
    apart = np.linalg.norm(foot[:, None] - belly[None, ::4], axis=2).min()
    assert apart < 0.04
    assert np.all(np.diff(previs.times_s) > 0)
    felt = felt_in_take(take, limits, plan)
    assert felt[0]["person"] == take.person
    assert felt[0]["step"] == step_of(take.value / take.limit.value)  # type: ignore[operator, union-attr]
    assert "belly" in felt[0]["bodies"]


def test_every_region_of_a_limit_is_told_where_it_is_on_a_body() -> None:
    assert {row.region for row in read_limits().loads.values()} == set(BODIES_OF_REGION)
    assert [step_of(share) for share in (0.0, 0.5, 0.51, 1.0, 1.01, 2.0, 2.01, 1e9)] == [0, 0, 1, 1, 2, 2, 3, 3]
    assert len(steps_in_words()) == 4
