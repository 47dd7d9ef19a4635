"""The face that people on lines climb or swing along: cliff or façade, its rim, the window, what lines hang from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from stuntlab.datasets.rigging import FaceSet
from stuntlab.figures.surfaces import PaintedSurface, plain, surface
from stuntlab.gags import gags_of
from stuntlab.gags.roles import HangsOnLines
from stuntlab.plan import Plan
from stuntlab.previs.stage_set.blocks import beam, box
from stuntlab.previs.stage_set.piece import SetPiece
from stuntlab.report.still import Painted

_DEEP_M, _ROOM_M, _TOP_M = 4.0, 2.5, 0.02
_FRAME_M, _PAD_M = 0.08, 0.16
_BACK_M, _ARM_M = 1.6, 0.10
_STEEL, _DARK = plain("steel", (0.30, 0.31, 0.33)), plain("dark", (0.08, 0.08, 0.09))
_PAD = plain("pad", (0.86, 0.65, 0.10))


def faces_of(plan: Plan) -> tuple[FaceSet, ...]:
    """What the gags on lines of a plan happen at."""
    return tuple(gag.face for gag in gags_of(plan) if isinstance(gag, HangsOnLines))


def face_pieces(plan: Plan, faces: Sequence[FaceSet]) -> Iterator[SetPiece]:
    """One face for all of them, as high as the highest rim, and the arm that each pair of lines hangs from."""
    rim, reach = max(face.rim_m for face in faces), max(face.reaches_m for face in faces)
    made_of = surface(plan.place.wall, otherwise="rock")
    windows = [face.opening for face in faces if face.opening is not None]
    yield SetPiece("wall", tuple(_wall(rim, reach, made_of, windows[0] if windows else None)), wild=True)
    if windows:
        padded = any(getattr(action, "padded", False) for action in plan.action)
        yield SetPiece("window", tuple(_frame(windows[0], _PAD if padded else _STEEL, _PAD_M if padded else _FRAME_M)))
    arms = dict.fromkeys(line.from_m for face in faces for line in face.lines)
    for number, (x, y, z) in enumerate(arms, start=1):
        yield SetPiece(f"arm {number}", tuple(_arm(x, y, z, rim)))


def _wall(rim: float, reach: float, made_of: PaintedSurface, opening: tuple[float, ...] | None) -> Iterator[Painted]:
    """A slab with a top, and a hole with a dark room behind it where there is a window."""
    top = surface("asphalt")
    yield box((-_DEEP_M, -reach, rim), (0.0, reach, rim + _TOP_M), top)
    if opening is None:
        yield box((-_DEEP_M, -reach, 0.0), (0.0, reach, rim), made_of)
        return
    across, up, wide, high = opening
    left, right, low, upper = across - wide / 2, across + wide / 2, up - high / 2, up + high / 2
    parts = ((-reach, left, 0.0, rim), (right, reach, 0.0, rim), (left, right, 0.0, low), (left, right, upper, rim))
    for y_low, y_high, z_low, z_high in parts:
        part = box((-_DEEP_M, y_low, z_low), (0.0, y_high, z_high), made_of)
        on = np.array([y_low + reach, rim - z_high]) / made_of.shows_m
        yield replace(part, paint=part.paint + on)  # the pattern goes on from part to part
    yield box((-_DEEP_M, left, low), (-_ROOM_M, right, upper), _DARK)


def _frame(opening: tuple[float, ...], made_of: PaintedSurface, thick: float) -> Iterator[Painted]:
    """Round a window, on the face."""
    across, up, wide, high = opening
    left, right, low, upper = across - wide / 2, across + wide / 2, up - high / 2, up + high / 2
    out = thick / 2
    yield box((-0.3, left - thick, low - thick), (out, left, upper + thick), made_of)
    yield box((-0.3, right, low - thick), (out, right + thick, upper + thick), made_of)
    yield box((-0.3, left, low - thick), (out, right, low), made_of)
    yield box((-0.3, left, upper), (out, right, upper + thick), made_of)


def _arm(x: float, y: float, z: float, rim: float) -> Iterator[Painted]:
    """A beam over the rim, with a foot on it; below the rim, what is fixed in the face."""
    thick = (_ARM_M, _ARM_M)
    if z < rim:
        yield beam((-0.05, y, z), (x, y, z), (0.03, 0.03), _STEEL)
        return
    yield beam((-_BACK_M, y, z + _ARM_M / 2), (x + 0.1, y, z + _ARM_M / 2), thick, _STEEL)
    for back in (-_BACK_M, -0.2):
        yield beam((back, y, rim), (back, y, z + _ARM_M / 2), thick, _STEEL)
