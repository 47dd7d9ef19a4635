"""The numbers of vehicles, typed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import log1p, sqrt

import numpy as np

from stuntlab.datasets import Floats
from stuntlab.nearest import is_misspelt, nearest_word
from stuntlab.tables import Sourced, Table


@dataclass(frozen=True)
class RoadGrip(Sourced):
    """What a surface bears: friction in any direction, and the deceleration of a full stop, m/s².

    slides: how much oftener than on dry asphalt a vehicle slides out of its line.
    """

    words: tuple[str, ...]
    friction: float
    brakes_m_s2: float
    slides: float


@dataclass(frozen=True)
class UsualVehicle(Sourced):
    """A sort of vehicle where a plan is silent, empty. brakes_by_car: its deceleration by that of a car."""

    mass_kg: float
    width_m: float
    length_m: float
    power_kw: float
    driven: float
    brakes_by_car: float


@dataclass(frozen=True)
class UsualPerson(Sourced):
    """Whoever is in it or on it where a plan gives no mass, kg."""

    mass_kg: float


@dataclass(frozen=True)
class Rolling(Sourced):
    """Deceleration of a vehicle that only rolls, g."""

    of_g: float


@dataclass(frozen=True)
class Reacts(Sourced):
    """Seconds until somebody acts (means, lognormal with `spread` of them), and how fast they get away."""

    expected_s: float
    surprised_s: float
    spread: float
    back_m_s: float
    turns_s: float
    runs_m_s: float

    def times(self, deviates: Floats) -> Floats:
        """How long somebody takes over the mean, lognormal, of standard normal deviates of any shape."""
        wide = sqrt(log1p(self.spread**2))
        return np.asarray(np.exp(wide * deviates - wide**2 / 2))


@dataclass(frozen=True)
class Strikes(Sourced):
    """The speed from which a vehicle strikes."""

    from_m_s: float


@dataclass(frozen=True)
class HalfBody(Sourced):
    """Half of a person across, m."""

    half_m: float


@dataclass(frozen=True)
class TestedBarrier(Sourced):
    """What is taken of a barrier's test where only mass and speed are said."""

    angle_deg: float
    moves_m: float


@dataclass(frozen=True)
class Backwards(Sourced):
    """A vehicle in reverse: its spread by that of one driven forwards, how much later it brakes, s, its speeds, m/s."""

    wanders: float
    later_s: float
    fastest_m_s: float
    tops_m_s: float


@dataclass(frozen=True)
class DrivingNumbers:
    """`driving.toml`."""

    grip: dict[str, RoadGrip]
    vehicle: dict[str, UsualVehicle]
    person: UsualPerson
    rolls: Rolling
    reacts: Reacts
    strikes: Strikes
    body: HalfBody
    barrier: TestedBarrier
    backwards: Backwards


DRIVING = Table("stuntlab.driving", "driving.toml", DrivingNumbers)

DRY = "dry asphalt"

_LONG_ENOUGH = 4
"""Letters of a word that may be a slip (J): shorter ones are too like one another."""

_OTHER_FLOORS = ("glass", "stand", "truck", "tiles", "stone", "stones", "stage")
"""Words of floors that are like one with a grip and are none."""


def find_grip(floor: str | None) -> tuple[str, RoadGrip, bool]:
    """The surface that the words for a floor name, its grip, and whether they name one; else dry asphalt.

    Where they name several, such as wet grass, it is the one with the least friction.
    """
    words, rows = _words_of(floor), DRIVING.read().grip
    named = {name: row for name, row in rows.items() if any(_begins(words, known) for known in row.words)}
    name = min(named, key=lambda one: named[one].friction, default=DRY)
    return name, rows[name], bool(named)


def misspelt_surface(floor: str | None) -> tuple[str, str] | None:
    """A word for a floor that is a slip of one that has a grip, and that one; None where there is no such word."""
    known = [one for row in DRIVING.read().grip.values() for one in row.words if " " not in one]
    for word in _words_of(floor).split():
        if len(word) < _LONG_ENOUGH or word in _OTHER_FLOORS or any(_begins(word, one) for one in known):
            continue
        near = nearest_word(word, [one for one in known if one[:1] == word[:1]])
        spelt = [(word, near or ""), (word.replace("ph", "f"), (near or "").replace("ph", "f"))]
        if near is not None and any(is_misspelt(*two) for two in spelt):
            return word, near
    return None


def _words_of(floor: str | None) -> str:
    return " ".join(re.findall(r"\w+", (floor or "").casefold()))


def _begins(words: str, known: str) -> bool:
    """Whether any of the words begins with a known one: gravelly, streets; not the ice of an office."""
    return f" {known}" in f" {words}"
