"""An animation: panels side by side over their caption, as GIF.

GIF, because it plays in every browser, mail, text document and telephone without a player, and because each of its
frames says itself how long it is shown, which slow motion needs. One palette for all frames and no dither, so that what
stands still costs nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image as Picture
from PIL import ImageDraw, ImageFont

from stuntlab.errors import UserError
from stuntlab.files import write_whole
from stuntlab.report.caption import break_line
from stuntlab.report.film import NameTag
from stuntlab.report.name_tags import LIGHT, write_tags

Image = NDArray[np.uint8]

_PAPER, _INK = (250, 250, 248), (25, 25, 25)
_MARGIN_PX, _LINE_PX, _TEXT_PX, _NAME_PX = 8, 27, 21, 18
_TITLE_PX = 15
_COLOURS, _STEP = 255, 8
_SAMPLED = 9


@dataclass(frozen=True, slots=True)
class Panel:
    """One picture, [row, column, 3], with its title and what is named in it."""

    title: str
    image: Image
    names: Sequence[NameTag] = ()


@dataclass(frozen=True, slots=True)
class AnimationFrame:
    """Panels of one height, the lines under them, and how long it is shown."""

    panels: Sequence[Panel]
    lines: Sequence[str]
    shown_s: float


def write_animation(frames: Sequence[AnimationFrame], path: Path) -> None:
    """Write frames as a GIF that begins anew when it ends.

    Raises: UserError for a file that cannot be written.
    """
    pages = _at_one_height([page(frame) for frame in frames])
    palette = _palette(pages)
    drawn = [one.quantize(palette=palette, dither=Picture.Dither.NONE) for one in pages]
    content = BytesIO()
    drawn[0].save(
        content,
        format="GIF",
        save_all=True,
        append_images=drawn[1:],
        duration=[10 * round(100 * frame.shown_s) for frame in frames],
        loop=0,
        optimize=False,
        disposal=1,
    )
    try:
        write_whole(path, content.getvalue())
    except OSError as problem:
        raise UserError(f"{path}: the animation cannot be written ({problem.strerror})") from problem


def page(frame: AnimationFrame) -> Picture.Image:
    """One frame as it is shown: panels, and the lines under them broken to their width."""
    height = frame.panels[0].image.shape[0]
    width = sum(panel.image.shape[1] + _MARGIN_PX for panel in frame.panels) + _MARGIN_PX
    letters = ImageFont.load_default(size=_TEXT_PX)
    lines = [part for line in frame.lines for part in break_line(line, letters, width - 2 * _MARGIN_PX)]
    paper = Picture.new("RGB", (width, height + 3 * _MARGIN_PX + _LINE_PX * len(lines)), _PAPER)
    draw, left = ImageDraw.Draw(paper), _MARGIN_PX
    for panel in frame.panels:
        paper.paste(_label_panel(panel), (left, _MARGIN_PX))
        left += panel.image.shape[1] + _MARGIN_PX
    for number, line in enumerate(lines):
        draw.text((_MARGIN_PX, height + 2 * _MARGIN_PX + number * _LINE_PX), line, fill=_INK, font=letters)
    return paper


def _at_one_height(pages: Sequence[Picture.Image]) -> list[Picture.Image]:
    """Pages with room under them for the longest text: a film is as high as its first frame, and cuts the rest off."""
    highest = max(one.height for one in pages)
    papers = [Picture.new("RGB", (one.width, highest), _PAPER) for one in pages]
    for paper, one in zip(papers, pages, strict=True):
        paper.paste(one, (0, 0))
    return papers


def _label_panel(panel: Panel) -> Picture.Image:
    """A panel with its title and its names, light in a dark outline."""
    picture = Picture.fromarray(panel.image)
    letters = ImageFont.load_default(size=_NAME_PX)
    draw = ImageDraw.Draw(picture)
    draw.text((6, 4), panel.title, fill=LIGHT, stroke_width=2, stroke_fill=_INK, font=letters, anchor="la")
    write_tags(picture, panel.names, top_px=_TITLE_PX)
    return picture


def _palette(pages: Sequence[Picture.Image]) -> Picture.Image:
    """Colours for all frames, from some of them spread over the whole.

    A colour counts by the root of its area, so that what is small and bright keeps its own before a wide floor.
    """
    chosen = [pages[int(index)] for index in np.linspace(0, len(pages) - 1, min(_SAMPLED, len(pages)))]
    pixels = np.concatenate([np.asarray(one).reshape(-1, 3) for one in chosen])
    coarse, which, counts = np.unique(pixels // _STEP, axis=0, return_inverse=True, return_counts=True)
    means = np.column_stack([np.bincount(which.ravel(), pixels[:, c], len(coarse)) / counts for c in range(3)])
    shown = np.repeat(np.rint(means).astype(np.uint8), np.ceil(np.sqrt(counts)).astype(int), axis=0)
    return Picture.fromarray(shown[None]).quantize(_COLOURS, method=Picture.Quantize.MEDIANCUT)
