"""What is drawn in the air joins what is simulated: place, attitude and speed; and it starts at the edge."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import pytest

from stuntlab.gags import gags_of
from stuntlab.gags.high_fall.gag import HighFall
from stuntlab.pipeline.rehearse import draw_gag, rehearse
from stuntlab.plan import read_plan
from stuntlab.previs.motion import Motion
from stuntlab.previs.replay import choose, motion_of, replay_takes
from stuntlab.verdict import read_limits

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture(autouse=True)
def fewer_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take i is the same however many are drawn."""
    monkeypatch.setattr("stuntlab.pipeline.rehearse.DRAWS_PER_BRANCH", 2**12)


@cache
def moving(name: str) -> Motion:
    (gag,) = gags_of(read_plan(EXAMPLES / f"{name}.yaml"))
    rehearsal = rehearse(gag, seed=0, takes=2, threads=1)
    return motion_of(replay_takes(rehearsal, choose(rehearsal, read_limits())[:1])[0])


def test_a_fall_starts_standing_at_the_edge_and_joins_its_landing() -> None:
    motion = moving("roof_back_fall")
    middle = motion.middle_m("faller/")
    assert motion.people == {"faller/": "faller"}
    assert middle[0, :2] == pytest.approx([3.0, 0.0])
    assert middle[0, 2] == pytest.approx(12 + 0.52 * 1.72, abs=0.25)
    joins = int(np.argmin(np.abs(motion.time_s - motion.meets_s)))
    speeds = np.diff(middle, axis=0) / np.diff(motion.time_s)[:, None]
    assert speeds[joins - 1] == pytest.approx(speeds[joins], abs=0.6)
    assert np.linalg.norm(motion.qpos[joins - 1, 3:7] - motion.qpos[joins, 3:7]) < 0.05
    assert np.all(np.diff(motion.time_s) > 0)


def test_the_way_through_the_air_ends_where_all_falls_were_drawn_to() -> None:
    """Two integrations of one fall: in step with its landing, and all draws at once."""
    (gag,) = gags_of(read_plan(EXAMPLES / "roof_back_fall.yaml"))
    assert isinstance(gag, HighFall)
    draws = draw_gag(gag, seed=0)
    for take in (0, 9_000, 40_000):
        flight = gag.flight(draws, take)
        assert flight.x_m[-1] == pytest.approx(draws.values["x_m"][take], abs=1e-4)
        assert flight.y_m[-1] == pytest.approx(draws.values["y_m"][take], abs=1e-4)
        assert flight.fallen[[0, -1]] == pytest.approx([0, 1])
        assert np.all(np.diff(flight.fallen) > 0)


def test_a_strike_has_no_flight() -> None:
    motion = moving("stomach_kick_for_real")
    assert motion.meets_s == 0
    assert motion.people == {"receiver/": "villain"}
