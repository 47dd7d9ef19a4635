"""A film's frames are the stills of the same moments."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from stuntlab.errors import DatasetError
from stuntlab.people import measures
from stuntlab.people.shape import figure, outfit, paint_figure
from stuntlab.report.film import FilmShot, film
from stuntlab.report.still import Painted, View, still

SHOTS = (FilmShot(View((3, -4, 1.5), (0, 0, 0.9), 0.6), 96, 72), FilmShot(View((0.1, 0.0, 6), (0, 0, 1), 0.5), 64, 96))


def person(turn_rad: float, shift_m: float) -> Painted:
    look = figure(measures(sex="female", stature_m=1.68, mass_kg=60.0))
    cos, sin = np.cos(turn_rad), np.sin(turn_rad)
    turned = look.vertices @ np.array([[cos, -sin, 0], [sin, cos, 0], [0, 0, 1]]).T + [0, 0, shift_m]
    return Painted(turned, look.triangles, look.paint, paint_figure(outfit(1)))


def test_frames_are_the_stills_of_their_moments() -> None:
    """One renderer that is handed new places, against one that is built anew for each of them."""
    moments = [person(0.0, 0.0), person(1.2, 0.4), person(0.3, 0.1)]
    for moment, frames in zip(moments, list(film([[moment] for moment in moments], SHOTS)), strict=True):
        for shot, frame in zip(SHOTS, frames, strict=True):
            anew = still([moment], shot.view, width=shot.width, height=shot.height)
            apart = np.abs(frame.astype(int) - anew.astype(int))
            assert apart.mean() < 3.0  # the light that throws shadows stands where the first frame needs it
            assert frame.shape == (shot.height, shot.width, 3)


def test_a_shot_that_turns_shows_what_a_still_that_looks_there_shows() -> None:
    somebody = person(0.4, 0.0)
    points = [(0.0, 0.0, 0.9), (0.4, 0.0, 1.5), (-0.3, 0.2, 0.2)]
    turning = replace(SHOTS[0], towards=points)
    seen = [frame for (frame,) in film([[somebody]] * 3, [turning])]
    for frame, point in zip(seen, points, strict=True):
        anew = still([somebody], replace(turning.view, looks_at_m=point), width=turning.width, height=turning.height)
        assert np.abs(frame.astype(int) - anew.astype(int)).mean() < 3.0
    assert np.abs(seen[1].astype(int) - seen[2].astype(int)).mean() > 10.0


def test_a_point_under_a_camera_that_looks_straight_down_lies_where_it_is_drawn() -> None:
    """The first axis is to the right: somebody half a metre along it is drawn beside the middle."""
    straight_down = FilmShot(View((0, 0, 6), (0, 0, 1), 0.5), 96, 96)
    column, row = straight_down.locate((0.5, 0.2, 1.7)) or (0.0, 0.0)
    upright = person(0.0, 0.0)
    aside = replace(upright, vertices=upright.vertices + np.array([0.5, 0.2, 0.0]))
    drawn = still([aside], straight_down.view, width=96, height=96)
    nobody = still([], straight_down.view, width=96, height=96)
    rows, columns = np.nonzero(np.abs(drawn.astype(int) - nobody.astype(int)).sum(axis=2) > 200)
    assert column == pytest.approx(columns.mean(), abs=6)
    assert row == pytest.approx(rows.mean(), abs=6)


def test_a_thing_that_becomes_another_is_refused() -> None:
    whole = person(0.0, 0.0)
    cut = replace(whole, vertices=whole.vertices[:-1])
    with pytest.raises(DatasetError, match="vertices"):
        list(film([[whole], [cut]], SHOTS[:1]))
    with pytest.raises(DatasetError, match="things"):
        list(film([[whole], [whole, whole]], SHOTS[:1]))
    with pytest.raises(DatasetError, match="not a number"):
        list(film([[whole], [replace(whole, vertices=whole.vertices * np.nan)]], SHOTS[:1]))


def test_no_frame_is_no_film() -> None:
    assert list(film([], SHOTS)) == []
