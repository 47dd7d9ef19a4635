"""The numbers of vehicles, typed."""

from __future__ import annotations

from dataclasses import dataclass

from stuntlab.tables import Sourced, Table


@dataclass(frozen=True)
class RoadGrip(Sourced):
    """What a surface bears: friction in any direction, and the deceleration of a full stop, m/s²."""

    words: tuple[str, ...]
    friction: float
    brakes_m_s2: float


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
    """Seconds until somebody acts, and how fast they get away."""

    expected_s: float
    surprised_s: float
    back_m_s: float
    turns_s: float
    runs_m_s: float


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
    """A vehicle in reverse: its spread by that of one driven forwards, how much later it brakes, s, its speed, m/s."""

    wanders: float
    later_s: float
    fastest_m_s: float


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


def find_grip(floor: str | None) -> tuple[str, RoadGrip, bool]:
    """The surface that the words for a floor name, its grip, and whether they name one; else dry asphalt."""
    said = (floor or "").casefold()
    rows = DRIVING.read().grip
    for name, row in rows.items():
        if any(word in said for word in row.words):
            return name, row, True
    return DRY, rows[DRY], False
