"""What a catcher in a plan is to somebody who lands on it. One file per kind beside this one."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Generic, Protocol, TypeVar

from stuntlab.gear.catchers.looks import Look
from stuntlab.gear.catchers.properties import Properties
from stuntlab.gear.footprint import Footprint
from stuntlab.plan.catcher import Catcher
from stuntlab.scene.field import Field

if TYPE_CHECKING:
    from stuntlab.gear.landing_field import Patch  # compiled code, and a plan is checked without it

Words = TypeVar("Words", bound=Catcher)

THROWS_M = 3.0
"""How far a body may land from an edge that throws it off (film.md P6: pads in a ring of 3 m)."""


class FieldOf(Protocol):
    """From a model, where the catcher stands and the patches of a body to the catcher's field."""

    def __call__(self, model: str, where: Footprint, patches: Sequence[Patch], /) -> Field: ...


class Behaviour(ABC):
    """How whatever a fall ends on behaves. Every member is abstract: nothing is taken for granted of a new kind."""

    @property
    @abstractmethod
    def properties(self) -> Properties:
        """What failure modes, checks and pictures ask of it."""

    @property
    @abstractmethod
    def not_simulated(self) -> str | None:
        """Why no landing on it is simulated, as a phrase; None where landings are simulated."""

    @property
    @abstractmethod
    def field(self) -> FieldOf | None:
        """Makes its field under one of the models "soft" and "stiff"; None where there is only the ground, or water."""

    @property
    @abstractmethod
    def landing_s(self) -> float:
        """How long a landing is simulated, s."""

    @property
    @abstractmethod
    def timestep_s(self) -> float:
        """Timestep of the simulation of a landing, s."""

    @property
    @abstractmethod
    def ready_s(self) -> float:
        """The least time from one faller to the next, s."""

    @property
    @abstractmethod
    def ready(self) -> str:
        """What has to be done in that time, to follow "they need 60 s"."""

    @abstractmethod
    def assumptions(self) -> tuple[str, ...]:
        """Sentences: the judgements its answer rests on."""

    @abstractmethod
    def not_assessed(self) -> tuple[str, ...]:
        """Phrases: what cannot be told of this kind and can of others."""

    @abstractmethod
    def against_practice(self, take_off_m: float, /) -> tuple[tuple[str, str], ...]:
        """Sentences with their sources: what goes beyond the usual use of such a catcher, for a take-off height, m."""


class CatcherBehaviour(Behaviour, Generic[Words]):
    """How a kind of catcher behaves that a plan has words for. read_from: the class of those words."""

    read_from: ClassVar[type[Catcher]]

    def __init__(self, words: Words) -> None:
        self.words = words

    @property
    @abstractmethod
    def look(self) -> Look:
        """How pictures show it."""
