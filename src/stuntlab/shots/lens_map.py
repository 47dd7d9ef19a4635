"""Where may the lens stand: the share of takes that sell, over the floor of the set, for each lens."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import atan2, hypot

import numpy as np
from scipy.interpolate import RegularGridInterpolator
from scipy.special import ndtri

from stuntlab.camera import (
    StrikeShot,
    distance_for_width_m,
    frames_of_dwell,
    giveaway_m,
    hides,
    size_ratio,
    view_angle_rad,
)
from stuntlab.camera.floor_map import (
    Cone,
    Disc,
    FloorMap,
    FloorPosition,
    FloorRegion,
    FloorShape,
    OtherStrike,
    ReachedGround,
    rings_above,
)
from stuntlab.camera.lens import PICTURE_SHAPE
from stuntlab.camera.summary import Seen
from stuntlab.datasets import Flags, Floats
from stuntlab.gags import gags_of
from stuntlab.gags.base import Gag
from stuntlab.gags.roles import GAP, HazardZones, SeenStrike
from stuntlab.gags.zones import BANDS_S, DiscZone, HazardZone
from stuntlab.plan import Plan, unit_style
from stuntlab.plan.sensors import USUAL, Sensor, sensors
from stuntlab.shots.line_of_strike import WALL_BEHIND_M, WALL_M, LineOfStrike, line_of, place_of
from stuntlab.shots.placement import USUAL_FRAME_RATE_HZ, Performance, sensor_of
from stuntlab.shots.sell import SELLS_FROM, StrikeTakes, strikes_of
from stuntlab.units import Dimension, System, UnitStyle

LENSES_MM = (18.0, 25.0, 35.0, 50.0, 85.0, 135.0)
NARROWEST_M, WIDEST_M = 1.5, 3.0
"""How wide a picture of a strike is: from close on both people to both with air around them (J)."""

_LOOKED_FROM_RAD = np.radians(np.linspace(-180, 180, 73))
_LOOKED_FROM_M = np.array([1.5, 4.0, 12.0])
"""Places that what an audience sees is looked at from: between them it changes evenly enough for a map (J)."""

_SENSOR_M = 24.89e-3  # any: the lens is chosen for the picture

_CELLS = 97
_TAKES = 96
_NEAR_A_BODY_M = 0.45
_ABOUT_HALF_M = (0.12, 0.22)  # depth and breadth of somebody who stands about (J)
_THING_HALF_M = 0.4  # of a thing without a size (J)
_USUAL_HALF_M = 8.0
_LARGEST_HALF_M = 16.0


@dataclass(frozen=True, slots=True)
class _Grid:
    """Places of cameras: along and across the strike [cell], and over the floor of the set [row, column]."""

    along: Floats
    across: Floats
    x: Floats
    y: Floats


def floor_maps(
    plan: Plan, gags: Sequence[Gag], seen: Sequence[Seen], *, seed: int, style: UnitStyle | None = None
) -> tuple[FloorMap, ...]:
    """One map for each strike of a plan. style: the units to draw it in; those of the plan where none are asked for."""
    strikes = strikes_of(plan, gags, seed=seed, takes=_TAKES)
    feet = (style or unit_style(plan)).of(Dimension.LENGTH) is System.US
    return tuple(_map(plan, strike, seen, feet=feet) for strike in strikes)


def _map(plan: Plan, strike: StrikeTakes, seen: Sequence[Seen], *, feet: bool) -> FloorMap:
    gap = float(np.median(_planned_gaps(strike)))
    sensor = next((sensor_of(camera) for camera in plan.cameras.values()), sensors()[USUAL])
    half = min(_LARGEST_HALF_M, max([_USUAL_HALF_M, *(1.15 * one.distance_m for one in seen)]))
    centre = strike.line.on_set(gap + 0.5 * strike.strike.reach_m, 0.0)
    lenses = sorted({*LENSES_MM, *(round(1000 * one.lens_m, 1) for one in seen)})
    grid = _grid(strike, centre, half)
    share = share_over(strike, grid.along, grid.across).reshape(grid.x.shape)
    return FloorMap(
        title=plan.stunt,
        gag=strike.gag.label,
        sensor=sensor.name,
        sells_from=SELLS_FROM,
        height_m=strike.strike.height_m,
        centre=centre,
        half_m=half,
        struck_at=strike.line.on_set(0.0, 0.0),
        tip=strike.line.on_set(gap, 0.0),
        people=_people(strike, gap),
        cones=_cones(plan, strike, [one for one in seen if one.gag == strike.gag.label]),
        zones=tuple(
            _ground(zone, strike.line) for zone in (strike.gag.zones() if isinstance(strike.gag, HazardZones) else ())
        ),
        regions=_regions(grid, share, sensor, lenses),
        share=share,
        about=_about(plan),
        shapes=tuple(_shapes(plan, strike)),
        others=tuple(_others(plan, strike)),
        feet=feet,
    )


def _ground(zone: HazardZone, line: LineOfStrike) -> ReachedGround:
    """A hazard zone on the floor of the set, in strips of the seconds there are."""
    strips = tuple(
        (band, tuple(line.on_set(*corner) for corner in ((near, left), (far, left), (far, right), (near, right))))
        for band, near, far, left, right in zone.cells().strips()
    )
    outline = Disc(line.on_set(zone.along_m, 0.0), zone.radius_m) if isinstance(zone, DiscZone) else None
    return ReachedGround(zone.reason, BANDS_S, strips, outline)


def _planned_gaps(strike: StrikeTakes) -> Floats:
    return np.asarray(strike.draws.values[GAP][strike.draws.branch == 0])


def _people(strike: StrikeTakes, gap_m: float) -> tuple[FloorPosition, ...]:
    words, (along_x, along_y) = strike.strike, strike.line.along
    struck, striker = words.struck, words.striker
    return (
        FloorPosition(words.to, strike.line.on_set(-words.front_m, 0.0), (along_x, along_y), *struck),
        FloorPosition(words.by, strike.line.on_set(gap_m + words.reach_m, 0.0), (-along_x, -along_y), *striker),
    )


def _about(plan: Plan) -> tuple[FloorPosition, ...]:
    """Who is there and acts in no strike, where the plan says where."""
    strikes = [gag.strike() for gag in gags_of(plan) if isinstance(gag, SeenStrike)]
    acting = {name for strike in strikes for name in (strike.by, strike.to)}
    return tuple(
        FloorPosition(name, (place[0].value, place[1].value), (1.0, 0.0), *_ABOUT_HALF_M)
        for name, person in plan.people.items()
        if name not in acting
        for place in person.stands
    )


def _shapes(plan: Plan, strike: StrikeTakes) -> Iterator[FloorShape]:
    """The wall behind who is struck, as it is drawn, and things with a place."""
    if plan.place.wall is not None:
        near, half = -strike.strike.front_m - WALL_BEHIND_M, WALL_M[1] / 2
        corners = ((near, -half), (near, half), (near - WALL_M[0], half), (near - WALL_M[0], -half))
        yield FloorShape(f"wall: {plan.place.wall}", tuple(strike.line.on_set(*corner) for corner in corners))
    for thing in plan.place.objects:
        x, y = (part.value for part in thing.at[:2])
        wide, deep = (part / 2 for part in thing.size[:2]) if thing.size else (_THING_HALF_M, _THING_HALF_M)
        signs = ((-1, -1), (1, -1), (1, 1), (-1, 1))
        yield FloorShape(thing.what, tuple((x + side * wide, y + end * deep) for side, end in signs))


def _others(plan: Plan, strike: StrikeTakes) -> Iterator[OtherStrike]:
    """The other strikes of the plan on the same floor."""
    for gag in gags_of(plan):
        if isinstance(gag, SeenStrike) and gag.label != strike.gag.label:
            words = gag.strike()
            line = line_of(plan, words)
            yield OtherStrike(gag.label, line.on_set(0.0, 0.0), line.on_set(gag.planned_gap_m + words.reach_m, 0.0))


def _cones(plan: Plan, strike: StrikeTakes, seen: Sequence[Seen]) -> tuple[Cone, ...]:
    found = []
    for one in seen:
        place = place_of(plan.cameras[one.camera], strike.line)
        if place is None:
            continue
        x, y = strike.line.on_set(*place[:2])
        looks_at = plan.cameras[one.camera].looks_at
        target = [part.value for part in looks_at[:2]] if looks_at else strike.line.on_set(0.0, 0.0)
        towards = atan2(target[1] - y, target[0] - x)
        half = float(view_angle_rad(sensors()[one.sensor].width_m, one.lens_m)) / 2
        edges = (towards - half, towards + half)
        share = one.share.mean
        found.append(Cone(one.camera, (x, y), place[2], edges, hypot(*place[:2]), share, share >= SELLS_FROM))
    return tuple(found)


def _grid(strike: StrikeTakes, centre: tuple[float, float], half_m: float) -> _Grid:
    steps = np.linspace(-half_m, half_m, _CELLS)
    x, y = np.meshgrid(centre[0] + steps, centre[1] + steps)
    along, across, _ = strike.line.from_set(x.ravel(), y.ravel(), np.zeros(x.size))
    return _Grid(along, across, x, y)


def _regions(grid: _Grid, share: Floats, sensor: Sensor, lenses: Sequence[float]) -> tuple[FloorRegion, ...]:
    """First where any lens that is long enough sells, then where each does that makes a usual picture from there."""
    distance = np.hypot(grid.along, grid.across).reshape(grid.x.shape)
    regions = [FloorRegion(None, rings_above(grid.x, grid.y, share, SELLS_FROM))]
    for lens_mm in lenses:
        near, far = (
            float(distance_for_width_m(width, sensor.width_m, lens_mm / 1000)) for width in (NARROWEST_M, WIDEST_M)
        )
        framed = np.clip(np.minimum(distance / near, 2 - distance / far), 0, 1)  # 1 inside, below just outside
        sold = np.minimum(share, np.where(framed < 1, SELLS_FROM * framed, 1.0))
        regions.append(FloorRegion(lens_mm, rings_above(grid.x, grid.y, sold, SELLS_FROM)))
    return tuple(regions)


def share_over(strike: StrikeTakes, along_m: Floats, across_m: Floats) -> Floats:
    """Share of takes that sell to a camera that stands and holds its place there, level with the strike, [cell].

    Sizes on screen are those of a picture 2 m wide.
    """
    gap, (phase, reaction) = _planned_gaps(strike)[None, :], _timing(len(_planned_gaps(strike)))
    x, y = along_m[:, None], across_m[:, None]
    distance = np.hypot(along_m, across_m)[:, None]
    angle = np.arctan2(y, x)
    shown = giveaway_m(x, y, 0.0, gap, strike.sight) / 2.0
    dwell = frames_of_dwell(phase, strike.strike.dwell_s, USUAL_FRAME_RATE_HZ)[None, :]
    ratio = size_ratio(np.maximum(distance, 1e-3), np.maximum(gap, 0) * np.abs(np.cos(angle)))
    share = hides(shown, dwell, ratio, (reaction * USUAL_FRAME_RATE_HZ)[None, :]).mean(axis=1)
    share = np.where(_least_seen(strike, along_m, across_m) >= 1, share, 0.0)
    return np.where(_in_somebody(strike, along_m, across_m), 0.0, share)


def _least_seen(strike: StrikeTakes, along_m: Floats, across_m: Floats) -> Floats:
    """How much of what the audience has to see it does see of the planned take, [cell]: 1 and more is enough.

    Between places looked at from, by angle and distance; the picture is 2 m wide.
    """
    if strike.audience is None:
        return np.ones(len(along_m))
    angle, distance = (part.ravel() for part in np.meshgrid(_LOOKED_FROM_RAD, _LOOKED_FROM_M, indexing="ij"))
    x, y, level = distance * np.cos(angle), distance * np.sin(angle), np.zeros(len(angle))
    focal = distance * _SENSOR_M / 2.0
    shot = StrikeShot(
        x, y, level, -np.column_stack([x, y, level]), level, level, focal, focal, _SENSOR_M, _SENSOR_M / PICTURE_SHAPE,
        USUAL_FRAME_RATE_HZ,
    )  # fmt: skip
    rows = np.arange(len(angle))
    seen = strike.audience.notices_each(shot, np.full(len(angle), strike.planned_gap_m), rows).least
    table = seen.reshape(len(_LOOKED_FROM_RAD), len(_LOOKED_FROM_M))
    read = RegularGridInterpolator((_LOOKED_FROM_RAD, np.log(_LOOKED_FROM_M)), table)
    apart = np.clip(np.hypot(along_m, across_m), _LOOKED_FROM_M[0], _LOOKED_FROM_M[-1])
    return np.asarray(read(np.column_stack([np.arctan2(across_m, along_m), np.log(apart)])))


def _timing(count: int) -> tuple[Floats, Floats]:
    """Evenly spread phases, and reactions at even steps of their normal spread, neither in the order of the other."""
    acted = Performance()
    even = (np.arange(count) + 0.5) / count
    order = np.argsort((np.arange(count) * 0.6180339887) % 1.0)
    return even, acted.reaction_s + acted.reaction_sd_s * ndtri(even[order])


def _in_somebody(strike: StrikeTakes, along_m: Floats, across_m: Floats) -> Flags:
    struck_m, striker_m = -strike.strike.front_m, float(np.median(_planned_gaps(strike))) + strike.strike.reach_m
    apart = np.minimum(*(np.hypot(along_m - place, across_m) for place in (struck_m, striker_m)))
    return np.asarray(apart < _NEAR_A_BODY_M)
