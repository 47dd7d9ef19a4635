"""What is asked of a jump by whatever reads its draws: facts, people below, the card, pictures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Protocol

from stuntlab.datasets import Branch, Floats, Integers, Unknown
from stuntlab.flight import Flights
from stuntlab.gags.off_the_edge.numbers import JumpFailure
from stuntlab.gags.off_the_edge.trim import Trim
from stuntlab.people import Measures
from stuntlab.plan import Plan
from stuntlab.plan.gear.canopy import Canopy
from stuntlab.plan.gear.car import Car
from stuntlab.plan.under_canopy import UnderCanopy
from stuntlab.units import Quantity


@dataclass(frozen=True, slots=True)
class Leaves:
    """How somebody leaves the edge, each a middle and a standard deviation, SI. bike: None for somebody alone."""

    speed: tuple[float, float]
    up: tuple[float, float]
    parts: tuple[float, float]
    push: tuple[float, float]
    pull: tuple[float, float]
    bike: Car | None


class Jump(Protocol):
    """One jump to a canopy. begins: what everything is counted from, in words."""

    plan: Plan
    label: str
    words: UnderCanopy
    body: Measures
    begins: ClassVar[str]

    @property
    def leaves(self) -> Leaves:
        """How they leave the edge."""

    @property
    def canopy(self) -> Canopy | None:
        """The parachute; None where the plan has none."""

    @property
    def trim(self) -> Trim:
        """How the canopy flies under them."""

    @property
    def no_survey(self) -> str:
        """Why no height of the ground can be counted on; empty where it was surveyed."""

    @property
    def pit_m(self) -> float:
        """How deep the ground is taken to be that nobody surveyed."""

    @property
    def ground(self) -> Floats:
        """Pieces of the profile."""

    @property
    def has_wall(self) -> bool:
        """Whether a piece of the profile is steeper than 45 degrees."""

    @property
    def rows(self) -> tuple[JumpFailure | None, ...]:
        """Of the table, one for each branch; None as planned."""

    def unknowns(self) -> tuple[Sequence[Unknown], ...]:
        """The numbers that differ between takes, for each branch."""

    def in_takes(self, field: str) -> Quantity:
        """A number of the plan with the spread that runs have shown."""

    def branches(self) -> tuple[Branch, ...]:
        """How it can go."""

    def ground_height(self, out_m: float) -> float:
        """Height of the ground so far out from the edge, m."""

    def flights(self, values: Mapping[str, Floats], branch: Integers) -> Flights:
        """Draws as flights."""
