"""One file per kind of gag. `kinds()` finds them; `gags_of(plan)` makes the gags a plan asks for.

A kind is in the file that is named like it.
"""

from __future__ import annotations

import importlib
import importlib.util
import pkgutil
from collections.abc import Iterator, Mapping
from functools import cache
from inspect import isabstract

from stuntlab.errors import UserError, did_you_mean
from stuntlab.gags.base import Gag
from stuntlab.plan import Plan, gag_labels


@cache
def kinds() -> Mapping[str, type[Gag]]:
    """Every kind of gag this version can assess, by the word a plan uses for it."""
    for file in pkgutil.iter_modules(__path__):
        importlib.import_module(f"{__name__}.{file.name}")
    return {kind.kind: kind for kind in _families() if not isabstract(kind)}


def _families() -> Iterator[type[Gag]]:
    """Every class of gag that has been imported."""
    for family in Gag.__subclasses__():
        yield from _and_below(family)


def _and_below(family: type[Gag]) -> Iterator[type[Gag]]:
    """A class and all that derive from it: several kinds may share a base."""
    yield family
    for kind in family.__subclasses__():
        yield from _and_below(kind)


def gags_of(plan: Plan) -> tuple[Gag, ...]:
    """The gags of a plan in order, labelled "kick", or "kick 1", "kick 2" where there are several of a kind.

    Raises: UserError for an action that can be written down but not assessed.
    """
    return tuple(_kind(action.kind)(plan, action, label) for label, action in gag_labels(plan).items())


def gag_labelled(plan: Plan, label: str) -> Gag:
    """The one gag of a plan that has this label.

    Raises: UserError, naming the labels there are and the nearest one.
    """
    gags = {gag.label: gag for gag in gags_of(plan)}
    if label not in gags:
        raise UserError(f'"{label}" is no gag of this plan; it has {", ".join(gags)}{did_you_mean(label, gags)}')
    return gags[label]


def _kind(name: str) -> type[Gag]:
    """One kind from its own file, so that a plan of strikes need not wait for what only falls compile."""
    if importlib.util.find_spec(f"{__name__}.{name}") is not None:
        importlib.import_module(f"{__name__}.{name}")
    found = {kind.kind: kind for kind in _families() if not isabstract(kind)}
    if name not in found:
        raise UserError(f"'{name}' can be planned but not assessed yet; assessed are {', '.join(kinds())}")
    return found[name]
