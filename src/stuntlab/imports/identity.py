"""What a channel is: whose, where on the body, of what, along which axis."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from stuntlab.tables import Table

SIDES = {"left": "LE", "right": "RI"}
WITHOUT_AXIS = frozenset({"pressure", "heat flux", "time"})


@dataclass(frozen=True, slots=True)
class Identity:
    """What a channel is. `axis` is "" where the quantity has none; `channel_class` is the CFC its name says it has."""

    location: str
    quantity: str
    axis: str
    channel_class: int | None = None
    person: str = ""
    dummy: str = ""

    @property
    def words(self) -> str:
        """The identity as a person would say it: "left femur force z"."""
        return f"{self.location} {self.quantity} {self.axis}".strip()


@dataclass(frozen=True, slots=True)
class Location:
    """A place on the body.

    words: plain words for it, lower case. iso: main and fine locations 1 and 2 of its ISO codes, "SS" being the side.
    axis: the axis meant by a name that gives none, by quantity. sided: whether there is one left and one right.
    """

    name: str
    words: tuple[str, ...]
    iso: tuple[str, ...]
    axis: dict[str, str]
    sided: bool


@dataclass(frozen=True)
class LocationRow:
    """One row of `locations.toml`, which explains it."""

    name: str
    iso: tuple[str, ...]
    words: tuple[str, ...]
    sides: bool = False
    axis: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class LocationRows:
    """`locations.toml`."""

    location: tuple[LocationRow, ...]


LOCATIONS = Table("stuntlab.imports", "locations.toml", LocationRows)


@cache
def locations() -> tuple[Location, ...]:
    """Every place a channel may be at."""
    return tuple(
        Location(row.name, (row.name.lower(), *row.words), row.iso, row.axis, row.sides)
        for row in LOCATIONS.read().location
    )
