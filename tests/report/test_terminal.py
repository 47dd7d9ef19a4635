"""What a coordinator reads."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from stuntlab.datasets import Assessment, Branch, ExposureResult, Interval, PersonResult, Verdict
from stuntlab.documents import answer_document
from stuntlab.plan import parse_plan
from stuntlab.report import terminal
from stuntlab.report.terminal import TerminalView

ANSI = re.compile(r"\x1b\[[0-9;]*m")

PLAN = parse_plan(
    "stunt: Stomach kick, for real\npeople:\n  lead: {job: actor, height: 170 cm, mass: 72 kg, sex: male}\n"
    "  villain: {job: actor, height: 168 cm, mass: 55 kg, sex: female}\n"
    "action: [{kick: {by: lead, to: villain, at: abdomen, foot_speed: 5 m/s, gap: 0 cm, takes: 8}}]\n"
)


def render(answer: Assessment, view: TerminalView = TerminalView.FULL, **asked: Any) -> str:
    return terminal.render(answer_document(answer, PLAN), view, **asked)


def flat(text: str) -> str:
    return " ".join(text.split())


def test_the_verdict_is_the_first_word_in_shape_and_letters(real_kick: Assessment, sold_kick: Assessment) -> None:
    assert render(real_kick).startswith("■ NOT WITHIN LIMITS: Stomach kick, for real\n")
    assert render(sold_kick).startswith("○ WITHIN LIMITS: ")
    assert render(replace(real_kick, verdict=Verdict.HOLD)).startswith("▲ HOLD: ")
    assert render(replace(real_kick, verdict=Verdict.CANNOT_ASSESS)).startswith("◆ CANNOT ASSESS: ")


def test_a_person_is_told_in_one_block(real_kick: Assessment) -> None:
    block = flat(render(real_kick).split("\n\n")[1])
    for said in (
        "NOT WITHIN LIMITS: villain",
        "kick 1 by lead, imposed, 8 takes on the day",
        "contact 52 of 100 takes (51 to 53 in 100)",
        "abdomen force, median 1 850 N, 19 of 20 below 2 580 N",
        "limit 220 N, median 8.4 times the limit, passed in 48 of 100 takes",
        "moderate injury 1 in 40 (1 in 91 to 1 in 20) per take",
        "serious injury 1 in 240",
    ):
        assert said in block


def test_order_of_the_page(real_kick: Assessment) -> None:
    text = render(real_kick)
    places = [
        text.index(heading)
        for heading in ("villain", "What decided", "Branches", "What this rests on", "What this cannot tell")
    ]
    assert places == sorted(places)
    decided = text[places[1] : places[2]]
    assert decided.index("STOP") < decided.index("FLAG") < decided.index("NOTE")


@pytest.mark.parametrize("name", ["real_kick", "sold_kick", "held"])
@pytest.mark.parametrize("unicode", [True, False])
@pytest.mark.parametrize("width", [40, 59, 60, 80, 120, 200])
def test_every_line_fits(name: str, unicode: bool, width: int, request: pytest.FixtureRequest) -> None:
    text = render(request.getfixturevalue(name), width=width, unicode=unicode)
    assert max(cell_len(line) for line in text.splitlines()) <= width
    assert "safe" not in text.lower()


@pytest.mark.parametrize("name", ["real_kick", "sold_kick", "held"])
def test_ascii_where_nothing_else_can_be_shown(name: str, request: pytest.FixtureRequest) -> None:
    text = render(request.getfixturevalue(name), unicode=False)
    text.encode("ascii")
    assert "\x1b" not in text


def test_colour_adds_nothing_but_colour(real_kick: Assessment) -> None:
    coloured = render(real_kick, colour=True)
    assert ANSI.search(coloured)
    assert ANSI.sub("", coloured) == render(real_kick)
    assert "32m" not in coloured, "no green: nothing here says go"


def test_numbers_stay_with_their_units(real_kick: Assessment) -> None:
    for width in range(40, 120):
        lines = [line.strip() for line in render(real_kick, width=width).splitlines()]
        assert not any(line.startswith(("N ", "N,", "N;", "% ", "850 ")) for line in lines)


def test_what_is_said_of_two_people_is_said_once(real_kick: Assessment) -> None:
    assert flat(render(real_kick)).count("failed and counts as passing every limit") == 1
    assert "villain, lead: 1 of 480 simulated takes" in flat(render(real_kick))


def test_the_exposure_that_a_bound_decides_is_shown_among_the_worst(real_kick: Assessment) -> None:
    """Three that pass a limit in 1 take in 10 000 at most, then one whose bound is 5 % without a take that passed."""
    villain = real_kick.people["villain"]
    (like,) = villain.exposures

    def exposure(gag: str, exceeded: Interval) -> ExposureResult:
        load = replace(like.loads["abdomen_force"], median=50.0, p95=80.0, max=240.0, exceeded=exceeded)
        return replace(like, exposure=replace(like.exposure, gag=gag), loads={"abdomen_force": load})

    rare = [exposure(f"kick {number}", Interval(5e-5, 1e-5, 1e-4)) for number in (1, 2, 3)]
    bound = exposure("kick 4", Interval(0.0, 0.0, 0.05))
    text = render(replace(real_kick, people={"villain": PersonResult(villain.verdict, (*rare, bound))}))
    assert text.index("kick 4 by lead") < text.index("kick 1 by lead")


def test_many_exposures_are_the_three_worst_and_a_count(real_kick: Assessment) -> None:
    villain = real_kick.people["villain"]
    many = replace(real_kick, people={"villain": PersonResult(villain.verdict, villain.exposures * 14)})
    text = render(many)
    assert text.count("kick 1 by lead") == 3
    assert "and 11 more, none worse" in text


def test_what_is_not_known_of_anybody_is_always_said(real_kick: Assessment) -> None:
    assert "anyone may stop" in flat(render(replace(real_kick, not_assessed=())))


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.text(max_size=80), width=st.integers(1, 130), unicode=st.booleans())
def test_no_plan_can_break_or_steer_the_page(real_kick: Assessment, name: str, width: int, unicode: bool) -> None:
    named = replace(real_kick, stunt=name, branches=(Branch(name, 0.5, name, name),), assumptions=(name,))
    text = render(named, width=width, unicode=unicode)
    assert max(cell_len(line) for line in text.splitlines()) <= max(width, 40)
    assert all(sign.isprintable() or sign == "\n" for sign in text)
    if not unicode:
        text.encode("ascii")
