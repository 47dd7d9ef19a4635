"""A contact sheet: pictures side by side, each with its caption."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image as Picture
from PIL import ImageDraw, ImageFont

Image = NDArray[np.uint8]

_CAPTION_PX, _MARGIN_PX, _TEXT_PX = 34, 12, 19
_PAPER, _INK = (250, 250, 248), (30, 30, 30)


def contact_sheet(pictures: Sequence[tuple[str, Image]], *, columns: int = 2) -> Image:
    """All pictures, of one size, on one page, [row, column, 3]; the caption stands under each."""
    height, width = pictures[0][1].shape[:2]
    rows = -(-len(pictures) // columns)
    step_x, step_y = width + _MARGIN_PX, height + _CAPTION_PX + _MARGIN_PX
    page = Picture.new("RGB", (columns * step_x + _MARGIN_PX, rows * step_y + _MARGIN_PX), _PAPER)
    draw, letters = ImageDraw.Draw(page), ImageFont.load_default(size=_TEXT_PX)
    for number, (caption, picture) in enumerate(pictures):
        left, top = _MARGIN_PX + number % columns * step_x, _MARGIN_PX + number // columns * step_y
        page.paste(Picture.fromarray(picture), (left, top))
        draw.text((left, top + height + 6), _fit_caption(caption, letters, width), fill=_INK, font=letters)
    return np.asarray(page, dtype=np.uint8)


def _fit_caption(caption: str, letters: ImageFont.FreeTypeFont | ImageFont.ImageFont, width_px: int) -> str:
    """The caption, cut short where it is wider than its picture."""
    while letters.getlength(caption) > width_px and len(caption) > 1:
        caption = caption[:-2].rstrip() + "…"
    return caption
