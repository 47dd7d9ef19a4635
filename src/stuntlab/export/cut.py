"""A cut: the clips of a scene, a track for each camera, and the moments to know, for editing programs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

CONTACT, HOLD = "contact", "hold"


@dataclass(frozen=True, slots=True)
class CutMarker:
    """A moment to know. frame: of its clip, from 0. kind: "contact" or "hold". note: in words."""

    frame: int
    kind: str
    name: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class CutClip:
    """One take from one camera. file: of its film, as it is beside the cut; "" where the camera sees nothing of it."""

    name: str
    file: str
    frames: int
    lens_mm: float | None = None
    markers: tuple[CutMarker, ...] = ()


@dataclass(frozen=True, slots=True)
class Cut:
    """The clips of a plan. tracks: camera -> its clips in order; the tracks are as long as each other.

    plan: its file. verdict: where the plan stands, in words.
    """

    title: str
    plan: str
    plan_hash: str
    scene: str
    verdict: str
    rate_hz: float
    tracks: Mapping[str, tuple[CutClip, ...]]
