"""Measured signals from elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from stuntlab.datasets.arrays import Floats


@dataclass(frozen=True, slots=True)
class Channel:
    """One recorded signal on its own clock.

    name: as the file writes it. location, quantity, axis: in words ("left femur", "force", "z"); `axis` is "" where a
    quantity has none. unit: the SI unit of `values`. time_s, values: [time].
    channel_class: CFC already applied, None where the signal is unfiltered or nothing is said.
    person: which dummy or person, "" where the file knows one only. dummy: the device that measured ("50M"), or "".
    source: file and line or column.
    """

    name: str
    location: str
    quantity: str
    axis: str
    unit: str
    time_s: Floats
    values: Floats
    channel_class: int | None
    person: str
    dummy: str
    source: str


@dataclass(frozen=True, slots=True)
class FaultyChannel:
    """A channel whose name says what it is and whose signal cannot be used; `why` is a sentence without its stop."""

    name: str
    location: str
    quantity: str
    axis: str
    person: str
    why: str


@dataclass(frozen=True, slots=True)
class Recording:
    """Measured signals of one test.

    unused: of every channel that was left out, why it was. faulty: channels a criterion needs that are broken. notes:
    what was skipped, taken for granted or odd in the file, each a clause.
    """

    title: str
    source: str
    channels: tuple[Channel, ...]
    unused: Mapping[str, str]
    faulty: tuple[FaultyChannel, ...] = ()
    notes: tuple[str, ...] = ()
