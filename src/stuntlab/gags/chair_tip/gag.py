"""A chair that goes over with somebody on it: an inverted pendulum until the chair lies, and a head that whips.

Chair and sitter lean over the chair's back (or side) legs and fall from where their centre of mass stands over them,
with what push was left; the chair comes between the back and the ground, and the head goes on.

Valid for: one adult on a plain chair with legs, tied or sitting still; speeds of a chair that is let go or pushed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from math import pi, radians
from typing import ClassVar

from stuntlab.gags.base import FailureMode, failure_modes_of
from stuntlab.gags.chair_tip.numbers import CHAIR_TIP_NUMBERS, ChairTipNumbers, TipFailure
from stuntlab.gags.chair_tip.tied_chair import tie_to_chair
from stuntlab.gags.falling.changes import ChangeStep, changes_of_steps, thicker_mats, trained_person
from stuntlab.gags.falling.fall_numbers import FallFailure
from stuntlab.gags.falling.fall_over import FallOver
from stuntlab.gags.falling.going_down import TopplingWorld
from stuntlab.gags.roles import Change, OffersChanges
from stuntlab.gags.trade import does_stunts
from stuntlab.people import human_tissue, performer, posture_by_name
from stuntlab.people.seat import sitting_height_m
from stuntlab.plan import Plan
from stuntlab.plan.actions.chair_tip import ChairTip as ChairTipWords

HEADING_RAD: Mapping[str, float] = {"back": pi, "left": pi / 2, "right": -pi / 2}


class ChairTip(FallOver, OffersChanges):
    """One `chair_tip:` line of a plan."""

    kind: ClassVar[str] = "chair_tip"
    summary: ClassVar[str] = "a chair tipped over with somebody on it, tied or not, onto a mat or a floor"
    failure_modes: ClassVar[tuple[FailureMode, ...]] = failure_modes_of(
        {name: row for name, row in CHAIR_TIP_NUMBERS.read().branch.items() if row.if_tipped is None}
    )

    def __init__(self, plan: Plan, action: ChairTipWords, label: str) -> None:
        super().__init__(plan, action, label, onto=action.onto, pushed_by=action.tipped_by)
        self.tip = action

    @property
    def numbers(self) -> ChairTipNumbers:
        return CHAIR_TIP_NUMBERS.read()

    @property
    def planned_means(self) -> Mapping[str, float]:
        """A chair that somebody else tips goes faster than one that is let go."""
        spread = self.numbers.spread
        push = spread.push_rad_s if self.tip.tipped_by is None else spread.pushed_rad_s
        return {"heading": self.heading_rad, "push": push, "chin": radians(spread.chin_deg)}

    @property
    def failures(self) -> Mapping[str, FallFailure]:
        """What can happen to a tip in this direction; to the right as to the left, mirrored."""
        way = "back" if self.tip.direction == "back" else "aside"
        rows = {name: row for name, row in self.numbers.branch.items() if row.if_tipped in (None, way)}
        if self.tip.direction != "right":
            return rows
        return {name: replace(row, numbers=_mirrored(row.numbers)) for name, row in rows.items()}

    @property
    def heading_rad(self) -> float:
        return HEADING_RAD[self.tip.direction]

    @property
    def backwards(self) -> bool:
        return self.tip.direction == "back" and not self.tip.head_support

    @property
    def lands_on(self) -> tuple[str, ...]:
        return ("back", "head") if self.tip.direction == "back" else ("shoulder", "elbow", "head")

    @property
    def is_thrown(self) -> bool:
        return self.tip.tipped_by is not None

    @property
    def has_learned_it(self) -> bool:
        return self.tip.rehearsed

    @property
    def reach_m(self) -> float:
        return self.tip.height.value + sitting_height_m(self.body)

    @property
    def falls_from_m(self) -> float:
        return self.tip.height.value + sitting_height_m(self.body)

    @property
    def hands_are_tied(self) -> bool:
        """Whether the hands are where they cannot help."""
        return self.person.restrained and not self.tip.hands_free

    @property
    def controls(self) -> Mapping[str, bool]:
        return {"head_support": self.tip.head_support, "breakaway": self.tip.breakaway}

    @property
    def is_rehearsed(self) -> bool:
        return self.tip.rehearsed

    def probability_of(self, row: FallFailure) -> float:
        tied = row.tied_probability if self.hands_are_tied and isinstance(row, TipFailure) else None
        return row.probability if tied is None else tied

    def tilt_rad(self, _form: float) -> float:
        return radians(self.numbers.start.tilt_deg)

    def toppling_world(self, model: str) -> TopplingWorld:
        posture = "tied_to_a_chair" if self.hands_are_tied else "holding_a_chair"
        sitter = performer(self.body, human_tissue(), posture=posture, sides=True, spine=True)
        return TopplingWorld(
            faller=sitter,
            ground=self.ground,
            where=self.where,
            ground_end=model,
            lasts_s=self.numbers.start.lasts_s,
            trained=posture_by_name(posture),
            tied_on=tie_to_chair(sitter, seat_m=self.tip.height.value),
        )

    def changes(self, number: int) -> Iterator[Change]:
        """What holds the head first, then softer, then somebody else."""
        tips, performer = self.tip, does_stunts(self.person.job)
        collar = ChangeStep("a collar or a back behind the head", "a higher chair", {"head_support": True})
        held = () if tips.head_support else (collar,)
        rehearsed = (
            () if tips.rehearsed else (ChangeStep("rehearsed at this setting", "a rehearsal", {"rehearsed": True}),)
        )
        steps = (
            *held,
            *rehearsed,
            *thicker_mats(self.plan, self.ground, word="onto"),
            *trained_person({}, does_stunts=performer, trained=performer),
        )
        yield from changes_of_steps(self.plan, number, tips.by, steps)

    def own_assumptions(self) -> tuple[str, ...]:
        chair, spread = self.numbers.chair, self.numbers.spread
        told = [
            f"chair: plain, {chair.mass_kg:g} kg, its back {100 * chair.back_m:.0f} cm above the seat; the trunk "
            "is tied to it, and what it meets reaches the back through the flesh that leans on it (judgement)",
            f"push left where the chair balances: {self.planned_means['push']:g} rad/s; chin tucked by "
            f"{spread.chin_deg:g} degrees and held by the neck (judgement)",
        ]
        if self.tip.head_support:
            told.append("head support makes an untucked chin rarer; no load is taken off for it, none was measured")
        return tuple(told)


def _mirrored(numbers: Mapping[str, float]) -> dict[str, float]:
    """Numbers of a row whose headings turn the other way."""
    return {name: -value if name == "heading_deg" else value for name, value in numbers.items()}
