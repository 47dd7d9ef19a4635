"""How ground is drawn by the seconds there are until something is on it: colours that grey paper still tells apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

BAND_COLOURS = ("#B2182B", "#EF8A62", "#FDDBC7", "#F7F3DC")
"""From the fewest seconds to the most."""


def band_words(bands_s: Sequence[float]) -> Iterator[str]:
    """What each colour says."""
    yield f"there in under {bands_s[0]:g} s"
    for before, after in pairwise(bands_s):
        yield f"in {before:g} to {after:g} s"
    yield f"in {bands_s[-1]:g} s and more"
