"""`stuntlab set-state`: call the set cold, rehearsal or live.

Group: Log the day, 3
Example: stuntlab set-state plan.yaml rehearsal --by "first assistant"
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from stuntlab.cli.deciding import decision_options, key_option, signer_of, write_on_the_day
from stuntlab.cli.exit_codes import EXIT_CODE
from stuntlab.cli.finishing import finish_from
from stuntlab.datasets import Verdict
from stuntlab.errors import HeldError
from stuntlab.record import Entry, History
from stuntlab.record.briefing import SET_STATES
from stuntlab.record.decisions import call_set
from stuntlab.record.entry import list_field
from stuntlab.record.kinds.override import OVERRIDE


@click.command("set-state")
@decision_options
@key_option
@click.argument("state", shell_complete=finish_from(lambda: SET_STATES))
@click.option("--by", help="Who calls it.")
@click.option(
    "--override",
    metavar="REASON",
    is_flag=False,
    flag_value="",
    help="Live against what holds the plan, answered for by --by, who is not at risk; everybody sees it.",
)
def command(
    plan: Path,
    *,
    state: str,
    record: str | None,
    as_json: bool,
    keys: Path | None,
    by: str | None,
    override: str | None,
) -> None:
    """Call the set of PLAN cold, rehearsal or live. A stop makes it cold, and a new version of the plan does.

    Live is refused where something holds the plan, or where it was not assessed as it is now. Exit code: 0 it is so; 20
    not within limits, 30 hold or never assessed, 40 cannot assess: not called live, or live against it; 2 nothing
    written.
    """
    if override is not None:
        by, override = by or _ask("by", "Who answers for it"), override or _ask("override", "Why it goes ahead")
    signer = signer_of(by, keys) if by is not None and override is not None else None
    called: list[Entry] = []

    def say_state(added: Sequence[Entry], _: History) -> str:
        called.extend(added)
        return _say_state(added)

    try:
        write_on_the_day(
            plan,
            lambda history: call_set(history, state, by, override=override),
            record=record,
            as_json=as_json,
            signer=signer,
            said=say_state,
        )
        code = EXIT_CODE[_stands_at(called)]
    except HeldError as held:
        if as_json:
            refused = {"written": False, "verdict": held.verdict, "missing": held.missing}
            click.echo(json.dumps(refused, indent=2, ensure_ascii=False))
        else:
            click.echo(str(held), err=True)
        code = EXIT_CODE[Verdict(held.verdict)]
    click.get_current_context().exit(code)


def _ask(option: str, what: str) -> str:
    """What is missing of an override, where somebody sits at a terminal.

    Raises: MissingParameter where nobody does.
    """
    if not sys.stdin.isatty():
        raise click.MissingParameter(message=what, param_type="option", param_hint=f"'--{option}'")
    return str(click.prompt(what, err=True))


def _stands_at(added: Sequence[Entry]) -> Verdict:
    """What a set was called against; within limits where nothing held it."""
    against = [str(list_field(entry, "against")[0]) for entry in added if entry.kind is OVERRIDE]
    return Verdict(against[0]) if against else Verdict.WITHIN_LIMITS


def _say_state(added: Sequence[Entry]) -> str:
    if _stands_at(added) is Verdict.WITHIN_LIMITS:
        return f"The set is {added[-1].body['state']}."
    return f"The set is LIVE AGAINST {_stands_at(added)}: {added[-1].by} answers for it. Everybody sees that."
