"""What is to be measured on whom: the loads a gag asks for, and the channels that hold their signals.

How a load is made from its signals, what they are filtered with and its unit are in the catalogue of loads.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Axis = Literal["x", "y", "z", "resultant", "across", ""]

BLOW = "blow"
"""The phase in which loads are measured, unless an instrument names another."""

WHOLE = "whole"
"""Every phase of a scene in a row, for an instrument; all of them are recorded at the same rate."""


@dataclass(frozen=True, slots=True)
class ChannelSignal:
    """One signal, SI: an axis of a channel times `factor`, which gives it the sign of SAE J1733.

    axis: "resultant" takes all three, "across" that of the first two, "" is for a channel of one number.
    """

    channel: str
    axis: Axis = ""
    factor: float = 1.0


Signals = Mapping[str, ChannelSignal]
"""Short name, as the method of the load has it -> signal."""


@dataclass(frozen=True, slots=True)
class Instrument:
    """One load of one person.

    person: whose body; load: its name in the catalogue; places: the signals of each place where the load is felt (both
    legs), of which the worst counts; numbers: what the method needs besides (a depth, an area, the mass), SI. phase: of
    the scene, in which it is read, or `WHOLE`.
    """

    person: str
    load: str
    places: tuple[Signals, ...]
    numbers: Mapping[str, float] = field(default_factory=dict)
    phase: str = BLOW

    @property
    def channels(self) -> tuple[str, ...]:
        """Every channel it reads."""
        return tuple(dict.fromkeys(signal.channel for place in self.places for signal in place.values()))
