"""A pull in the words of plan P9: what is expected of it, and what a change of its setting does."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import mujoco
import numpy as np
import pytest

from stuntlab.datasets import Alternative, Finding, Severity, Verdict
from stuntlab.gags import gags_of
from stuntlab.gags.harnessed.thrown import WALL
from stuntlab.gags.pull.gag import Pull
from stuntlab.pipeline.machine_checks import check_machine
from stuntlab.pipeline.rehearse import draw_gag
from stuntlab.plan import Plan, parse_plan
from stuntlab.plan.gear.ratchet import Ratchet
from stuntlab.previs.planned_take import planned_takes
from stuntlab.report.alternatives_list import render_alternatives
from stuntlab.takes.engine import prepare_batch, run
from stuntlab.verdict import read_limits
from stuntlab.verdict.machine_findings import machine_findings

EXAMPLE = (Path(__file__).parents[2] / "examples" / "ratchet_pull.yaml").read_text(encoding="utf-8")


def plan(*changes: tuple[str, str]) -> Plan:
    text = EXAMPLE
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return parse_plan(text)


def gag(*changes: tuple[str, str]) -> Pull:
    (found,) = gags_of(plan(*changes))
    assert isinstance(found, Pull)
    return found


def found(*changes: tuple[str, str]) -> dict[str, Finding]:
    return {finding.id: finding for finding in check_machine(gag(*changes), read_limits(), seed=0)}


def test_a_pull_of_4_5_m_in_0_9_s_ends_at_about_10_m_s() -> None:
    """P9: mean 11 m/s², exit 10 m/s, mean force 0.83 kN (C); the gas that expands makes the end slower."""
    one = gag()
    draws = draw_gag(one, seed=0)
    planned = draws.branch == 0
    assert np.median(draws.values["duration_s"][planned]) == pytest.approx(0.9, abs=0.01)
    assert np.median(draws.values["out_m_s"][planned]) == pytest.approx(9.5, abs=0.5)
    assert one.known.drive.force_n > 75 * 11


def test_the_margin_before_the_wall_is_printed() -> None:
    room = found()["run-out"]
    assert room.severity is Severity.STOP
    assert "9.5 m away" in room.said
    assert "too near" in room.said


def test_a_wall_far_away_leaves_a_margin_and_an_unknown_one_holds() -> None:
    assert found(("wall_at: 9.5 m", "wall_at: 40 m"))["run-out"].severity is Severity.NOTE
    assert found(("      wall_at: 9.5 m\n", ""))["run-out"].severity is Severity.HOLD
    assert found(("wall_at: 9.5 m", "nothing_in_the_way: true"))["run-out"].severity is Severity.NOTE


@pytest.mark.parametrize(
    ("change", "finding"),
    [
        (("dummy_runs: 3", "dummy_runs: 0"), "machine-dummy"),
        (("dummy_runs: 3", "dummy_runs: 3\n    dummy_pressure: 6 bar"), "machine-changed"),
        (("takes: 4", "takes: 4\n      changed_since_dummy: true"), "machine-changed"),
        (("dummy_mass: 75 kg", "dummy_mass: 60 kg"), "machine-dummy"),
        (("set_for_mass: 75 kg", "set_for_mass: 60 kg"), "machine-mass"),
        (("slack: 0 ± 2 cm\n      leans_on_line: true\n      ", ""), "line-slack"),
        (("material: hmpe, working_load: 4 kN", "material: hmpe"), "line-strength"),
    ],
)
def test_what_was_not_tried_or_said_holds(change: tuple[str, str], finding: str) -> None:
    assert found(change)[finding].severity is Severity.HOLD


def test_set_for_two_with_one_connected_stops() -> None:
    double = found(("set_for: 1", "set_for: 2"))["machine-double-load"]
    assert double.severity is Severity.STOP
    one, two = (draw_gag(gag(*change), seed=0) for change in ((), (("set_for: 1", "set_for: 2"),)))
    ratio = np.median(two.values["pull_n"]) / np.median(one.values["pull_n"])
    assert ratio == pytest.approx(2.0, rel=0.02)


def test_two_on_a_setting_for_two_may_find_one_not_connected() -> None:
    both = gag(("set_for: 1\n    connected: 1", "set_for: 2\n    connected: 2"))
    names = [branch.name for branch in both.branches()]
    draws = draw_gag(both, seed=0)
    alone = draws.branch == names.index("not all lines are connected")
    assert np.median(draws.values["pull_n"][alone]) == pytest.approx(
        2 * np.median(draws.values["pull_n"][draws.branch == 0]), rel=0.02
    )


def test_each_check_makes_a_wrong_setting_rarer_down_to_one_in_ten_thousand() -> None:
    rates = []
    for names in ("", "operator", "operator, head rigger", "operator, head rigger, pulled"):
        branches = gag(("checked_by: [operator, head rigger, pulled]", f"checked_by: [{names}]")).branches()
        rates.append(next(branch.probability for branch in branches if branch.name == "wrong setting"))
    assert rates == pytest.approx([3e-3, 3e-4, 1e-4, 1e-4], rel=0.05)


def test_a_neck_that_is_not_ready_is_whipped_farther() -> None:
    """The head lags behind a trunk that is pulled backwards: chin towards chest, more with half of the stiffness."""
    scene = gag().scene("stiff")
    knobs = {
        "pull_n": np.full(2, 1100.0),
        "slack_m": np.zeros(2),
        "chin_rad": np.zeros(2),
        "neck_tone": np.array([1.0, 0.5]),
    }

    def whip(phases):  # type: ignore[no-untyped-def]
        moved = phases["blow"].channels
        return {"lags": (moved["faller/com_position"] - moved["faller/head_position"])[:, :, 0].max(axis=1)}

    lags, status = run(scene, knobs, whip, threads=1)
    assert not status.any()
    assert lags["lags"][1] > lags["lags"][0] + 0.001


def test_other_ways_fit_the_room_and_lie_where_they_come_down() -> None:
    planned = gag()
    _, stops = planned.stops_at_m()
    wall = planned.action.wall_at
    assert wall is not None
    assert stops > wall.value, "as planned there is no room for it"
    ways = {change.name: change.plan for change in planned.changes(0)}
    (free,) = (plan for name, plan in ways.items() if name.startswith("nothing hard within"))
    (together,) = (plan for name, plan in ways.items() if name.startswith("all of it"))
    for other in (free, together):
        (one,) = gags_of(other)
        assert isinstance(one, Pull)
        lands, stops = one.stops_at_m()
        assert one.action.wall_at is not None
        assert stops <= one.action.wall_at.value + 0.1
        assert one.footprint.low_x_m + 1.0 < lands < one.footprint.high_x_m - 1.0, "on the pad, head and feet too"


def test_a_change_says_what_it_comes_to_for_each_person() -> None:
    people = {"pulled": Verdict.NOT_WITHIN_LIMITS, "operator": Verdict.WITHIN_LIMITS}
    one = Alternative("softer", "speed", Verdict.NOT_WITHIN_LIMITS, people, ("risk-ais2",))
    text = render_alternatives([one, one], width=80, colour=False, unicode=True)
    assert "WITHIN LIMITS: operator · NOT WITHIN LIMITS: pulled" in text


def test_who_slides_off_what_catches_is_held() -> None:
    """In 25 of 100 takes, onto the floor behind it: nobody signs that, and a flag stops nobody."""
    one = gag()
    facts = one.machine_facts(draw_gag(one, seed=0))
    assert facts.run_out is not None
    assert facts.run_out.comes_down is not None
    slides = replace(facts.run_out.comes_down, short=0.0, beyond=0.0, aside=0.0, slides_off=0.25)
    findings = machine_findings(replace(facts, run_out=replace(facts.run_out, comes_down=slides)), read_limits())
    (told,) = (finding for finding in findings if finding.id == "landing-spread")
    assert told.severity is Severity.HOLD
    assert "slides over the far edge of pad in 25 of 100 takes" in told.said


def test_a_pull_too_soft_to_reach_the_pad_says_so_and_none_is_offered() -> None:
    soft = (("duration: 0.9 ± 0.05 s ", "duration: 3.5 ± 0.05 s "),)
    short = found(*soft)["landing-spread"]
    assert short.severity is Severity.STOP
    assert "comes down before pad in" in short.said
    assert "carries them" in short.remedy
    assert "before pad" not in found(("near_edge: 5 m", "near_edge: 3 m"))["landing-spread"].said
    for change in gag(("wall_at: 9.5 m", "wall_at: 7 m")).changes(0):
        (one,) = gags_of(change.plan)
        if change.name.startswith(("as hard as the room allows", "all of it")):
            assert isinstance(one, Pull)
            assert one.stops_at_m()[0] > one.footprint.low_x_m


@pytest.mark.parametrize("joint", ["t1_flexion", "oc_flexion"])
def test_a_neck_that_is_not_ready_has_the_law_of_one_that_is_and_less_of_it(joint: str) -> None:
    """Of its line alone, the square that is left pulls an extended head further back: it snaps through."""
    scene = gag().scene("soft")
    angles = np.radians([-40.0, -20.0, 20.0, 40.0])
    of_neck = {}
    for tone in (1.0, 0.4):
        knobs = {name: np.zeros(1) for name in scene.knobs}
        batch = prepare_batch(scene, {**knobs, "neck_tone": np.array([tone])}, 1)
        model, data = batch.get_model(0), batch.get_data(0)
        hinge = model.joint(f"faller/{joint}")
        place, speed = int(hinge.qposadr[0]), int(hinge.dofadr[0])
        held = []
        for angle in angles:
            data.qpos[place] = angle
            data.qvel[:] = 0.0
            mujoco.mj_forward(model, data)
            held.append(-data.qfrc_passive[speed])
        of_neck[tone] = np.array(held)
    assert of_neck[0.4] == pytest.approx(0.4 * of_neck[1.0], rel=1e-9)
    assert (np.diff(of_neck[1.0]) > 0).all()


def test_a_pull_that_no_dummy_tried_or_is_set_for_two_is_offered_as_it_may_be_done() -> None:
    refused = gag(("dummy_runs: 3", "dummy_runs: 0"), ("set_for: 1", "set_for: 2"))
    ways = {change.name: change.plan.gear["ratchet"] for change in refused.changes(0)}
    before = refused.machine
    assert before.pressure is not None
    tried = ways["a dummy at this very setting"]
    assert isinstance(tried, Ratchet)
    assert (tried.dummy_runs, tried.pressure) == (3, before.pressure)
    one = next(machine for name, machine in ways.items() if name.startswith("set for 1 person"))
    assert isinstance(one, Ratchet)
    assert one.pressure is not None
    assert (one.set_for, one.dummy_runs) == (1, 3)
    assert one.pressure.value == pytest.approx(before.pressure.value / 2)
    together = next(machine for name, machine in ways.items() if name.startswith("all of it"))
    assert isinstance(together, Ratchet)
    assert (together.set_for, together.dummy_runs) == (1, 3)


def test_a_thing_in_the_way_of_a_pull_is_the_first_hard_thing() -> None:
    """A post half-way stops it as a wall does; beside the way, under the pad or above a head it does not."""
    placed = "place:\n  floor: concrete\n  objects:\n    - {{what: post, at: {at}, size: {size}}}"
    far = ("wall_at: 9.5 m", "wall_at: 60 m")

    def with_post(at: str, size: str = "15 x 15 x 240 cm") -> Finding:
        return found(far, ("place: {floor: concrete}", placed.format(at=at, size=size)))["run-out"]

    post = with_post("[2.4 m, 0.4 m]")
    assert post.severity is Severity.STOP
    assert "The first hard thing (the post) is 2.3" in post.said
    branch = gag(far, ("place: {floor: concrete}", placed.format(at="[2.4 m, 0.4 m]", size="15 x 15 x 240 cm")))
    outcomes = branch.classify(draw_gag(branch, seed=0))
    assert np.mean(outcomes == WALL) > 0.3
    for at, size in (
        ("[2.4 m, 3 m]", "15 x 15 x 240 cm"),
        ("[-1 m, 0 m]", "15 x 15 x 240 cm"),
        ("[7 m, 0 m]", "100 x 100 x 10 cm"),
        ("[2.4 m, 0 m, 3 m]", "15 x 15 x 20 cm"),
    ):
        assert with_post(at, size).severity is Severity.NOTE, at


def test_a_picture_of_a_pull_ends_where_the_wall_is_met() -> None:
    """The wall is 9.5 m away, and who lies leads with the head, 0.78 m before the hips: nobody is seen inside it."""
    landing = planned_takes(gag())[-1]
    assert landing.motion.subject_m[:, 0].max() < 9.5 - 0.75
    assert landing.note.endswith("it ends where they meet what stands in the way")
    free = planned_takes(gag(("wall_at: 9.5 m", "wall_at: 60 m")))[-1]
    assert free.motion.time_s[-1] > landing.motion.time_s[-1] + 0.05
    assert "in the way" not in free.note
