"""Does it sell? Lens, gap and angle: what a camera sees of a strike that stops short. Arrays in, arrays out."""

from stuntlab.camera.daylight import Bodies, Section, Sightline, daylight_m, is_masked
from stuntlab.camera.lens import (
    blur_m,
    distance_for_width_m,
    size_ratio,
    travel_per_frame_m,
    view_angle_rad,
    width_seen_m,
)
from stuntlab.camera.noticed import Noticed
from stuntlab.camera.overlap import overlaps, uncovered_width_m, widest_angle_rad
from stuntlab.camera.sell import StrikeShot, frames_of_dwell, giveaway_m, hides, on_screen

__all__ = [
    "Bodies",
    "Noticed",
    "Section",
    "Sightline",
    "StrikeShot",
    "blur_m",
    "daylight_m",
    "distance_for_width_m",
    "frames_of_dwell",
    "giveaway_m",
    "hides",
    "is_masked",
    "on_screen",
    "overlaps",
    "size_ratio",
    "travel_per_frame_m",
    "uncovered_width_m",
    "view_angle_rad",
    "widest_angle_rad",
    "width_seen_m",
]
