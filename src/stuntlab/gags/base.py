"""What a gag must answer. One file per kind of gag, found by being in this folder."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, ClassVar

from stuntlab.datasets import Branch, Catch, Draws, Ending, Exposure, Floats, Integers, Landings, Unknown
from stuntlab.gags.high_fall.air_time import Flight
from stuntlab.gags.striking.strike import Strike
from stuntlab.plan import Action, Plan
from stuntlab.scene.instruments import Instrument
from stuntlab.scene.scene import Poses, Scene


@dataclass(frozen=True, slots=True)
class UsualBranch:
    """A way this kind of gag goes wrong, before the plan is looked at. It cannot be removed from a plan."""

    name: str
    reason: str
    outcome: str


def usual_of(rows: Mapping[str, Mapping[str, Any]]) -> tuple[UsualBranch, ...]:
    """The branches in the table of a kind, in its order."""
    return tuple(UsualBranch(name, row["reason"], row["outcome"]) for name, row in rows.items())


@dataclass(frozen=True, slots=True)
class HazardZone:
    """Ground that a body or a limb can reach when the gag goes wrong: a disc.

    `along_m` is measured on the line of the action from the person acted on towards the person acting. `speed_m_s` is
    that of whoever comes, from `comes_from_m` on that line where that is not the middle of the disc: several discs of
    one reason make a cone.
    """

    reason: str
    along_m: float
    radius_m: float
    speed_m_s: float = 3.0  # a body that stumbles or is thrown (J)
    comes_from_m: float | None = None


class FallSource(Enum):
    """How it is known whether a person goes down: simulated, at worst whenever a branch happens, planned, or not."""

    SIMULATED = "simulated"
    BRANCH = "branch"
    PLANNED = "planned"
    UNTOLD = "untold"


class Gag(ABC):
    """One gag of a plan: what can happen, to whom, and the world to simulate it in."""

    kind: ClassVar[str]
    summary: ClassVar[str]
    usual_branches: ClassVar[tuple[UsualBranch, ...]]
    full_body_takes: ClassVar[int] = 240  # three figures on a load and 2 % on how often a limit is passed

    def __init__(self, plan: Plan, action: Action, label: str) -> None:
        self.plan = plan
        self.action = action
        self.label = label

    @property
    @abstractmethod
    def endings(self) -> tuple[Ending, ...]:
        """The ways in which takes end; `ending` sorts draws by them."""

    @property
    @abstractmethod
    def models(self) -> Sequence[str]:
        """Tissue models every take is run under; their spread is the model error, and the worse decides."""

    @property
    @abstractmethod
    def simulated(self) -> bool:
        """Whether there is a body model for what the plan asks; if not, only draws are made."""

    @property
    @abstractmethod
    def target(self) -> str | None:
        """The region of another's body that is aimed at, in the plan's word."""

    @abstractmethod
    def branches(self) -> tuple[Branch, ...]:
        """The first is "as planned"; probabilities are per take and sum to 1."""

    @abstractmethod
    def unknowns(self) -> tuple[Sequence[Unknown], ...]:
        """For each branch, the numbers that differ from take to take."""

    def follow(self, draws: Draws) -> Draws:
        """The draws with what follows from them without a body, such as a flight; nothing, for most gags."""
        return draws

    @abstractmethod
    def ending(self, draws: Draws) -> Integers:
        """Which of `endings` each draw comes to, [take]."""

    @abstractmethod
    def severity(self, draws: Draws) -> Floats:
        """Any measure that grows with how hard a draw would hit, [take]."""

    @abstractmethod
    def features(self, draws: Draws) -> Floats:
        """The numbers that loads depend on smoothly, [take, feature]; logarithms where a power law is expected."""

    @abstractmethod
    def exposures(self) -> tuple[Exposure, ...]:
        """Who bears what from whom, bystanders apart."""

    @abstractmethod
    def scene(self, model: str) -> Scene:
        """The world under one of `models`."""

    @abstractmethod
    def knobs(self, draws: Draws, takes: Integers) -> Mapping[str, Floats]:
        """The scene's knobs for the given draws, name -> [take]."""

    @abstractmethod
    def instruments(self) -> tuple[Instrument, ...]:
        """What is to be measured on whom."""

    @abstractmethod
    def falls_of(self, person: str) -> FallSource:
        """How it is known whether this person goes down."""

    @abstractmethod
    def fall_branches(self) -> tuple[str, ...]:
        """Branches in which the person acting may go down."""

    @property
    @abstractmethod
    def floor_words(self) -> str:
        """What somebody who goes down lands on, in the plan's words."""

    @property
    @abstractmethod
    def caught(self) -> bool:
        """Whether that is something to land on."""

    @abstractmethod
    def zones(self) -> tuple[HazardZone, ...]:
        """Where nobody who is not part of the gag may stand."""

    @property
    def counted_from_m(self) -> tuple[float, float]:
        """Where on the set `zones` and the distances of cameras are counted from, along +x; strikes have their line."""
        return 0.0, 0.0

    def reaches(self, _person: str) -> bool:
        """Whether the gag does anything to somebody's body: whoever only pushes feels nothing."""
        return True

    @property
    def loads_are_upper_end(self) -> str | None:
        """Where the plan says too little, what the loads are those of instead: then they are the most there can be."""
        return None

    @property
    def spread_of_models(self) -> str | None:
        """What `models` are the ends of, where that is no tissue: then every load is told at both of them."""
        return None

    def strike(self) -> Strike | None:
        """What a camera must not see through, where somebody is struck at."""
        return None

    @abstractmethod
    def out_of_validity(self, person: str) -> tuple[str, ...]:
        """Sentences: what is asked of a person that no model was compared with, and what would change that."""

    def untold_if_touched(self) -> tuple[str, ...]:
        """Sentences on whoever is acted upon, as in `out_of_validity`; they count only where that person is touched."""
        return ()

    @abstractmethod
    def assumptions(self) -> tuple[str, ...]:
        """Sentences: the judgements and unpublished numbers the answer rests on."""

    @abstractmethod
    def not_assessed(self) -> tuple[str, ...]:
        """Phrases: what this cannot tell."""


class Caught(ABC):
    """What a gag answers besides, where somebody falls onto something on purpose."""

    @abstractmethod
    def catch(self, draws: Draws) -> Catch:
        """Where falls come down, and what the plan says of the catcher."""

    @abstractmethod
    def landings(self, draws: Draws) -> Landings:
        """Where some of the draws come down, for a picture."""


class Flown(ABC):
    """What a gag answers besides, where a body is in the air before its scene begins."""

    @abstractmethod
    def flight(self, draws: Draws, take: int) -> Flight:
        """How one of the draws comes to where its scene begins, for a picture."""


class Tipped(ABC):
    """What a gag answers besides, where a body goes over an edge before its scene begins."""

    @abstractmethod
    def tips(self, draws: Draws, take: int) -> Poses:
        """How one of the draws goes from upright to where its scene begins, at 0, for a picture."""
