"""Names written into a picture over whom they name, light in a dark outline so that they are read on any ground."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image as Picture
from PIL import ImageDraw, ImageFont

from stuntlab.report.film import NameTag

Image = NDArray[np.uint8]
INK, LIGHT = (25, 25, 25), (250, 250, 248)
_OF_WIDTH, _LEAST_PX = 1 / 36, 18
_GAP_PX, _OVER_PX = 3, 7


def tag_picture(image: Image, tags: Sequence[NameTag]) -> Image:
    """A picture, [row, column, 3], with its names."""
    if not tags:
        return image
    picture = Picture.fromarray(image)
    write_tags(picture, tags)
    return np.asarray(picture, dtype=np.uint8)


def write_tags(picture: Picture.Image, tags: Sequence[NameTag], *, top_px: int = 0) -> None:
    """Write names over their places, each above those it would cover. top_px: what is kept free at the top.

    A name that would have to leave the picture is left out.
    """
    size = max(round(picture.width * _OF_WIDTH), _LEAST_PX)
    draw, letters = ImageDraw.Draw(picture), ImageFont.load_default(size=size)
    taken: list[tuple[float, float, float]] = []
    highest = float(top_px + size + _GAP_PX)
    for words, column, row in tags:
        half = letters.getlength(words) / 2
        x = float(np.clip(column, half + _GAP_PX, max(picture.width - half - _GAP_PX, half + _GAP_PX)))
        y = max(row - _OVER_PX, highest)
        y = _free_row(x, y, half, taken, size)
        if y < highest:
            continue
        taken.append((x, y, half))
        draw.text((x, y), words, fill=LIGHT, stroke_width=2, stroke_fill=INK, font=letters, anchor="mb")


def _free_row(x: float, y: float, half: float, taken: Sequence[tuple[float, float, float]], size: int) -> float:
    """The lowest row from y upwards where a name covers no other."""
    while any(abs(x - other) < half + wide + 4 and abs(y - high) < size + 2 for other, high, wide in taken):
        y -= size + _GAP_PX
    return y
