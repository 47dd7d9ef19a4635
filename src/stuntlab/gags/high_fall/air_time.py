"""One fall's way through the air, as a gag tells it to whoever draws it."""

from __future__ import annotations

from dataclasses import dataclass

from stuntlab.datasets import Floats


@dataclass(frozen=True, slots=True)
class Flight:
    """One take's way through the air to where the full body takes over; nothing is felt on it.

    time_s: [point], from the take-off, 0 first. x_m, y_m: [point], of the body's middle. fallen: [point], share of the
    whole drop, 0 to 1. pitch_rad: [point], how far the body has turned forward from standing; yaw_rad: the way it
    faces. feet_m: height they leave from.
    """

    time_s: Floats
    x_m: Floats
    y_m: Floats
    fallen: Floats
    pitch_rad: Floats
    yaw_rad: float
    feet_m: float
