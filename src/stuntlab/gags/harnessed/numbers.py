"""What stands in the table of bodies on lines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from stuntlab.tables import Sourced, Table


@dataclass(frozen=True)
class HarnessNumbers(Sourced):
    """How a body that hangs or is pulled moves in what it wears, and how it holds its neck."""

    damping_share: float
    slack_neck: float
    chin_deg: float


@dataclass(frozen=True)
class StrapNumbers(Sourced):
    """A harness on a body: its ring, how far that stands out, where leg loops pull, and what a tie has of the give."""

    ring_kg: float
    stands_out_m: float
    loop_aside_m: float
    tie_share: float


@dataclass(frozen=True, slots=True)
class LinePoint:
    """Where a line meets a body. aside_m: not 0 where it does so on both sides; above_m: of the ring over the point.

    ties: what besides the leg loops holds the trunk to the ring: the "trunk" behind it, what runs over the "chest".
    """

    body: str
    ahead: float
    up: float
    aside_m: float
    above_m: float
    ties: tuple[Literal["trunk", "chest"], ...]


@dataclass(frozen=True)
class BodyMiddle(Sourced):
    """Where the middle of a body is: share of stature standing, and height lying."""

    com_share: float
    lies_m: float


@dataclass(frozen=True)
class HarnessedNumbers:
    """`numbers.toml`."""

    harness: HarnessNumbers
    straps: StrapNumbers
    point: Mapping[str, LinePoint]
    middle: BodyMiddle


ON_LINE = Table("stuntlab.gags.harnessed", "numbers.toml", HarnessedNumbers)
