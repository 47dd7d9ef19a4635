"""From a plan to the share of takes that sell."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import norm

from stuntlab.camera import frames_of_dwell, hides
from stuntlab.camera.summary import Seen
from stuntlab.datasets import Severity
from stuntlab.errors import CameraError, PlanError
from stuntlab.gags import gags_of
from stuntlab.gags.zones import DiscZone
from stuntlab.pipeline.assess import assess
from stuntlab.pipeline.bystanders import zone_findings
from stuntlab.plan import Plan, read_plan
from stuntlab.plan.body import Region
from stuntlab.shots.sell import assess_shots, sell_findings, sell_of, strikes_of

EXAMPLES = Path(__file__).parents[2] / "examples"
ON_SET = "lens: 85 mm, at: [%s m, %s m]"

Judged = Callable[..., Seen]
Planned = Callable[..., Plan]


def test_the_kick_sells_over_the_shoulder_of_who_is_struck_and_not_from_the_side() -> None:
    """film.md P4: hidden within 15 deg of the line at 30 cm, size ratio 1.04; shown at 80 deg."""
    plan = read_plan(EXAMPLES / "stomach_kick.yaml")
    gags = gags_of(plan)
    a, b = assess_shots(plan, gags, seed=0)
    assert a.share.mean > 0.95
    assert a.size_ratio == pytest.approx(1.04, abs=0.005)
    assert a.advice == ""
    assert not a.only_the_back
    assert b.share.mean < 0.01
    assert (b.hit_seen, b.limb_seen, b.reaction_seen) == (1, 1, 1)
    assert b.frames in (1, 2)
    assert "80 deg off the line" in b.advice
    told = {finding.severity for finding in sell_findings(plan, (a, b), gags)}
    assert told == {Severity.NOTE, Severity.FLAG}


def test_behind_who_strikes_the_gap_is_hidden_and_so_is_the_strike(judged: Judged) -> None:
    """film.md P4 stands the camera at 8 deg: no gap is seen from there, nor anything of the kick."""
    behind = judged(camera="lens: 85 mm, sensor: super35, distance: 6.8 m, angle: 4 ± 1 deg")
    assert behind.hides > 0.95
    assert behind.limb_seen is not None
    assert behind.limb_seen < 0.05
    assert behind.share.mean < 0.05
    assert behind.only_the_back
    assert "lead's back and little else" in behind.advice
    assert re.search(r"as planned it would sell from behind (lead|villain), 1\d deg off the line", behind.advice)


def test_a_place_that_is_recommended_sells(judged: Judged) -> None:
    """Held still there, most takes do; those that do not show a larger gap than is planned."""
    behind = judged(camera="lens: 85 mm, sensor: super35, distance: 6.8 m, angle: 4 ± 1 deg")
    found = re.search(r"from behind (\w+), (\d+) deg off the line, on lead's (right|left)", behind.advice)
    assert found
    who, off, side = found[1], int(found[2]), 1 if found[3] == "right" else -1
    angle = side * (off if who == "lead" else 180 - off)
    there = judged(camera=f"lens: 85 mm, sensor: super35, distance: 6.8 m, angle: {angle} deg", gap="30 ± 1 cm")
    assert there.share.mean > 0.9


def test_what_is_out_of_the_picture_is_not_seen(judged: Judged) -> None:
    """A lens on the face of who is struck in the belly has neither belly nor foot."""
    face = judged(camera="lens: 200 mm, sensor: super35, at: [0 m, -5 m], looks_at: [-0.1 m, 0 m, 1.6 m]")
    assert (face.hit_seen, face.limb_seen) == (0, 0)
    assert face.gap_shows == 0
    assert face.share.mean < 0.01
    assert "does not see villain's abdomen, the foot and villain's reaction" in face.advice, (
        "it folds out of the picture"
    )


def test_the_share_is_that_of_the_rule_where_nothing_else_is_in_play(judged: Judged) -> None:
    """As planned: P(|g sin θ| <= 8 cm) with g 30 ± 6 cm, θ 8 ± 3 deg, by numerical integration; times P(in time)."""
    gap, angle = np.meshgrid(np.linspace(0.02, 0.58, 401), np.radians(np.linspace(-6, 22, 401)))
    density = norm.pdf(gap, 0.30, 0.06) * norm.pdf(angle, math.radians(8), math.radians(3))
    covered = float((density * (np.abs(gap * np.sin(angle)) <= 0.08 + 2e-3)).sum() / density.sum())
    in_time = norm.cdf(3 / 24, 0.04, 0.03) - norm.cdf(-1 / 24, 0.04, 0.03)
    assert judged().hides == pytest.approx(covered * in_time, abs=0.006)


def test_a_smaller_gap_sells_more_and_a_wider_angle_less(judged: Judged) -> None:
    by_gap = [judged(gap=f"{gap} ± 6 cm").hides for gap in (45, 35, 25)]
    by_angle = [
        judged(camera=f"lens: 85 mm, distance: 6.8 m, angle: {angle} ± 3 deg").hides for angle in (4, 12, 20, 40)
    ]
    assert by_gap == sorted(by_gap)
    assert by_angle == sorted(by_angle, reverse=True)


def test_a_wide_lens_near_by_ruins_it(judged: Judged) -> None:
    """film.md 2.1: 18 mm makes the same picture from 1.45 m, where 30 cm of depth are seen."""
    near = judged(camera="lens: 18 mm, distance: 1.45 m, angle: 8 ± 3 deg")
    assert near.hides < 0.05
    assert "4.2 m" in near.advice, "(30 + 2 · 6 cm) / 0.10"
    assert judged(camera="lens: 52 mm, distance: 4.2 m, angle: 8 ± 3 deg").sizes_differ < 0.05
    assert judged().width_m == pytest.approx(near.width_m, rel=0.02)


def test_behind_the_receiver_is_as_good(judged: Judged) -> None:
    here, there = (judged(camera=f"lens: 85 mm, distance: 6.8 m, angle: {angle} ± 3 deg") for angle in (8, 172))
    assert there.hides == pytest.approx(here.hides, abs=0.03)


def test_a_place_on_the_set_means_what_distance_and_angle_mean(judged: Judged) -> None:
    x, y = 6.8 * math.cos(math.radians(8)), 6.8 * math.sin(math.radians(8))
    by_place = judged(camera=ON_SET % (f"{x:.4f}", f"{y:.4f} ± 0.35"))
    assert by_place.angle_rad == pytest.approx(math.radians(8), abs=1e-4)
    assert by_place.hides == pytest.approx(judged().hides, abs=0.01)


def test_people_who_stand_elsewhere_take_the_line_with_them(judged: Judged) -> None:
    """The same strike along y, 10 m off: the camera behind the lead moves with it."""
    turned = judged(
        villain=", stands: [[10 m, 0 m]]", lead=", stands: [[10 m, 1.3 m]]", camera=ON_SET % ("10", "6.8 ± 0.1")
    )
    assert turned.angle_rad == pytest.approx(0, abs=1e-6)
    assert turned.hides > 0.95


def test_a_zoom_is_judged_at_both_ends(judged: Judged) -> None:
    """The long end shows a gap, the short end what is in the picture."""
    zoom = judged(camera="lens: 25 mm, zooms_to: 250 mm, distance: 6.8 m, angle: 8 ± 3 deg")
    assert zoom.hides <= judged(camera="lens: 25 mm, distance: 6.8 m, angle: 8 ± 3 deg").hides


def test_a_camera_that_does_not_show_the_strike_has_nothing_to_give_away(judged: Judged) -> None:
    """Cut to the reaction: the lens is on something else."""
    away = judged(camera="lens: 85 mm, at: [0 m, 4 m], looks_at: [-2 m, 0 m]")
    assert away.gap_shows == 0
    assert judged(camera="lens: 85 mm, at: [0 m, 4 m]").gap_shows > 0.99


def test_frames_of_a_dwell_are_its_length_on_average() -> None:
    phases = (np.arange(10_000) + 0.5) / 10_000
    for dwell_s, rate in ((0.08, 24.0), (0.02, 24.0), (0.08, 120.0)):
        assert frames_of_dwell(phases, dwell_s, rate).mean() == pytest.approx(dwell_s * rate, rel=1e-3)


def test_a_blow_between_two_frames_shows_nothing() -> None:
    shown, one = np.array([0.1]), np.array([1.0])
    assert hides(shown, np.array([0]), one, one)
    assert not hides(shown, np.array([1]), one, one)
    assert not hides(np.zeros(1), np.array([0]), one, np.array([3.1]))
    assert not hides(np.zeros(1), np.array([0]), 1.2 * one, one)


def test_a_take_is_the_same_however_many_are_drawn(planned: Planned) -> None:
    plan = planned()
    gags = gags_of(plan)
    cameras = dict(plan.cameras)
    few, many = (sell_of(strikes_of(plan, gags, seed=3, takes=n)[0], cameras, seed=3) for n in (100, 4200))
    assert np.array_equal(few.sells[:100], many.sells[:100])
    assert np.array_equal(few.gap_on_screen[:100], many.gap_on_screen[:100])


def test_an_operator_where_people_fall_is_told_how_long_they_would_have(planned: Planned) -> None:
    plan = planned(camera="lens: 25 mm, distance: 1.5 m, angle: 20 deg, manned: true")
    (gag,) = gags_of(plan)
    found = zone_findings(gag, plan)
    assert {finding.person for finding in found} == {"operator of camera A"}
    assert all(" s, less than the 1 s" in finding.text for finding in found)
    on_set = planned(camera="lens: 25 mm, at: [1.4095 m, 0.513 m], manned: true")
    assert [finding.text for finding in zone_findings(gags_of(on_set)[0], on_set)] == [f.text for f in found]
    far = planned(camera="lens: 25 mm, distance: 6 m, angle: 20 deg, manned: true")
    assert zone_findings(gags_of(far)[0], far) == ()
    zone = gag.zones()[0]
    assert isinstance(zone, DiscZone)
    assert zone.seconds_at((zone.along_m, 3.5)) == pytest.approx(1.0)  # 3 m at 3 m/s


def test_the_assessment_says_to_which_camera_it_sells(planned: Planned) -> None:
    """A target that has no body model: drawn and judged, nothing simulated."""
    plan = planned(camera="lens: 85 mm, sensor: super35, distance: 6.8 m, angle: -16 ± 1 deg")
    kick = plan.action[0].model_copy(update={"at": Region.FACE})
    answer = assess(plan.model_copy(update={"action": (kick,)}), takes=4, threads=1)
    (said,) = [finding.text for finding in answer.findings if finding.id == "sell"]
    assert re.match(r"the kick sells to camera A in \d+ of 100 takes", said)
    assert not any("sells" in line for line in answer.not_assessed)


# what cannot be used


@pytest.mark.parametrize(
    ("camera", "words"),
    [
        ("lens: 0 mm, distance: 3 m, angle: 8 deg", "above 0 mm"),
        ("lens: -5 mm", "above 0 mm"),
        ("lens: long", "cannot be read"),
        ("lens: 85 mm, sensor: suqer35", 'did you mean "super35"'),
        ("lens: 85 mm, frame_rate: 0 fps", "above 0 fps"),
        ("lens: 85 mm, at: [1 m, 2 m], distance: 3 m", "either at a distance and angle or at a point"),
        ("zooms_to: 70 mm", "both ends"),
    ],
)
def test_a_camera_that_cannot_be_is_refused_with_its_line(camera: str, words: str, planned: Planned) -> None:
    with pytest.raises(PlanError) as refusal:
        planned(camera=camera)
    (problem,) = refusal.value.problems
    assert problem.line == 9
    assert words in problem.message


@pytest.mark.parametrize(
    ("camera", "words"),
    [
        ("lens: 50 mm, distance: 5 cm, angle: 180 deg", "inside villain"),
        ("lens: 50 mm, at: [1.2 m, 0 m]", "inside lead"),
        ("lens: 50 mm, at: [5 m, 1 m], looks_at: [9 m, 2 m]", "looks away"),
    ],
)
def test_a_camera_in_somebody_or_looking_away_is_one_sentence(camera: str, words: str, planned: Planned) -> None:
    plan = planned(camera=camera)
    with pytest.raises(CameraError, match=words):
        assess_shots(plan, gags_of(plan), seed=0, takes=64)


@pytest.mark.parametrize("camera", ["lens: 50 mm", "distance: 3 m, angle: 10 deg", "manned: false"])
def test_a_camera_of_which_too_little_is_said_is_named(camera: str, planned: Planned) -> None:
    plan = planned(camera=camera)
    gags = gags_of(plan)
    (finding,) = sell_findings(plan, assess_shots(plan, gags, seed=0, takes=64), gags)
    assert "cannot be said" in finding.text


def test_sensors_have_many_spellings_and_one_meaning(planned: Planned) -> None:
    alike = {planned(camera=f"lens: 85 mm, sensor: {word}").hash for word in ("super35", "Super 35", "S35", "super_35")}
    assert len(alike) == 1
