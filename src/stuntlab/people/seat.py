"""Somebody who sits: how high the parts of a body lie above a seat."""

from __future__ import annotations

from dataclasses import dataclass

from stuntlab.people.anthropometry import Measures


@dataclass(frozen=True, slots=True)
class Seat:
    """What somebody sits on: height of its seat, m, and whether their hands are tied to its back."""

    height_m: float
    hands_tied: bool = False


def hip_above_seat_m(body: Measures) -> float:
    """The flesh below a hip joint: the radius of the pelvis in `people/surfaces.py`.

    With it the performer sits as tall as the 4082 men and 1986 women of ANSUR II within 2 cm (`tests/people`).
    """
    return 0.45 * body.abdomen_depth_m


def sitting_hip_m(body: Measures, seat: Seat) -> float:
    """Height of the hip joints of somebody who sits upright, m."""
    return seat.height_m + hip_above_seat_m(body)


def crown_m(body: Measures, seat: Seat | None) -> float:
    """Height of the top of the head of somebody who stands, or sits upright, m."""
    return body.stature_m if seat is None else body.stature_m - body.hip_height_m + sitting_hip_m(body, seat)


def rung_m(body: Measures, seat: Seat) -> float:
    """How high the feet of somebody who sits are: 0 on the ground, else on the rung of a seat too high for that, m.

    The rung lies so that the thighs come down a little: 0.30 of stature below the seat (J). With its thigh level a leg
    reaches 0.24 of stature (popliteal height, ANSUR II, C).
    """
    return max(0.0, seat.height_m - 0.30 * body.stature_m)


def feet_ahead_m(body: Measures, seat: Seat) -> float:
    """How much further ahead the feet stand before a seat that is low for somebody, m (J)."""
    return 0.5 * max(0.0, 0.24 * body.stature_m - seat.height_m)


def sitting_height_m(body: Measures) -> float:
    """From the seat to the top of the head.

    Source: 0.523 of stature in men, 0.526 in women (Gordon 2014, ANSUR II, NATICK/TR-15/007; C from its public data);
    upright, without a slump.
    """
    return 0.52 * body.stature_m
