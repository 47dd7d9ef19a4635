"""`stuntlab kinds`: the kinds of gag and gear this version knows.

Group: Write a plan, 3
Example: stuntlab kinds
"""

from __future__ import annotations

import json

import click

from stuntlab.cli.screen import screen
from stuntlab.gags import kinds
from stuntlab.plan import GEAR_KINDS
from stuntlab.report.kinds_list import KindOfGag, KindOfGear, WayItGoesWrong, kinds_to_dict, render_kinds


@click.command("kinds")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(*, as_json: bool) -> None:
    """List the kinds of gag with the ways each goes wrong, and the kinds of gear."""
    gags = [
        KindOfGag(gag.kind, gag.summary, tuple(WayItGoesWrong(way.name, way.outcome) for way in gag.failure_modes))
        for gag in kinds().values()
    ]
    gear = [KindOfGear(thing.kind, thing.summary) for thing in GEAR_KINDS.values()]
    if as_json:
        click.echo(json.dumps(kinds_to_dict(gags, gear), indent=2))
        return
    at_hand = screen()
    click.echo(render_kinds(gags, gear, width=at_hand.width, colour=at_hand.colour, unicode=at_hand.unicode), nl=False)
