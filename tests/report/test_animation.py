"""Animations: what was drawn is shown, each frame as long as it says, with all its words."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image as Picture
from PIL import ImageFont

from stuntlab.errors import UserError
from stuntlab.report.animation import AnimationFrame, Panel, page, write_animation
from stuntlab.report.caption import break_line

LINES = ("a take", "one line that is a good deal longer than the picture above it is wide, so that it has to be broken")


def frame(place: int, shown_s: float) -> AnimationFrame:
    image = np.full((80, 120, 3), (90, 120, 160), dtype=np.uint8)
    image[40:50, place : place + 10] = (230, 30, 20)
    return AnimationFrame((Panel("title", image, (("bag", 60.0, 70.0),)), Panel("close", image)), LINES, shown_s)


def test_frames_last_as_long_as_they_say_and_show_what_was_drawn(tmp_path: Path) -> None:
    frames = [frame(place, shown_s) for place, shown_s in ((20, 0.06), (40, 0.06), (60, 1.5))]
    write_animation(frames, tmp_path / "a.gif")
    with Picture.open(tmp_path / "a.gif") as shown:
        assert shown.n_frames == 3
        for number, one in enumerate(frames):
            shown.seek(number)
            assert shown.info["duration"] == pytest.approx(1000 * one.shown_s)
            apart = np.asarray(shown.convert("RGB")).astype(int) - np.asarray(page(one)).astype(int)
            assert np.abs(apart).mean() < 2
    assert (tmp_path / "a.gif").stat().st_size < 30_000


def test_what_is_small_and_bright_keeps_its_colour(tmp_path: Path) -> None:
    """Yellow pads on a wide brown floor of many shades."""
    shades = np.random.default_rng(0).integers(-25, 25, (400, 600, 1))
    image = np.clip(np.array([165, 120, 80]) + shades, 0, 255).astype(np.uint8)
    image[200:204, 300:304] = (235, 190, 60)
    write_animation([AnimationFrame((Panel("", image),), (), 0.1)], tmp_path / "a.gif")
    with Picture.open(tmp_path / "a.gif") as shown:
        found = np.asarray(shown.convert("RGB"))[8 + 201, 8 + 301].astype(int)
    assert np.abs(found - [235, 190, 60]).max() < 16


def test_long_lines_are_broken_and_no_word_is_lost() -> None:
    narrow, wide = page(frame(0, 0.1)), page(AnimationFrame(frame(0, 0.1).panels, LINES[:1], 0.1))
    assert narrow.width == wide.width
    assert narrow.height > wide.height + 40
    letters = ImageFont.load_default(size=14)
    assert letters.getlength(LINES[1]) > narrow.width
    ink = np.asarray(narrow).min(axis=2)[80 + 24 :] < 100
    assert not ink[:, -4:].any()


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="cannot be written"):
        write_animation([frame(0, 0.1)], tmp_path / "no" / "a.gif")


def test_a_caption_has_only_letters_that_can_be_drawn() -> None:
    lines = break_line("camera A, 135 mm lens, a gust of 8 m/s", ImageFont.load_default(size=20), 150)
    assert "135 mm" in " ".join(lines)
    assert all(letter.isascii() for line in lines for letter in line), "glue between number and unit is taken out again"


def test_no_text_is_cut_off_where_a_later_frame_has_more_of_it(tmp_path: Path) -> None:
    first = frame(20, 0.1)
    last = AnimationFrame(first.panels, (*LINES, "and one more line where it ends"), 0.1)
    write_animation([first, last], tmp_path / "a.gif")
    with Picture.open(tmp_path / "a.gif") as shown:
        assert shown.size == page(last).size
