"""Water as a catcher: no body model, only how fast and with what first somebody enters it.

Source: `water.toml`; biomechanics.md 6.5.
Valid for: clear, still water without ice, weed or current, and a body that is still conscious.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from stuntlab.gear.catchers.base import Behaviour
from stuntlab.plan.gear.water import Water


@cache
def water_numbers() -> dict[str, Any]:
    """`water.toml`."""
    return tomllib.loads((files("stuntlab.gear.catchers") / "water.toml").read_text(encoding="utf-8"))


class WaterCatcher(Behaviour):
    """What is published of entries into water, by what meets it first."""

    outer_m = 0.0
    throws_m = 0.0
    ready = "for the faller before to swim clear"

    def __init__(self, words: Water) -> None:
        self.words = words
        self.ready_s = water_numbers()["rest"]["ready_s"]

    @property
    def simulated(self) -> bool:
        return False

    def assumptions(self) -> tuple[str, ...]:
        return (
            "water: no body is simulated; speed and attitude at entry are held against what is published for people "
            "and dummies entering water (Snyder 1965, Lane 1973, Pandey and Jung 2022)",
            f"a body turned more than {water_numbers()['upright']['deg']:.0f} degrees from how it means to enter "
            "enters flat (judgement)",
        )


def onset_m(enters: str) -> float | None:
    """Height above which injury is published to set in, of untrained people; None where nothing is published."""
    row = water_numbers()["onset_m"]
    return float(row[enters]) if enters in row else None


def depth_needed_m(height_m: float) -> float:
    """Least depth under boards and platforms of a height, between the published ones; the deepest beyond them."""
    row = water_numbers()["depth"]
    return float(np.interp(height_m, row["height_m"], row["depth_m"]))
