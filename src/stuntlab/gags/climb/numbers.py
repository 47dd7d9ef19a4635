"""What stands in the table of a climb."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from stuntlab.gags.base import FailureRow
from stuntlab.tables import Sourced, Table

SLIPS, SLACK, CONNECTED, CUT, ANCHOR, HOLD = (
    "slips where it is not planned",
    "more slack than said",
    "connected wrong or not at all",
    "the line is cut on an edge",
    "the anchor gives",
    "a hold breaks",
)


@dataclass(frozen=True, kw_only=True)
class ClimbFailure(FailureRow):
    """comes_off: the climber does. gives: what does not hold."""

    comes_off: bool = False
    more_slack_m: float = 0.0
    gives: Literal["", "first", "anchor"] = ""


@dataclass(frozen=True)
class BuiltFace(Sourced):
    """How often a hold of a built face breaks, per take."""

    hold_breaks: float


@dataclass(frozen=True, slots=True)
class ClimbNumbers:
    """`numbers.toml`."""

    branch: dict[str, ClimbFailure]
    built: BuiltFace


CLIMB_NUMBERS = Table("stuntlab.gags.climb", "numbers.toml", ClimbNumbers)
