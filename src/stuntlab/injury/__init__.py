"""Injury criteria, risk curves and tables, each with its source. Arrays in, arrays out; needs no simulator.

Every criterion takes a clock `[time]` in seconds and signals `[..., time]`, and returns `[...]`. Signals come filtered
with the channel class of the load that is made from them, which `stuntlab.loads.catalogue()` gives with its source.
"""

from stuntlab.injury.abdomen import abdomen_force, abdominal_injury_criterion
from stuntlab.injury.angular import bridging_vein_share, ommaya_share
from stuntlab.injury.axial import peak_compression, peak_magnitude, peak_tension
from stuntlab.injury.blast import chest_wall_velocity, free_air_overpressure
from stuntlab.injury.bric import bric
from stuntlab.injury.burn import Burn, burn, stoll_heat_flux
from stuntlab.injury.chest import chest_severity, chest_severity_at_age, compression
from stuntlab.injury.combine import Bounds, combine, combine_risks
from stuntlab.injury.concussion import concussion_probability
from stuntlab.injury.contact import ContactLimit, contact_limit, contact_sites, permissible_speed
from stuntlab.injury.cti import cti
from stuntlab.injury.curve import Curve, curve, curves
from stuntlab.injury.damage import damage
from stuntlab.injury.dri import dri
from stuntlab.injury.femur import femur_impulse
from stuntlab.injury.foot import FootAnkle, foot_ankle
from stuntlab.injury.hic import HIC, hic, skull_fracture_correlate
from stuntlab.injury.limits import CriterionLimit, limits
from stuntlab.injury.lumbar import LumbarRange, human_lumbar_compression
from stuntlab.injury.nic import nic
from stuntlab.injury.nij import Nij, nij, occipital_moment
from stuntlab.injury.noise import daily_noise_level, peak_noise_level
from stuntlab.injury.peaks import Peak
from stuntlab.injury.projectile import blunt_criterion
from stuntlab.injury.risk import Risk, risk
from stuntlab.injury.severity_index import severity_index
from stuntlab.injury.suspension import SuspensionTime, suspension_harnesses, suspension_time
from stuntlab.injury.tables import Chest, Neck, bodies, chest_of, neck_between, neck_of
from stuntlab.injury.tibia import tibia_index
from stuntlab.injury.tti import dummy_tti, tti
from stuntlab.injury.viscous import viscous_criterion

__all__ = [
    "HIC",
    "Bounds",
    "Burn",
    "Chest",
    "ContactLimit",
    "CriterionLimit",
    "Curve",
    "FootAnkle",
    "LumbarRange",
    "Neck",
    "Nij",
    "Peak",
    "Risk",
    "SuspensionTime",
    "abdomen_force",
    "abdominal_injury_criterion",
    "blunt_criterion",
    "bodies",
    "bric",
    "bridging_vein_share",
    "burn",
    "chest_of",
    "chest_severity",
    "chest_severity_at_age",
    "chest_wall_velocity",
    "combine",
    "combine_risks",
    "compression",
    "concussion_probability",
    "contact_limit",
    "contact_sites",
    "cti",
    "curve",
    "curves",
    "daily_noise_level",
    "damage",
    "dri",
    "dummy_tti",
    "femur_impulse",
    "foot_ankle",
    "free_air_overpressure",
    "hic",
    "human_lumbar_compression",
    "limits",
    "neck_between",
    "neck_of",
    "nic",
    "nij",
    "occipital_moment",
    "ommaya_share",
    "peak_compression",
    "peak_magnitude",
    "peak_noise_level",
    "peak_tension",
    "permissible_speed",
    "risk",
    "severity_index",
    "skull_fracture_correlate",
    "stoll_heat_flux",
    "suspension_harnesses",
    "suspension_time",
    "tibia_index",
    "tti",
    "viscous_criterion",
]
