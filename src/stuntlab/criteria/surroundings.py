"""What heat and sound do: burns of bare skin, bangs at the ear."""

from __future__ import annotations

from stuntlab.criteria.criterion import Criterion, source_of
from stuntlab.injury import burn, peak_noise_level

SURROUNDINGS = (
    Criterion("skin_burn", "Burn damage Ω", {"x": ("skin", "heat flux", "")}, source_of(burn)),
    Criterion("noise_peak", "Peak noise", {"x": ("ear", "pressure", "")}, source_of(peak_noise_level)),
)
