"""The numbers of ramps, free fall and canopies, typed."""

from __future__ import annotations

from dataclasses import dataclass

from stuntlab.tables import Sourced, SourcedEnds, Table


@dataclass(frozen=True)
class Bike(Sourced):
    """A bike without its rider, and where the middle of mass of both lies: ahead of the rear contact and above it, m.

    gyration_m: radius of gyration of both about that middle.
    """

    mass_kg: float
    wheelbase_m: float
    behind_m: float
    above_m: float
    gyration_m: float


@dataclass(frozen=True)
class RearWheel(Sourced):
    """Its moment of inertia."""

    kg_m2: float


@dataclass(frozen=True)
class Grip(SourcedEnds):
    """Friction at the driven wheel at both ends; share: of the weight that it carries."""

    share: float


@dataclass(frozen=True)
class CanopyNumbers(Sourced):
    """How the drag area of an opening canopy grows with time, as a power, and how fast a canopy comes to its trim."""

    area_growth: float
    settles_s: float


@dataclass(frozen=True)
class FlightNumbers:
    """Every number of flights that no plan gives; areas are drag areas (coefficient times area), m²."""

    bike: Bike
    rear_wheel: RearWheel
    grip: Grip
    together_area: SourcedEnds
    bike_area: SourcedEnds
    rider_area: SourcedEnds
    canopy: CanopyNumbers


NUMBERS = Table("stuntlab.flight", "flight.toml", FlightNumbers)
