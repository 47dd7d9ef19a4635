"""USD's own library, where it is installed, and the names it takes."""

from __future__ import annotations

import importlib
import re
from typing import Any


def pxr(module: str) -> Any:  # the library ships no types
    """One of its modules."""
    return importlib.import_module(f"pxr.{module}")


class Names:
    """Paths below one another that USD takes, no two the same."""

    def __init__(self) -> None:
        self._given: set[str] = set()

    def under(self, parent: str, words: str) -> str:
        """A path for something called so."""
        plain = re.sub(r"[^0-9A-Za-z]+", "_", words).strip("_") or "thing"
        plain = plain if not plain[0].isdigit() else f"_{plain}"
        number, path = 1, f"{parent}/{plain}"
        while path in self._given:
            number += 1
            path = f"{parent}/{plain}_{number}"
        self._given.add(path)
        return path
