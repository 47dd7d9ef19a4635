"""`stuntlab kinds`: the kinds of gag and gear this version knows.

Group: Write a plan, 3
Example: stuntlab kinds high_fall
"""

from __future__ import annotations

import json

import click

from stuntlab.cli.screen import screen
from stuntlab.gags import kinds
from stuntlab.plan import GEAR_KINDS
from stuntlab.plan.templates import kind_meant
from stuntlab.report.kinds_list import KindOfGag, KindOfGear, WayItGoesWrong, add_kinds, add_ways, kinds_to_dict
from stuntlab.report.page import Page


@click.command("kinds")
@click.argument("kind", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(kind: str | None, *, as_json: bool) -> None:
    """List the kinds of gag and of gear, or the ways in which one KIND of gag goes wrong."""
    wanted = None if kind is None else kind_meant(kind)
    gags = [
        KindOfGag(gag.kind, gag.summary, tuple(WayItGoesWrong(way.name, way.outcome) for way in gag.failure_modes))
        for gag in kinds().values()
        if wanted in (None, gag.kind)
    ]
    gear = [KindOfGear(thing.kind, thing.summary) for thing in GEAR_KINDS.values() if wanted is None]
    if as_json:
        click.echo(json.dumps(kinds_to_dict(gags, gear), indent=2))
        return
    at_hand = screen()
    page = Page(width=at_hand.width, colour=at_hand.colour, unicode=at_hand.unicode)
    if wanted is None:
        add_kinds(page, gags, gear)
    else:
        add_ways(page, gags[0])
    click.echo(page.render(), nl=False)
