"""What a gag must answer. One file per kind of gag, found by being in this folder."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from stuntlab.datasets import Branch, Draws, Exposure, Finding, Flags, Floats, Unknown
from stuntlab.plan import Action, Plan
from stuntlab.scene.scene import Scene


@dataclass(frozen=True, slots=True)
class UsualBranch:
    """A way this kind of gag goes wrong, before the plan is looked at. It cannot be removed from a plan."""

    name: str
    reason: str
    outcome: str


@dataclass(frozen=True, slots=True)
class HazardZone:
    """Ground that a body or a limb can reach when the gag goes wrong: a disc.

    `along_m` is measured on the line of the action from the person acted on towards the person acting.
    """

    reason: str
    along_m: float
    radius_m: float


class Gag(ABC):
    """One gag of a plan: what can happen, to whom, and the world to simulate it in."""

    kind: ClassVar[str]
    summary: ClassVar[str]
    usual_branches: ClassVar[tuple[UsualBranch, ...]]
    models: ClassVar[tuple[str, ...]]
    """Tissue variants every take is run under; the spread between them is the model error, and the worse decides."""

    def __init__(self, plan: Plan, action: Action, number: int) -> None:
        self.plan = plan
        self.action = action
        self.label = f"{action.kind} {number}"

    @abstractmethod
    def branches(self) -> tuple[Branch, ...]:
        """The first is "as planned"; probabilities are per take and sum to 1."""

    @abstractmethod
    def unknowns(self) -> tuple[Sequence[Unknown], ...]:
        """For each branch, the numbers that differ from take to take."""

    @abstractmethod
    def touches(self, draws: Draws) -> Flags:
        """Whether a draw reaches anybody and needs a full-body take, [take]."""

    @abstractmethod
    def exposures(self) -> tuple[Exposure, ...]:
        """Who bears what from whom."""

    @abstractmethod
    def scene(self, model: str) -> Scene:
        """The world under one of `models`."""

    @abstractmethod
    def knobs(self, draws: Draws, takes: Sequence[int]) -> Mapping[str, Floats]:
        """The scene's knobs for the given draws, name -> [take]."""

    @abstractmethod
    def zones(self) -> tuple[HazardZone, ...]:
        """Where nobody who is not part of the gag may stand."""

    @abstractmethod
    def findings(self) -> tuple[Finding, ...]:
        """What the plan alone says, before any simulation."""
