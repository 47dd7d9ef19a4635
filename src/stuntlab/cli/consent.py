"""`stuntlab consent`: say yes to this version, take it back, lower a limit.

Group: Say yes or no to it, 1
Example: stuntlab consent plan.yaml --person villain --give --limit "takes <= 8"
"""

from __future__ import annotations

from pathlib import Path

import click

from stuntlab.cli.deciding import decision_options, key_option, signer_of, write_on_the_day
from stuntlab.cli.units import units_option
from stuntlab.record import Draft, History
from stuntlab.record.decisions import give, limit, take_back_limit, withdraw
from stuntlab.record.kinds.consent import CONSENT, WITHDRAWAL
from stuntlab.record.kinds.limit import LIMIT, LIMIT_TAKEN_BACK
from stuntlab.units import System

_SAID = {
    CONSENT: "{person} consents to this version.",
    WITHDRAWAL: "The consent is taken back. Nobody is told whose it was but the coordinator.",
    LIMIT: "{person} sets a limit: {text}.",
    LIMIT_TAKEN_BACK: "{person} takes the limit back: {text}. Their consent is as it was.",
}


@click.command("consent")
@decision_options
@key_option
@units_option
@click.option("--person", required=True, help="Whose consent it is.")
@click.option("--give", "gives", is_flag=True, help="Yes to this version of the plan, on its day.")
@click.option("--withdraw", "withdraws", is_flag=True, help="Take it back: no reason asked, no key needed.")
@click.option("--take-back", "taken_back", multiple=True, metavar="'takes <= 4'", help="Take a limit of yours back.")
@click.option("--limit", "limits", multiple=True, metavar="'takes <= 4'", help="Lower a limit; nothing raises it.")
@click.pass_context
def command(
    context: click.Context,
    plan: Path,
    *,
    record: str | None,
    as_json: bool,
    keys: Path | None,
    person: str,
    gives: bool,
    withdraws: bool,
    taken_back: tuple[str, ...],
    limits: tuple[str, ...],
    units: System | None,
) -> None:
    """Say yes to this version of PLAN, take it back, or lower a limit for yourself.

    A consent holds for the values, the people and the day of this version; any change makes it void. It raises none. A
    limit that was mistyped is taken back by its person, with their key where they have one; the consent stays.

    It says at once where the plan stands now. Exit code 30 where the plan asks for more than a limit that is set.
    """
    if (gives and withdraws) or not (gives or withdraws or limits or taken_back):
        raise click.UsageError("give one of --give and --withdraw, or --limit or --take-back alone")
    if limits and taken_back:
        raise click.UsageError("take the limit back first, and then give the right one")

    def drafts(history: History) -> list[Draft]:
        back = [take_back_limit(history, person, text) for text in taken_back]
        lowered = [limit(history, person, text) for text in limits]
        answer = [give(history, person)] if gives else [withdraw(history, person)] if withdraws else []
        return [*back, *lowered, *answer]

    code = write_on_the_day(
        plan,
        drafts,
        record=record,
        as_json=as_json,
        signer=signer_of(person, keys) if gives or taken_back else None,
        units=units,
        said=lambda added, _: " ".join(
            _SAID[entry.kind].format(person=entry.by, text=entry.body.get("text"))
            for entry in added
            if entry.kind in _SAID
        ),
    )
    context.exit(code if limits else 0)
