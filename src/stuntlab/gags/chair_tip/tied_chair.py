"""A chair somebody is tied to: a frame that falls with them and comes between their back and the ground.

Its seat and legs move with the pelvis, the rail of its back with the chest. What the frame meets it hands on through
the flesh it presses on, so each rail has the skin of the part of the body that leans on it.
"""

from __future__ import annotations

from dataclasses import replace

import mujoco

from stuntlab.gags.chair_tip.numbers import CHAIR_TIP_NUMBERS, PlainChair
from stuntlab.gags.falling.going_down import TiedOn
from stuntlab.people import Measures, Performer
from stuntlab.people.seat import hip_above_seat_m
from stuntlab.people.surfaces import ContactSurface

LEGS = ("chair_back_left", "chair_back_right", "chair_front_left", "chair_front_right")


def tie_to_chair(sitter: Performer, *, seat_m: float) -> TiedOn:
    """Put a chair of a seat height under a performer and tie them to it; changes the performer's model."""
    row, body = CHAIR_TIP_NUMBERS.read().chair, sitter.measures
    radius, half_width = row.rail_radius_m, row.width_m / 2
    behind = -body.chest_depth_m / 2 - radius
    seat = -hip_above_seat_m(body)
    frame = sitter.spec.body("pelvis").add_body(name="chair")
    feet = {
        f"chair_{end}_{side}": [x, sign * half_width, seat - seat_m + radius]
        for end, x in (("back", behind), ("front", behind + row.depth_m))
        for side, sign in (("left", 1.0), ("right", -1.0))
    }
    for name, at in feet.items():
        frame.add_geom(
            name=name,
            type=mujoco.mjtGeom.mjGEOM_SPHERE,
            size=[radius, 0, 0],
            pos=at,
            mass=row.mass_kg / 6,
            group=3,
            rgba=_chair_colour(),
        )
    rails = {
        "chair_seat_rail": [behind, half_width, seat, behind, -half_width, seat],
        "chair_left_rail": [behind, half_width, seat, behind + row.depth_m, half_width, seat],
        "chair_right_rail": [behind, -half_width, seat, behind + row.depth_m, -half_width, seat],
    }
    for name, ends in rails.items():
        _rail(frame, name, ends, radius, row.mass_kg / 18)
    top = sitter.spec.body("thorax").add_body(name="chair_back")
    height = seat + row.back_m - _thorax_above_hip_m(body)
    _rail(top, "chair_top_rail", [behind, half_width, height, behind, -half_width, height], radius, row.mass_kg / 6)
    ahead, slat = behind + row.depth_m, height - 0.7 * row.back_m
    _look_of_a_board(frame, "chair_seat", [behind, -half_width, seat], [ahead, half_width, seat], radius)
    _look_of_a_board(top, "chair_slat", [behind, -half_width, slat], [behind, half_width, height], radius)
    for name, foot in feet.items():
        _look_of_a_post(frame, f"{name}_leg", foot, [foot[0], foot[1], seat], radius)
    for side in (half_width, -half_width):
        _look_of_a_post(top, "", [behind, side, height - row.back_m], [behind, side, height], radius)
    return TiedOn(_surfaces(sitter, tuple(rails)), _patches(row, behind, half_width, seat, height), LEGS)


def _thorax_above_hip_m(body: Measures) -> float:
    return body.segments["lower_trunk"].length_m + body.segments["middle_trunk"].length_m


def _rail(body: mujoco.MjsBody, name: str, ends: list[float], radius: float, mass_kg: float) -> None:
    body.add_geom(
        name=name,
        type=mujoco.mjtGeom.mjGEOM_CAPSULE,
        fromto=ends,
        size=[radius, 0, 0],
        mass=mass_kg,
        group=3,
        rgba=_chair_colour(),
    )


def _look_of_a_post(body: mujoco.MjsBody, name: str, low: list[float], high: list[float], radius: float) -> None:
    """A leg or a post of the back, to be seen: what it weighs and what it meets is in feet and rails."""
    body.add_geom(
        name=name, type=mujoco.mjtGeom.mjGEOM_CAPSULE, fromto=[*low, *high], size=[radius, 0, 0], mass=0, group=3,
        contype=0, conaffinity=0, rgba=_chair_colour(),
    )  # fmt: skip


def _look_of_a_board(body: mujoco.MjsBody, name: str, low: list[float], high: list[float], half_m: float) -> None:
    """The seat or the slat of the back, to be seen."""
    middle, half = ([(b + sign * a) / 2 for a, b in zip(low, high, strict=True)] for sign in (1, -1))
    body.add_geom(
        name=name, type=mujoco.mjtGeom.mjGEOM_BOX, pos=middle, size=[max(part, half_m) for part in half], mass=0,
        group=3, contype=0, conaffinity=0, rgba=_chair_colour(),
    )  # fmt: skip


def _chair_colour() -> list[float]:
    return [*CHAIR_TIP_NUMBERS.read().chair.rgb, 1.0]


def _surfaces(sitter: Performer, rails: tuple[str, ...]) -> list[ContactSurface]:
    pelvis, back = sitter.surface("pelvis"), sitter.surface("back")
    on_pelvis = [replace(pelvis, name=leg, geom=leg, points_on_a_plane=1) for leg in LEGS]
    on_pelvis += [replace(pelvis, name=rail, geom=rail, points_on_a_plane=2) for rail in rails]
    return [*on_pelvis, replace(back, name="chair_top_rail", geom="chair_top_rail", points_on_a_plane=2)]


def _patches(
    row: PlainChair, behind: float, half_width: float, seat: float, height: float
) -> list[tuple[str, tuple[float, float, float], float, float]]:
    """The back of the chair as four patches, and what of its sides a mat carries."""
    area, radius = row.bears_m2 / 4, row.rail_radius_m
    return [
        (body, (behind, side * half_width, z), radius, area)
        for body, z in (("chair", seat), ("chair_back", height))
        for side in (1.0, -1.0)
    ]
