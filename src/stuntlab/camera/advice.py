"""What to move when a shot does not sell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import degrees, pi

from stuntlab.camera.sell import LARGEST_SIZE_RATIO, StrikeShot
from stuntlab.camera.summary import Reasons
from stuntlab.units.counting import agreeing, counted, join_words

_WORTH_SAYING = 0.02  # share of takes
_LEVEL_M = 0.05  # as near as a tripod is set up (J)


@dataclass(frozen=True, slots=True)
class Watched:
    """What an audience is to see of a strike, in words, and what a camera has instead.

    hit, limb: "victim's abdomen", "the foot". by, to: who strikes whom. only_the_back: the camera sees little but who
    strikes. better: from where the planned take would sell at the same distance, as a clause; "" where no place does.
    """

    hit: str
    limb: str
    by: str
    to: str
    only_the_back: bool
    better: str


def advice(why: Reasons, limit_rad: float, gap_m: float, lens_m: float, shot: StrikeShot, watched: Watched) -> str:
    """What gives it away or is not seen and what would cure that, in one clause; the most frequent reason first.

    limit_rad: from how far off the line of the strike a gap of `gap_m` is covered. shot: where the camera is planned.
    """
    unseen = {
        watched.hit: why.hit_missing,
        watched.limb: why.limb_missing,
        f"{watched.to}'s reaction": why.reaction_missing,
    }
    missing = [what for what, share in unseen.items() if share > _WORTH_SAYING]
    said = [
        (max(unseen.values()), _about_what_is_not_seen(missing, watched)),
        (why.gap_shows, _about_the_gap(why, limit_rad, shot, watched)),
        (why.sizes_differ, _about_sizes(gap_m, lens_m, float(shot.distance_m[0]))),
        (why.reaction_off, "the reaction is off the blow: rehearse the cue at half speed, watch the monitor"),
    ]
    worth = sorted((row for row in said if row[0] > _WORTH_SAYING), key=lambda row: -row[0])
    told = "; ".join(text for _, text in worth) or "several small things add up; rehearse it on the monitor"
    return f"{told}; as planned it would sell {watched.better}" if watched.better else told


def _about_what_is_not_seen(missing: Sequence[str], watched: Watched) -> str:
    unseen = f"the audience does not see {join_words(missing)}"
    return f"the camera sees {watched.by}'s back and little else: {unseen}" if watched.only_the_back else unseen


def _about_the_gap(why: Reasons, limit_rad: float, shot: StrikeShot, watched: Watched) -> str:
    """Within the limit the gap is covered; where a place is known that also shows the strike, that place is told."""
    frames = f"{counted(why.frames, 'frame')} after the blow {agreeing(why.frames, 'shows', 'show')} the gap"
    angle_rad = float(shot.angle_rad[0])
    limit, angle = degrees(limit_rad), degrees(min(angle_rad, pi - angle_rad))
    cure = f"bring it within {limit:.0f} deg of the line of the strike, "
    if round(angle) <= round(limit):
        cure = f"hold it steadier (the limit is {limit:.0f} deg) or make it smaller, "
    elif watched.better:
        cure = ""
    where = f"from {angle:.0f} deg off the line{above(float(shot.height_m[0]))}"
    return f"{frames} {where}; {cure}put somebody before it, or cut to the reaction"


def above(above_m: float) -> str:
    """How high a lens is above or below a strike, as a clause; nothing where it is level."""
    level = abs(above_m) < _LEVEL_M
    return "" if level else f", {abs(above_m):.1f} m {'above' if above_m > 0 else 'below'} the strike"


def _about_sizes(gap_m: float, lens_m: float, distance_m: float) -> str:
    needed = gap_m / (LARGEST_SIZE_RATIO - 1)
    lens = 1000 * lens_m * needed / distance_m
    return (
        f"so near, foot or hand looks too large beside the body: go back to {needed:.1f} m "
        f"({lens:.0f} mm lens for the same picture)"
    )
