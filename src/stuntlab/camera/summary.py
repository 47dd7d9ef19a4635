"""What is to be said of one camera and one strike."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from stuntlab.camera.sell import EARLIEST_REACTION, LARGEST_SIZE_RATIO, LATEST_REACTION, SMALLEST_SEEN
from stuntlab.datasets import Floats, Interval, Sell


@dataclass(frozen=True, slots=True)
class Seen:
    """One strike as one camera has it.

    share: of takes that sell, with its 95 % interval. hides: share of takes in which nothing gives it away; hit_seen,
    limb_seen, reaction_seen: in which the audience sees where it hits, what hits, what comes of it, None where nobody
    knows how it is acted. A take sells that has all four. gap_shows, sizes_differ, reaction_off: shares of takes that
    give it away by each. only_the_back: the camera has the back of who strikes and little else. frames: that show the
    gap where it shows, median. The rest are the plan's own numbers: angle_rad to
    the line of the strike (0 to π), distance_m, above_m the strike, lens_m and zooms_to_m, sensor, frame rate; gap_m,
    size_ratio, travel_m per frame, blur_m, width_m of the picture at the strike, widest_angle_rad from which the gap is
    covered. advice: what to move, "" where it sells.
    """

    camera: str
    gag: str
    by: str
    to: str
    share: Interval
    hides: float
    hit_seen: float | None
    limb_seen: float | None
    reaction_seen: float | None
    only_the_back: bool
    gap_shows: float
    sizes_differ: float
    reaction_off: float
    frames: int
    angle_rad: float
    distance_m: float
    above_m: float
    lens_m: float
    zooms_to_m: float | None
    sensor: str
    frame_rate_hz: float
    gap_m: float
    size_ratio: float
    travel_m: float
    blur_m: float
    width_m: float
    widest_angle_rad: float
    advice: str


@dataclass(frozen=True, slots=True)
class Reasons:
    """Weighted shares of takes that fail for one reason or another, and how many frames show the gap.

    hit_missing, limb_missing, reaction_missing: in which the audience does not see it.
    """

    gap_shows: float
    sizes_differ: float
    reaction_off: float
    hit_missing: float
    limb_missing: float
    reaction_missing: float
    frames: int


def reasons(sell: Sell, column: int, weight: Floats) -> Reasons:
    """Why takes do not sell to one camera. weight: [take], sums to 1."""
    shown = (sell.gap_on_screen[:, column] > SMALLEST_SEEN) & (sell.visible_frames[:, column] > 0)
    reaction = sell.reaction_frames[:, column]
    late = (reaction < EARLIEST_REACTION) | (reaction > LATEST_REACTION)
    return Reasons(
        gap_shows=float(weight @ shown),
        sizes_differ=float(weight @ (sell.size_ratio[:, column] > LARGEST_SIZE_RATIO)),
        reaction_off=float(weight @ late),
        hit_missing=float(weight @ ~sell.hit_seen[:, column]),
        limb_missing=float(weight @ ~sell.limb_seen[:, column]),
        reaction_missing=float(weight @ ~sell.reaction_seen[:, column]),
        frames=int(np.median(sell.visible_frames[shown, column])) if shown.any() else 0,
    )
