"""Pictures packed into scene files."""

from __future__ import annotations

import importlib
from io import BytesIO

import numpy as np
from numpy.typing import NDArray

_SAMPLED_PX = 16
_GRAINY = 0.015  # share of sampled pixels of a colour of their own, from which PNG is the larger (J)


def encode_picture(image: NDArray[np.uint8]) -> tuple[str, bytes]:
    """The kind ("png" or "jpeg") and bytes of a picture, [row, column, 3]: JPEG where grain makes PNG large.

    It takes Pillow, which a format with pictures names among its needs.
    """
    sample = image[::_SAMPLED_PX, ::_SAMPLED_PX].reshape(-1, 3)
    kind = "jpeg" if len(np.unique(sample, axis=0)) > _GRAINY * len(sample) else "png"
    raw = BytesIO()
    importlib.import_module("PIL.Image").fromarray(image).save(raw, format=kind, quality=88)
    return kind, raw.getvalue()
