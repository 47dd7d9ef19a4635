"""`stuntlab kinds`: the kinds of gag and gear this version knows.

Group: Write a plan, 3
Example: stuntlab kinds high_fall
"""

from __future__ import annotations

import json
from collections.abc import Iterator

import click

from stuntlab.cli.finishing import finish_from
from stuntlab.cli.screen import screen
from stuntlab.gags import kinds
from stuntlab.plan import ACTION_KINDS, GEAR_KINDS
from stuntlab.plan.everyday import squeeze_word
from stuntlab.plan.gear.base import Gear
from stuntlab.plan.reader import Reader
from stuntlab.plan.templates import kind_meant
from stuntlab.report.kinds_list import (
    KindOfGag,
    KindOfGear,
    WayItGoesWrong,
    WordOfGear,
    add_kinds,
    add_ways,
    add_words,
    kinds_to_dict,
)
from stuntlab.report.page import Page


@click.command("kinds")
@click.argument("kind", required=False, shell_complete=finish_from(lambda: (*ACTION_KINDS, *GEAR_KINDS)))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(kind: str | None, *, as_json: bool) -> None:
    """List the kinds of gag and of gear, or of one KIND how it goes wrong or what a plan says of it."""
    thing = next((one for one in GEAR_KINDS if kind is not None and squeeze_word(one) == squeeze_word(kind)), None)
    wanted = None if kind is None or thing else kind_meant(kind)
    gags = [
        KindOfGag(gag.kind, gag.summary, tuple(WayItGoesWrong(way.name, way.outcome) for way in gag.failure_modes))
        for gag in kinds().values()
        if thing is None and wanted in (None, gag.kind)
    ]
    gear = [
        KindOfGear(one.kind, one.summary, tuple(_words(one)))
        for one in GEAR_KINDS.values()
        if wanted is None and thing in (None, one.kind)
    ]
    if as_json:
        click.echo(json.dumps(kinds_to_dict(gags, gear), indent=2))
        return
    at_hand = screen()
    page = Page(width=at_hand.width, colour=at_hand.colour, unicode=at_hand.unicode)
    if thing is not None:
        add_words(page, gear[0])
    elif wanted is not None:
        add_ways(page, gags[0])
    else:
        add_kinds(page, gags, gear)
    click.echo(page.render(), nl=False)


def _words(gear: type[Gear]) -> Iterator[WordOfGear]:
    for name, field in gear.model_fields.items():
        written = [part.written_like for part in field.metadata if isinstance(part, Reader)]
        means = "; ".join(part for part in (field.description, *written) if part)
        yield WordOfGear(field.alias or name, means, field.is_required())
