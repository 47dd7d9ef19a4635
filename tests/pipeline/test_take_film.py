"""A take on the screen: its own time, words beside its limit, and everything in the picture."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from stuntlab.datasets import Borne, Exposure, ExposureResult, Interval, LoadSummary
from stuntlab.errors import UserError
from stuntlab.gags import gags_of
from stuntlab.gags.base import Gag
from stuntlab.pipeline.rehearse import rehearse
from stuntlab.plan import parse_plan
from stuntlab.previs import take_film, take_views
from stuntlab.previs.replay import ChosenTake, Replay, choose, motion_of
from stuntlab.previs.replay import replay_takes as replay_of
from stuntlab.previs.take_film import against_limit, frames_of, how_often_above, moments_of, slow_motion_factor
from stuntlab.previs.take_stage import stage_of
from stuntlab.previs.take_views import names_in, shots_of
from stuntlab.report.film import FilmShot, film
from stuntlab.report.still import Painted, View
from stuntlab.verdict import AppliedLimit, read_limits

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture(autouse=True)
def fewer_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take i is the same however many are drawn."""
    monkeypatch.setattr("stuntlab.pipeline.rehearse.DRAWS_PER_BRANCH", 2**12)


CAMERA = "cameras:\n  A: {lens: 24 mm, at: [16 m, -9 m, 2 m], manned: true}\n  B: {lens: 50 mm, manned: true}\n"


@cache
def replayed(name: str) -> tuple[Gag, Replay]:
    text = (EXAMPLES / f"{name}.yaml").read_text(encoding="utf-8")
    (gag,) = gags_of(parse_plan(text if "cameras" in text else text + CAMERA))
    rehearsal = rehearse(gag, seed=0, takes=2, threads=1)
    return gag, replay_of(rehearsal, choose(rehearsal, read_limits())[:1])[0]


def test_flight_is_shown_at_life_speed_and_the_landing_as_slow_as_it_says() -> None:
    _, shown = replayed("roof_back_fall")
    motion = motion_of(shown)
    moments = list(moments_of(motion, measured_s=0.4))
    times = [moment.time_s for moment in moments]
    assert times == sorted(times)
    air = [moment for moment in moments if 0 <= moment.time_s < motion.meets_s]
    lands = [moment for moment in moments[:-1] if moment.time_s >= motion.meets_s]
    assert {moment.slower for moment in air} == {1}
    assert sum(moment.shown_s for moment in air) == pytest.approx(motion.meets_s, abs=0.06)
    assert {moment.slower for moment in lands} == {8}
    assert sum(moment.shown_s for moment in lands) == pytest.approx(8 * 0.4, abs=0.1)


def test_what_follows_the_blow_is_shown_at_life_speed() -> None:
    _, shown = replayed("stomach_kick_for_real")
    moments = list(moments_of(motion_of(shown), measured_s=0.15))
    assert moments[0].time_s == 0
    assert {moment.slower for moment in moments if moment.time_s < 0.149} == {16}
    assert {moment.slower for moment in moments if moment.time_s > 0.15} == {1}


@pytest.mark.parametrize("measured_s", [0.1, 0.4, 1.0, 1.4, 5.0])
def test_slow_motion_is_a_power_of_two_and_lasts_two_to_four_seconds(measured_s: float) -> None:
    slower = slow_motion_factor(measured_s)
    assert slower in (1, 2, 4, 8, 16, 32)
    assert slower == 1 or 2.0 < slower * measured_s <= 4.0


@pytest.mark.parametrize(
    ("limit", "value", "said"),
    [
        (220.0, 2930.0, "limit 220 N: ABOVE THE LIMIT, 13 times it"),
        (220.0, 55.0, "limit 220 N: below, 25 % of it"),
        (0.0, 3.0, "no contact is allowed at all: ABOVE THE LIMIT"),
        (None, None, "no load of this take is known"),
    ],
)
def test_a_load_stands_beside_its_limit_in_words(limit: float | None, value: float | None, said: str) -> None:
    applied = None if limit is None else AppliedLimit("abdomen_force", "abdomen force", "N", limit, "", "", "")
    take = ChosenTake("worst", 16, "soft", 0, 0, "as planned", "touches", "villain", applied, value)
    assert said in against_limit(take)


def test_a_take_above_a_limit_says_how_rare_it_is_beside_what_is_allowed() -> None:
    applied = AppliedLimit("abdomen_force", "abdomen force", "N", 220.0, "", "", "")
    take = ChosenTake("worst", 16, "soft", 0, 0, "as planned", "touches", "villain", applied, 1610.0)
    exposure = Exposure("kick", "villain", "lead", Borne.IMPOSED, 8)
    summary = LoadSummary("N", 40.0, 90.0, 1610.0, 220.0, Interval(1 / 1200, 0.0, 1 / 600), None)
    nothing = Interval(0.0, 0.0, 0.0)
    result = ExposureResult(exposure, nothing, {}, {}, {"abdomen_force": summary})
    limits = read_limits()
    assert how_often_above(take, [(result, ())], limits) == (
        "That limit is passed in 1 of 1 200 takes; allowed is 1 in 1 000."
    )
    assert how_often_above(replace(take, value=200.0), [(result, ())], limits) == ""


def test_everything_is_in_the_picture_and_named() -> None:
    gag, shown = replayed("roof_back_fall")
    stage = stage_of(gag, motion_of(shown), shown.slabs)
    whole, close = shots_of(gag, stage, None).values()
    performer = stage.motion.people[next(iter(stage.motion.people))]
    assert {name for name, _, _ in names_in(stage, whole, 0.0)} == {performer, "spotters", "generator", "bag"}
    assert stage.caught is not None
    for time_s in (-0.3, 0.0, 1.0, stage.motion.meets_s, stage.motion.meets_s + 0.3):
        hips = stage.motion.at(time_s)[:3]
        assert whole.locate(hips.tolist()) is not None
    for corner in ((1.6, -3.8, 0.0), (7.7, 3.8, 2.7), (1.6, 3.8, 2.7)):
        assert close.locate(corner) is not None


def test_a_point_is_seen_where_it_is_drawn() -> None:
    ends = np.array([-0.03, 0.03])
    corners = np.array([[x, y, z] for x in ends for y in ends for z in ends])
    triangles = np.array([[0, 1, 3], [0, 3, 2], [4, 6, 7], [4, 7, 5], [0, 4, 5], [0, 5, 1], [2, 3, 7], [2, 7, 6],
                          [0, 2, 6], [0, 6, 4], [1, 5, 7], [1, 7, 3]])  # fmt: skip
    red = np.tile(np.array([255, 0, 0], dtype=np.uint8), (2, 2, 1))
    shot = FilmShot(View((3.0, -4.0, 1.6), (0.2, 0.1, 0.9), 0.7), 160, 120, shadows=False)
    for place in ((0.3, 0.2, 1.1), (-0.5, 0.4, 0.4)):
        thing = Painted(corners + place, triangles, np.full((12, 3, 2), 0.5), red)
        ((image,),) = film([[thing]], [shot])
        rows, columns = np.nonzero(image[..., 0].astype(int) - image[..., 1] > 60)
        assert shot.locate(place) == pytest.approx((columns.mean() + 0.5, rows.mean() + 0.5), abs=1.0)


def test_frames_hold_their_words_and_a_camera_of_the_plan_sees_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(take_views, "PICTURE_PX", 60)
    monkeypatch.setattr(take_film, "_FRAME_S", 0.7)
    monkeypatch.setattr(take_film, "_SLOW_FRAME_S", 1.6)
    gag, shown = replayed("roof_back_fall")
    told: list[tuple[int, int]] = []
    frames = list(frames_of(gag, shown, seed=0, progress=lambda done, total: told.append((done, total))))
    assert told[-1] == (len(frames), len(frames))
    words = "\n".join(frames[-1].lines)
    assert all(
        part in words for part in ("Roof back fall", "as planned", "SLOW MOTION, 8 times", "limit", "cut open: bag")
    )
    assert [panel.title for panel in frames[0].panels] == ["the whole fall", "the landing"]
    assert not np.array_equal(frames[1].panels[0].image, frames[-1].panels[0].image)
    (filmed, *_) = frames_of(gag, shown, seed=0, camera="A")
    assert [panel.title for panel in filmed.panels] == ["camera A"]
    with pytest.raises(UserError, match="camera B: no picture"):
        next(iter(frames_of(gag, shown, seed=0, camera="B")))


def test_a_strike_shows_its_receiver_and_who_strikes() -> None:
    gag, shown = replayed("stomach_kick_for_real")
    stage = stage_of(gag, motion_of(shown), shown.slabs)
    assert stage.caught is None
    assert not stage.solids, "no foot without a body"
    assert stage.striker is not None
    (parts,) = stage.frames([0.0])
    theirs = sum(1 + len(look.worn) for look in stage.looks.values())
    receiver, giver = parts[0], parts[theirs]
    assert giver.vertices[:, 0].max() == pytest.approx(receiver.vertices[:, 0].min(), abs=0.1), "it comes at the front"
    assert giver.vertices[:, 0].mean() < receiver.vertices[:, 0].mean()
    assert giver.vertices[:, 2].min() == pytest.approx(0.0, abs=0.05), "they stand on the floor"


def test_both_fill_the_picture_of_a_strike_from_its_beginning_to_its_end() -> None:
    gag, shown = replayed("stomach_kick_for_real")
    stage = stage_of(gag, motion_of(shown), shown.slabs)
    (shot,) = shots_of(gag, stage, None).values()
    times_s = [-0.5, 0.0, float(stage.motion.time_s[-1])]
    places = [shot.locate(corner) for time_s in times_s for corner in stage.reach_m([time_s]).tolist()]
    assert all(place is not None for place in places)
    assert all({name for name, _, _ in names_in(stage, shot, time_s)} >= {"lead", "villain"} for time_s in times_s)
    across, down = np.ptp(np.array([place for place in places if place is not None]), axis=0)
    assert max(across / shot.width, down / shot.height) > 0.6


def test_what_a_camera_sees_of_a_strike_is_drawn_elsewhere() -> None:
    gag, shown = replayed("stomach_kick_for_real")
    stage = stage_of(gag, motion_of(shown), shown.slabs)
    with pytest.raises(UserError, match="stuntlab still --clip"):
        shots_of(gag, stage, "A")


def test_a_take_that_failed_is_told_as_what_it_is() -> None:
    gag, shown = replayed("roof_back_fall")
    failed = replace(shown.take, why="failed", person=None, limit=None, value=None)
    assert "counts against the stunt" in take_film._describe_take(gag, failed, 0)[0]
