"""The steps by which the viewer colours a body, by a load as a share of its limit: never in green."""

from __future__ import annotations

from collections.abc import Sequence

_STEPS = ((0.5, "below half of the limit"), (1.0, "up to the limit"), (2.0, "above the limit"))
"""Upper end of each step as a share of the limit (J), and what it is called."""

_ABOVE_ALL = "more than twice the limit"


def step_of(share: float) -> int:
    """Which step a share of a limit is in, from 0; a limit that is just kept is kept."""
    return sum(share > end for end, _ in _STEPS)


def steps_in_words() -> Sequence[str]:
    """What each step is called, from the least."""
    return [*(said for _, said in _STEPS), _ABOVE_ALL]
