"""The set of a plan from above, from the places that its plan and its gags know."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import ceil, cos, sin, tan

import numpy as np

from stuntlab.gags.base import Gag
from stuntlab.gags.roles import (
    CatchesFaller,
    DrivesLoose,
    HangsOnLines,
    HazardZones,
    LeavesAnEdge,
    NotSimulated,
    SeenStrike,
)
from stuntlab.gags.zones import BANDS_S, DiscZone, ZoneCells
from stuntlab.paper.set_map import HATCHED_AS, MapOfSet, Spot, SpotOnMap
from stuntlab.pipeline.rehearse import draw_gag
from stuntlab.plan import Plan, gag_labels, unit_style
from stuntlab.report.bands import band_words
from stuntlab.shots.line_of_strike import line_of, place_of
from stuntlab.units import Dimension, System, format_quantity, unit_factor

_DRAWN = 2**12
"""Draws of each branch for the ground that a vehicle reaches: a picture shows no 1 in 10 000 (J)."""

_FLOWN = 2**8
"""The same for jumps, of which only the middle way is drawn (J)."""

_FAR_M = 120.0
"""What stands farther from the middle of things than this would make everything else a dot (J)."""

_THING_HALF_M = 0.4

_SWINGS_AS = HATCHED_AS.index("hatched")

_DRAWN_CLEAR_M = 15.0
"""A ring that is wider than this is told in words: drawn, it would make everything else a dot (J)."""

_FACE_DEEP_M = 0.5
"""How deep a wall is drawn (J)."""

_KNOWS_ITS_PLACE: tuple[type, ...] = (
    SeenStrike,
    DrivesLoose,
    LeavesAnEdge,
    HangsOnLines,
    CatchesFaller,
    HazardZones,
)
"""Roles of gags whose places are known, those that tell most first."""


def map_of_set(plan: Plan, gags: Sequence[Gag], *, seed: int) -> MapOfSet | None:
    """The first gag that says where it happens, with everybody of the plan who has a place; None where nobody has."""
    known = [gag for gag in gags if not isinstance(gag, NotSimulated)]
    chosen = next((gag for sort in _KNOWS_ITS_PLACE for gag in known if isinstance(gag, sort)), None)
    made = MapOfSet(plan.stunt) if chosen is None else _of_gag(plan, chosen, seed)
    placed = {spot.name.partition(" (")[0] for spot in made.spots}
    spots = (*made.spots, *(spot for spot in _of_plan(plan) if spot.name.partition(" (")[0] not in placed))
    feet = _in_feet(plan)
    full = replace(made, title=plan.stunt, spots=spots, shapes=(*made.shapes, *_things(plan)), feet=feet)
    near = _near(full)
    alone = len(near.spots) < 2 and not (near.discs or near.shapes or near.ways or near.cells)
    return None if alone else near


def _of_gag(plan: Plan, gag: Gag, seed: int) -> MapOfSet:
    if isinstance(gag, SeenStrike):
        return _strike(plan, gag)
    if isinstance(gag, DrivesLoose):
        return _drive(gag, seed)
    if isinstance(gag, LeavesAnEdge):
        return _jump(plan, gag, seed)
    if isinstance(gag, HangsOnLines):
        return _hang(plan, gag, seed)
    if isinstance(gag, HazardZones):
        return _zones(plan, gag)
    return MapOfSet(plan.stunt)


def _strike(plan: Plan, gag: SeenStrike) -> MapOfSet:
    words = gag.strike()
    line = line_of(plan, words)
    struck, striker = line.on_set(-words.front_m, 0.0), line.on_set(gag.planned_gap_m + words.reach_m, 0.0)
    cameras = {name: place_of(camera, line) for name, camera in plan.cameras.items()}
    zones = gag.zones() if isinstance(gag, HazardZones) else ()
    discs = tuple(
        (zone.reason, line.on_set(zone.along_m, 0.0), zone.radius_m) for zone in zones if isinstance(zone, DiscZone)
    )
    return MapOfSet(
        "",
        spots=(
            SpotOnMap(words.by, striker, "person"),
            SpotOnMap(words.to, struck, "person"),
            *(
                SpotOnMap(f"camera {name}", line.on_set(*place[:2]), "camera")
                for name, place in cameras.items()
                if place is not None
            ),
        ),
        discs=discs,
        ways=((striker, struck),),
        told=_told(plan, discs),
    )


def _told(plan: Plan, discs: Sequence[tuple[str, Spot, float]]) -> tuple[str, ...]:
    us = _in_feet(plan)
    radii: dict[str, list[float]] = {}
    for reason, _, radius in discs:
        radii.setdefault(reason, []).append(radius)
    return tuple(f"keep clear within {_span(found, us=us)} (hatched): {reason}" for reason, found in radii.items())


def _span(radii: Sequence[float], *, us: bool) -> str:
    """Radii as somebody paces them out: rounded up to half a foot or a tenth of a metre."""
    step_m = 0.5 * unit_factor(Dimension.LENGTH, "ft") if us else 0.1
    paced = (step_m * ceil(round(radius / step_m, 6)) for radius in (min(radii), max(radii)))
    return " to ".join(dict.fromkeys(format_quantity(radius, Dimension.LENGTH, imperial=us) for radius in paced))


def _drive(gag: DrivesLoose, seed: int) -> MapOfSet:
    assert isinstance(gag, Gag)
    picture = gag.ground_picture(draw_gag(gag, seed=seed, at_most=_DRAWN))
    ground = ZoneCells(picture.side_m, picture.at_m, picture.chance, picture.seconds)
    cells = tuple((band, (near, left), (far, right)) for band, near, far, left, right in ground.strips())
    spots = []
    for one in picture.people:
        sort = "thing" if one.thing else "camera" if one.operates or one.name.startswith("camera") else "person"
        name = _short(one.name)
        places = one.places_m[:1].tolist() if one.moves else one.places_m.tolist()
        spots += [
            SpotOnMap(name if len(places) == 1 else f"{name} ({number})", (x, y), sort)
            for number, (x, y) in enumerate(places, start=1)
        ]
    way = tuple((float(x), float(y)) for x, y in picture.way_m.tolist())
    barriers = tuple((name, tuple((float(x), float(y)) for x, y in ends)) for name, ends, _ in picture.barriers)
    others = picture.vehicles if len(picture.vehicles) > 1 or picture.vehicles[0].backwards else ()
    vehicles = tuple((one.words, tuple((float(x), float(y)) for x, y in one.outline_m)) for one in others)
    told = [
        f"{one.name}: {picture.car} there {one.seconds:.1f} s after first sight, needs {one.needs_s:.1f} s to get away"
        for one in picture.people
        if not one.thing and one.seconds < 1e3 and one.needs_s < 1e3
    ]
    return MapOfSet(
        "",
        spots=tuple(spots),
        cells=cells,
        ways=(way,) if len(way) > 1 else (),
        shapes=(*barriers, *vehicles),
        told=(_drawn_as(picture.car, ground), *told),
    )


def _drawn_as(car: str, ground: ZoneCells) -> str:
    """Which hatching says how many seconds, of those on the map."""
    there = sorted(set(ground.band.tolist()))
    words = tuple(band_words(BANDS_S))
    return f"{car} is {', '.join(f'{words[band]} ({HATCHED_AS[band]})' for band in there)}"


def _jump(plan: Plan, gag: LeavesAnEdge, seed: int) -> MapOfSet:
    """The middle take as planned from above, where whatever is ridden comes down, and where they are to land."""
    assert isinstance(gag, Gag)
    picture = gag.jump_picture(draw_gag(gag, seed=seed, at_most=_FLOWN))
    discs = []
    if picture.disc is not None:
        x, y, radius = picture.disc
        discs.append(("what they ride comes down", (x, y), radius))
    if picture.area is not None:
        x, y, radius = picture.area
        discs.append(("they are to land there", (x, y), radius))
    flown = picture.ways[0].places_m if picture.ways else np.zeros((0, 3))
    way = tuple((float(x), float(y)) for x, y in flown[:: max(1, len(flown) // 40), :2].tolist())
    spots = tuple(
        SpotOnMap(_short(name), (place[0], place[1]), "camera" if "camera" in name else "person")
        for name, places in picture.people.items()
        for place in places
    )
    if way:
        lands = SpotOnMap(f"comes down, {_length(plan, abs(way[-1][0]))} out", way[-1], "thing")
        spots = (SpotOnMap(_doer(plan, gag), way[0], "person"), lands, *spots)
    return MapOfSet(
        "",
        spots=spots,
        discs=tuple(discs),
        ways=(way,) if len(way) > 1 else (),
        shapes=_edge(gag),
        told=tuple(f"hatched: {reason}" for reason, _, _ in discs),
    )


def _edge(gag: LeavesAnEdge) -> tuple[tuple[str, tuple[Spot, ...]], ...]:
    """The ramp as it lies before its lip; a bare edge has none."""
    edge = gag.edge
    if edge.ramp is None:
        return ()
    angle, foot_m = edge.ramp
    back, half = -foot_m / max(tan(angle), 0.05), edge.wide_m / 2
    return (("ramp", ((back, -half), (0.0, -half), (0.0, half), (back, half))),)


def _doer(plan: Plan, gag: Gag) -> str:
    return gag_labels(plan)[gag.label].by


def _length(plan: Plan, metres: float) -> str:
    return format_quantity(metres, Dimension.LENGTH, imperial=_in_feet(plan))


def _hang(plan: Plan, gag: HangsOnLines, seed: int) -> MapOfSet:
    """The face, what they hang from, the ground of the widest swing, and what has to be clear below."""
    assert isinstance(gag, Gag)
    draws = draw_gag(gag, seed=seed, at_most=_FLOWN)
    picture, face, path = gag.line_picture(draws), gag.face, gag.hung_path()
    way = tuple((float(x), float(y)) for x, y in path.place_m[:: max(1, len(path.place_m) // 20), :2]) if path else ()
    low, high = float(picture.widest_across_m.min()) - 0.5, float(picture.widest_across_m.max()) + 0.5
    spots = [SpotOnMap(_doer(plan, gag), way[0] if way else (picture.out_m, float(picture.across_m[0])), "person")]
    if face.lines:
        held = " and ".join(line.name for line in face.lines)
        x, y, _ = face.lines[0].from_m
        spots.append(SpotOnMap(f"{held} from here, {_length(plan, picture.anchor_m)} up", (x, y), "thing"))
    below = gag.rigging(draws).below
    may_drop = [thing for thing in below.things if thing.energy_j >= below.hurts_from_j]
    near = [thing for thing in may_drop if thing.radius_m <= _DRAWN_CLEAR_M]
    discs = tuple((f"{thing.what} may come down", (picture.out_m, 0.0), thing.radius_m) for thing in near)
    wide = (
        f"keep clear within {_span([thing.radius_m], us=_in_feet(plan))} of the foot: {thing.what} may come down"
        for thing in may_drop
        if thing not in near
    )
    end, back = (low - 2.0, high + 2.0), -_FACE_DEEP_M
    return MapOfSet(
        "",
        spots=tuple(spots),
        discs=discs,
        cells=((_SWINGS_AS, (0.0, low), (picture.out_m + 1.0, high)),),
        ways=(way,) if len(set(way)) > 1 else (),
        shapes=(("face", ((back, end[0]), (0.0, end[0]), (0.0, end[1]), (back, end[1]))),),
        told=("hatched: where the widest swing of 1 000 goes", *wide, *_told(plan, discs)),
    )


def _in_feet(plan: Plan) -> bool:
    return unit_style(plan).of(Dimension.LENGTH) is System.US


def _short(name: str) -> str:
    """A camera with somebody at it is one mark on the map."""
    return name.replace("operator of camera", "camera")


def _zones(plan: Plan, gag: HazardZones) -> MapOfSet:
    """A gag on a line along x: the catcher, what is round it, cameras by distance and angle."""
    x0, y0 = gag.counted_from_m
    discs = tuple(
        (zone.reason, (x0 + zone.along_m, y0), zone.radius_m) for zone in gag.zones() if isinstance(zone, DiscZone)
    )
    shapes: tuple[tuple[str, tuple[Spot, ...]], ...] = ()
    if isinstance(gag, CatchesFaller):
        place = gag.footprint
        lows, highs = (place.low_x_m, place.low_y_m), (place.high_x_m, place.high_y_m)
        shapes = (("catcher", (lows, (highs[0], lows[1]), highs, (lows[0], highs[1]))),)
    spots = tuple(
        SpotOnMap(
            f"camera {name}",
            (
                x0 + camera.distance.value * cos(camera.angle.value),
                y0 + camera.distance.value * sin(camera.angle.value),
            ),
            "camera",
        )
        for name, camera in plan.cameras.items()
        if camera.distance is not None and camera.angle is not None
    )
    return MapOfSet("", spots=spots, discs=discs, shapes=shapes, told=_told(plan, discs))


def _of_plan(plan: Plan) -> Iterator[SpotOnMap]:
    for name, person in plan.people.items():
        for number, place in enumerate(person.stands, start=1):
            named = name if len(person.stands) == 1 else f"{name} ({number})"
            yield SpotOnMap(named, (place[0].value, place[1].value), "person")
    for name, camera in plan.cameras.items():
        if camera.at is not None:
            yield SpotOnMap(f"camera {name}", (camera.at[0].value, camera.at[1].value), "camera")


def _things(plan: Plan) -> Iterator[tuple[str, tuple[Spot, ...]]]:
    for thing in plan.place.objects:
        x, y = (part.value for part in thing.at[:2])
        wide, deep = (part / 2 for part in thing.size[:2]) if thing.size else (_THING_HALF_M, _THING_HALF_M)
        yield thing.what, ((x - wide, y - deep), (x + wide, y - deep), (x + wide, y + deep), (x - wide, y + deep))


def _apart(one: Spot, other: Spot) -> float:
    return max(abs(one[0] - other[0]), abs(one[1] - other[1]))


def _near(map_: MapOfSet) -> MapOfSet:
    """Without what stands too far off to be on the same floor; it is told in words instead."""
    centre = next(
        (spot.at for spot in map_.spots if spot.sort == "person"), map_.discs[0][1] if map_.discs else (0.0, 0.0)
    )
    drawn_to_m = max([_FAR_M, *(_apart(corner, centre) for way in map_.ways for corner in way)])
    far = [spot for spot in map_.spots if _apart(spot.at, centre) > drawn_to_m]
    told = (*map_.told, *(f"{spot.name} stands farther off than this shows" for spot in far))
    return replace(map_, spots=tuple(spot for spot in map_.spots if spot not in far), told=told)
