"""Does it sell? Every strike of a plan as every camera has it, in the takes that the risk is drawn from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import pi

import numpy as np

from stuntlab.camera import (
    Sightline,
    blur_m,
    frames_of_dwell,
    on_screen,
    sells,
    travel_per_frame_m,
    widest_angle_rad,
    width_seen_m,
)
from stuntlab.camera.advice import advice
from stuntlab.camera.sell import depth_ratio
from stuntlab.camera.summary import Seen, reasons
from stuntlab.datasets import Draws, Finding, Flags, Floats, Integers, Sell, Severity
from stuntlab.gags.base import Gag
from stuntlab.gags.roles import GAP, SeenStrike
from stuntlab.gags.striking.geometry import StrikeGeometry
from stuntlab.plan import Plan
from stuntlab.plan.cameras import Camera
from stuntlab.shots.line_of_strike import LineOfStrike, line_of
from stuntlab.shots.placement import (
    frame_rate_hz,
    missing,
    refuse_unseeing,
    sensor_of,
    shot_of,
    unknowns_of,
)
from stuntlab.shots.silhouettes import sight_of
from stuntlab.takes.sample import draw
from stuntlab.verdict import contact_interval
from stuntlab.verdict.words import chance, chance_range, of_takes, the

TAKES_PER_BRANCH = 2**14
SELLS_FROM = 0.95
"""Share of takes from which a shot is said to sell: one take in twenty may be spoilt (J)."""

SOURCE = "overlap, depth, frames and timing: film.md 2.1 [V: INO, KEN, HORAN; C]; limits of sight [J]"


@dataclass(frozen=True, slots=True)
class StrikeTakes:
    """One strike with the takes drawn for its cameras.

    sight: what its people hide. weight: [take], sums to 1. planned_gap_m: where it is meant to stop short.
    """

    gag: Gag
    strike: StrikeGeometry
    line: LineOfStrike
    sight: Sightline
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
    shown, frames, ratio, reaction, sold = (np.column_stack(rows) for rows in zip(*columns, strict=True))
    sell = Sell(tuple(cameras), gap, strike.draws.branch, shown, frames, ratio, reaction, sold)
    sell.check()
    return sell


def _column(
    strike: StrikeTakes, name: str, camera: Camera, seed: int
) -> tuple[Floats, Integers, Floats, Floats, Flags]:
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
    return shown, np.where(shown > 0, dwell, 0), ratio, reaction, sells(shown, dwell, ratio, reaction)


def assess_shots(plan: Plan, gags: Sequence[Gag], *, seed: int, takes: int = TAKES_PER_BRANCH) -> tuple[Seen, ...]:
    """Every strike of a plan as each camera that can be judged has it.

    Raises:
        CameraError: a camera stands in somebody, or looks away from every strike.
    """
    strikes = strikes_of(plan, gags, seed=seed, takes=takes)
    judged = {name: camera for name, camera in plan.cameras.items() if missing(camera) is None}
    for name, camera in judged.items():
        refuse_unseeing(name, camera, [(strike.line, strike.strike, strike.planned_gap_m) for strike in strikes])
    return tuple(seen for strike in strikes for seen in _see_strike(strike, judged, seed)) if judged else ()


def _see_strike(strike: StrikeTakes, cameras: dict[str, Camera], seed: int) -> Iterator[Seen]:
    sell = sell_of(strike, cameras, seed=seed)
    for column, (name, camera) in enumerate(cameras.items()):
        yield _summary(strike, sell, column, name, camera, seed)


def _summary(strike: StrikeTakes, sell: Sell, column: int, name: str, camera: Camera, seed: int) -> Seen:
    branches = strike.gag.branches()
    drawn = len(strike.weight) // len(branches)
    sold = np.bincount(sell.branch, weights=sell.sells[:, column], minlength=len(branches))
    share = contact_interval([branch.probability for branch in branches], [drawn] * len(branches), sold, seed=seed)
    why = reasons(sell, column, strike.weight)
    gap, sd = strike.planned_gap_m, next(u.sd for u in strike.gag.unknowns()[0] if u.name == GAP)
    speed = next(unknown.mean for unknown in strike.gag.unknowns()[0] if unknown.name == strike.strike.speed)
    still = shot_of(camera, strike.line, _means(camera))
    lens, rate, sensor = float(still.shortest_m[0]), frame_rate_hz(camera), sensor_of(camera)
    limit = float(widest_angle_rad(gap + 2 * sd))
    return Seen(
        camera=name,
        gag=strike.gag.label,
        by=strike.strike.by,
        to=strike.strike.to,
        share=share,
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
        advice="" if share.mean >= SELLS_FROM else advice(why, limit, gap + 2 * sd, lens, still),
    )


def _means(camera: Camera) -> Draws:
    values = {unknown.name: np.array([unknown.mean]) for unknown in unknowns_of(camera)}
    return Draws(values, np.zeros(1, dtype=np.int64))


def sell_findings(plan: Plan, seen: Sequence[Seen], gags: Sequence[Gag]) -> tuple[Finding, ...]:
    """One sentence for each camera and strike, and for each camera of which too little is said."""
    struck = any(isinstance(gag, SeenStrike) for gag in gags)
    unsaid = ((name, missing(camera)) for name, camera in plan.cameras.items()) if struck else ()
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
    if not seen.advice:
        return Finding("sell", Severity.NOTE, None, f"{text}.", SOURCE)
    return Finding("sell", Severity.FLAG, None, f"{text}: {seen.advice}.", SOURCE)
