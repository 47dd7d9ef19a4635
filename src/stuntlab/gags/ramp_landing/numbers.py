"""What stands in the table of jumps off a ramp and down again."""

from __future__ import annotations

from dataclasses import dataclass

from stuntlab.flight.numbers import Bike as Pitching
from stuntlab.gags.base import FailureRow
from stuntlab.gags.off_the_edge.numbers import PracticeWeight
from stuntlab.tables import Sourced, Table


@dataclass(frozen=True, kw_only=True)
class RampFailure(FailureRow):
    """vehicles: that have it. What it changes is added to the plan; speed_share: of the planned speed.

    practised_as: counts of `practised` whose clean runs tell of it; gate: the share left where a gate is read in time.
    """

    vehicles: tuple[str, ...]
    practised_as: tuple[str, ...] = ()
    gate: float = 1.0
    speed_share: float = 1.0
    speed_share_sd: float = 0.0
    aside_deg: float = 0.0
    aside_sd_deg: float = 0.0
    pitch_rate_deg_s: float = 0.0
    comes_off: bool = False


@dataclass(frozen=True)
class RampSpread(Sourced):
    """Standard deviations of what no plan says."""

    aside_sd_deg: float
    across_sd_m: float
    pitch_sd_deg: float
    pitch_rate_sd_deg_s: float
    tape_sd_m: float
    wind_sd_m_s: float


@dataclass(frozen=True)
class LandingVehicle(Sourced):
    """What a vehicle bears as it lands. most_m: equivalent fall height. soft, stiff: under each foot, N/m.

    trims: share of a turn in the air that is left. most_off_deg: how far off the slope it may stand.
    """

    wheel_behind_m: float
    trims: float
    most_off_deg: float
    most_m: float
    soft_n_per_m: float
    stiff_n_per_m: float
    stroke_m: float


@dataclass(frozen=True)
class BoxesUnderCar(Sourced):
    """Of the height of boxes, what they give. most_off_deg: how far off level a car may come into them."""

    crush_share: float
    most_off_deg: float


@dataclass(frozen=True)
class SlideEnds(Sourced):
    """Up to which speeds somebody who comes off is simulated."""

    most_m_s: float
    modelled_m_s: float
    fastest_down_m_s: float


@dataclass(frozen=True, slots=True)
class RampLandingNumbers:
    """`numbers.toml`."""

    branch: dict[str, RampFailure]
    spread: RampSpread
    motorcycle: LandingVehicle
    car: LandingVehicle
    car_body: Pitching
    boxes: BoxesUnderCar
    slides: SlideEnds
    practice: PracticeWeight

    def of_vehicle(self, vehicle: str) -> dict[str, RampFailure]:
        """The failure modes of a sort of vehicle."""
        return {name: row for name, row in self.branch.items() if vehicle in row.vehicles}


RAMP_LANDING = Table("stuntlab.gags.ramp_landing", "numbers.toml", RampLandingNumbers)
