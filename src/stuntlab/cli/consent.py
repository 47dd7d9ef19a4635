"""`stuntlab consent`: say yes to this version, take it back, lower a limit.

Group: Say yes or no to it, 1
Example: stuntlab consent plan.yaml --person villain --give --limit "takes <= 8"
"""

from __future__ import annotations

from pathlib import Path

import click

from stuntlab.cli.deciding import decision_options, key_option, signer_of, write
from stuntlab.record import Draft, History
from stuntlab.record.decisions import give, limit, withdraw
from stuntlab.record.kinds.consent import CONSENT, WITHDRAWAL
from stuntlab.record.kinds.limit import LIMIT

_SAID = {CONSENT: "consents to this version", WITHDRAWAL: "withdraws", LIMIT: "limits"}


@click.command("consent")
@decision_options
@key_option
@click.option("--person", required=True, help="Whose consent it is.")
@click.option("--give", "gives", is_flag=True, help="Yes to this version of the plan, on its day.")
@click.option("--withdraw", "withdraws", is_flag=True, help="Take it back: no reason asked, no key needed.")
@click.option("--limit", "limits", multiple=True, metavar="'takes <= 4'", help="Lower a limit; nothing raises it.")
def command(
    plan: Path,
    *,
    record: str | None,
    as_json: bool,
    keys: Path | None,
    person: str,
    gives: bool,
    withdraws: bool,
    limits: tuple[str, ...],
) -> None:
    """Say yes to this version of PLAN, take it back, or lower a limit for yourself.

    A consent holds for the values, the people and the day of this version; any change makes it void. It raises none.
    """
    if gives == withdraws and not (limits and not gives):
        raise click.UsageError("give one of --give and --withdraw, or --limit alone")

    def drafts(history: History) -> list[Draft]:
        lowered = [limit(history, person, text) for text in limits]
        answer = [give(history, person)] if gives else [withdraw(history, person)] if withdraws else []
        return [*lowered, *answer]

    write(
        plan,
        drafts,
        record=record,
        as_json=as_json,
        signer=signer_of(person, keys) if gives else None,
        said=lambda entry: f"{entry.by} {_SAID[entry.kind]}.",
    )
