"""What a vehicle weighs without anybody in it or on it."""

from __future__ import annotations

from stuntlab.driving import DRIVING
from stuntlab.plan.gear.car import Car


def empty_kg(vehicle: Car) -> float:
    """Without whoever is on it or in it, kg: a usual one of its sort where the plan is silent."""
    return vehicle.mass.value if vehicle.mass else DRIVING.read().vehicle[vehicle.body].mass_kg
