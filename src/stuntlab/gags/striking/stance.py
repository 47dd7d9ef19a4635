"""Whether who is struck stands or sits, and what follows: where they end up, and what the body model cannot tell."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from stuntlab.gags.zones import DiscZone
from stuntlab.people import Measures
from stuntlab.people.seat import Seat, sitting_height_m
from stuntlab.plan import Plan
from stuntlab.plan.actions.chair_tip import ChairTip
from stuntlab.plan.sitting import sitting_of
from stuntlab.plan.strike import Strike as StrikeWords

_THROWN_M = 0.5  # how far a receiver is carried, or a chair slides, before going down (J)
_UNKNOWN = {
    (True, False): "is restrained, and the body model only stands free; only a held dummy test would tell",
    (False, True): "sits, and the body model only stands; only a test of a dummy on that seat would tell what is felt "
    "and whether it goes over",
    (True, True): "is restrained on a seat, and the body model only stands free; only a test of a dummy tied to that "
    "seat would tell what is felt and whether it goes over",
}
"""By whether somebody is restrained, and sits."""


class Stance:
    """The receiver of one strike of a plan. seat: what they sit on; None where they stand."""

    def __init__(self, plan: Plan, action: StrikeWords, body: Measures) -> None:
        self.plan, self.action, self.body = plan, action, body
        self._sitting = sitting_of(plan, action.to)
        self.seat = Seat(self._sitting.seat.value, self._sitting.hands_tied) if self._sitting else None

    def zone(self) -> DiscZone:
        """Whoever stands is thrown back and goes down; a chair turns about its legs, and the head lies so far off."""
        if self.seat:
            reach_m = self.seat.height_m + sitting_height_m(self.body)
            return DiscZone(f"{self.action.to} goes over with the chair", along_m=0.0, radius_m=reach_m + _THROWN_M)
        reach_m = self.body.stature_m + _THROWN_M
        return DiscZone(f"{self.action.to} is thrown back", along_m=-_THROWN_M, radius_m=reach_m)

    def unknown_if_touched(self) -> tuple[str, ...]:
        """What no model tells of a body that is held, or has a seat under it and a back behind it."""
        how = (self.plan.people[self.action.to].restrained, self.seat is not None)
        return (f"the receiver {_UNKNOWN[how]}",) if how in _UNKNOWN else ()

    def assumptions(self) -> Iterator[str]:
        """What is taken for granted of who sits."""
        by, to, kind = self.action.by, self.action.to, self.action.kind
        if self._sitting:
            seat = self._sitting.seat.text
            why = " (deduced from their chair_tip; `sits:` gives another)" if self._sitting.deduced else ""
            yield (
                f"{to} sits on a seat of {seat}{why}: heights, pictures and zones are those of somebody who sits, "
                "loads those of the body model, which stands"
            )
            if self._has_tipped_before:
                yield f"{to} has gone over with the chair before the {kind}, and is taken as sitting upright again"
        if sitting_of(self.plan, by):
            yield f"{by} is taken as standing for the {kind}: nobody is acted who strikes from a seat"

    @property
    def _has_tipped_before(self) -> bool:
        """Whether the plan has the receiver go over with a chair before this strike."""
        earlier = takewhile(lambda action: action is not self.action, self.plan.action)
        return any(isinstance(action, ChairTip) and action.by == self.action.to for action in earlier)
