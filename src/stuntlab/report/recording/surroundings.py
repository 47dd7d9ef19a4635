"""What heat and sound do: burns of bare skin, bangs at the ear."""

from __future__ import annotations

from stuntlab.injury import burn, peak_noise_level
from stuntlab.report.recording.criterion import Criterion, source_of

SURROUNDINGS = (
    Criterion("skin_burn", "Burn damage Ω", {"x": ("skin", "heat flux", "")}, source_of(burn)),
    Criterion("noise_peak", "Peak noise", {"x": ("ear", "pressure", "")}, source_of(peak_noise_level)),
)
