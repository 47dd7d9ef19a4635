"""EDL in the form of CMX 3600 from one track of a cut. An EDL has one track of pictures: a file for each camera.

Written here: the form has a dozen lines, and the adapter of OpenTimelineIO for it is a package of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import isclose

from stuntlab.errors import in_one_line
from stuntlab.export.cut import HOLD, Cut, CutClip

_FIRST_HOUR_S = 3600
_LONGEST_NAME = 60
_MOST_EVENTS = 999


def edl(cut: Cut, camera: str) -> bytes:
    """One track of the cut as an EDL."""
    lines = [f"TITLE: {_plain(f'{cut.title} {camera}')[:_LONGEST_NAME]}", "FCM: NON-DROP FRAME", ""]
    at = 0
    number = 0
    for clip in cut.tracks[camera]:
        if clip.file and number < _MOST_EVENTS:
            number += 1
            lines += _event(cut, clip, number, at)
        at += clip.frames
    return ("\r\n".join(lines) + "\r\n").encode("ascii")


def _event(cut: Cut, clip: CutClip, number: int, at: int) -> Iterator[str]:
    begins = round(_FIRST_HOUR_S * cut.rate_hz) + at
    spans = (0, clip.frames, begins, begins + clip.frames)
    yield f"{number:03d}  AX       V     C        {' '.join(_timecode(frame, cut.rate_hz) for frame in spans)}"
    yield f"* FROM CLIP NAME: {_plain(clip.name)}"
    yield f"* SOURCE FILE: {_plain(clip.file)}"
    for marker in clip.markers:
        colour = "RED" if marker.kind == HOLD else "GREEN"
        said = " ".join((marker.name, marker.note)).strip()
        yield f"* LOC: {_timecode(begins + marker.frame, cut.rate_hz)} {colour:<7} {_plain(said)}"


def _timecode(frame: int, rate_hz: float) -> str:
    """Hours, minutes, seconds and frames. Raises: ValueError for a rate that is no whole number."""
    rate = round(rate_hz)
    if not isclose(rate, rate_hz):
        raise ValueError(f"an EDL without dropped frames needs a whole number of frames a second, not {rate_hz}")
    seconds, frames = divmod(frame, rate)
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}:{frames:02d}"


def _plain(text: str) -> str:
    """Words in one line of plain letters: an EDL knows no others."""
    return " ".join(in_one_line(text).encode("ascii", "replace").decode().split())
