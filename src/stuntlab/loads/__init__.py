"""From recorded or simulated signals to filtered signals and peaks. Arrays in, arrays out; needs no simulator.

Every function takes a clock `[time]` in seconds and signals `[..., time]`, and returns `[...]` or `[..., time]`.
"""

from stuntlab.loads.catalogue import LoadKind, Method, catalogue
from stuntlab.loads.cfc import cfc, cfc_coefficients
from stuntlab.loads.clip import Clip, clip_3ms
from stuntlab.loads.derivative import derivative
from stuntlab.loads.duration import DurationShare, duration_curve, duration_share
from stuntlab.loads.resample import Resampled, resample
from stuntlab.loads.resultant import resultant

__all__ = [
    "Clip",
    "DurationShare",
    "LoadKind",
    "Method",
    "Resampled",
    "catalogue",
    "cfc",
    "cfc_coefficients",
    "clip_3ms",
    "derivative",
    "duration_curve",
    "duration_share",
    "resample",
    "resultant",
]
