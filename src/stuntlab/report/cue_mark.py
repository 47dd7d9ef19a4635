"""The mark on the frame in which the sound of a blow belongs: a border, seen in a clip and in a contact sheet."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.uint8]

MARK = (255, 176, 0)
_SHARE_OF_HEIGHT = 1 / 60


def mark_cue(image: Image) -> Image:
    """The picture with its border painted, [row, column, 3]."""
    width_px = max(round(image.shape[0] * _SHARE_OF_HEIGHT), 2)
    marked = image.copy()
    inside = (slice(width_px, -width_px), slice(width_px, -width_px))
    marked[:] = MARK
    marked[inside] = image[inside]
    return marked
