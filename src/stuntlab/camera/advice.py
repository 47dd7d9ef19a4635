"""What to move when a shot does not sell."""

from __future__ import annotations

from math import degrees, pi

from stuntlab.camera.sell import LARGEST_SIZE_RATIO, StrikeShot
from stuntlab.camera.summary import Reasons
from stuntlab.units.counting import agreeing, counted

_WORTH_SAYING = 0.02  # share of takes
_LEVEL_M = 0.05  # as near as a tripod is set up (J)


def advice(why: Reasons, limit_rad: float, gap_m: float, lens_m: float, shot: StrikeShot) -> str:
    """What gives it away and what would cure that, in one clause; the most frequent reason first.

    limit_rad: from how far off the line of the strike a gap of `gap_m` is covered. shot: where the camera is planned.
    """
    said = [
        (why.gap_shows, _about_the_gap(why, limit_rad, float(shot.angle_rad[0]), float(shot.height_m[0]))),
        (why.sizes_differ, _about_sizes(gap_m, lens_m, float(shot.distance_m[0]))),
        (why.reaction_off, "the reaction is off the blow: rehearse the cue at half speed, watch the monitor"),
    ]
    worth = sorted((row for row in said if row[0] > _WORTH_SAYING), key=lambda row: -row[0])
    return "; ".join(text for _, text in worth) or "several small things add up; rehearse it on the monitor"


def _about_the_gap(why: Reasons, limit_rad: float, angle_rad: float, above_m: float) -> str:
    frames = f"{counted(why.frames, 'frame')} after the blow {agreeing(why.frames, 'shows', 'show')}"
    limit, angle = degrees(limit_rad), degrees(min(angle_rad, pi - angle_rad))
    cure = f"bring it within {limit:.0f} deg of the line of the strike (it is at {angle:.0f}{above(above_m)})"
    if round(angle) <= round(limit):
        cure = f"hold it steadier at {angle:.0f} deg (the limit is {limit:.0f}), or make it smaller"
    return f"{frames} the gap; {cure}, put somebody before it, or cut to the reaction"


def above(above_m: float) -> str:
    """How high a lens is above or below a strike, as a clause; nothing where it is level."""
    level = abs(above_m) < _LEVEL_M
    return "" if level else f", {abs(above_m):.1f} m {'above' if above_m > 0 else 'below'} the strike"


def _about_sizes(gap_m: float, lens_m: float, distance_m: float) -> str:
    needed = gap_m / (LARGEST_SIZE_RATIO - 1)
    lens = 1000 * lens_m * needed / distance_m
    return (
        f"so near, foot or hand looks too large beside the body: go back to {needed:.1f} m "
        f"({lens:.0f} mm for the same picture)"
    )
