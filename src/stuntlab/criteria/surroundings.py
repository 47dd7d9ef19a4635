"""What heat and sound do: burns of bare skin, bangs at the ear."""

from __future__ import annotations

from stuntlab.criteria.criterion import Criterion, Given, Reading, source_of
from stuntlab.criteria.signals import Need
from stuntlab.injury import burn, peak_noise_level


def _burn(given: Given) -> Reading:
    return Reading(float(burn(given.time_s, given["q"]).epidermis), note="1 is a second-degree burn of bare skin")


def _peak_noise(given: Given) -> Reading:
    # Silence is minus infinity; 0 dB, the threshold of hearing, says the same and can be drawn.
    return Reading(max(float(peak_noise_level(given.time_s, given["p"])), 0.0))


SURROUNDINGS = (
    Criterion("skin_burn", "Burn damage Ω", "1", {"q": Need("skin", "heat flux", "", None)}, _burn, source_of(burn)),
    Criterion(
        "noise_peak",
        "Peak noise",
        "dB",
        {"p": Need("ear", "pressure", "", None)},
        _peak_noise,
        source_of(peak_noise_level),
    ),
)
