"""Replayed takes: the very takes that were measured, and the right ones of them."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import mujoco
import numpy as np
import pytest

from stuntlab.datasets import TakeStatus
from stuntlab.errors import UserError
from stuntlab.gags import gags_of
from stuntlab.pipeline.measure import name_reading
from stuntlab.pipeline.rehearse import Rehearsal, rehearse
from stuntlab.plan import parse_plan, read_plan, template
from stuntlab.previs.motion import FILM_RATE_HZ
from stuntlab.previs.replay import FAILED, MEDIAN, WORST, choose, replay_takes, save_series
from stuntlab.verdict import AppliedLimit, limit_for, read_limits

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture(autouse=True)
def fewer_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take i is the same however many are drawn."""
    monkeypatch.setattr("stuntlab.pipeline.rehearse.DRAWS_PER_BRANCH", 2**12)


@cache
def rehearsed(name: str, takes: int = 6) -> Rehearsal:
    (gag,) = gags_of(read_plan(EXAMPLES / f"{name}.yaml"))
    return rehearse(gag, seed=3, takes=takes, threads=1)


@pytest.mark.parametrize("name", ["stomach_kick_for_real", "airbag_44_ft"])
def test_a_replay_is_the_take_that_was_measured_bit_for_bit(name: str) -> None:
    rehearsal = rehearsed(name)
    worst = choose(rehearsal, read_limits())[1]
    again = replay_takes(rehearsal, [worst], threads=2)[0]
    for person, loads in rehearsal.loads[worst.model].items():
        for load, values in loads.values.items():
            assert again.readings[name_reading(person, load)] == values[worst.row], load
    assert worst.person is not None
    assert worst.limit is not None
    assert again.readings[name_reading(worst.person, worst.limit.load)] == worst.value


def test_a_film_runs_on_one_clock_and_bodies_move_as_their_sensors_say() -> None:
    """The pelvis of the filmed poses is where the position sensor of the same take has it."""
    rehearsal = rehearsed("stomach_kick_for_real")
    again = replay_takes(rehearsal, choose(rehearsal, read_limits())[:1])[0]
    film, scene = again.film(), again.scene
    steps = np.diff(film.time_s)
    assert film.time_s[0] == 0
    assert film.time_s[-1] == pytest.approx(sum(phase.duration_s for phase in scene.phases), abs=1 / FILM_RATE_HZ)
    assert np.median(steps) == pytest.approx(1 / FILM_RATE_HZ, rel=0.05)
    assert steps.max() < 2 / FILM_RATE_HZ
    blow, data = again.traces["blow"], mujoco.MjData(scene.model)
    for frame in (0, 7, 30):
        data.qpos[:] = film.qpos[0, frame]
        mujoco.mj_kinematics(scene.model, data)
        sensed = blow.channels["receiver/pelvis_position"][0, np.argmin(np.abs(blow.time_s - film.time_s[frame]))]
        assert data.body("receiver/pelvis").xpos == pytest.approx(sensed, abs=1e-9)


def test_the_worst_and_the_middle_take_are_what_a_slow_search_finds() -> None:
    rehearsal, limits = rehearsed("airbag_44_ft"), read_limits()
    median, worst = choose(rehearsal, limits)
    assert (median.why, worst.why) == (MEDIAN, WORST)
    assert worst.limit is not None
    assert worst.limit.value is not None
    ratios, applied = {}, {limit.load: limit.value for limit in _limits(rehearsal)}
    for model, loads in rehearsal.loads.items():
        for row, weight in enumerate(loads["faller"].weight):
            for load, values in loads["faller"].values.items():
                limit = applied.get(load)  # some loads are read for their risk alone
                if limit:
                    ratios[row] = max(ratios.get(row, (0.0, "", weight)), (values[row] / limit, model, weight))
    assert ratios[worst.row][:2] == max(ratios.values())[:2] == (worst.value / worst.limit.value, worst.model)
    below = sum(weight for share, _, weight in ratios.values() if share < ratios[median.row][0])
    upto = below + sum(weight for share, _, weight in ratios.values() if share == ratios[median.row][0])
    total = sum(weight for _, _, weight in ratios.values())
    assert below < total / 2 <= upto


def _limits(rehearsal: Rehearsal) -> list[AppliedLimit]:
    exposure = rehearsal.gag.exposures()[0]
    mass_kg = rehearsal.gag.plan.people[exposure.person].mass_kg
    return [limit_for(read_limits(), load, exposure.borne, mass_kg) for load in read_limits().loads]


def test_a_take_that_failed_is_shown_too_and_never_as_the_worst() -> None:
    rehearsal = rehearsed("airbag_44_ft")
    worst = choose(rehearsal, read_limits())[1]
    broken = {
        model: {
            person: replace(
                loads,
                status=np.where(np.arange(len(loads.status)) == worst.row, TakeStatus.DIVERGED, loads.status),
                values={name: np.where(np.arange(len(v)) == worst.row, np.nan, v) for name, v in loads.values.items()},
            )
            for person, loads in people.items()
        }
        for model, people in rehearsal.loads.items()
    }
    chosen = choose(replace(rehearsal, loads=broken), read_limits())
    assert [take.why for take in chosen] == [MEDIAN, WORST, FAILED]
    assert chosen[1].row != worst.row
    assert chosen[2].row == worst.row
    assert chosen[2].value is None


def test_whoever_only_pushes_chooses_no_take() -> None:
    """The bouncer of the second fall is exposed to nothing that a body measures."""
    gag = gags_of(read_plan(EXAMPLES / "ground_fall.yaml"))[1]
    chosen = choose(rehearse(gag, seed=3, takes=2, threads=1), read_limits())
    assert {take.person for take in chosen} == {"guest"}


def test_what_was_not_simulated_has_nothing_to_show() -> None:
    rehearsal = rehearsed("stomach_kick_for_real")
    assert choose(replace(rehearsal, loads={}), read_limits()) == ()


def test_series_are_kept_as_they_are(tmp_path: Path) -> None:
    rehearsal = rehearsed("airbag_44_ft")
    again = replay_takes(rehearsal, choose(rehearsal, read_limits())[:1])[0]
    save_series(again, tmp_path / "series.npz")
    with np.load(tmp_path / "series.npz") as kept:
        felt = again.traces["blow"].channels["faller/head_acceleration"][0]
        assert np.array_equal(kept["blow/faller/head_acceleration"], felt)
        assert np.array_equal(kept["film_qpos"], again.film().qpos[0])
    with pytest.raises(UserError, match="cannot be written"):
        save_series(again, tmp_path / "no" / "series.npz")


def test_a_take_that_stops_on_the_line_is_not_shown_coming_down() -> None:
    (gag,) = gags_of(parse_plan(template("descend")))
    rehearsal = rehearse(gag, seed=3, takes=8, threads=1)
    shown = replay_takes(rehearsal, choose(rehearsal, read_limits()), threads=1)
    worlds = {(one.take.outcome == "stopped on the line", one.world.name) for one in shown}
    assert (True, "brake") in worlds
    assert (True, "landing") not in worlds
