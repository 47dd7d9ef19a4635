"""What commands that draw say of gags of which nothing is simulated."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import click

from stuntlab.datasets import NOT_REHEARSED, Rehearsed
from stuntlab.errors import UserError
from stuntlab.gags import gags_of
from stuntlab.gags.base import Gag
from stuntlab.gags.roles import DrivesLoose, FlightPath, HangsOnLines, NotSimulated, SeenStrike
from stuntlab.plan import Plan
from stuntlab.suggestions import PLAN, suggest


def select_drawable(plan: Plan, rehearsed: Rehearsed = NOT_REHEARSED) -> tuple[Gag, ...]:
    """The gags of a plan of which something can be drawn; of each of the others a sentence on standard error.

    Raises: UserError where nothing can be drawn at all.
    """
    return _select(gags_of(plan, rehearsed), lambda gag: not isinstance(gag, NotSimulated))


def select_filmed(plan: Plan) -> tuple[Gag, ...]:
    """The gags of a plan in which a body or a vehicle moves; of each other a sentence, as above.

    Raises: UserError where nothing moves in any.
    """
    return _select(gags_of(plan), lambda gag: isinstance(gag, DrivesLoose) or _has_a_body(gag))


def select_bodies(plan: Plan) -> tuple[Gag, ...]:
    """The gags of a plan in which a body moves: simulated, in flight or on a line; of each other a sentence, as above.

    Raises: UserError where no body moves in any.
    """
    return _select(gags_of(plan), _has_a_body)


def _has_a_body(gag: Gag) -> bool:
    led = isinstance(gag, FlightPath | HangsOnLines | SeenStrike)  # along a path, or acted
    return not isinstance(gag, NotSimulated) and (led or bool(gag.worlds()))


def _select(gags: Sequence[Gag], can_be_drawn: Callable[[Gag], bool]) -> tuple[Gag, ...]:
    drawn = tuple(gag for gag in gags if can_be_drawn(gag))
    said = [explain_undrawn(gag) for gag in gags if gag not in drawn]
    if not drawn:
        raise UserError("\n".join(said))
    for sentence in said:
        click.echo(sentence, err=True)
    return drawn


def explain_undrawn(gag: Gag) -> str:
    """Why nothing can be drawn of a gag."""
    told = suggest("assess", PLAN)
    if isinstance(gag, NotSimulated):
        return f"{gag.label}: nothing of it is simulated, so that nothing can be drawn or varied; {told} says why."
    return f"{gag.label}: no body is simulated in it, so that there is nothing to show; {told} says what is computed."
