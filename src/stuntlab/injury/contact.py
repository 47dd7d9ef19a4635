"""Onset of pain and of minor injury in contact with another: ISO/TS 15066 Annex A."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from stuntlab.datasets import Floats
from stuntlab.errors import CriterionError, SignalError
from stuntlab.injury.tables import read_table
from stuntlab.nearest import did_you_mean
from stuntlab.sampling import numbers


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


def contact_sites() -> tuple[str, ...]:
    """The 29 sites of the specification."""
    return tuple(read_table("contact.toml")["site"])


def contact_limit(site: str, *, transient: bool = True) -> ContactLimit:
    """Limits at a site, for a touch shorter than 0.5 s or, with `transient=False`, for pressing.

    Equation: transient limits are twice the quasi-static ones; 0 on skull, forehead and face.

    Raises: CriterionError for a site that is not in the table; it names the nearest.

    Source: ISO/TS 15066 Annex A. Force of trunk, arm and hand V-S, the rest and all pressures R-h.
    Valid for: adults, rehearsal-level contact ("no pain"). Never a tolerance for stunt impacts.
    """
    table = read_table("contact.toml")
    if site not in table["site"]:
        known = ", ".join(table["site"])
        raise CriterionError(f'"{site}" is no contact site{did_you_mean(site, table["site"])}; there are {known}')
    row = table["site"][site]
    region = table["region"][row["region"]]
    factor = 1.0 if not transient else table["transient"]["factor"] * region.get("transient", True)
    return ContactLimit(
        site=site,
        region=row["region"],
        force_n=factor * region["force"],
        pressure_n_cm2=factor * row["pressure"],
        mass_kg=region["mass"],
        stiffness_n_m=1000.0 * region["stiffness"],
        transient=transient,
        force_tag=region["force_tag"],
        pressure_tag=row["tag"],
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
