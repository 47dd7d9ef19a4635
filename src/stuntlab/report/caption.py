"""Words under a picture, burnt into it: a still goes by mail without what was said beside it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image as Picture
from PIL import ImageDraw, ImageFont

from stuntlab.report.line_breaks import GLUE, glue_numbers

Image = NDArray[np.uint8]
Letters = ImageFont.FreeTypeFont | ImageFont.ImageFont

PAPER, INK = (250, 250, 248), (25, 25, 25)
_OF_WIDTH = 1 / 46
"""Height of the letters: 28 px in a still, read on a phone and in grey on A4 (J)."""

_LEAST_PX = 6


def caption_picture(image: Image, lines: Sequence[str]) -> Image:
    """The picture over its caption, [row, column, 3], sides even; long lines are broken."""
    width = image.shape[1]
    size = max(round(width * _OF_WIDTH), _LEAST_PX)
    letters = ImageFont.load_default(size=size)
    broken = [part for line in lines for part in break_line(line, letters, width - 2 * size)]
    strip = (round(1.35 * size) * len(broken) + size) // 2 * 2
    paper = Picture.new("RGB", (width, strip), PAPER)
    draw = ImageDraw.Draw(paper)
    for number, line in enumerate(broken):
        draw.text((size, size // 3 + round(1.35 * size) * number), line, fill=INK, font=letters)
    return np.concatenate([image, np.asarray(paper, dtype=np.uint8)])


def break_line(line: str, letters: Letters, width_px: int) -> list[str]:
    """A line in as many as its width needs."""
    lines = [""]
    words = glue_numbers(" ".join(line.split())).split(" ")
    for word in (word.replace(GLUE, " ") for word in words if word):  # letters of pictures have no sign for it
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and letters.getlength(longer) > width_px:
            lines.append(word)
        else:
            lines[-1] = longer
    return [one.replace(GLUE, " ") for one in lines]
