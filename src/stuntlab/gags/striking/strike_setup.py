"""What a plan says of a strike, and what a kind of strike has to say: who, with what limb, over which pads, on what."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from stuntlab.gags.base import Gag
from stuntlab.gags.striking.staging import TARGETS
from stuntlab.gags.striking.stance import Stance
from stuntlab.gags.striking.strike_numbers import EffectiveMass, StrikeNumbers
from stuntlab.gags.striking.striker import Striker
from stuntlab.gags.trade import does_stunts
from stuntlab.gear.floor import Floor, floor
from stuntlab.gear.pad import SPREAD_AREA_M2, FoamPad, foam
from stuntlab.people.from_plan import measures_of
from stuntlab.plan import Plan
from stuntlab.plan.gear.pad import Pad as PadWords
from stuntlab.plan.strike import Strike as StrikeWords


@dataclass(frozen=True, slots=True)
class Limb:
    """What strikes. word: for a sentence. speed: the draw that says how fast it is.

    reach_m: how far from the receiver whoever strikes stands. half_m: half its width. dwell_s: how long it stays where
    a blow would land.
    """

    word: str
    speed: str
    reach_m: float
    half_m: float
    dwell_s: float


class StrikeSetup(Gag):
    """Who strikes whom with what. `StrikeGag` says how takes go."""

    limb: ClassVar[Limb]
    plural: ClassVar[str]
    action: StrikeWords

    def __init__(self, plan: Plan, action: StrikeWords, label: str) -> None:
        super().__init__(plan, action, label)
        self.giver = plan.people[action.by]
        self.receiver = plan.people[action.to]
        self.giver_body = measures_of(self.giver, action.by)
        self.receiver_body = measures_of(self.receiver, action.to)
        self.stance = Stance(plan, action, self.receiver_body)

    @property
    @abstractmethod
    def numbers(self) -> StrikeNumbers:
        """The kind's table: every number that the plan does not give, with its source."""

    @property
    @abstractmethod
    def effective_mass(self) -> EffectiveMass:
        """The mass that arrives behind foot or hand."""

    @property
    @abstractmethod
    def striker(self) -> Striker:
        """What arrives, at the middle of its mass."""

    @property
    @abstractmethod
    def patch_m2(self) -> float:
        """Area over which foot or hand bears."""

    @property
    def pad_area_m2(self) -> float:
        """Area of foam that bears under foot or hand."""
        return SPREAD_AREA_M2

    @property
    def limb_is_padded(self) -> bool:
        """Whether something soft is on what strikes."""
        return False

    def missing_for_trained(self) -> Iterator[str]:
        """What is missing for the limits of a trained receiver, which never apply to a head, a neck or a joint."""
        if self.action.at not in TARGETS:
            yield "a blow at chest, abdomen, thigh or back"
        if not all(does_stunts(person.job) for person in (self.giver, self.receiver)):
            yield "two stunt performers"
        if not self.action.rehearsed:
            yield "contact rehearsed at this setting (rehearsed: true)"
        if not (self.pad or self.limb_is_padded):
            yield "a pad worn there or a glove"

    @property
    def pad(self) -> FoamPad | None:
        """The pad that the receiver wears over the part that is aimed at."""
        worn = next(iter(self.pads_over), None) if self.is_simulated else None
        return FoamPad(foam(worn.material), worn.thickness.value, self.pad_area_m2) if worn else None

    @property
    def pads_over(self) -> tuple[PadWords, ...]:
        """All pads that the receiver wears over the part that is aimed at."""
        worn = (self.plan.gear[name] for name in self.receiver.wears)
        return tuple(gear for gear in worn if isinstance(gear, PadWords) and gear.covers == self.action.at)

    def list_pads_left_off(self) -> Iterator[str]:
        """Pads of the plan for the part that is aimed at, which the receiver does not wear."""
        for name, gear in self.plan.gear.items():
            if isinstance(gear, PadWords) and gear.covers == self.action.at and name not in self.receiver.wears:
                yield name

    @property
    def is_simulated(self) -> bool:
        """Whether there is a body model for the part that is aimed at."""
        return self.action.at in TARGETS

    @property
    def floor(self) -> Floor:
        """What both stand on."""
        return floor(self.plan.place.floor)
