"""Injury criteria, risk curves and tables, each with its source. Arrays in, arrays out; needs no simulator.

Every criterion takes a clock `[time]` in seconds and signals `[..., time]`, already filtered with the class its
docstring names, and returns `[...]`.
"""

from stuntlab.injury.abdomen import abdomen_force, abdominal_injury_criterion
from stuntlab.injury.chest import chest_severity, chest_severity_at_age, compression
from stuntlab.injury.combine import Bounds, combine, combine_risks
from stuntlab.injury.contact import ContactLimit, contact_limit, contact_sites, permissible_speed
from stuntlab.injury.curve import Curve, CurveError, curve, curves
from stuntlab.injury.hic import HIC, hic, skull_fracture_correlate
from stuntlab.injury.nij import Nij, nij, occipital_moment
from stuntlab.injury.peaks import Peak
from stuntlab.injury.risk import Risk, attributable, risk
from stuntlab.injury.tables import chest, neck
from stuntlab.injury.viscous import viscous_criterion

__all__ = [
    "HIC",
    "Bounds",
    "ContactLimit",
    "Curve",
    "CurveError",
    "Nij",
    "Peak",
    "Risk",
    "abdomen_force",
    "abdominal_injury_criterion",
    "attributable",
    "chest",
    "chest_severity",
    "chest_severity_at_age",
    "combine",
    "combine_risks",
    "compression",
    "contact_limit",
    "contact_sites",
    "curve",
    "curves",
    "hic",
    "neck",
    "nij",
    "occipital_moment",
    "permissible_speed",
    "risk",
    "skull_fracture_correlate",
    "viscous_criterion",
]
