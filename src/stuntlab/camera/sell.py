"""Whether a take gives itself away to a camera: by its gap in a frame, by sizes, by a reaction that comes too late.

Source: film.md 2.1: overlap, depth, frames; "when it fails it is angle or timing" (INO, V). Limits marked J below are
judgement.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from stuntlab.camera.daylight import Sightline
from stuntlab.camera.lens import size_ratio, width_seen_m
from stuntlab.camera.overlap import HALF_WIDTH_M, uncovered_width_m
from stuntlab.datasets import Flags, Floats, Integers

SMALLEST_SEEN = 1e-3
"""Share of the picture's width below which nobody sees a gap: two pixels of a 2K picture (J)."""

LARGEST_SIZE_RATIO = 1.10
"""Between 1.20, which is seen, and 1.05, which is not (film.md 2.1); where exactly is judgement (J)."""

_HIDDEN_M = 2e-3
"""Of a gap that may look past the bodies before it: as much as nobody sees in a picture 2 m wide (J)."""

EARLIEST_REACTION, LATEST_REACTION = -1.0, 3.0
"""Frames from the moment of the blow to the start of the reaction (J)."""


@dataclass(frozen=True, slots=True)
class StrikeShot:
    """One camera in its takes.

    x_m, y_m: where it stands in the axes of the strike (`daylight`), [take]. height_m: above the strike, [take].
    looks: the way it looks, [take, axis], any length.
    aside, raised: where the point struck lies in the picture, off its middle to the right and up, tangents, [take].
    shortest_m, longest_m: focal length, [take]; they differ for a zoom. sensor_width_m, picture_height_m: of what the
    lens throws its picture on. frame_rate_hz.
    """

    x_m: Floats
    y_m: Floats
    height_m: Floats
    looks: Floats
    aside: Floats
    raised: Floats
    shortest_m: Floats
    longest_m: Floats
    sensor_width_m: float
    picture_height_m: float
    frame_rate_hz: float

    @property
    def distance_m(self) -> Floats:
        """From the point struck, [take], m."""
        return np.asarray(np.sqrt(self.x_m**2 + self.y_m**2 + self.height_m**2))

    @property
    def angle_rad(self) -> Floats:
        """Between the line of sight and the line of the strike, 0 to π, [take]."""
        return np.asarray(np.arccos(np.clip(self.x_m / self.distance_m, -1, 1)))


def on_screen(shot: StrikeShot, gap_m: Floats, sight: Sightline) -> Floats:
    """How much of the picture's width shows that there is a gap, at the longest lens, [take]; 0 is hidden.

    Nothing is seen of what lies outside the picture of the widest lens.
    """
    open_m = giveaway_m(shot.x_m, shot.y_m, shot.height_m, gap_m, sight)
    width_m = width_seen_m(shot.distance_m, shot.sensor_width_m, shot.longest_m)
    return np.asarray(np.where(in_picture(shot), open_m / width_m, 0.0))


def giveaway_m(x: ArrayLike, y: ArrayLike, z: ArrayLike, gap_m: Floats, sight: Sightline) -> Floats:
    """What shows that there is a gap to a camera at x, y, z, [...], m: light, or more than the rule of overlap covers.

    0 where bodies hide the gap, but for less than anybody sees. That they hide a part of it does not relax the rule.
    """
    visible_m, light_m = sight.seen_m(x, y, z, gap_m)
    open_m = np.maximum(light_m, uncovered_width_m(gap_m, np.arctan2(np.hypot(y, z), x)))
    return np.asarray(np.where((visible_m <= _HIDDEN_M) | (np.asarray(gap_m) <= 0), 0.0, np.maximum(open_m, 0.0)))


def in_picture(shot: StrikeShot) -> Flags:
    """Whether the mark of the strike, as large as a fist, reaches into the picture of the widest lens, [take]."""
    mark = HALF_WIDTH_M / shot.distance_m
    wide, high = (side / (2 * shot.shortest_m) + mark for side in (shot.sensor_width_m, shot.picture_height_m))
    return np.asarray((np.abs(shot.aside) < wide) & (np.abs(shot.raised) < high))


def frames_of_dwell(phase: ArrayLike, dwell_s: float, frame_rate_hz: float) -> Integers:
    """How many frames fall while foot or hand stays where it stops, [...].

    phase: share of a frame that passes before the first one after the blow, 0 to 1.
    """
    return np.maximum(np.ceil(dwell_s * frame_rate_hz - np.asarray(phase, dtype=float)), 0).astype(np.int64)


def depth_ratio(shot: StrikeShot, gap_m: Floats) -> Floats:
    """How much larger the nearer of striking limb and struck body looks than without the gap, [take]."""
    depth_m = np.maximum(gap_m, 0.0) * np.abs(np.cos(shot.angle_rad))
    return np.where(in_picture(shot), size_ratio(shot.distance_m, depth_m), 1.0)


def hides(gap_on_screen: Floats, dwell_frames: Integers, ratio: Floats, reaction_frames: Floats) -> Flags:
    """Whether nothing gives a take away, [...]: no frame shows the gap, and the reaction belongs to the blow."""
    given_away = (gap_on_screen > SMALLEST_SEEN) & (dwell_frames > 0)
    in_time = (reaction_frames >= EARLIEST_REACTION) & (reaction_frames <= LATEST_REACTION)
    return np.asarray(~given_away & (ratio <= LARGEST_SIZE_RATIO) & in_time)
