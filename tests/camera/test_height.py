"""Cameras above and below a strike: where they stand, what is in their picture, and what sells to them."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest
from scipy.stats import norm

from stuntlab.camera.lens import place_in_picture
from stuntlab.camera.summary import Seen
from stuntlab.errors import CameraError, PlanError
from stuntlab.gags import gags_of
from stuntlab.plan import Plan
from stuntlab.previs.strike_pictures import act_gag, view_of
from stuntlab.report.film import FilmShot
from stuntlab.report.floor_plan import floor_plan_svg
from stuntlab.report.still import View
from stuntlab.shots.lens_map import floor_maps
from stuntlab.shots.sell import assess_shots

Judged = Callable[..., Seen]
Planned = Callable[..., Plan]

STRIKE_M = 1.1655
"""Height of the point struck of conftest's kick."""

EXACT = "0.0001 m"
"""A spread that changes nothing; without one a camera has the usual spread."""

BEHIND = "lens: 85 mm, distance: 6.8 m, angle: 8 ± 3 deg, lens_height: %s"


def test_a_lens_at_the_height_of_the_strike_is_level_with_it(judged: Judged) -> None:
    level, given = judged(), judged(camera=BEHIND % f"{STRIKE_M} m")
    assert given.above_m == pytest.approx(0, abs=1e-4)
    assert given.angle_rad == pytest.approx(level.angle_rad, abs=1e-6)
    assert given.hides == pytest.approx(level.hides, abs=0.01)


def test_lens_height_means_what_the_height_of_a_place_means(judged: Judged) -> None:
    """Distance and angle stay those on the floor."""
    x, y = 6.8 * math.cos(math.radians(8)), 6.8 * math.sin(math.radians(8))
    height = f"lens_height: 2.4 ± {EXACT}"
    by_place = judged(camera=f"lens: 85 mm, at: [{x:.5f} ± {EXACT}, {y:.5f} ± {EXACT}, 2.4 ± {EXACT}]")
    by_floor = judged(camera=f"lens: 85 mm, at: [{x:.5f} ± {EXACT}, {y:.5f} ± {EXACT}], {height}")
    by_angle = judged(camera=f"lens: 85 mm, distance: 6.8 ± {EXACT}, angle: 8 ± 0.001 deg, {height}")
    for other in (by_floor, by_angle):
        assert other.above_m == pytest.approx(2.4 - STRIKE_M, abs=1e-4)
        assert other.angle_rad == pytest.approx(by_place.angle_rad, abs=1e-5)
        assert other.distance_m == pytest.approx(by_place.distance_m, abs=1e-5)
        assert other.hides == pytest.approx(by_place.hides, abs=0.01)
    assert by_place.distance_m == pytest.approx(math.hypot(6.8, 2.4 - STRIKE_M), abs=1e-4)


def test_a_camera_without_a_spread_has_the_usual_one(judged: Judged) -> None:
    """2 degrees, 2 % of its distance, and so on: less is sold than by a camera that never moves."""
    bare = judged(camera="lens: 85 mm, distance: 6.8 m, angle: 13 deg")
    usual = judged(camera="lens: 85 mm, distance: 6.8 ± 0.136 m, angle: 13 ± 2 deg")
    exact = judged(camera=f"lens: 85 mm, distance: 6.8 ± {EXACT}, angle: 13 ± 0.001 deg")
    assert bare.share == usual.share
    assert abs(bare.share.mean - exact.share.mean) > 0.01


def test_the_share_from_a_crane_is_that_of_the_rule_with_the_angle_in_space(judged: Judged) -> None:
    """P(g sin θ <= 8 cm) with cos θ = cos(azimuth) cos(elevation); 1.4 m up nobody is in the way."""
    up = math.atan2(2.6 - STRIKE_M, 6.8)
    gap, azimuth = np.meshgrid(np.linspace(0.02, 0.58, 401), np.radians(np.linspace(-6, 22, 401)))
    density = norm.pdf(gap, 0.30, 0.06) * norm.pdf(azimuth, math.radians(8), math.radians(3))
    shown = gap * np.sqrt(1 - (np.cos(azimuth) * math.cos(up)) ** 2)
    covered = float((density * (shown <= 0.08 + 2e-3)).sum() / density.sum())
    in_time = norm.cdf(3 / 24, 0.04, 0.03) - norm.cdf(-1 / 24, 0.04, 0.03)
    assert judged(camera=BEHIND % "2.6 m").hides == pytest.approx(covered * in_time, abs=0.02)


def test_the_higher_the_lens_the_less_it_sells(judged: Judged) -> None:
    shares = [judged(camera=BEHIND % height).hides for height in ("1.2 m", "2 m", "2.6 m", "3.5 m", "6 m")]
    assert shares == sorted(shares, reverse=True)
    assert shares[0] > 0.95
    assert shares[-1] < 0.05


def test_a_spread_of_the_height_spreads_the_angle(judged: Judged) -> None:
    """Some takes are shot from higher up than where what is planned still sells."""
    still, shaken = (judged(camera=BEHIND % height).gap_shows for height in ("1.8 m", "1.8 ± 0.5 m"))
    assert shaken > 1.8 * still


def test_straight_overhead_all_of_the_gap_is_seen(judged: Judged) -> None:
    above = judged(camera="lens: 35 mm, at: [0.15 m, 0 m, 4 m], manned: false")
    assert above.gap_shows > 0.99
    assert above.angle_rad == pytest.approx(math.pi / 2, abs=0.06)
    assert above.distance_m == pytest.approx(math.hypot(0.15, 4 - STRIKE_M), abs=1e-4)
    assert "2.8 m above the strike" in above.advice


def test_a_camera_over_somebody_is_not_inside_them(planned: Planned) -> None:
    over, inside = (planned(camera=f"lens: 35 mm, at: [-0.1 m, 0 m, {height}]") for height in ("2.5 m", "1.7 m"))
    assert assess_shots(over, gags_of(over), seed=0, takes=64)
    with pytest.raises(CameraError, match="inside villain"):
        assess_shots(inside, gags_of(inside), seed=0, takes=64)


def test_a_camera_that_looks_over_the_strike_does_not_have_it_in_its_picture(judged: Judged) -> None:
    """85 mm from 4 m: 14 mm of picture height show 33 cm to either side, and the mark is 8 cm more."""
    aside = f"lens: 85 mm, at: [0 ± {EXACT}, 4 ± {EXACT}], looks_at: [0 ± {EXACT}, 0 ± {EXACT}, %.3f ± {EXACT}]"
    for up in (1, -1):
        assert judged(camera=aside % (STRIKE_M + up * 0.39)).gap_shows > 0.99
        assert judged(camera=aside % (STRIKE_M + up * 0.43)).gap_shows == 0


def test_a_camera_that_looks_straight_up_away_from_the_strike_is_refused(planned: Planned) -> None:
    plan = planned(camera="lens: 35 mm, at: [0.1 m, 2 m, 3 m], looks_at: [0.1 m, 2 m, 8 m]")
    with pytest.raises(CameraError, match="looks away"):
        assess_shots(plan, gags_of(plan), seed=0, takes=64)
    down = planned(camera="lens: 35 mm, at: [0 m, 0 m, 3 m], looks_at: [0 m, 0 m, 0 m]")
    assert assess_shots(down, gags_of(down), seed=0, takes=64)


@pytest.mark.parametrize("looks", [(-6.0, 0.5, 0.0), (-6.0, -2.0, -3.0), (-4.0, 1.0, 0.5)])
def test_the_place_in_the_picture_is_that_of_a_drawn_frame(looks: tuple[float, float, float]) -> None:
    eye, target = np.array([6.0, -1.0, 2.0]), np.array([0.2, 0.1, 1.1])
    width, height, angle = 800, 450, 1.2
    column, row = FilmShot(View(tuple(eye), tuple(eye + looks), angle), width, height).locate(target) or (0.0, 0.0)
    (aside,), (raised,) = place_in_picture(np.array([looks]), (target - eye)[None])
    half = math.tan(angle / 2)
    assert column == pytest.approx(width / 2 + aside / half * height / 2)
    assert row == pytest.approx(height / 2 - raised / half * height / 2)


def test_behind_the_camera_is_nowhere_in_the_picture() -> None:
    aside, raised = place_in_picture(np.array([[1.0, 0, 0], [0, 0, -2.0]]), np.array([[-1.0, 0.2, 0], [0.1, 0.3, -2]]))
    assert (aside[0], raised[0]) == (np.inf, np.inf)
    assert (aside[1], raised[1]) == pytest.approx((0.05, 0.15))  # straight down: the first axis is to the right


def test_the_still_looks_where_the_plan_says(planned: Planned) -> None:
    plan = planned(camera="lens: 35 mm, at: [3 m, 1 m], lens_height: 2.2 m, looks_at: [0 m, 0 m, 0.4 m]")
    (gag,) = gags_of(plan)
    view = view_of(plan.cameras["A"], "A", act_gag(plan, gag))
    assert view.eye_m == pytest.approx((3, 1, 2.2))
    assert view.looks_at_m == pytest.approx((0, 0, 0.4))


def test_the_map_says_how_high_its_lenses_are(planned: Planned) -> None:
    plan = planned(camera=BEHIND % "2.6 m")
    gags = gags_of(plan)
    (one,) = floor_maps(plan, gags, assess_shots(plan, gags, seed=0, takes=64), seed=0)
    words = floor_plan_svg(one)
    assert "lens height 1.17 m" in words
    assert "1.4 m above the strike" in words
    assert one.cones[0].reach_m == pytest.approx(6.8)


@pytest.mark.parametrize(
    ("camera", "words"),
    [
        ("lens: 85 mm, at: [1 m, 2 m, -3 m]", "below the floor"),
        ("lens: 85 mm, distance: 3 m, angle: 8 deg, lens_height: -1 m", "at least 0 m"),
        ("lens: 85 mm, at: [1 m, 2 m, 3 m], lens_height: 3 m", "given twice"),
        ("lens: 85 mm, at: [1 m, 2 m], lens_height: 1.2", "unit"),
    ],
)
def test_a_height_that_cannot_be_is_refused_with_its_line(camera: str, words: str, planned: Planned) -> None:
    with pytest.raises(PlanError) as refusal:
        planned(camera=camera)
    (problem,) = refusal.value.problems
    assert problem.line == 9
    assert words in problem.message
