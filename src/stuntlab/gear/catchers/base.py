"""What a catcher in a plan is to somebody who lands on it. One file per kind beside this one."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence

from stuntlab.gear.footprint import Footprint
from stuntlab.gear.landing_field import Patch
from stuntlab.scene.field import Field

FieldOf = Callable[[str, Footprint, Sequence[Patch]], Field]
"""From a model, where the catcher stands and the patches of a body to its field."""


class Behaviour(ABC):
    """How a kind of catcher behaves.

    outer_m: from its edge, where it gives way, throws off or is hard. throws_m, throws_s: how far a body lands from
    there, and how long that takes. landing_s: how long a landing is followed. ready_s: from one faller to the next;
    ready: what has to be done in that time.
    """

    outer_m: float
    throws_m = 3.0
    landing_s = 0.4
    timestep_s = 2e-4
    ready_s: float
    ready: str

    @property
    def simulated(self) -> bool:
        """Whether there is a body model for what the plan says of it."""
        return True

    @property
    def field(self) -> FieldOf | None:
        """Makes its field under one of the models "soft" and "stiff"; None where there is only the ground, or water."""
        return None

    @abstractmethod
    def assumptions(self) -> tuple[str, ...]:
        """Sentences: the judgements its answer rests on."""

    @property
    def against_practice(self) -> tuple[tuple[str, str], ...]:
        """Sentences with their sources: what goes beyond what such a catcher is used for elsewhere."""
        return ()
