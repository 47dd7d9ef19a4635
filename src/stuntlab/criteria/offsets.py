"""Channels that are not at rest before the blow: an offset that nobody took off goes into every criterion."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from stuntlab.datasets import Channel

# Turning and loads may be there before a blow; these have a rest (J).
_HAVE_A_REST = frozenset({"acceleration", "displacement"})
# A record begins before its blow with so much of its length, or so many samples at least; a level there of so large a
# share of the peak is told if it is so steady (J).
_BEFORE, _FEWEST = 0.02, 10
_TOLD, _MOST = 0.05, 0.5
_STEADY = 0.25


def tell_offsets(channels: Iterable[Channel]) -> Iterator[str]:
    """What to say about channels that begin steadily away from zero."""
    for channel in channels:
        first = channel.values[: max(_FEWEST, int(_BEFORE * channel.values.size))]
        level, peak = float(np.median(first)), float(np.abs(channel.values).max())
        is_told = _TOLD * peak < abs(level) < _MOST * peak
        if channel.quantity in _HAVE_A_REST and is_told and float(np.ptp(first)) < _STEADY * abs(level):
            yield (
                f"'{channel.name}' stands at {100 * abs(level) / peak:.2g} % of its peak before the blow: gravity, or "
                "an offset to be taken off first"
            )
