"""Pictures packed into scene files."""

from __future__ import annotations

from io import BytesIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image as Picture


def packed(image: NDArray[np.uint8]) -> tuple[str, bytes]:
    """The kind ("png" or "jpeg") and bytes of a picture, [row, column, 3]: PNG, or JPEG where grain makes PNG large."""
    return min((_as(image, kind) for kind in ("png", "jpeg")), key=lambda made: len(made[1]))


def _as(image: NDArray[np.uint8], kind: str) -> tuple[str, bytes]:
    raw = BytesIO()
    Picture.fromarray(image).save(raw, format=kind, quality=88)
    return kind, raw.getvalue()
