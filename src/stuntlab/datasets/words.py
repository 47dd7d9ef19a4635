"""The four answers, and the words that lead to them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum


class Borne(StrEnum):
    """How a person came to bear a risk."""

    IMPOSED = "imposed"
    TRAINED_RECEIVER = "imposed on a trained receiver"
    CHOSEN = "chosen"
    BYSTANDER = "bystander"


class Severity(StrEnum):
    """What a finding does to the verdict. Order of precedence: STOP, CANNOT_ASSESS, HOLD; FLAG and NOTE inform."""

    STOP = "STOP"
    CANNOT_ASSESS = "CANNOT ASSESS"
    HOLD = "HOLD"
    FLAG = "FLAG"
    NOTE = "NOTE"

    @property
    def decides(self) -> bool:
        """Whether it stands against doing it, and does not only inform."""
        return self in (Severity.STOP, Severity.CANNOT_ASSESS, Severity.HOLD)


class Verdict(StrEnum):
    """The only four answers. There is no other, and none of them is a certificate."""

    WITHIN_LIMITS = "WITHIN LIMITS"
    NOT_WITHIN_LIMITS = "NOT WITHIN LIMITS"
    HOLD = "HOLD"
    CANNOT_ASSESS = "CANNOT ASSESS"


class TakeStatus(IntEnum):
    """What became of a simulated take. Anything but OK counts against the stunt."""

    OK = 0
    DIVERGED = 1


@dataclass(frozen=True, slots=True)
class Interval:
    """A value with the ends of its 95 % interval, all three in the same unit."""

    mean: float
    low: float
    high: float
