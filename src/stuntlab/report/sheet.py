"""A contact sheet: pictures in rows of two on pages of the shape of A4, each over its caption.

Two in a row: on A4 each is 10 cm wide, and on a telephone that is held upright its caption can be read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image as Picture
from PIL import ImageDraw, ImageFont

from stuntlab.report.caption import INK, PAPER, break_line

Image = NDArray[np.uint8]

_COLUMNS = 2
_A4 = 297 / 210
_MARGIN, _TEXT, _TITLE = 1 / 60, 1 / 34, 1 / 26
"""Of the width of a picture."""

_LEAST_PX = 6


def contact_sheets(title: Sequence[str], pictures: Sequence[tuple[str, Image]]) -> Iterator[Image]:
    """All pictures, of one size, on pages no higher than A4 is, each [row, column, 3], under a title."""
    height, width = pictures[0][1].shape[:2]
    margin, text, head = (max(round(width * share), _LEAST_PX) for share in (_MARGIN, _TEXT, _TITLE))
    page_width = _COLUMNS * (width + margin) + margin
    letters = ImageFont.load_default(size=head)
    lines = [part for line in title for part in break_line(line, letters, page_width - 2 * margin)]
    top = 2 * margin + round(1.3 * head) * len(lines)
    captions = [break_line(caption, ImageFont.load_default(size=text), width) for caption, _ in pictures]
    step = height + round(1.3 * text) * max(map(len, captions)) + 2 * margin
    rows = max(int((_A4 * page_width - top) / step), 1)
    placed = list(zip(captions, (image for _, image in pictures), strict=True))
    for first in range(0, len(placed), _COLUMNS * rows):
        yield _page(lines, placed[first : first + _COLUMNS * rows], (page_width, top, step, margin, text, head))


def _page(
    title: Sequence[str], pictures: Sequence[tuple[list[str], Image]], sizes: tuple[int, int, int, int, int, int]
) -> Image:
    page_width, top, step, margin, text, head = sizes
    paper = Picture.new("RGB", (page_width, top + step * -(-len(pictures) // _COLUMNS)), PAPER)
    draw = ImageDraw.Draw(paper)
    for number, line in enumerate(title):
        draw.text((margin, margin + round(1.3 * head) * number), line, fill=INK, font=ImageFont.load_default(size=head))
    letters = ImageFont.load_default(size=text)
    for number, (caption, picture) in enumerate(pictures):
        left = margin + number % _COLUMNS * (picture.shape[1] + margin)
        high = top + number // _COLUMNS * step
        paper.paste(Picture.fromarray(picture), (left, high))
        for row, line in enumerate(caption):
            below = high + picture.shape[0] + text // 4 + round(1.3 * text) * row
            draw.text((left, below), line, fill=INK, font=letters)
    return np.asarray(paper, dtype=np.uint8)
