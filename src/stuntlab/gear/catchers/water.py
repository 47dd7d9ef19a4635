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

from stuntlab.gear.catchers.base import CatcherBehaviour
from stuntlab.gear.catchers.looks import Look, WaterLook
from stuntlab.gear.catchers.properties import Properties, WaterBody
from stuntlab.plan.gear.water import Water


@cache
def water_numbers() -> dict[str, Any]:
    """`water.toml`."""
    return tomllib.loads((files("stuntlab.gear.catchers") / "water.toml").read_text(encoding="utf-8"))


class WaterCatcher(CatcherBehaviour[Water]):
    """What is published of entries into water, by what meets it first."""

    read_from = Water
    not_simulated = "the loads of a body that enters water: the program has no model of it"
    field = None
    landing_s = 0.0
    timestep_s = 2e-4
    ready = "for the faller before to swim clear"
    look: Look = WaterLook()

    @property
    def properties(self) -> Properties:
        depth = self.words.depth
        return Properties(
            edge=None,
            has_fans=False,
            can_be_damp=False,
            hangs_on_ties=False,
            one_at_a_time=True,
            always_ready=True,
            comes_with_rating=False,
            wants_drop_test=False,
            movable=False,
            rebuilt_with_fall=False,
            clear_around=None,
            clear_below=None,
            water=WaterBody(depth.value if depth else None),
            foam=None,
        )

    @property
    def ready_s(self) -> float:
        return float(water_numbers()["rest"]["ready_s"])

    def assumptions(self) -> tuple[str, ...]:
        return (
            "water: no body is simulated; speed and attitude at entry are held against what is published for people "
            "and dummies entering water (Snyder 1965, Lane 1973, Pandey and Jung 2022)",
            f"a body turned more than {water_numbers()['upright']['deg']:.0f} degrees from how it means to enter "
            "enters flat (judgement)",
        )

    def not_assessed(self) -> tuple[str, ...]:
        return ("cold, current, waves and what lies under the water; who gets the faller out, and how soon",)

    def against_practice(self, _take_off_m: float, /) -> tuple[tuple[str, str], ...]:
        return ()


def onset_m(enters: str) -> float | None:
    """Height above which injury is published to set in, of untrained people; None where nothing is published."""
    row = water_numbers()["onset_m"]
    return float(row[enters]) if enters in row else None


def depth_needed_m(height_m: float) -> float:
    """Least depth under boards and platforms of a height, between the published ones; the deepest beyond them."""
    row = water_numbers()["depth"]
    return float(np.interp(height_m, row["height_m"], row["depth_m"]))
