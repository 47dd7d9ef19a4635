"""The loads stuntlab knows by name, read from `catalogue.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class LoadKind:
    """One load: its unit, what it is, the CFC of its signals (0 where none applies), the function that makes it."""

    unit: str
    what: str
    channel_class: int
    made_by: str


@cache
def catalogue() -> Mapping[str, LoadKind]:
    """Every load by name, in the order of the body from head to foot."""
    rows = tomllib.loads(files("stuntlab.loads").joinpath("catalogue.toml").read_text(encoding="utf-8"))
    return MappingProxyType({name: LoadKind(**row) for name, row in rows.items()})
