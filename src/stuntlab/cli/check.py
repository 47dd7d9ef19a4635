"""`stuntlab check`: read a plan and say what is wrong with it.

Group: Write a plan, 2
Example: stuntlab check plan.yaml
"""

from __future__ import annotations

import json
import re
import textwrap
from dataclasses import asdict
from importlib import import_module
from pathlib import Path

import click

from stuntlab.cli.progress import progress_bar
from stuntlab.cli.screen import screen
from stuntlab.cli.units import style_for, units_option
from stuntlab.cli.usable import read_usable_plan
from stuntlab.datasets import Finding, Severity
from stuntlab.plan import Plan, as_data, in_words
from stuntlab.report.line_breaks import GLUE, glue_numbers
from stuntlab.units import System

BEFORE_ANY_BODY = "What the trade says before anybody is simulated"


@click.command("check")
@click.argument("plan", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print what was understood as JSON, in SI.")
@units_option
def command(plan: Path, *, as_json: bool, units: System | None) -> None:
    """Read PLAN; say in words what was understood, or everything that is wrong with it, line by line.

    Below it stands what rules of the trade and the draws of a fall say already: no answer, but what will decide one.
    """
    with progress_bar("flying and swinging it without a body"):
        understood = read_usable_plan(plan)
        found = _find_without_a_body(understood)
    if as_json:
        listed = import_module("stuntlab.report.json_result").findings_to_list(found)
        click.echo(json.dumps({**as_data(understood), "findings": listed}, indent=2, ensure_ascii=False))
        return
    width = screen().width
    click.echo("\n".join(_fold(line, width) for line in in_words(understood, units).splitlines()))
    told = [finding for finding in found if finding.severity is not Severity.NOTE]
    if told:
        render = import_module("stuntlab.report.terminal").render_findings
        shown = render(BEFORE_ANY_BODY, told, style_for(understood, units), **asdict(screen()))
        click.echo("\n" + shown, nl=False)


_NAMED = re.compile(r" +(?:.*?\S)?  +(?=\S)")
"""What comes before the words of a line: its margin, and a name in a column of its own."""


def _fold(line: str, width: int) -> str:
    """A line broken to a width, the rest of it under where its words begin."""
    margin = _NAMED.match(line)
    under = " " * min(len(margin[0]) if margin else 0, width // 3)
    folded = textwrap.wrap(
        glue_numbers(line), width, subsequent_indent=under, break_long_words=False, break_on_hyphens=False
    )
    return "\n".join(folded).replace(GLUE, " ")


def _find_without_a_body(plan: Plan) -> tuple[Finding, ...]:
    """What is found without a body; the gags are loaded only now, since a plan with faults needs none."""
    gags_of = import_module("stuntlab.gags").gags_of
    found: tuple[Finding, ...] = import_module("stuntlab.pipeline.trade_checks").findings_before_any_body(
        plan, gags_of(plan), seed=0
    )
    return found
