"""One package per kind of gag. `kinds()` finds them; `gags_of(plan)` makes the gags a plan asks for.

A kind is the class in `gag.py` of the package that is named like it. A kind from elsewhere is added by `register`.
"""

from __future__ import annotations

import importlib
import importlib.util
import pkgutil
from collections.abc import Mapping
from inspect import isabstract
from types import MappingProxyType

from stuntlab.datasets import NO_RUNS, NOT_REHEARSED, Rehearsed
from stuntlab.errors import UserError
from stuntlab.gags.base import Gag
from stuntlab.nearest import did_you_mean
from stuntlab.plan import Action, Plan, gag_labels, label_meant, people_in

NOTHING_COMPUTED = "anything"
"""The kind of which nothing is simulated."""

_KINDS: dict[str, type[Gag]] = {}


def register(kind: type[Gag]) -> None:
    """Make a kind of gag known under the word `kind.kind`.

    Raises: ValueError for an abstract class, or for a word that is taken.
    """
    if isabstract(kind):
        missing = ", ".join(sorted(kind.__abstractmethods__))
        raise ValueError(f"{kind.__name__} cannot be registered: it lacks {missing}")
    if _KINDS.get(kind.kind, kind) is not kind:
        raise ValueError(f'there is a gag "{kind.kind}" already: {_KINDS[kind.kind].__qualname__}')
    _KINDS[kind.kind] = kind


def unregister(word: str) -> None:
    """Forget a kind that `register` added."""
    del _KINDS[word]


def kinds() -> Mapping[str, type[Gag]]:
    """Every kind of gag this version can assess, by the word a plan uses for it, sorted."""
    for package in pkgutil.iter_modules(__path__):
        if package.ispkg:
            _load(package.name)
    return MappingProxyType(dict(sorted(_KINDS.items())))


def gags_of(plan: Plan, rehearsed: Rehearsed = NOT_REHEARSED) -> tuple[Gag, ...]:
    """The gags of a plan in order, labelled "kick", or "kick 1", "kick 2" where there are several of a kind.

    rehearsed: what is known of their runs.

    Raises: UserError for an action that can be written down but not assessed.
    """
    gags = tuple(gag_of(plan, label) for label in gag_labels(plan))
    for gag in gags:
        gag.runs = rehearsed.gags.get(gag.label, NO_RUNS)
    return gags


def gag_of(plan: Plan, label: str) -> Gag:
    """One gag of a plan by a label that it has, as if nothing were known of its runs.

    Raises: UserError for an action that can be written down but not assessed.
    """
    action = gag_labels(plan)[label]
    return _kind_for(plan, action)(plan, action, label)


def gag_by_label(plan: Plan, label: str, rehearsed: Rehearsed = NOT_REHEARSED) -> Gag:
    """The one gag of a plan that has this label.

    Raises: UserError, naming the labels there are and the nearest one.
    """
    gags = {gag.label: gag for gag in gags_of(plan, rehearsed)}
    label = label_meant(label, gags)
    if label not in gags:
        raise UserError(f'"{label}" is no gag of this plan; it has {", ".join(gags)}{did_you_mean(label, gags)}')
    return gags[label]


def _kind_for(plan: Plan, action: Action) -> type[Gag]:
    """The kind of an action; of one with a child in it nothing is computed, whatever it is."""
    has_child = any(plan.people[name].is_child for name in people_in(action))
    return _kind(NOTHING_COMPUTED if has_child else action.kind)


def _kind(name: str) -> type[Gag]:
    """One kind from its own package, so that a plan of strikes need not wait for what only falls compile."""
    if name not in _KINDS:
        _load(name)
    if name not in _KINDS:
        raise UserError(f"'{name}' can be planned but not assessed yet; assessed are {', '.join(kinds())}")
    return _KINDS[name]


def _load(name: str) -> None:
    """Register the kind in a package of this folder; folders without a `gag.py` hold what several kinds share."""
    if importlib.util.find_spec(f"{__name__}.{name}") is None:
        return
    if importlib.util.find_spec(f"{__name__}.{name}.gag") is None:
        return
    module = importlib.import_module(f"{__name__}.{name}.gag")
    own = [thing for thing in vars(module).values() if isinstance(thing, type) and issubclass(thing, Gag)]
    for kind in own:
        if kind.__module__ == module.__name__:
            register(kind)
