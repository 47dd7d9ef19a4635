"""Does it sell? Every strike of a plan as every camera has it, in the takes that the risk is drawn from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import pi
from typing import Any

import numpy as np

from stuntlab.camera import (
    Sightline,
    StrikeShot,
    blur_m,
    frames_of_dwell,
    hides,
    on_screen,
    travel_per_frame_m,
    widest_angle_rad,
    width_seen_m,
)
from stuntlab.camera.advice import Watched, advice
from stuntlab.camera.sell import LARGEST_SIZE_RATIO, SMALLEST_SEEN, depth_ratio
from stuntlab.camera.summary import Reasons, Seen, reasons
from stuntlab.datasets import Draws, Finding, Flags, Floats, Sell, Severity
from stuntlab.gags.base import Gag
from stuntlab.gags.roles import GAP, SeenStrike
from stuntlab.gags.striking.geometry import StrikeGeometry
from stuntlab.plan import Plan
from stuntlab.plan.cameras import Camera
from stuntlab.shots.audience import Audience, audience_of
from stuntlab.shots.line_of_strike import LineOfStrike, line_of
from stuntlab.shots.placement import (
    frame_rate_hz,
    refuse_unseeing,
    sensor_of,
    shot_of,
    tell_missing,
    unknowns_of,
)
from stuntlab.shots.silhouettes import sight_of
from stuntlab.takes.sample import draw
from stuntlab.verdict import share_interval
from stuntlab.verdict.words import capitalise, chance, chance_range, of_takes, the

TAKES_PER_BRANCH = 2**14
SELLS_FROM = 0.95
"""Share of takes from which a shot is said to sell: one take in twenty may be spoilt (J)."""

_ANGLES_RAD = np.radians(np.arange(-180.0, 180.0, 4.0))
"""Where a better place is looked for: people do not hold an angle closer (J)."""

_ROOM = 1.25
"""Times what has to be seen, at a place that is recommended (J)."""

SOURCE = "overlap, depth, frames and timing: film.md 2.1 [V: INO, KEN, HORAN; C]; limits of sight [J]"


@dataclass(frozen=True, slots=True)
class StrikeTakes:
    """One strike with the takes drawn for its cameras.

    sight: what its people hide. audience: what of it can be seen; None where nobody knows how it is acted. weight:
    [take], sums to 1. planned_gap_m: where it is meant to stop short.
    """

    gag: Gag
    strike: StrikeGeometry
    line: LineOfStrike
    sight: Sightline
    audience: Audience | None
    draws: Draws
    weight: Floats
    planned_gap_m: float


def strikes_of(plan: Plan, gags: Sequence[Gag], *, seed: int, takes: int = TAKES_PER_BRANCH) -> tuple[StrikeTakes, ...]:
    """The gags in which somebody is struck at, drawn: take *i* is the one whose risk is assessed."""
    return tuple(
        StrikeTakes(
            gag,
            gag.strike(),
            line_of(plan, gag.strike()),
            sight_of(plan, gag.strike()),
            audience_of(plan, gag.strike()),
            *_draw_with_weights(gag, seed, takes),
            gag.planned_gap_m,
        )
        for gag in gags
        if isinstance(gag, SeenStrike)
    )


def _draw_with_weights(gag: Gag, seed: int, takes: int) -> tuple[Draws, Floats]:
    draws = draw(gag.unknowns(), seed=seed, label=gag.label, takes_per_branch=takes)
    probability = np.array([branch.probability for branch in gag.branches()])
    return draws, probability[draws.branch] / takes


def sell_of(strike: StrikeTakes, cameras: dict[str, Camera], *, seed: int) -> Sell:
    """What each camera sees of each take."""
    gap = strike.draws.values[GAP]
    columns = [_column(strike, name, camera, seed) for name, camera in cameras.items()]
    sell = Sell(
        tuple(cameras), gap, strike.draws.branch, *(np.column_stack(rows) for rows in zip(*columns, strict=True))
    )
    sell.check()
    return sell


def _column(strike: StrikeTakes, name: str, camera: Camera, seed: int) -> tuple[Any, ...]:
    """The arrays of `Sell` for one camera, each [take]."""
    branches = len(strike.gag.branches())
    drawn = draw(
        [unknowns_of(camera)] * branches,
        seed=seed,
        label=f"{strike.gag.label}/camera {name}",
        takes_per_branch=len(strike.weight) // branches,
    )
    gap, shot = strike.draws.values[GAP], shot_of(camera, strike.line, drawn)
    shown = on_screen(shot, gap, strike.sight)
    dwell = frames_of_dwell(drawn.values["phase"], strike.strike.dwell_s, shot.frame_rate_hz)
    ratio, reaction = depth_ratio(shot, gap), drawn.values["reaction_s"] * shot.frame_rate_hz
    hidden = hides(shown, dwell, ratio, reaction)
    return shown, np.where(shown > 0, dwell, 0), ratio, reaction, hidden, *_find_noticed(strike, shot, gap)


def _find_noticed(strike: StrikeTakes, shot: StrikeShot, gap: Floats) -> tuple[Flags, Flags, Flags]:
    """Whether hit, limb and reaction are seen, each [take]; taken as seen where nobody knows how it is acted."""
    if strike.audience is None:
        everything = np.ones(len(gap), dtype=np.bool_)
        return everything, everything, everything
    seen = strike.audience.notices(shot, gap, strike.draws.branch)
    return seen.hit_seen, seen.limb_seen, seen.reaction_seen


def assess_shots(
    plan: Plan,
    gags: Sequence[Gag],
    *,
    seed: int,
    takes: int = TAKES_PER_BRANCH,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[Seen, ...]:
    """Every strike of a plan as each camera that can be judged has it. progress: told (strikes done, in all).

    Raises:
        CameraError: a camera stands in somebody, or looks away from every strike.
    """
    judged = {name: camera for name, camera in plan.cameras.items() if tell_missing(camera) is None}
    if not judged:
        return ()  # nobody has to act what nobody looks at
    strikes = strikes_of(plan, gags, seed=seed, takes=takes)
    for name, camera in judged.items():
        refuse_unseeing(name, camera, [(strike.line, strike.strike, strike.planned_gap_m) for strike in strikes])
    found: list[Seen] = []
    for number, strike in enumerate(strikes):
        if progress:
            progress(number, len(strikes))
        found += _see_strike(strike, judged, seed)
    return tuple(found)


def _see_strike(strike: StrikeTakes, cameras: dict[str, Camera], seed: int) -> Iterator[Seen]:
    sell = sell_of(strike, cameras, seed=seed)
    for column, (name, camera) in enumerate(cameras.items()):
        yield _summary(strike, sell, column, name, camera, seed)


def _summary(strike: StrikeTakes, sell: Sell, column: int, name: str, camera: Camera, seed: int) -> Seen:
    branches = strike.gag.branches()
    drawn = len(strike.weight) // len(branches)
    sold = np.bincount(sell.branch, weights=sell.sells[:, column], minlength=len(branches))
    share = share_interval([branch.probability for branch in branches], [drawn] * len(branches), sold, seed=seed)
    why = reasons(sell, column, strike.weight)
    gap, sd = strike.planned_gap_m, next(u.sd for u in strike.gag.unknowns()[0] if u.name == GAP)
    speed = next(unknown.mean for unknown in strike.gag.unknowns()[0] if unknown.name == strike.strike.speed)
    still = shot_of(camera, strike.line, _means(camera))
    lens, rate, sensor = float(still.shortest_m[0]), frame_rate_hz(camera), sensor_of(camera)
    limit = float(widest_angle_rad(gap + 2 * sd))
    known, sells_it = strike.audience is not None, share.mean >= SELLS_FROM
    watched = _watch(strike, still, why, look_further=not sells_it)
    return Seen(
        camera=name,
        gag=strike.gag.label,
        by=strike.strike.by,
        to=strike.strike.to,
        share=share,
        hides=float(strike.weight @ sell.hides[:, column]),
        hit_seen=max(1 - why.hit_missing, 0.0) if known else None,
        limb_seen=max(1 - why.limb_missing, 0.0) if known else None,
        reaction_seen=max(1 - why.reaction_missing, 0.0) if known else None,
        only_the_back=watched.only_the_back,
        gap_shows=why.gap_shows,
        sizes_differ=why.sizes_differ,
        reaction_off=why.reaction_off,
        frames=why.frames,
        angle_rad=float(still.angle_rad[0]),
        distance_m=float(still.distance_m[0]),
        above_m=float(still.height_m[0]),
        lens_m=camera.lens.value if camera.lens else lens,
        zooms_to_m=camera.zooms_to.value if camera.zooms_to else None,
        sensor=sensor.name,
        frame_rate_hz=rate,
        gap_m=gap,
        size_ratio=float(depth_ratio(still, np.array([gap]))[0]),
        travel_m=float(travel_per_frame_m(speed, rate)),
        blur_m=float(blur_m(speed, rate, camera.shutter.value if camera.shutter else pi)),
        width_m=float(width_seen_m(still.distance_m[0], sensor.width_m, lens)),
        widest_angle_rad=limit,
        advice="" if sells_it else advice(why, limit, gap + 2 * sd, lens, still, watched),
    )


def _watch(strike: StrikeTakes, still: StrikeShot, why: Reasons, *, look_further: bool) -> Watched:
    """What there is to be seen of a strike, and where it would be."""
    words, gap = strike.strike, strike.planned_gap_m
    unseen = max(why.hit_missing, why.limb_missing) > 1 - SELLS_FROM
    back = strike.audience is not None and unseen and strike.audience.back(still, gap).little_else
    limb = "the foot" if words.speed.startswith("foot") else "the hand"
    region = strike.gag.words.at.value if isinstance(strike.gag, SeenStrike) else "body"
    better = _better_place(strike, still) if look_further else ""
    return Watched(f"{words.to}'s {region}", limb, words.by, words.to, back, better)


def _better_place(strike: StrikeTakes, still: StrikeShot) -> str:
    """The nearest angle at the same distance, level with the strike, from which the planned take sells with room to
    spare: a gap one spread wider, and a quarter more than has to be seen.
    """
    if strike.audience is None:
        return ""
    count, distance = len(_ANGLES_RAD), float(still.distance_m[0])
    x, y, level = distance * np.cos(_ANGLES_RAD), distance * np.sin(_ANGLES_RAD), np.zeros(count)
    gap, lens = np.full(count, strike.planned_gap_m), np.full(count, float(still.shortest_m[0]))
    wider = gap + next(unknown.sd for unknown in strike.gag.unknowns()[0] if unknown.name == GAP)
    round_it = replace(
        still, x_m=x, y_m=y, height_m=level, looks=-np.column_stack([x, y, level]), aside=level, raised=level,
        shortest_m=lens, longest_m=lens,
    )  # fmt: skip
    hidden = on_screen(round_it, wider, strike.sight) <= SMALLEST_SEEN
    hidden &= depth_ratio(round_it, wider) <= LARGEST_SIZE_RATIO
    good = np.flatnonzero(hidden)
    good = good[strike.audience.notices_each(round_it, gap, good).least >= _ROOM] if len(good) else good
    if not len(good):
        return ""
    now = float(np.arctan2(still.y_m[0], still.x_m[0]))
    away = np.abs((_ANGLES_RAD[good] - now + pi) % (2 * pi) - pi)
    return f"from {place_words(float(_ANGLES_RAD[good[np.argmin(away)]]), strike.strike.by, strike.strike.to)}"


def _means(camera: Camera) -> Draws:
    values = {unknown.name: np.array([unknown.mean]) for unknown in unknowns_of(camera)}
    return Draws(values, np.zeros(1, dtype=np.int64))


def sell_findings(plan: Plan, seen: Sequence[Seen], gags: Sequence[Gag]) -> tuple[Finding, ...]:
    """One sentence for each camera and strike, and for each camera of which too little is said."""
    struck = any(isinstance(gag, SeenStrike) for gag in gags)
    unsaid = ((name, tell_missing(camera)) for name, camera in plan.cameras.items()) if struck else ()
    return (
        *(_finding(one) for one in seen),
        *(
            Finding("sell", Severity.NOTE, None, f"camera {name}: whether it sells cannot be said, {lack}.", SOURCE)
            for name, lack in unsaid
            if lack
        ),
    )


def _finding(seen: Seen) -> Finding:
    share = of_takes(chance(seen.share.mean))
    ends = chance_range(seen.share)
    text = f"{the(seen.gag)} sells to camera {seen.camera} in {share}{f' ({ends})' if ends else ''}"
    if seen.hit_seen is None:
        text += "; whether hit, limb and reaction are seen is not known, since nobody acts this strike here"
    if not seen.advice:
        return Finding("sell", Severity.NOTE, None, f"{text}.", SOURCE)
    plain = f"{capitalise(the(seen.gag))} sells to camera {seen.camera} in {share}."
    return Finding("sell", Severity.FLAG, None, f"{text}: {seen.advice}.", SOURCE, plain=plain)


def sell_words(seen: Seen) -> str:
    """Whether a shot sells, in a caption, and why it does not."""
    share = of_takes(chance(seen.share.mean))
    return f"does not sell (it would in {share}): {seen.advice.split(';')[0]}" if seen.advice else f"sells in {share}"


def place_words(angle_rad: float, by: str, to: str) -> str:
    """An angle to the line of a strike in words. by, to: who strikes whom."""
    degrees = round(abs(angle_rad) * 180 / pi)
    behind, off = (by, degrees) if degrees <= 90 else (to, 180 - degrees)
    return f"behind {behind}, {off} deg off the line, on {by}'s {'right' if angle_rad > 0 else 'left'}"
