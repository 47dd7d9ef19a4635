"""The depth of a trunk that a deflection is measured against."""

from __future__ import annotations

from stuntlab.errors import SignalError


def positive_depth(depth_m: float) -> float:
    """The depth, m. Raises: SignalError for one that no chest or belly has; a depth in mm is the usual reason."""
    if not 0.02 <= depth_m <= 1:
        raise SignalError(f"the depth of a trunk lies between 0.02 and 1 m, given {depth_m:g} m")
    return depth_m
