"""What passes between two stages: small frozen containers of named numpy arrays in SI.

Axes are written in brackets: `[take]`, `[take, time]`, `[take, level]`. A stage unwraps, computes on plain arrays and
wraps again. `check()` names what is wrong; the pipeline calls it on every stage edge.
"""

from __future__ import annotations

from stuntlab.datasets.answer import (
    Alternative,
    Assessment,
    Basis,
    Day,
    Dose,
    Exposure,
    ExposureResult,
    Finding,
    GearLimit,
    LoadSummary,
    LookBack,
    PastAccident,
    PersonResult,
    Standing,
)
from stuntlab.datasets.arrays import Flags, Floats, Integers
from stuntlab.datasets.catch import Catch, Follows, InReach, Landings, ObstacleCollision, Wants, WaterEntry
from stuntlab.datasets.recording import Channel, FaultyChannel, Recording
from stuntlab.datasets.rehearsed import (
    NO_RUNS,
    NOT_REHEARSED,
    Consented,
    GagRuns,
    LearntGag,
    LearntQuantity,
    LearntRate,
    Rehearsed,
)
from stuntlab.datasets.takes import Branch, Draws, Injuries, Loads, Outcome, Sell, Stratum, Unknown
from stuntlab.datasets.words import Borne, Interval, Severity, TakeStatus, Verdict

__all__ = [
    "NOT_REHEARSED",
    "NO_RUNS",
    "Alternative",
    "Assessment",
    "Basis",
    "Borne",
    "Branch",
    "Catch",
    "Channel",
    "Consented",
    "Day",
    "Dose",
    "Draws",
    "Exposure",
    "ExposureResult",
    "FaultyChannel",
    "Finding",
    "Flags",
    "Floats",
    "Follows",
    "GagRuns",
    "GearLimit",
    "InReach",
    "Injuries",
    "Integers",
    "Interval",
    "Landings",
    "LearntGag",
    "LearntQuantity",
    "LearntRate",
    "LoadSummary",
    "Loads",
    "LookBack",
    "ObstacleCollision",
    "Outcome",
    "PastAccident",
    "PersonResult",
    "Recording",
    "Rehearsed",
    "Sell",
    "Severity",
    "Standing",
    "Stratum",
    "TakeStatus",
    "Unknown",
    "Verdict",
    "Wants",
    "WaterEntry",
]
