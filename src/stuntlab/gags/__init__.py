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
    found = (kind for family in Gag.__subclasses__() for kind in _and_below(family))
    return {kind.kind: kind for kind in found if not isabstract(kind)}


def _and_below(family: type[Gag]) -> Iterator[type[Gag]]:
    """A class and all that derive from it: several kinds may share a base."""
    yield family
    for kind in family.__subclasses__():
        yield from _and_below(kind)


def gags_of(plan: Plan) -> tuple[Gag, ...]:
    """The gags of a plan in order, labelled "kick", or "kick 1", "kick 2" where there are several of a kind.

    Raises: UserError for an action that can be written down but not assessed.
    """
    for action in plan.action:
        if action.kind not in kinds():
            raise UserError(f"'{action.kind}' can be planned but not assessed yet; assessed are {', '.join(kinds())}")
    return tuple(kinds()[action.kind](plan, action, label) for label, action in gag_labels(plan).items())
