"""Packages of the extra `paper`, which a plain installation does not have."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from stuntlab.errors import UserError

EXTRA = "paper"


class MissingPart(UserError):
    """A package of an extra is not installed. extra: which one adds it."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.extra = EXTRA


def import_part(name: str, what: str) -> Any:
    """A module of the extra. what: what needs it, in words.

    Raises: MissingPart.
    """
    try:
        return import_module(name)
    except ModuleNotFoundError as problem:
        if (problem.name or "").partition(".")[0] != name.partition(".")[0]:
            raise
        raise MissingPart(what) from None
