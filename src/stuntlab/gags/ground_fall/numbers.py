"""What stands in the table of a fall from standing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from stuntlab.gags.falling.fall_numbers import FallOverNumbers
from stuntlab.gags.plan_words import check_rows_of_words
from stuntlab.plan.actions.ground_fall import WAYS
from stuntlab.tables import Sourced, Table


@dataclass(frozen=True, slots=True)
class TrainedFall(Sourced):
    """How much of the form somebody trained keeps, 0 to 1, and how far their chin is tucked.

    aside_deg: in full form, how far they bend trunk and neck away from a side that comes down.
    """

    form: float
    chin_deg: float
    aside_deg: float


@dataclass(frozen=True, slots=True)
class LegsOnTheWayDown(Sourced):
    """legs_take_up: share of the energy of the lost height, in full form."""

    legs_take_up: float


@dataclass(frozen=True, slots=True)
class GroundStyle:
    """A way to go down. plank_deg, formed_deg: lean where the simulation starts, as a plank and in full form.

    least_bent: how much of the posture of full form whoever goes down this way has, however stiff they are.
    """

    lasts_s: float
    heading_deg: float
    posture: str
    plank_deg: float
    formed_deg: float
    least_bent: float


@dataclass(frozen=True, slots=True)
class GroundFallNumbers(FallOverNumbers):
    """`numbers.toml`."""

    trained: TrainedFall
    start: LegsOnTheWayDown
    style: Mapping[str, GroundStyle]

    def __post_init__(self) -> None:
        FallOverNumbers.__post_init__(self)
        check_rows_of_words("style", self.style, WAYS)


GROUND_FALL_NUMBERS = Table("stuntlab.gags.ground_fall", "numbers.toml", GroundFallNumbers)
