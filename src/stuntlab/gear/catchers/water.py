"""Water as a catcher: no body model, only how fast and with what first somebody enters it.

Source: `water.toml`; biomechanics.md 6.5.
Valid for: clear, still water without ice, weed or current, and a body that is still conscious.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from stuntlab.gear.catchers.base import CatcherBehaviour
from stuntlab.gear.catchers.looks import Look, WaterLook
from stuntlab.gear.catchers.properties import Properties, WaterBody
from stuntlab.plan.gear.water import Water
from stuntlab.tables import Sourced, Table


@dataclass(frozen=True)
class Onset(Sourced):
    """Height above which injury sets in, by what enters first, m."""

    head: float
    hands: float
    feet: float


@dataclass(frozen=True)
class Trained(Sourced):
    """Heights that trained divers dive from."""

    highest_m: float
    lowest_m: float


@dataclass(frozen=True)
class Flat(Sourced):
    """Height above which nobody can say what a flat entry does."""

    highest_m: float


@dataclass(frozen=True)
class Survived(Sourced):
    """Speeds that people survived, and the critical one."""

    low_m_s: float
    high_m_s: float
    critical_m_s: float
    feet_better: str


@dataclass(frozen=True)
class JumpDepth(Sourced):
    """Depth that a jump feet first asks for: a share of its height, and the least."""

    share: float
    least_m: float


@dataclass(frozen=True)
class Depth(Sourced):
    """Least depths under platforms, [platform]."""

    height_m: tuple[float, ...]
    depth_m: tuple[float, ...]


@dataclass(frozen=True)
class Upright(Sourced):
    """How far off the vertical an entry counts as flat."""

    deg: float


@dataclass(frozen=True)
class WaterRest(Sourced):
    """Time from one faller to the next."""

    ready_s: float


@dataclass(frozen=True)
class WaterNumbers:
    """`water.toml`."""

    onset_m: Onset
    trained: Trained
    flat: Flat
    survived: Survived
    depth: Depth
    jump: JumpDepth
    upright: Upright
    rest: WaterRest


WATER = Table("stuntlab.gear.catchers", "water.toml", WaterNumbers)


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
            swallows_feet=False,
            movable=False,
            rebuilt_with_fall=False,
            clear_around=None,
            clear_below=None,
            water=WaterBody(depth.value if depth else None),
            foam=None,
        )

    @property
    def ready_s(self) -> float:
        return float(WATER.read().rest.ready_s)

    def assumptions(self) -> tuple[str, ...]:
        return (
            "water: no body is simulated; speed and attitude at entry are held against what is published for people "
            "and dummies entering water (Snyder 1965, Lane 1973, Pandey and Jung 2022)",
            f"a body turned more than {WATER.read().upright.deg:.0f} degrees from how it means to enter "
            "enters flat (judgement)",
        )

    def not_assessed(self) -> tuple[str, ...]:
        return ("cold, current, waves and what lies under the water; who gets the faller out, and how soon",)

    def against_practice(self, _take_off_m: float, /) -> tuple[tuple[str, str], ...]:
        return ()


def onset_m(enters: str) -> float | None:
    """Height above which injury is published to set in, of untrained people; None where nothing is published."""
    row = WATER.read().onset_m
    return {"head": row.head, "hands": row.hands, "feet": row.feet}.get(enters)


def depth_needed_m(height_m: float, *, enters: str) -> float:
    """Least depth: feet first that of a jump, else under boards and platforms of a height, the deepest beyond them."""
    if enters == "feet":
        jump = WATER.read().jump
        return max(jump.least_m, jump.share * height_m)
    row = WATER.read().depth
    return float(np.interp(height_m, row.height_m, row.depth_m))
