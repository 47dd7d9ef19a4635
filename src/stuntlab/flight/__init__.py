"""Flights off a ramp as worlds of reduced state: the lip (`ramp`), the air (`air`), what lies below (`profile`)."""

from stuntlab.flight.air import (
    STAGES,
    Flights,
    Flown,
    FlownBikes,
    Stage,
    fall_of_bikes,
    fly_out,
    trace_bikes,
    trace_out,
)
from stuntlab.flight.numbers import NUMBERS
from stuntlab.flight.opening import opening_force
from stuntlab.flight.profile import height_of, section
from stuntlab.flight.ramp import pitch_at_lip, run_up, turn_by_wheel

__all__ = [
    "NUMBERS",
    "STAGES",
    "Flights",
    "Flown",
    "FlownBikes",
    "Stage",
    "fall_of_bikes",
    "fly_out",
    "height_of",
    "opening_force",
    "pitch_at_lip",
    "run_up",
    "section",
    "trace_bikes",
    "trace_out",
    "turn_by_wheel",
]
