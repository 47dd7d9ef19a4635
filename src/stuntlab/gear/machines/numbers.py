"""What stands in the table of machines."""

from __future__ import annotations

from dataclasses import dataclass

from stuntlab.tables import Sourced, Table


@dataclass(frozen=True)
class Gas(Sourced):
    """exponent: of the pressure over the volume."""

    exponent: float


@dataclass(frozen=True)
class Friction(Sourced):
    """share: of the force that does not arrive at the line."""

    share: float


@dataclass(frozen=True)
class Valve(Sourced):
    """How fast a valve opens: the time constant of a first-order rise, s."""

    s: float


@dataclass(frozen=True)
class RatchetMade(Sourced):
    """What moves with the line, kg; its speed alone; line that doubles the volume of the gas, over the travel."""

    moving_kg: float
    runs_m_s: float
    expands: float


@dataclass(frozen=True)
class PulledBody(Sourced):
    """How much a body in a harness gives, and its drag area."""

    drag_area_m2: float
    soft_n_per_m: float
    stiff_n_per_m: float


@dataclass(frozen=True)
class Fan(Sourced):
    """exponent: of the speed over the mass."""

    exponent: float


@dataclass(frozen=True)
class Spine(Sourced):
    """The oscillator of the dynamic response index."""

    natural_rad_s: float
    damping_ratio: float


@dataclass(frozen=True)
class MachineNumbers:
    """`machines.toml`."""

    gas: Gas
    friction: Friction
    valve: Valve
    ratchet: RatchetMade
    body: PulledBody
    fan: Fan
    spine: Spine


MACHINES = Table("stuntlab.gear", "machines/machines.toml", MachineNumbers)
