"""What every fall without a catcher to aim at shares: who bears it, how it goes wrong, what is drawn and measured."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping

from stuntlab.datasets import Borne, Draws, Exposure, Floats, Integers
from stuntlab.gags.evidence import Evidence
from stuntlab.gags.falling.landing_loads import landing_instruments
from stuntlab.gags.falling.tabled import TabledGag
from stuntlab.gags.roles import FallSource, GoesDown, HazardZones
from stuntlab.gags.trade import does_stunts
from stuntlab.gear.ground import ground_of
from stuntlab.people.from_plan import measures_of
from stuntlab.plan import Action, Plan
from stuntlab.scene.instruments import Instrument
from stuntlab.scene.scene import Scene
from stuntlab.scene.world import World


class Fall(TabledGag, GoesDown, HazardZones):
    """One person who goes down by their own act or another's.

    What is drawn is in the table of the kind (`tabled`).
    """

    def __init__(self, plan: Plan, action: Action, label: str, *, onto: str, pushed_by: str | None) -> None:
        super().__init__(plan, action, label)
        self.person = plan.people[action.by]
        self.body = measures_of(self.person, action.by)
        self.created_by = pushed_by or action.by
        self.ground = ground_of(onto, plan.gear, plan.place.floor)

    @property
    def is_rehearsed(self) -> bool:
        """Whether the plan says it was rehearsed at this setting."""
        return False

    @abstractmethod
    def own_assumptions(self) -> tuple[str, ...]:
        """Sentences: the judgements of this kind of fall."""

    @property
    def models(self) -> tuple[str, ...]:
        """How firm everything is that is met: the two ends, because no plan says it and nobody publishes it."""
        return ("soft", "stiff")

    @abstractmethod
    def scene(self, model: str) -> Scene:
        """The world of the fall under one of `models`."""

    @abstractmethod
    def knobs(self, draws: Draws, takes: Integers) -> Mapping[str, Floats]:
        """The scene's knobs for the given draws, name -> [take]."""

    def worlds(self) -> tuple[World, ...]:
        return (World("fall", self.scene, lambda draws, takes, _: self.knobs(draws, takes), self.instruments()),)

    def exposures(self) -> tuple[Exposure, ...]:
        takes, faller = self.action.takes, self.action.by
        borne = Exposure(self.label, faller, self.created_by, self._how_borne(), takes)
        if self.created_by == faller:
            return (borne,)
        sets_off = Exposure(
            self.label, self.created_by, self.created_by, Borne.CHOSEN, takes, feels=False, sets_off=True
        )
        return (borne, sets_off)

    def _how_borne(self) -> Borne:
        """Trained only where all of it holds: two stunt performers, rehearsed at this setting, something to land on."""
        if self.created_by == self.action.by:
            return Borne.CHOSEN
        trained = all(does_stunts(self.plan.people[name].job) for name in (self.created_by, self.action.by))
        return Borne.TRAINED_RECEIVER if trained and self.is_rehearsed and self.ground.soft else Borne.IMPOSED

    def instruments(self) -> tuple[Instrument, ...]:
        """What is measured on whoever goes down."""
        return landing_instruments(self.action.by, mass_kg=self.body.mass_kg, soft=self.is_caught)

    def falls_of(self, _person: str) -> FallSource:
        return FallSource.PLANNED

    def fall_branches(self) -> tuple[str, ...]:
        return tuple(branch.name for branch in self.branches()[1:])

    @property
    def floor_words(self) -> str:
        return self.ground.words

    @property
    def is_caught(self) -> bool:
        return self.ground.soft is not None

    def evidence(self) -> Evidence:
        faller = self.action.by
        return Evidence(
            assumptions=self.assumptions(),
            not_assessed=self.not_assessed(),
            beyond_validity={faller: self.beyond_validity()},
            upper_end=self.upper_end,
            ends_of="at the soft and the stiff end of what the body meets",
        )

    @abstractmethod
    def beyond_validity(self) -> tuple[str, ...]:
        """Sentences: what is asked of whoever falls that no model was compared with, and what would change that."""

    @property
    def upper_end(self) -> str | None:
        """Where the plan does not say how thick something soft is, what the loads are those of instead."""
        if self.ground.unknown_soft is None:
            return None
        return f"on {self.ground.under.words} without the {self.ground.unknown_soft}"

    def unknown_thickness(self) -> tuple[str, ...]:
        """A sentence where something soft is named without saying how thick it is."""
        if self.ground.unknown_soft is None:
            return ()
        return (
            f'what "{self.ground.unknown_soft}" takes off depends on its thickness, which is not in the plan. Name it '
            "in the gear with its thickness, as in {kind: mat, thickness: 10 cm}, and put its name in the action",
        )

    def assumptions(self) -> tuple[str, ...]:
        """Sentences: the judgements and unpublished numbers the answer rests on."""
        told = ["contact: every fall is run at a soft and a stiff end of what it meets; the worse decides (judgement)"]
        if not self.ground.under.known:
            told.append(f'floor "{self.ground.under.words}" is not in the table and counts as hard')
        return (*told, *self.own_assumptions())

    def not_assessed(self) -> tuple[str, ...]:
        """Phrases: what this cannot tell."""
        return (
            "wrists and arms that break a fall, teeth, fingers: no limit is published for what they feel",
            "old injuries, age over 60, and what a neck does that sees it coming",
        )
