"""Onset of pain and of minor injury in contact with another: ISO/TS 15066 Annex A."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from stuntlab.datasets import Floats
from stuntlab.errors import CriterionError, SignalError
from stuntlab.nearest import did_you_mean
from stuntlab.sampling import numbers
from stuntlab.tables import Sourced, Table, ValueAt


@dataclass(frozen=True, slots=True)
class ContactLimit:
    """Limits of contact at one of the 29 sites.

    force_n: onset of minor injury of the region; pressure_n_cm2: onset of pain at the site, mean over the patch.
    Both 0 where no transient contact is permitted (skull, forehead, face). mass_kg, stiffness_n_m: of the region.
    """

    site: str
    region: str
    force_n: float
    pressure_n_cm2: float
    mass_kg: float
    stiffness_n_m: float
    transient: bool
    force_tag: str
    pressure_tag: str


@dataclass(frozen=True)
class TransientFactor(Sourced):
    """How many times the quasi-static limit a contact up to some length may reach."""

    factor: float
    longest_s: float


@dataclass(frozen=True)
class ContactRegion:
    """A region of `contact.toml`: force in N, mass in kg, stiffness in N/mm."""

    force: float
    force_tag: str
    mass: float
    stiffness: float
    transient: bool = True


@dataclass(frozen=True)
class ContactSite:
    """A site of `contact.toml`: its region, and pressure in N/cm²."""

    region: str
    pressure: float
    tag: str


@dataclass(frozen=True)
class ContactTable:
    """`contact.toml`, which explains it."""

    transient: TransientFactor
    region: dict[str, ContactRegion]
    site: dict[str, ContactSite]

    def __post_init__(self) -> None:
        for name, site in self.site.items():
            if site.region not in self.region:
                raise ValueAt(("site", name, "region"), f'there is no region "{site.region}"')


CONTACT = Table("stuntlab.injury", "contact.toml", ContactTable)


def contact_sites() -> tuple[str, ...]:
    """The 29 sites of the specification."""
    return tuple(CONTACT.read().site)


def contact_limit(site: str, *, transient: bool = True) -> ContactLimit:
    """Limits at a site, for a touch shorter than 0.5 s or, with `transient=False`, for pressing.

    Equation: transient limits are twice the quasi-static ones; 0 on skull, forehead and face.

    Raises: CriterionError for a site that is not in the table; it names the nearest.

    Source: ISO/TS 15066 Annex A. Force of trunk, arm and hand V-S, the rest and all pressures R-h.
    Valid for: adults, rehearsal-level contact ("no pain"). Never a tolerance for stunt impacts.
    """
    table = CONTACT.read()
    if site not in table.site:
        known = ", ".join(table.site)
        raise CriterionError(f'"{site}" is no contact site{did_you_mean(site, table.site)}; there are {known}')
    row = table.site[site]
    region = table.region[row.region]
    factor = 1.0 if not transient else table.transient.factor * region.transient
    return ContactLimit(
        site=site,
        region=row.region,
        force_n=factor * region.force,
        pressure_n_cm2=factor * row.pressure,
        mass_kg=region.mass,
        stiffness_n_m=1000.0 * region.stiffness,
        transient=transient,
        force_tag=region.force_tag,
        pressure_tag=row.tag,
    )


def permissible_speed(site: str, *, striker_mass_kg: ArrayLike, transient: bool = True) -> Floats:
    """Closing speed at which the contact force reaches its limit, [...], m/s; 0 where no contact is permitted.

    striker_mass_kg: [...], effective mass of what strikes, kg (a robot: half its moving mass and its payload).

    Equation: v = F/√(μ·k), 1/μ = 1/m_region + 1/m_striker.

    Raises: SignalError for a mass that is not positive; CriterionError for an unknown site.

    Source: ISO/TS 15066 Annex A (V-S).
    Valid for: a touch: a free body region and a hard surface without edges. Kicks are faster, at 5 to 18 m/s.
    """
    mass = numbers(striker_mass_kg, name="striker mass")
    if (mass <= 0).any():
        raise SignalError(f"the striker's mass must be above 0, given {mass.min():g} kg")
    limit = contact_limit(site, transient=transient)
    reduced = 1 / (1 / limit.mass_kg + 1 / mass)
    return np.asarray(limit.force_n / np.sqrt(reduced * limit.stiffness_n_m))
