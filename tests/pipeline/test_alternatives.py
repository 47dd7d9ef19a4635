"""Changes to a fall: what stops one without a body stops it with one, and the answer comes first."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from stuntlab.alternatives import fall_alternatives
from stuntlab.alternatives.fall_alternatives import alternatives, changes_of
from stuntlab.datasets import Alternative, Severity, Verdict
from stuntlab.gags.roles import Change
from stuntlab.pipeline.assess import assess
from stuntlab.plan import read_plan
from stuntlab.report.alternatives_list import alternatives_to_list, render_alternatives

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture(autouse=True)
def fewer_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take i is the same however many are drawn."""
    monkeypatch.setattr("stuntlab.pipeline.rehearse.DRAWS_PER_BRANCH", 2**12)


def test_what_stops_a_change_without_a_body_stops_it_with_one() -> None:
    plan = read_plan(EXAMPLES / "airbag_44_ft.yaml")
    planned, *tried = alternatives(plan, takes=4)
    assert planned.simulated
    assert [one.simulated for one in tried].count(False) == 6
    stopped = [pair for pair in zip(changes_of(plan), tried, strict=True) if not pair[1].simulated]
    for change, one in stopped[::3]:
        assessment = assess(change.plan, takes=4)
        decides = [finding for finding in assessment.findings if finding.severity.decides]
        assert assessment.verdict is one.verdict is Verdict.NOT_WITHIN_LIMITS
        assert set(one.against) <= {finding.id for finding in decides}
        stops = {finding.person for finding in decides if finding.severity is Severity.STOP}
        assert set(one.people) <= stops


def one(name: str, verdict: Verdict, *against: str, simulated: bool = True) -> Alternative:
    return Alternative(name, "an hour", verdict, {"faller": verdict}, against, simulated)


PLANNED = one("as planned", Verdict.NOT_WITHIN_LIMITS, "catch-rating")
LOWER = one("lower", Verdict.WITHIN_LIMITS)
WIDER = one("wider", Verdict.NOT_WITHIN_LIMITS, "landing-spread", simulated=False)
TESTED = one("tested", Verdict.CANNOT_ASSESS, "out-of-validity")
ASKED = one("asked", Verdict.HOLD, "some-new-finding")


@pytest.mark.parametrize(
    ("changes", "answer"),
    [
        (
            [WIDER, LOWER, replace(LOWER, name="lowest")],
            "2 of 3 changes bring everybody within limits; the cheapest: low",
        ),
        ([WIDER, TESTED, ASKED], "Nearest: asked; something is missing first: some new finding"),
        ([WIDER, TESTED], "Nearest: tested; nothing stops it, but this cannot be assessed: outside what the models"),
        ([WIDER], "No change that was tried brings everybody within limits"),
    ],
)
def test_the_first_line_says_whether_anything_helps(changes: list[Alternative], answer: str) -> None:
    first = render_alternatives([PLANNED, *changes], width=400, colour=False, unicode=False).splitlines()[0]
    assert answer in first


@pytest.mark.parametrize(("count", "said"), [(0, "within limits"), (1, "within limits; 1 of 2 changes keeps it so")])
def test_a_plan_within_limits_is_said_to_be_so_first(count: int, said: str) -> None:
    """The cheapest change is no help to anybody where the plan needs none."""
    changes = [replace(LOWER, name="lower")] * count + [TESTED] * (2 - count)
    planned = one("as planned", Verdict.WITHIN_LIMITS)
    first = render_alternatives([planned, *changes], width=400, colour=False, unicode=False).splitlines()[0]
    assert first == f"As planned everybody is {said}"


OPEN = one("open", Verdict.CANNOT_ASSESS, "not-settled")


@pytest.mark.parametrize(
    ("planned", "changes", "helps", "asked"),
    [
        (OPEN, [OPEN, LOWER], {0}, [0]),
        (LOWER, [OPEN, OPEN], set(), []),
        (PLANNED, [OPEN, OPEN, LOWER], {2}, [1, 2]),
        (PLANNED, [OPEN, OPEN, LOWER], {1}, [1]),
        (PLANNED, [LOWER, OPEN], set(), []),
        (PLANNED, [OPEN, WIDER, OPEN, OPEN], {4}, [1, 3]),
    ],
)
def test_what_may_help_cheaper_is_asked_with_all_takes(
    monkeypatch: pytest.MonkeyPatch, planned: Alternative, changes: list[Alternative], helps: set[int], asked: list[int]
) -> None:
    """A change whose takes were too few is no worse than a dearer one: the cheapest that helps has to be known."""
    first = [planned, *changes]
    again: list[int] = []

    def assess_again(change: Change, _seed: int, takes: int | None) -> Alternative:
        assert takes is None
        again.append(int(change.name))
        return LOWER if again[-1] in helps else OPEN

    monkeypatch.setattr(fall_alternatives, "_assess_change", assess_again)
    plan = read_plan(EXAMPLES / "airbag_44_ft.yaml")
    found = fall_alternatives._settle(first, [Change(str(number), "", plan) for number in range(len(first))], 0)
    assert again == asked
    assert [number for number, one in enumerate(found) if one is LOWER and first[number] is not LOWER] == sorted(
        helps & set(asked)
    )


def test_a_change_that_was_not_simulated_says_so() -> None:
    shown = render_alternatives([PLANNED, WIDER], width=400, colour=False, unicode=False)
    assert shown.count("no body was simulated") == 1
    assert [found["simulated"] for found in alternatives_to_list([PLANNED, WIDER])] == [True, False]
