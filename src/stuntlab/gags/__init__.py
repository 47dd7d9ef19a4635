"""One file per kind of gag. `kinds()` finds them; `gags_of(plan)` makes the gags a plan asks for."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from functools import cache
from inspect import isabstract

from stuntlab.errors import UserError
from stuntlab.gags.base import Gag
from stuntlab.plan import Plan, gag_labels


@cache
def kinds() -> Mapping[str, type[Gag]]:
    """Every kind of gag this version can assess, by the word a plan uses for it."""
    for file in pkgutil.iter_modules(__path__):
        importlib.import_module(f"{__name__}.{file.name}")
    return {kind.kind: kind for kind in _made_from_gag() if not isabstract(kind)}


def _made_from_gag() -> Iterator[type[Gag]]:
    """Every class made from a gag, through whatever some of them share."""
    waiting = Gag.__subclasses__()
    while waiting:
        made = waiting.pop()
        yield made
        waiting += made.__subclasses__()


def gags_of(plan: Plan) -> tuple[Gag, ...]:
    """The gags of a plan in order, labelled "kick", or "kick 1", "kick 2" where there are several of a kind.

    Raises: UserError for an action that can be written down but not assessed.
    """
    for action in plan.action:
        if action.kind not in kinds():
            raise UserError(f"'{action.kind}' can be planned but not assessed yet; assessed are {', '.join(kinds())}")
    return tuple(kinds()[action.kind](plan, action, label) for label, action in gag_labels(plan).items())
