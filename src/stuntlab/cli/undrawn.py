"""What commands that draw say of gags of which nothing is simulated."""

from __future__ import annotations

import click

from stuntlab.datasets import NOT_REHEARSED, Rehearsed
from stuntlab.errors import UserError
from stuntlab.gags import gags_of
from stuntlab.gags.base import Gag
from stuntlab.gags.roles import NotSimulated
from stuntlab.plan import Plan


def select_drawable(plan: Plan, rehearsed: Rehearsed = NOT_REHEARSED) -> tuple[Gag, ...]:
    """The gags of a plan of which something can be drawn; of each of the others a sentence on standard error.

    Raises: UserError where nothing can be drawn at all.
    """
    gags = gags_of(plan, rehearsed)
    drawn = tuple(gag for gag in gags if not isinstance(gag, NotSimulated))
    said = [explain_undrawn(gag) for gag in gags if gag not in drawn]
    if not drawn:
        raise UserError("\n".join(said))
    for sentence in said:
        click.echo(sentence, err=True)
    return drawn


def explain_undrawn(gag: Gag) -> str:
    """Why nothing can be drawn of a gag."""
    return f"{gag.label}: nothing of it is simulated, so that nothing can be drawn or varied; stuntlab assess says why."
