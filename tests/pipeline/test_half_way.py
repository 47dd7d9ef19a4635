"""Bodies that stop on the stairs: what is said of them, and in pictures."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from stuntlab.datasets import Floats, Loads, Severity, TakeStatus
from stuntlab.gags import gags_of
from stuntlab.gags.stair_fall.gag import StairFall
from stuntlab.pipeline.half_way import half_way_findings
from stuntlab.pipeline.rehearse import Rehearsal
from stuntlab.plan import parse_plan, template
from stuntlab.verdict import Response

TREAD_M = 0.28


def rehearsed(
    ends_ahead: Floats, ends_with: Floats, *, failed: int | None = None, aside: Floats | None = None
) -> Rehearsal:
    """A rehearsal of the fourteen steps of the template that ends so, every take as likely."""
    (gag,) = gags_of(parse_plan(template("stair_fall")))
    assert isinstance(gag, StairFall)
    takes = len(ends_ahead)
    status = np.full(takes, TakeStatus.OK)
    if failed is not None:
        status[failed] = TakeStatus.DIVERGED
    loads = Loads({}, np.zeros(takes, dtype=np.int64), np.full(takes, 1 / takes), status)
    nothing = Response(np.zeros((takes, 1)), [np.zeros((1, 1))])
    beside = np.zeros(takes) if aside is None else aside
    ends = {"faller/ends_ahead": ends_ahead, "faller/ends_with": ends_with, "faller/ends_aside": beside}
    return replace(
        Rehearsal(gag, gag.branches(), (), {"stiff": {"faller": loads}}, {}, np.arange(takes), 0, nothing),
        ends={"stiff": ends},
    )


def test_a_body_that_reaches_the_foot_is_not_spoken_of() -> None:
    assert half_way_findings(rehearsed(np.full(20, 14 * TREAD_M), np.zeros(20))) == ()


@pytest.mark.parametrize(
    ("rest", "severity", "often"),
    [
        (2, Severity.NOTE, "1 of 12 takes"),
        (8, Severity.FLAG, "33 of 100 takes"),
        (18, Severity.CANNOT_ASSESS, "75 of 100 takes"),
    ],
)
def test_a_body_that_stops_says_where_and_how_often(rest: int, severity: Severity, often: str) -> None:
    """On the seventh step down: more than six treads ahead of the top riser."""
    ends = np.full(24, 14 * TREAD_M)
    ends[:rest] = 6.5 * TREAD_M
    (found,) = half_way_findings(rehearsed(ends, np.zeros(24)))
    assert found.severity is severity
    assert found.text.startswith(f"faller: stops on step 7 of 14 in {often}; what follows there is not simulated")


@pytest.mark.parametrize(
    ("moving", "severity", "often"),
    [(2, Severity.NOTE, "1 of 12 takes"), (6, Severity.CANNOT_ASSESS, "25 of 100 takes")],
)
def test_a_body_that_still_moves_has_not_stopped(moving: int, severity: Severity, often: str) -> None:
    ends, speeds = np.full(24, 14 * TREAD_M), np.zeros(24)
    ends[:moving], speeds[:moving] = 5 * TREAD_M, 1.5
    (found,) = half_way_findings(rehearsed(ends, speeds))
    assert found.severity is severity
    assert f"is still on its way down when the simulation ends in {often}" in found.text
    assert "stops" not in found.text


def test_a_failed_take_is_counted_as_that() -> None:
    ends = np.full(24, 14 * TREAD_M)
    ends[3] = np.nan
    assert half_way_findings(rehearsed(ends, np.zeros(24), failed=3)) == ()


def test_steps_are_counted_from_the_top() -> None:
    (gag,) = gags_of(parse_plan(template("stair_fall")))
    assert isinstance(gag, StairFall)
    assert [gag.stairs.step_at(share * TREAD_M) for share in (-2.0, -0.1, 0.1, 6.5, 12.9, 13.1, 40.0)] == [
        0, 0, 1, 7, 13, 14, 14,
    ]  # fmt: skip


def test_a_body_that_comes_off_the_side_is_spoken_of() -> None:
    """The template's stairs are 1.1 m wide: five of twenty bodies end 1.6 m from their middle, to either side."""
    aside = np.zeros(20)
    aside[:5] = [1.6, -1.6, 1.6, -1.6, 1.6]
    (found,) = half_way_findings(rehearsed(np.full(20, 14 * TREAD_M), np.zeros(20), aside=aside))
    assert found.id == "leaves-the-stairs"
    assert found.severity is Severity.FLAG
    assert "1.6 m from their middle" in found.text
    assert "5 of 20" in found.text or "25 of 100" in found.text or "25 %" in found.text


def test_a_body_within_the_width_of_the_stairs_is_not() -> None:
    assert half_way_findings(rehearsed(np.full(20, 14 * TREAD_M), np.zeros(20), aside=np.full(20, 0.4))) == ()
