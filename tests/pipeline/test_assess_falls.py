"""Falls from plan to answer: the accident of 1994 as it was planned, and its sound look-alike."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import pytest

from stuntlab.datasets import Assessment, Catch, Severity, Verdict
from stuntlab.gags import gags_of
from stuntlab.gags.high_fall.gag import HighFall
from stuntlab.pipeline.assess import assess
from stuntlab.pipeline.branch_outcomes import SMALLEST_SHARE, describe_branches
from stuntlab.pipeline.rehearse import DRAWS_PER_BRANCH, rehearse
from stuntlab.plan import parse_plan, read_plan
from stuntlab.takes.sample import draw
from stuntlab.verdict import catch_findings, read_limits
from stuntlab.verdict.words import chance, of_takes

EXAMPLES = Path(__file__).parents[2] / "examples"
INDEPENDENT = ("catch-rating", "catch-clear-space", "landing-spread")


@cache
def assessed(name: str, takes: int | None = None) -> Assessment:
    return assess(read_plan(EXAMPLES / f"{name}.yaml"), takes=takes)


def of(assessment: Assessment, severity: Severity) -> set[str]:
    return {finding.id for finding in assessment.findings if finding.severity is severity}


def test_the_44_ft_fall_is_stopped_three_times_over() -> None:
    """case-1994-airbag, with what was knowable that day."""
    assessment = assessed("airbag_44_ft", 16)
    assert assessment.verdict is Verdict.NOT_WITHIN_LIMITS
    assert set(INDEPENDENT) <= of(assessment, Severity.STOP)
    assert "meets-on-the-way" in of(assessment, Severity.CANNOT_ASSESS), "and its soles brush down along the wall"


@pytest.mark.parametrize("one", INDEPENDENT)
def test_any_one_of_the_three_is_enough(one: str) -> None:
    """With the other two put right, and nothing simulated to help."""
    text = (EXAMPLES / "airbag_44_ft.yaml").read_text(encoding="utf-8")
    if one != "catch-rating":
        text = text.replace("from: 44 ft", "from: 38 ft")
    if one != "catch-clear-space":
        text = text.replace("near_edge: 0 ft", "near_edge: 4 ft")
    if one != "landing-spread":
        text = text.replace("style: back", "style: back, outrigger: 4.5 m, plumb_line: true")
        text = text.replace("15 x 20 x 7 ft", "30 x 30 x 7 ft")
    gag, catch = caught(text)
    probabilities = [branch.probability for branch in gag.branches()]
    found = catch_findings(read_limits(), catch, gag.exposures()[0], probabilities, seed=0)
    stops = {finding.id for finding in found if finding.severity is Severity.STOP}
    assert stops & set(INDEPENDENT) == {one}


def caught(text: str) -> tuple[HighFall, Catch]:
    """The checks of a fall, from fewer draws than an assessment makes and without a body."""
    (gag,) = gags_of(parse_plan(text))
    assert isinstance(gag, HighFall)
    return gag, gag.catch(gag.propagate(draw(gag.unknowns(), seed=0, label=gag.label, takes_per_branch=20_000)))


def test_the_sound_look_alike_is_not_cried_wolf_at() -> None:
    assessment = assessed("airbag_30_ft")
    assert assessment.verdict is Verdict.WITHIN_LIMITS
    assert not of(assessment, Severity.STOP) | of(assessment, Severity.HOLD)


def test_a_bag_that_nothing_was_dropped_on_is_held() -> None:
    """The bag model was compared with no person's drop: a measured drop of this bag, from this height, lifts that."""
    assert "drop-test" in of(assessed("roof_back_fall", 16), Severity.HOLD)


def test_the_roof_fall_waits_for_its_ladder() -> None:
    """film.md P6: the first take needs a lower one before it."""
    assessment = assessed("roof_back_fall", 16)
    assert "rehearsal-ladder" in of(assessment, Severity.HOLD)
    assert not of(assessment, Severity.STOP) & {*INDEPENDENT, "landing-zone", "hard-thing"}
    assert {"faller", "spotters"} <= set(assessment.people)


def test_a_bystander_in_the_landing_zone_is_reached() -> None:
    text = (EXAMPLES / "roof_back_fall.yaml").read_text(encoding="utf-8")
    text += "cameras:\n  B: {lens: 35 mm, at: [2 m, 0.5 m], manned: true}\n  C: {at: [9 m, 9 m], manned: true}\n"
    _, catch = caught(text)
    near = {person.name: person for person in catch.near}
    assert near["operator of camera B"].draws.sum() > 0
    assert near["operator of camera B"].seconds == pytest.approx(1.45, abs=0.1), "the fall itself, and no more"
    assert near["operator of camera C"].draws.sum() == 0


def test_without_a_rating_there_is_no_answer() -> None:
    text = (EXAMPLES / "roof_back_fall.yaml").read_text(encoding="utf-8")
    text = text.replace("    rated_height: 15 m            # the maker's card\n", "")
    assessment = assess(parse_plan(text))
    assert "catch-unrated" in of(assessment, Severity.HOLD)
    assert assessment.verdict is not Verdict.WITHIN_LIMITS


def test_every_branch_of_a_fall_says_where_it_ends_and_what_is_felt() -> None:
    assessment = assessed("airbag_44_ft", 16)
    told = {branch.name: branch.outcome for branch in assessment.branches}
    assert (
        "against something on the way down (counts as harmed) in over 99 of 100 takes"
        in told["fails to separate or grabs the rail"]
    )
    assert "flat on the middle in" in told["gust"]
    assert all("; ends " in outcome for outcome in told.values())


def test_what_a_branch_says_it_ends_in_is_what_its_draws_end_in() -> None:
    """The share said of a branch against a count of the same draws, and the load said against the takes themselves."""
    text = (EXAMPLES / "airbag_44_ft.yaml").read_text(encoding="utf-8")
    plan = parse_plan(text)
    (gag,) = gags_of(plan)
    rehearsal = rehearse(gag, seed=0, takes=60, threads=2)
    told = {branch.name: branch.outcome for branch in describe_branches(rehearsal, plan, read_limits())}
    name = "slips early"
    index = [branch.name for branch in rehearsal.branches].index(name)
    shares = {
        outcome.said: sum(
            len(stratum.takes) for stratum in rehearsal.strata if stratum.branch == index and stratum.outcome == number
        )
        / DRAWS_PER_BRANCH
        for number, outcome in enumerate(gag.outcomes)
    }
    assert shares["against something on the way down (counts as harmed)"] > 0.2
    for outcome, share in shares.items():
        assert (f"{outcome} in {of_takes(chance(share))}" in told[name]) == (share >= SMALLEST_SHARE)
    of_branch = [position for position, stratum in enumerate(rehearsal.strata) if stratum.branch == index]
    seen = int(np.isin(rehearsal.loads["soft"]["faller"].stratum, of_branch).sum())
    assert seen > 1
    assert f"({seen} takes)" in told[name]


def test_the_balcony_of_2017_is_stopped_by_the_branch_that_happened() -> None:
    """case-2017-balcony: over a rail, poor separation, never this high. The spread alone, and the ladder."""
    gag, catch = caught((EXAMPLES / "balcony_22_ft.yaml").read_text(encoding="utf-8"))
    found = catch_findings(
        read_limits(), catch, gag.exposures()[0], [one.probability for one in gag.branches()], seed=0
    )
    severe = {finding.id: finding.severity for finding in found}
    assert severe["landing-spread"] is Severity.STOP
    assert severe["rehearsal-ladder"] is Severity.HOLD
    grabs = [branch.name for branch in gag.branches()].index("fails to separate or grabs the rail")
    assert catch.beside[grabs] / catch.drawn[grabs] > 0.3


def test_two_falls_onto_one_bag_wait_for_each_other() -> None:
    text = (EXAMPLES / "airbag_30_ft.yaml").read_text(encoding="utf-8")
    fall = text[text.index("  - high_fall:") :]
    for after, severity in (("", Severity.HOLD), ("      after: 0 s\n", Severity.STOP), ("      after: 5 min\n", None)):
        second = parse_plan(text.rstrip() + "\n" + fall.rstrip() + "\n" + after)
        gag = gags_of(second)[1]
        assert isinstance(gag, HighFall)
        catch = gag.catch(gag.propagate(draw(gag.unknowns(), seed=0, label=gag.label, takes_per_branch=2000)))
        probabilities = [branch.probability for branch in gag.branches()]
        found = catch_findings(read_limits(), catch, gag.exposures()[0], probabilities, seed=0)
        order = [one.severity for one in found if one.id == "catch-order"]
        assert order == [severity or Severity.NOTE]
