"""The machine of a pull, from what a plan says of it, and what of it the plan leaves out."""

from __future__ import annotations

from dataclasses import dataclass
from math import hypot

from stuntlab.constants import GRAVITY_M_S2
from stuntlab.gags.pull.numbers import PULL_NUMBERS
from stuntlab.gear.machines import LineDrive, by_duration, mass_on_line, ratchet
from stuntlab.plan.actions.pull import Pull as PullWords
from stuntlab.plan.gear.ratchet import Ratchet
from stuntlab.units import Quantity

_LITRE_M3 = 1e-3
_GUESSED_G = 1.5
"""Of a machine that nobody knows: the middle of the trade's (12 to 20 ft in under 1 s)."""


@dataclass(frozen=True, slots=True)
class KnownDrive:
    """What drives a pull.

    sd: of its force, as a share. how: in words. of_one: whether the force is that on one of those it was set for, and
    not all that the machine has. unknown: what the plan would have to say.
    """

    drive: LineDrive
    sd: float
    how: str
    of_one: bool = False
    unknown: tuple[str, ...] = ()


def drive_of(machine: Ratchet, pull: PullWords, mass_kg: float) -> KnownDrive:
    """By what it did with a dummy where that was measured, else by its parts, else not known."""
    numbers, travel_m = PULL_NUMBERS.read().setting, pull.travel.value
    pressed = machine.pressure or machine.drive_mass
    share = numbers.pressure_share if machine.pressure else numbers.drive_share
    setting_sd = share if pressed is None or not pressed.sd else pressed.sd / pressed.value
    if pull.duration is not None and not machine.drive_mass:
        tried_kg = (machine.dummy_mass or machine.set_for_mass or _kg(mass_kg)).value
        drive = by_duration(pull.duration.value, travel_m=travel_m, mass_kg=tried_kg)
        timed = 2 * pull.duration.sd / pull.duration.value
        how = f"from {pull.travel.text} in {pull.duration.text} with {tried_kg:.3g} kg"
        return KnownDrive(drive, hypot(setting_sd, timed), how, of_one=True)
    if machine.drive_mass is not None and machine.gearing is not None:
        drive = mass_on_line(machine.drive_mass.value, gearing=machine.gearing.value)
        return KnownDrive(drive, setting_sd, f"from {machine.drive_mass.text} geared {machine.gearing.text} times")
    if machine.pressure and machine.bore and machine.gearing and machine.reservoir_litres:
        drive = ratchet(
            machine.pressure.value,
            bore_m=machine.bore.value,
            gearing=machine.gearing.value,
            reservoir_m3=machine.reservoir_litres * _LITRE_M3,
        )
        return KnownDrive(drive, setting_sd, f"from {machine.pressure.text} on a bore of {machine.bore.text}")
    guessed_s = (2 * travel_m / (_GUESSED_G * GRAVITY_M_S2)) ** 0.5 + 0.1
    return KnownDrive(
        by_duration(guessed_s, travel_m=travel_m, mass_kg=mass_kg), 0.3, "not known", True, _missing(machine)
    )


def _kg(value: float) -> Quantity:
    return Quantity(value, 0.0, f"{value:.3g} kg")


def _missing(machine: Ratchet) -> tuple[str, ...]:
    """What a plan would have to say of this machine."""
    if machine.drive_mass is not None:
        return ("gearing of the ratchet",)
    lacks = [name for name in ("pressure", "bore", "gearing", "reservoir_litres") if getattr(machine, name) is None]
    return (f"{', '.join(lacks)} of the ratchet, or how long the travel took with a dummy (duration)",)
