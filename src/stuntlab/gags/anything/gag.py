"""A gag of which nothing is simulated: any other stunt of a plan, and whatever stunt has a child in it.

It has no draw that says anything, no world and no exposure with numbers. What it is, who is in it and why nothing is
computed are its answer (`roles.NotSimulated`); the record of decisions works with it as with any other.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import ClassVar

import numpy as np

from stuntlab.datasets import Branch, Draws, Exposure, Floats, Integers, Outcome, Unknown
from stuntlab.datasets.trade import TradeFacts
from stuntlab.errors import UnitError
from stuntlab.gags.anything.numbers import ANYTHING_NUMBERS
from stuntlab.gags.base import FailureMode, Gag, failure_modes_of
from stuntlab.gags.evidence import Evidence
from stuntlab.gags.roles import AsksTheTrade, NotSimulated
from stuntlab.gags.trade import trade_facts_of
from stuntlab.plan import people_in
from stuntlab.plan.actions.anything import Anything as AnythingWords
from stuntlab.plan.body import Region
from stuntlab.plan.everyday import UNKNOWN, GagWords, find_near_gag, find_word
from stuntlab.units import Dimension, parse_quantity

_NOTHING = ("none", "nothing", "no", "zero")
"""A gap in words."""


class Anything(Gag, AsksTheTrade, NotSimulated):
    """One `anything:` line of a plan, a line whose kind is not known, or one with a child in it."""

    kind: ClassVar[str] = "anything"
    summary: ClassVar[str] = AnythingWords.summary
    failure_modes: ClassVar[tuple[FailureMode, ...]] = failure_modes_of(ANYTHING_NUMBERS.read().branch)
    outcomes: ClassVar[tuple[Outcome, ...]] = (Outcome("not computed", True, modelled=False),)

    @property
    def children(self) -> tuple[str, ...]:
        return tuple(name for name in people_in(self.action) if self.plan.people[name].is_child)

    @property
    def what(self) -> str:
        return self.action.what if isinstance(self.action, AnythingWords) else self.action.summary

    @property
    def needed(self) -> str:
        return self._meant.needs

    @property
    def nearest(self) -> str:
        return self._meant.near

    @property
    def _meant(self) -> GagWords:
        """What the trade means by the name of it, or else by what happens."""
        named = find_near_gag(self.action.called)
        return find_near_gag(self.what) if named is UNKNOWN else named

    def planned_branches(self) -> tuple[Branch, ...]:
        rows = ANYTHING_NUMBERS.read().branch.items()
        wrong = tuple(Branch(name, row.probability, row.reason, row.outcome) for name, row in rows)
        planned = 1.0 - sum(branch.probability for branch in wrong)
        return (Branch("as planned", planned, "", "it goes as the plan says"), *wrong)

    def unknowns(self) -> tuple[Sequence[Unknown], ...]:
        """Nothing is known to differ."""
        return tuple(() for _ in self.branches())

    def classify(self, draws: Draws) -> Integers:
        return np.zeros(len(draws.branch), dtype=np.int64)

    def severity(self, draws: Draws) -> Floats:
        return np.zeros(len(draws.branch))

    def features(self, draws: Draws) -> Floats:
        return np.zeros((len(draws.branch), 0))

    def exposures(self) -> tuple[Exposure, ...]:
        """None with a number; who is in it and what is not known is said in words."""
        return ()

    def trade_facts(self) -> tuple[TradeFacts, ...]:
        """Whom it is meant to land on for real, where the plan says at what and with what gap."""
        action = self.action
        if not isinstance(action, AnythingWords):
            return ()
        at = _meant_to_land_at(action)
        named, held = action.to if at else (), self._meant.holds
        return tuple(
            trade_facts_of(self.plan, self.label, name, by=action.by, lands_at=at, held=held) for name in named
        )

    def evidence(self) -> Evidence:
        return Evidence(
            assumptions=(f"{self.label}: nothing is computed of it, so no number of this answer is about it",),
            not_assessed=(f"{self.label}: {self.what}",),
        )


def _meant_to_land_at(action: AnythingWords) -> str:
    """The region where it is meant to touch somebody; "" where it stops short, or the plan does not say both."""
    at, gap = find_word(action.details.get("at", ""), tuple(Region)), action.details.get("gap", "").strip()
    return at if at and _leaves_nothing(gap) else ""


def _leaves_nothing(gap: str) -> bool:
    """Whether a gap is none: nothing is nothing in any unit, and so without one."""
    if gap.lower() in _NOTHING:
        return True
    for said in (gap, f"{gap} m"):
        with suppress(UnitError):
            return parse_quantity(said, Dimension.LENGTH).value <= 0
    return False
