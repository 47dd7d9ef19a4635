"""Falls from a chair, from standing and down stairs as gags: plans, branches, who bears them, which way loads go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from math import sqrt

import numpy as np
import pytest

from stuntlab.constants import GRAVITY_M_S2
from stuntlab.datasets import Borne, Draws, Finding, Floats, Severity, Verdict
from stuntlab.errors import PlanError, UserError
from stuntlab.gags import gags_of
from stuntlab.gags.falling.fall import Fall
from stuntlab.gags.falling.fall_over import FallOver
from stuntlab.gags.ground_fall.gag import GroundFall
from stuntlab.gags.stair_fall.gag import OVER, OVER_UNKNOWN, StairFall
from stuntlab.pipeline.assess import assess
from stuntlab.pipeline.bystanders import zone_findings
from stuntlab.pipeline.measure import measure
from stuntlab.plan import Plan, parse_plan, template
from stuntlab.scene.scene import Phase, Traces
from stuntlab.takes.engine import run
from stuntlab.takes.sample import draw

BEATING = """\
stunt: The beating
people:
  heavy: {job: stunt performer, height: 183 cm, mass: 92 kg, sex: male}
  victim: {job: actor, height: 178 cm, mass: 78 kg, sex: male, restrained: true}
place: {floor: concrete}
%sgear: {%s}
action:
  - chair_tip: {by: victim, onto: mat, height: 45 cm, takes: 14%s}
"""


def beating(*, gear: str = "", more: str = "") -> Plan:
    return parse_plan(BEATING % ("" if gear else "# ", gear, more))


def changed(kind: str, *changes: tuple[str, str]) -> Fall:
    text = template(kind)
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    gag = gags_of(parse_plan(text))[0]
    assert isinstance(gag, Fall)
    return gag


def probability(gag: Fall, branch: str) -> float:
    return next(one.probability for one in gag.branches() if one.name == branch)


def planned_take(gag: Fall, **changes: float) -> dict[str, float]:
    """Loads of the take in which everything is at its mean, at the stiff end."""
    means = {unknown.name: unknown.mean for unknown in gag.unknowns()[0]} | changes
    draws = Draws({name: np.array([mean]) for name, mean in means.items()}, np.zeros(1, dtype=int))
    values, status = run(
        gag.scene("stiff"),
        gag.knobs(draws, np.array([0])),
        lambda phases: measure(gag.instruments(), phases),
        threads=1,
    )
    assert not status.any()
    return {name.partition("/")[2]: float(column[0]) for name, column in values.items()}


@cache
def bare_mat() -> tuple[Verdict, tuple[Finding, ...]]:
    found = assess(beating(), takes=24)
    return found.verdict, found.findings


def test_a_mat_of_no_thickness_cannot_be_assessed_and_stops_nobody() -> None:
    """The line of a real plan, as it stands: the loads of the bare floor are the upper end, and no answer."""
    verdict, findings = bare_mat()
    assert verdict is Verdict.CANNOT_ASSESS
    assert not [finding for finding in findings if finding.severity is Severity.STOP]
    missing = [finding.text for finding in findings if finding.severity is Severity.CANNOT_ASSESS]
    assert any("thickness" in text and "gear" in text for text in missing)
    assert any("upper end" in finding.text and "concrete" in finding.text for finding in findings)


def test_loads_of_a_fall_are_told_as_a_range() -> None:
    (told,) = (finding for finding in bare_mat()[1] if finding.id == "model-spread")
    assert "head hic15" in told.text
    assert " to " in told.text
    assert "soft and the stiff end" in told.text


def test_who_tips_the_chair_creates_it() -> None:
    (own,) = gags_of(beating())[0].exposures()
    assert (own.person, own.created_by, own.borne) == ("victim", "victim", Borne.CHOSEN)
    borne, act = gags_of(beating(more=", tipped_by: heavy"))[0].exposures()
    assert (borne.person, borne.created_by, borne.borne) == ("victim", "heavy", Borne.IMPOSED)
    assert (act.person, act.borne) == ("heavy", Borne.CHOSEN)


def test_who_only_pushes_feels_nothing() -> None:
    plan = beating(gear="mat: {kind: mat, thickness: 30 cm}", more=", tipped_by: heavy")
    found = assess(plan, takes=8)
    (act,) = found.people["heavy"].exposures
    assert act.contact_probability.mean == act.contact_probability.high == 0
    said = [(finding.id, finding.severity) for finding in found.findings if finding.person == "heavy"]
    assert said == [("not-reached", Severity.NOTE)]


def test_hands_that_are_tied_come_down_first_more_often() -> None:
    name = "hands come down first"
    tied, free = gags_of(beating())[0], gags_of(beating(more=", hands_free: true"))[0]
    assert isinstance(tied, Fall)
    assert isinstance(free, Fall)
    assert probability(tied, name) == 0.02
    assert probability(free, name) == 0.003


@pytest.mark.parametrize(
    ("kind", "change", "branch", "factor"),
    [
        ("chair_tip", ("head_support: true ", "head_support: false "), "chin not tucked", 2.0),
        ("chair_tip", ("breakaway: true ", "breakaway: false "), "hands come down first", 2.0),
        ("ground_fall", ("trained: true ", "trained: false "), "stiffens", 1 / 0.01),
        ("stair_fall", ("rehearsed_steps: 7 ", "rehearsed_steps: 6 "), "loses the line", 2.0),
    ],
)
def test_a_branch_gets_rarer_only_by_a_control_the_plan_names(
    kind: str, change: tuple[str, str], branch: str, factor: float
) -> None:
    assert probability(changed(kind, change), branch) == pytest.approx(factor * probability(changed(kind), branch))


def test_a_thicker_mat_takes_more_off() -> None:
    """A fall without form onto 2, 10 and 20 cm: the head reads less each time."""
    thin, middle, thick = (
        planned_take(changed("ground_fall", ("thickness: 20 cm", f"thickness: {cm} cm")), form=0.2)["head_3ms"]
        for cm in (2, 10, 20)
    )
    assert thin > middle > thick


def test_only_a_trained_fall_keeps_the_head_off_bare_boards() -> None:
    """Halfway to it the head is no better off than a plank's: what comes down first changes; the chest is."""
    gag = changed("ground_fall", ("onto: crash mat ", "onto: wood "))
    plank, half, trained = (planned_take(gag, form=form) for form in (0.0, 0.5, 1.0))
    assert trained["head_hic15"] < 50
    assert min(plank["head_hic15"], half["head_hic15"]) > 500
    assert plank["chest_3ms"] > 2 * half["chest_3ms"]


def test_a_chin_that_is_not_tucked_whips_the_head_onto_the_floor() -> None:
    """On bare concrete: the head comes down later, harder, and with the neck behind it."""
    gag = changed("chair_tip", ("onto: crash mat ", "onto: concrete "))
    tucked, hanging, back = (planned_take(gag, chin_rad=chin) for chin in (0.6, 0.0, -0.2))
    assert tucked["head_hic15"] < hanging["head_hic15"]
    assert tucked["neck_compression"] < hanging["neck_compression"] < back["neck_compression"]


def test_a_trained_body_bends_away_from_the_side_it_comes_down_on() -> None:
    """To the right where it goes to the left; not at all straight back; without form nobody does."""
    gag = changed("ground_fall")
    assert isinstance(gag, GroundFall)
    left, back, right = gag.bends_aside_rad(np.ones(3), np.array([np.pi / 2, np.pi, -np.pi / 2]))
    assert left == pytest.approx(-right)
    assert left > 0
    assert back == pytest.approx(0, abs=1e-9)
    assert not gag.bends_aside_rad(np.zeros(1), np.array([np.pi / 2])).any()


def test_fewer_steps_give_less() -> None:
    """The free fall of a flight, and how fast the model comes down three steps and fourteen."""
    three, fourteen = (changed("stair_fall", ("steps: 14", f"steps: {steps}")) for steps in (3, 14))
    assert isinstance(three, StairFall)
    assert isinstance(fourteen, StairFall)
    assert fourteen.free_fall_m_s == pytest.approx(sqrt(2 * GRAVITY_M_S2 * 14 * 0.178), rel=1e-12)
    assert any("7.0 m/s" in line and "upper bound" in line for line in fourteen.assumptions())
    assert three.free_fall_m_s == pytest.approx(fourteen.free_fall_m_s * sqrt(3 / 14))


def test_a_camera_in_the_run_out_of_the_stairs_is_told_the_seconds() -> None:
    """6 m ahead and 1.2 m aside of the line is inside the cone; 12 m ahead is beyond what friction allows."""
    near, far, aside = (
        changed("stair_fall", ("distance: 6 m, angle: 11 deg, manned: false", place))
        for place in ("distance: 6 m, angle: 11 deg", "distance: 12 m, angle: 11 deg", "distance: 6 m, angle: 80 deg")
    )
    told = zone_findings(near, near.plan)
    assert told
    assert len(told) == 1, "a cone is one hazard"
    assert "would have 0.8 s, less than the 1 s" in told[0].text
    assert not zone_findings(far, far.plan)
    assert not zone_findings(aside, aside.plan)


def test_the_depth_of_the_stairwell_is_asked_for() -> None:
    known, walls, unknown = (
        changed("stair_fall", ("stairwell_drop: 0 m ", drop))
        for drop in ("stairwell_drop: 4 m ", "stairwell_drop: 0 m ", "# ")
    )
    told = [any("banister" in line for line in gag.evidence().beyond("faller")) for gag in (known, walls, unknown)]
    assert told == [False, False, True]
    outcomes = [
        set(gag.classify(draw(gag.unknowns(), seed=1, label=gag.label, takes_per_branch=50)).tolist())
        for gag in (known, walls, unknown)
    ]
    assert OVER in outcomes[0]
    assert outcomes[1] == {0}
    assert OVER_UNKNOWN in outcomes[2]


def test_over_the_banister_is_a_fall_of_its_own_height() -> None:
    """Half the flight and the stairwell: the closed form of free fall, put where the knobs start."""
    gag = changed("stair_fall", ("stairwell_drop: 0 m ", "stairwell_drop: 4 m "))
    branch = [one.name for one in gag.branches()].index("over the banister")
    draws = draw(gag.unknowns(), seed=1, label=gag.label, takes_per_branch=10)
    knobs = gag.knobs(draws, np.flatnonzero(draws.branch == branch)[:3])
    assert -knobs["z_m_s"] == pytest.approx(sqrt(2 * GRAVITY_M_S2 * (4 + 7 * 0.178)))
    assert np.all(knobs["z_m"] < -3.0)


@pytest.mark.parametrize(
    ("kind", "change", "words"),
    [
        ("chair_tip", ("by: victim ", "by: victim\n      tipped_by: victim "), "leave tipped_by out"),
        ("chair_tip", ("height: 45 cm ", "height: 3 m "), "at most 120 cm"),
        ("ground_fall", ("style: back ", "style: bakc "), 'did you mean "back"'),
        ("stair_fall", ("steps: 14", "steps: 1"), "whole number from 2 to 40"),
        ("stair_fall", ("style: side roll ", "style: cartwheel "), "side roll, slide, tumble"),
        ("stair_fall", ("tread: 28 cm", "tread: 28"), "unit"),
    ],
)
def test_a_wrong_line_is_told(kind: str, change: tuple[str, str], words: str) -> None:
    with pytest.raises(PlanError, match=words):
        changed(kind, change)


def test_nobody_goes_down_onto_a_worn_pad() -> None:
    pad = (("kind: mat", "kind: pad"), ("size: 2 x 1.5 m", "covers: back\n    material: soft foam"))
    with pytest.raises(UserError, match="nobody goes down"):
        changed("chair_tip", *pad)


def test_off_the_mark_the_feet_stand_on_the_mat() -> None:
    """A body whose feet are where the mat is starts on top of it, not inside."""
    gag = changed("ground_fall")
    assert isinstance(gag, FallOver)
    means = {unknown.name: np.full(2, unknown.mean) for unknown in gag.unknowns()[0]}
    draws = Draws(means | {"along_m": np.array([0.0, 1.0])}, np.zeros(2, dtype=int))
    height = gag.knobs(draws, np.arange(2))["z_m"]
    assert height[1] - height[0] == pytest.approx(0.20)


@pytest.mark.parametrize(("kind", "lasts_s"), [("stair_fall", 0.5), ("chair_tip", 0.32), ("ground_fall", 0.6)])
def test_halving_the_step_changes_no_load_by_more_than_a_few_percent(kind: str, lasts_s: float) -> None:
    """Two takes as planned at 0.2 ms, which is what is run, and at 0.1 ms."""
    gag = changed(kind)
    knobs = gag.knobs(draw(gag.unknowns(), seed=1, label="step", takes_per_branch=2), np.arange(2))
    scene = gag.scene("stiff")
    coarse, fine = (
        run(
            replace(scene, phases=(Phase("blow", lasts_s, step),)),
            knobs,
            lambda phases: measure(gag.instruments(), phases),
            threads=1,
        )[0]
        for step in (2e-4, 1e-4)
    )
    for name in ("head_hic15", "head_3ms", "neck_nij", "chest_3ms", "lumbar_force", "femur_force"):
        load = f"{gag.action.by}/{name}"
        assert coarse[load] == pytest.approx(fine[load], rel=0.04), name


@pytest.mark.parametrize("trained", ["true", "false"])
def test_whoever_goes_to_the_knees_and_stiffens_goes_to_the_knees(trained: str) -> None:
    """Stiff legs brake less; they make no plank of somebody whose knees are bent already."""
    gag = changed("ground_fall", ("style: back", "style: knees"), ("trained: true ", f"trained: {trained} "))
    formed, stiff = (planned_take(gag, form=form) for form in (0.85, 0.0))
    assert stiff["lumbar_force"] > 1.1 * formed["lumbar_force"]
    assert stiff["head_3ms"] < 10.0


@pytest.mark.parametrize("style", ["front", "side", "knees"])
def test_every_take_has_landed_before_it_ends(style: str) -> None:
    """Else its loads are those of the way down, and a surface through both reads a tail that is not there."""
    gag = changed("ground_fall", ("style: back", f"style: {style}"))
    assert isinstance(gag, GroundFall)
    draws = draw(gag.unknowns(), seed=0, label=gag.label, takes_per_branch=6)

    def hardest_at(phases: Mapping[str, Traces]) -> Mapping[str, Floats]:
        traces = phases["blow"]
        felt = np.linalg.norm(traces.channels["faller/lumbar_force"], axis=-1)
        return {"s": traces.time_s[felt.argmax(axis=1)]}

    found, _ = run(gag.scene("stiff"), gag.knobs(draws, np.arange(6)), hardest_at, threads=1)
    assert found["s"].max() < gag.style.lasts_s - 0.01


TIPPED_ASIDE = """\
stunt: Tip
people: {sam: {job: stunt performer, height: 178 cm, mass: 78 kg, sex: male}}
place: {floor: wood}
gear: {mat: {kind: mat, thickness: 20 cm, size: 2 x 1.5 m}}
action:
  - chair_tip: {by: sam, onto: mat, height: 45 cm, takes: 4, direction: %s}
"""


def tipped(direction: str) -> FallOver:
    (gag,) = gags_of(parse_plan(TIPPED_ASIDE % direction))
    assert isinstance(gag, FallOver)
    return gag


def test_a_chair_tipped_to_the_right_is_the_mirror_of_one_tipped_to_the_left() -> None:
    left, right, back = (
        {
            branch.name: next(one.mean for one in unknowns if one.name == "heading_rad")
            for branch, unknowns in zip(gag.branches(), gag.unknowns(), strict=True)
        }
        for gag in map(tipped, ("left", "right", "back"))
    )
    assert left == pytest.approx({name: -heading for name, heading in right.items()})
    assert left["tips over a back leg"] == pytest.approx(0.75 * np.pi)  # and not straight back, off the mat
    assert "tips sideways" not in left
    assert back["tips sideways"] == pytest.approx(1.5 * np.pi)
    assert len(back) == len(left)
