"""What a criterion is to this report: a load with a name, where its signals are recorded, and how they are turned.

Unit, channel class and method of a load are the catalogue's; nothing here repeats them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from stuntlab.criteria.methods import Given, Reading, read_load
from stuntlab.criteria.signals import Need
from stuntlab.datasets import Floats
from stuntlab.loads import catalogue

Recorded = tuple[str, str, str]
"""Location, quantity and axis of a signal, in words."""


def as_recorded(given: Given) -> Given:
    """Signals that have the sign of SAE J1733 as they are."""
    return given


def no_numbers(_dummy: str) -> Mapping[str, float]:
    """A method that needs nothing but signals."""
    return {}


@dataclass(frozen=True, slots=True)
class Criterion:
    """One row of the report.

    load: name of the load in the catalogue, in risk curves and limits. signals: short name -> what is recorded; empty
    for a load that is combined from `parts`. place: where, if the criterion has several places. bodies: dummies it is
    defined for; empty where it needs none. source: who defined it. turned: gives signals the signs and the reference
    point that the method wants. numbers: what the method needs of a dummy. one_sided: whether a signal of the wrong
    sign would pass for nothing. held: the limited side of the signal, [time], in the load's unit, for limits that fall
    with the time a load is held.
    """

    load: str
    title: str
    signals: Mapping[str, Recorded]
    source: str
    place: str = ""
    bodies: tuple[str, ...] = ()
    turned: Callable[[Given], Given] = as_recorded
    numbers: Callable[[str], Mapping[str, float]] = no_numbers
    one_sided: bool = False
    held: Callable[[Given], Floats] | None = None
    parts: tuple[Criterion, ...] = ()

    @property
    def unit(self) -> str:
        """Of the load, as the catalogue has it."""
        return catalogue()[self.load].unit

    @property
    def needs(self) -> Mapping[str, Need]:
        """Short name -> the signal, filtered with the class of the load; those of the parts for a combined load."""
        channel_class = catalogue()[self.load].channel_class
        own = {name: Need(*recorded, channel_class) for name, recorded in self.signals.items()}
        return own | {f"{part.load} {name}": need for part in self.parts for name, need in part.needs.items()}

    def read(self, given: Given) -> Reading:
        """The load from signals named as in `needs`, with a note where they seem to have the wrong sign.

        Raises: SignalError for a bad signal.
        """
        if self.parts:
            loads = {part.load: part.read(_of_part(given, part)).value for part in self.parts}
            return read_load(self.load, replace(given, loads=loads))
        reading = read_load(self.load, self.turned(given))
        if not self.one_sided:
            return reading
        other_way = replace(given, signals={name: -signal for name, signal in given.signals.items()})
        return _against(reading, read_load(self.load, self.turned(other_way)))


def _of_part(given: Given, part: Criterion) -> Given:
    return replace(given, signals={name: given[f"{part.load} {name}"] for name in part.needs})


def _against(reading: Reading, turned: Reading) -> Reading:
    """The reading of a one-sided criterion, with a note where the same signal turned round would read more."""
    if turned.value <= reading.value:
        return reading
    note = f"the signal turned round would read {float(turned.value):.4g}; check that its sign is that of SAE J211"
    return replace(reading, note=note)


def source_of(function: Callable[..., Any]) -> str:
    """Who defined a criterion, from the docstring of the function that computes it."""
    text = " ".join((function.__doc__ or "").split())
    found = re.search(r"Source: (.*?)(?= Valid for:| Equation:|$)", text)
    return found[1].rstrip(".") if found else ""


def press_positive(given: Given) -> Given:
    """A signal turned so that what presses is positive: the larger excursion is taken to be that (J)."""
    values = given["x"]
    return given if values.max() >= -values.min() else replace(given, signals={"x": -values})
