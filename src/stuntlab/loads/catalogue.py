"""The loads stuntlab knows by name, read from `catalogue.toml`: unit, method, channel class and why that class."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import Literal, get_args

from stuntlab.nearest import did_you_mean
from stuntlab.tables import Table, ValueAt

ChannelClass = Literal[60, 180, 600, 1000]
CHANNEL_CLASSES: tuple[ChannelClass, ...] = get_args(ChannelClass)


class Method(StrEnum):
    """How a load is made from its signals. `criteria.methods` has one function for each."""

    LARGEST_MAGNITUDE = "largest magnitude"
    LARGEST_POSITIVE = "largest positive"
    LARGEST_NEGATIVE = "largest negative"
    LARGEST_OVER_AN_AREA = "largest over an area"
    LARGEST_RATE = "largest rate"
    HELD_FOR_3_MS = "held for 3 ms"
    HELD_FOR_3_MS_FROM_BEHIND = "held for 3 ms from behind"
    HELD_FOR_3_MS_FROM_ELSEWHERE = "held for 3 ms from elsewhere"
    HIC15 = "hic15"
    HIC36 = "hic36"
    SEVERITY_INDEX = "severity index"
    ANGULAR_ACCELERATION = "angular acceleration"
    BRIC = "bric"
    DAMAGE = "damage"
    CONCUSSION = "concussion"
    NIJ = "nij"
    NIC = "nic"
    SHARE_OF_DEPTH = "share of depth"
    VISCOUS_CRITERION = "viscous criterion"
    CTI = "cti"
    CHEST_WALL_VELOCITY = "chest wall velocity"
    DRI = "dri"
    FEMUR_IMPULSE = "femur impulse"
    TIBIA_INDEX = "tibia index"
    REVISED_TIBIA_INDEX = "revised tibia index"
    SOLE_IMPULSE = "sole impulse"
    MARGIN_OF_SUPPORT = "margin of support"
    GOES_DOWN = "goes down"
    AT_THE_END = "at the end"
    BURN = "burn"
    PEAK_SOUND_LEVEL = "peak sound level"
    GIVEN = "given"
    """A number that is made from no signal here."""


@dataclass(frozen=True, slots=True)
class LoadRow:
    """A load as the file has it. class_source: key of `class_source` there."""

    unit: str
    what: str
    method: Method
    channel_class: ChannelClass | None = None
    class_source: str | None = None
    made_of: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for name, words in (("unit", self.unit), ("what", self.what)):
            if not words.strip():
                raise ValueAt((name,), "words are needed here")
        if (self.channel_class is None) != (self.class_source is None):
            raise ValueAt(("class_source",), "a channel class and its source are given together or not at all")
        if self.made_of and self.channel_class is not None:
            raise ValueAt(("made_of",), "a load is combined from loads, each with its own channel class")


@dataclass(frozen=True, slots=True)
class CatalogueTable:
    """`catalogue.toml`, whose head explains each key."""

    class_source: Mapping[str, str]
    load: Mapping[str, LoadRow]

    def __post_init__(self) -> None:
        for name, row in self.load.items():
            self._check_source(name, row)
            for at, part in enumerate(row.made_of):
                if part not in self.load or self.load[part].made_of:
                    hint = did_you_mean(part, self.load)
                    raise ValueAt(("load", name, "made_of", at), f'"{part}" is no load that is made from signals{hint}')

    def _check_source(self, name: str, row: LoadRow) -> None:
        if row.class_source is not None and row.class_source not in self.class_source:
            hint = did_you_mean(row.class_source, self.class_source)
            raise ValueAt(("load", name, "class_source"), f'there is no source "{row.class_source}"{hint}')


CATALOGUE = Table("stuntlab.loads", "catalogue.toml", CatalogueTable)


@dataclass(frozen=True, slots=True)
class LoadKind:
    """One load.

    unit: in limits, risk curves and reports. what: one line for people. channel_class: CFC of its signals, None where
    they stay as they are; class_source: why that class, "" where there is none. made_of: loads it is combined from.
    """

    unit: str
    what: str
    method: Method
    channel_class: ChannelClass | None = None
    class_source: str = ""
    made_of: tuple[str, ...] = ()


@cache
def catalogue() -> Mapping[str, LoadKind]:
    """Every load by name, in the order of the body from head to foot."""
    table = CATALOGUE.read()
    return MappingProxyType({name: _kind(row, table.class_source) for name, row in table.load.items()})


def _kind(row: LoadRow, sources: Mapping[str, str]) -> LoadKind:
    why = "" if row.class_source is None else sources[row.class_source]
    return LoadKind(row.unit, row.what, row.method, row.channel_class, why, row.made_of)
