"""Catchers as what somebody lands on, found by their files: `behaviour_of` makes one from the words of a plan.

A kind of catcher is two files: its words in `plan/gear/<kind>.py`, and here a file of the same name with a subclass of
`CatcherBehaviour` whose `read_from` is the class of those words. A kind from elsewhere is added by `register`.
"""

from __future__ import annotations

import importlib
import importlib.util
import re
from collections.abc import Mapping
from inspect import isabstract
from types import MappingProxyType
from typing import Any

from stuntlab.errors import UserError
from stuntlab.gear.catchers.base import Behaviour, CatcherBehaviour
from stuntlab.gear.catchers.ground import GroundCatcher
from stuntlab.plan import GEAR_KINDS, Plan
from stuntlab.plan.catcher import Catcher

__all__ = ["Behaviour", "GroundCatcher", "behaviour_of", "kinds", "lacking_behaviour", "register", "unregister"]

_KINDS: dict[str, type[CatcherBehaviour[Any]]] = {}


def register(kind: type[CatcherBehaviour[Any]]) -> None:
    """Make the behaviour of a kind of catcher known under the word that a plan uses for it.

    Raises: ValueError for a class that leaves something out, for words that no plan knows, or for a word that is taken.
    """
    lacking = _missing_members(kind)
    if lacking:
        raise ValueError(f"{kind.__name__} cannot be registered: it lacks {lacking}")
    word = kind.read_from.kind
    if GEAR_KINDS.get(word) is not kind.read_from:
        raise ValueError(f'{kind.__name__} cannot be registered: no plan can say "{word}"')
    if _KINDS.get(word, kind) is not kind:
        raise ValueError(f'there is a catcher "{word}" already: {_KINDS[word].__qualname__}')
    _KINDS[word] = kind


def unregister(word: str) -> None:
    """Forget a kind that `register` added."""
    del _KINDS[word]


def kinds() -> Mapping[str, type[CatcherBehaviour[Any]]]:
    """Every kind of catcher that somebody can fall onto, by the word a plan uses, sorted."""
    found = {word: _kind(word) for word, words in GEAR_KINDS.items() if issubclass(words, Catcher)}
    return MappingProxyType({word: kind for word, kind in found.items() if kind is not None})


def behaviour_of(catcher: Catcher) -> CatcherBehaviour[Any]:
    """What a catcher of a plan is to somebody who lands on it.

    Raises: UserError for a kind that a plan can name and that has no behaviour.
    """
    kind = _kind(catcher.kind)
    if kind is None:
        raise UserError(_lacks(catcher.kind))
    return kind(catcher)


def lacking_behaviour(plan: Plan) -> Mapping[str, str]:
    """Name -> what is missing, for each catcher of a plan whose kind has words and no behaviour."""
    catchers = {name: gear.kind for name, gear in plan.gear.items() if isinstance(gear, Catcher)}
    return {name: _lacks(word) for name, word in catchers.items() if _kind(word) is None}


def _kind(word: str) -> type[CatcherBehaviour[Any]] | None:
    if word not in _KINDS:
        for kind in _in_file(word):
            if not _missing_members(kind):
                register(kind)
    return _KINDS.get(word)


def _in_file(word: str) -> list[type[CatcherBehaviour[Any]]]:
    """The behaviours that the file of a kind defines; none where there is no such file."""
    name = f"{__name__}.{_stem(word)}"
    if importlib.util.find_spec(name) is None:
        return []
    module = importlib.import_module(name)
    own = [thing for thing in vars(module).values() if isinstance(thing, type) and thing.__module__ == name]
    return [kind for kind in own if issubclass(kind, CatcherBehaviour)]


def _missing_members(kind: type[CatcherBehaviour[Any]]) -> str:
    """What a behaviour does not say, listed; nothing for one that is whole."""
    lacking = sorted(kind.__abstractmethods__) if isabstract(kind) else []
    return ", ".join(lacking if hasattr(kind, "read_from") else [*lacking, "read_from"])


def _lacks(word: str) -> str:
    half = [f"{kind.__name__} lacks {_missing_members(kind)}" for kind in _in_file(word) if _missing_members(kind)]
    file = f"gear/catchers/{_stem(word)}.py"
    missing = f"in {file} {'; '.join(half)}" if half else f"{file} with its behaviour is missing"
    can = ", ".join(kinds())
    return f'a fall onto a "{word}" can be planned but not assessed: {missing}. Assessed are {can}'


def _stem(word: str) -> str:
    return re.sub("[ -]", "_", word)
