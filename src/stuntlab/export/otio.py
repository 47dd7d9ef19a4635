"""OpenTimelineIO from a cut: one timeline, a track for each camera, markers at contact and at every hold."""

from __future__ import annotations

from importlib import import_module
from typing import Any
from urllib.parse import quote

from stuntlab.errors import UserError, in_one_line
from stuntlab.export.cut import HOLD, Cut, CutClip, CutMarker
from stuntlab.suggestions import suggest_extra

BEGINS_S = 3600.0
"""One hour: where a timeline begins by custom (R-h)."""


def otio(cut: Cut) -> bytes:
    """The cut as one .otio file.

    Raises: UserError without the extra.
    """
    try:
        library = import_module("opentimelineio")
    except ImportError:
        raise UserError(f".otio needs an extra: {suggest_extra('edit')}") from None
    schema, time = library.schema, library.opentime
    timeline = schema.Timeline(
        _line(cut.title), global_start_time=time.RationalTime(BEGINS_S * cut.rate_hz, cut.rate_hz)
    )
    timeline.metadata["stuntlab"] = {
        "plan": _line(cut.plan), "plan_hash": cut.plan_hash, "scene": _line(cut.scene), "verdict": cut.verdict
    }  # fmt: skip
    for camera, clips in cut.tracks.items():
        track = schema.Track(_line(camera), kind=schema.TrackKind.Video)
        track.extend([_clip(library, cut, camera, clip) for clip in clips])
        timeline.tracks.append(track)
    return f"{library.adapters.write_to_string(timeline, 'otio_json')}\n".encode()


def _clip(library: Any, cut: Cut, camera: str, clip: CutClip) -> Any:
    schema = library.schema
    whole = _range(library, 0, clip.frames, cut.rate_hz)
    if not clip.file:
        return schema.Gap(name=_line(clip.name), source_range=whole)
    media = schema.ExternalReference(target_url=quote(_line(clip.file)), available_range=whole)
    made = schema.Clip(name=_line(clip.name), media_reference=media, source_range=whole)
    made.metadata["stuntlab"] = {
        "plan": _line(cut.plan), "camera": _line(camera), "lens_mm": clip.lens_mm, "verdict": cut.verdict
    }  # fmt: skip
    made.markers.extend([_marker(library, cut, marker) for marker in clip.markers])
    return made


def _marker(library: Any, cut: Cut, marker: CutMarker) -> Any:
    colours = library.schema.MarkerColor
    made = library.schema.Marker(
        name=_line(marker.name),
        marked_range=_range(library, marker.frame, 1, cut.rate_hz),
        color=colours.RED if marker.kind == HOLD else colours.GREEN,
    )
    made.metadata["stuntlab"] = {"kind": marker.kind, "note": _line(marker.note)}
    return made


def _range(library: Any, begins: int, frames: int, rate_hz: float) -> Any:
    time = library.opentime
    return time.TimeRange(time.RationalTime(begins, rate_hz), time.RationalTime(frames, rate_hz))


def _line(text: str) -> str:
    """Words in one line, as every encoding can hold them."""
    return " ".join(in_one_line(text).encode("utf-8", "replace").decode().split())
