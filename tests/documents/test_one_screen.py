"""The one screen over all examples and plans of the bench: short, plain, in one notation, in the units of the plan."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from rich.cells import cell_len

from stuntlab.datasets import Severity
from stuntlab.documents import Document
from stuntlab.plan import Plan, unit_style
from stuntlab.report.terminal import TerminalView, render
from stuntlab.suggestions import quote
from stuntlab.units import Dimension, System, UnitStyle

SCREENS = Path(__file__).parent / "screens"
Told = Callable[..., Document]
AGAINST = (Severity.STOP, Severity.CANNOT_ASSESS)

FORBIDDEN = re.compile(
    r"\bAIS\b|\bNij\b|\bHIC|\bTHERP\b|viscous|sha256|\bhash|median|percentile|quantile|stratum|branch|"
    r"\[[VRJC][-\], ]|\.toml|\.py\b|docs/|ISO/TS|FMVSS|NIOSH|CSATF|3 ms|_",
)
COMMAND = re.compile(r"\n *stuntlab [^\n]*(?:\n +[^\n•]*)?")
"""A command names options and gags as they are typed."""
FIELDS = re.compile(r"\([a-z_]+(?:[:;,][^)]*)?\)|[a-z]+_[a-z_]+(?=[:),])")
"""A field of the plan that is to be filled in, "(rehearsed_from)", is named as the plan writes it."""
SI_NUMBER = re.compile(r"\d ?(?:m|cm|mm|kg|N|kN|m/s|kPa|N·m)(?![\w/·²])")
US_NUMBER = re.compile(r"\d ?(?:ft|lb|lbf|mph|psi|ft·lbf)(?![\w/·²])")


@pytest.mark.parametrize("record", [False, True])
def test_it_is_one_screen_without_a_word_to_look_up(name: str, record: bool, told: Told) -> None:
    document = told(name, record=record)
    text = render(document)
    lines = text.splitlines()
    assert len(lines) <= (40 if document.headline.gags == 1 else 60)
    assert max(map(cell_len, lines)) <= 80
    assert document.headline.verdict.value in lines[0]
    said = FIELDS.sub("", COMMAND.sub("", text.replace(document.headline.stunt, "")))
    assert not FORBIDDEN.search(said), FORBIDDEN.findall(said)
    assert "safe" not in text.lower()
    assert "%" not in said.replace("% too high", ""), "chances have one notation"


def test_why_and_everything_are_longer_and_say_no_percent_either(name: str, told: Told) -> None:
    document = told(name, record=True)
    why, everything = (" ".join(render(document, view).split()) for view in (TerminalView.WHY, TerminalView.FULL))
    for reason in document.reasons:
        assert " ".join(reason.full.split())[:60].split("stuntlab ")[0] in everything
    assert "Source: " in why
    assert not re.search(r"\d % of (?:takes|100)", everything)


@pytest.mark.parametrize(("system", "other"), [(System.US, SI_NUMBER), (System.SI, US_NUMBER)])
def test_the_units_asked_for_are_on_every_line(name: str, system: System, other: re.Pattern[str], told: Told) -> None:
    document = told(name, style=UnitStyle(system))
    for view in TerminalView:
        lines = [line for line in render(document, view, width=400).splitlines() if "Source: " not in line]
        for line in lines:
            if "stuntlab " not in line and "lens" not in line and document.headline.stunt not in line:
                assert not other.search(re.sub(r"“[^”]*”", "", line)), line


def test_a_plan_is_answered_in_its_own_units(name: str, told: Told, plan_of: Callable[[str], Plan]) -> None:
    lengths = unit_style(plan_of(name)).of(Dimension.LENGTH)
    text = render(told(name), TerminalView.FULL, width=400)
    found = "ft" if lengths is System.US else "m"
    if re.search(rf"\d {'m' if found == 'ft' else 'ft'}(?![\w/·²])", text):
        other = [line for line in text.splitlines() if re.search(r"\d (?:cm|m)(?![\w/·²])", line)]
        assert lengths is System.SI or all("Source" in line or "stuntlab" in line for line in other), other


@pytest.mark.parametrize("width", [40, 59, 80, 120])
@pytest.mark.parametrize("view", TerminalView)
def test_it_fits_narrow_terminals_and_those_that_know_ascii_only(
    example: str, view: TerminalView, width: int, told: Told
) -> None:
    for unicode in (True, False):
        text = render(told(example, record=True), view, width=width, unicode=unicode)
        lines = [line for line in text.splitlines() if not line.lstrip().startswith("stuntlab ")]
        assert max(map(cell_len, lines)) <= width
        assert unicode or text.isascii()


def test_what_is_read_aloud_comes_in_order(name: str, told: Told) -> None:
    """The verdict, then people with their verdicts, then why, what would help, what to do, how sure."""
    text = render(told(name, record=True))
    headings = ("Why\n", "What would make it work\n", "Before anybody does it\n", "How sure\n", "More: ")
    places = [text.index(heading) for heading in headings if heading in text]
    assert places == sorted(places)
    assert all(f"{person.verdict.value}: {person.name}" in text or person.name in text for person in told(name).people)


def test_the_screen_of_an_example_is_the_one_that_was_read(example: str, told: Told) -> None:
    """`KEEP_SCREENS=1 pytest tests/documents` writes them anew; read each before it is kept."""
    kept = SCREENS / f"{example}.txt"
    if os.environ.get("KEEP_SCREENS"):
        kept.write_text(render(told(example, record=True)), encoding="utf-8")
    assert render(told(example, record=True)) == kept.read_text(encoding="utf-8")


def test_the_first_step_is_named_with_its_command_where_nothing_stands_against_it(name: str, told: Told) -> None:
    document = told(name, record=True)
    screen = render(document)
    if any(one.severity in AGAINST for one in document.reasons):
        assert not document.next_step
        assert "\n    stuntlab alternatives PLAN\n" in screen
    else:
        first = next(step.of[0] for step in document.before if step.what == "consent").split(", ")[0]
        assert f"\n    stuntlab consent PLAN --person {quote(first)} --give\n" in screen


def test_a_risk_per_take_and_on_the_day_is_counted_once(told: Told) -> None:
    document = told("stomach_kick")
    risk = replace(document.reasons[0], id="risk-ais2", severity=Severity.HOLD, people=("lead",), about="kick by lead")
    other = replace(risk, about="punch by lead")
    twice = replace(document, reasons=(risk, replace(risk, plain="again"), other))
    assert twice.why_briefly == ((risk, 1),)


def test_the_bar_of_the_worst_load_stays_where_there_are_many_grounds(told: Told) -> None:
    lines = render(told("stomach_kick_for_real", record=True)).splitlines()
    (bar,) = (number for number, line in enumerate(lines) if "█" in line and "│" in line and "Bars" not in line)
    assert re.search(r"limit 220 N: [\d.]+ times", lines[bar - 1])


def test_bars_are_plain_text_that_a_pipe_and_a_terminal_share(name: str, told: Told) -> None:
    document = told(name)
    piped, watched = (render(document, colour=colour) for colour in (False, True))
    assert re.sub(r"\x1b\[[\d;]*m", "", watched) == piped
