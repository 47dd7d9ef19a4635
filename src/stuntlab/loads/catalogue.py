"""The loads stuntlab knows by name, read from `catalogue.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from stuntlab.tables import Table


@dataclass(frozen=True, slots=True)
class LoadKind:
    """One load: its unit, what it is, the CFC of its signals (0 where none applies), the function that makes it."""

    unit: str
    what: str
    channel_class: int
    made_by: str


LOADS = Table("stuntlab.loads", "catalogue.toml", dict[str, LoadKind])


def catalogue() -> Mapping[str, LoadKind]:
    """Every load by name, in the order of the body from head to foot."""
    return MappingProxyType(LOADS.read())
