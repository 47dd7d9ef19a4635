"""What a gag may offer besides what every gag answers. A stage asks for a role by its type and passes over the rest.

SeenStrike     somebody is struck at, and cameras must not see the gap
AsksTheTrade   rules of the trade ask what the plan says of it
CatchesFaller  a body comes down on something on purpose: catcher checks, a picture of landings
LandsOn        comes down on something in a take: pictures
GoesDown       somebody may be knocked off their feet, or goes down as planned
HazardZones    ground that nobody else may stand on
FlightPath     a body is in the air before its world begins
TakesOff       a body leaves an edge that somebody has to stand on: a wall's, a scaffold's, an outrigger's
TipsOver       a body goes over an edge before its world begins
OnStairs       it happens on a flight of stairs
OffersChanges  other ways to do it that might bring everybody within limits
NotSimulated   nothing of it is computed: no draw, no body, no exposure with numbers
DrivenByMachine  a machine pulls, throws or brakes somebody: checks of its setting
DirectLoads    loads that follow from a draw without a body: the tension of a line, heat, a throw distance
DrivesLoose    a vehicle may be lost: whoever it reaches, in how many seconds
LeavesAnEdge   somebody flies from an edge to the ground under a canopy: height, wall, what falls beside them
HangsOnLines   somebody hangs on lines: what they hang from, what is in the arc, what may come down
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, ClassVar

from stuntlab.datasets import Catch, Draws, Floats, Landings
from stuntlab.datasets.jump import EdgeSet, FlownPath, JumpFacts, JumpPicture, LandingFacts
from stuntlab.datasets.machine import MachineFacts, MachineSet
from stuntlab.datasets.rigging import FaceSet, HungPath, LinePicture, Rigging
from stuntlab.datasets.trade import TradeFacts
from stuntlab.datasets.vehicles import GroundPicture, VehicleFacts
from stuntlab.gags.striking.geometry import StrikeGeometry
from stuntlab.gags.zones import HazardZone
from stuntlab.gear.footprint import Footprint
from stuntlab.people import Performer
from stuntlab.plan import Plan
from stuntlab.plan.strike import Strike as StrikeWords
from stuntlab.scene.scene import Poses

if TYPE_CHECKING:
    from stuntlab.gear.step_field import Stairs  # compiled code, and only stairs need it

GAP = "gap_m"
"""The draw that says how far a strike stops short of the body; 0 or less touches."""


class FallSource(Enum):
    """How it is known whether a person goes down: simulated, at worst whenever a branch happens, planned, or not."""

    SIMULATED = "simulated"
    BRANCH = "branch"
    PLANNED = "planned"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Flight:
    """One take's way through the air to where the full body takes over; nothing is felt on it.

    time_s: [point], from the take-off, 0 first. x_m, y_m: [point], of the body's middle. fallen: [point], share of the
    whole drop, 0 to 1. pitch_rad: [point], how far the body has turned forward from standing; yaw_rad: the way it
    faces. feet_m: height they leave from.
    """

    time_s: Floats
    x_m: Floats
    y_m: Floats
    fallen: Floats
    pitch_rad: Floats
    yaw_rad: float
    feet_m: float


@dataclass(frozen=True, slots=True)
class Arrival:
    """How a body comes to the end of its flight: who, where, how turned, and how high its lowest point is."""

    body: Performer
    prefix: str
    at_m: tuple[float, float]
    pitch_rad: float
    yaw_rad: float
    lowest_m: float


class SeenStrike(ABC):
    """Somebody is struck at. How far the strike stops short is the draw `GAP`.

    pushes: whether it can also be done as a slow push onto a pad. speed_word: field of the action that says how fast
    foot or hand is.
    """

    pushes: ClassVar[bool]
    speed_word: ClassVar[str]

    @property
    @abstractmethod
    def words(self) -> StrikeWords:
        """The strike as the plan has it."""

    @abstractmethod
    def strike(self) -> StrikeGeometry:
        """The strike as a camera meets it."""

    @property
    @abstractmethod
    def planned_gap_m(self) -> float:
        """Where the strike is meant to stop: short of the body, or 0 or less where it is meant to land."""


class AsksTheTrade(ABC):
    """There are rules of the trade about it, which need no draw and no body (`verdict/trade`)."""

    @abstractmethod
    def trade_facts(self) -> tuple[TradeFacts, ...]:
        """What the plan says, for each person the rules are about."""


class CatchesFaller(ABC):
    """Somebody falls onto something on purpose."""

    @property
    @abstractmethod
    def footprint(self) -> Footprint:
        """Where what catches stands; on the bare ground, the point where a take as planned comes down."""

    @abstractmethod
    def catch(self, draws: Draws) -> Catch:
        """Where falls come down, and what the plan says of the catcher."""

    @abstractmethod
    def landings(self, draws: Draws) -> Landings:
        """Where some of the draws come down, for a picture."""


class LandsOn(ABC):
    """Somebody comes down on something in a take."""

    @property
    @abstractmethod
    def floor_words(self) -> str:
        """What somebody who goes down lands on, in the plan's words."""


class GoesDown(LandsOn):
    """Somebody may go down, or goes down as planned."""

    @abstractmethod
    def falls_of(self, person: str) -> FallSource:
        """How it is known whether this person goes down."""

    @abstractmethod
    def fall_branches(self) -> tuple[str, ...]:
        """Branches in which the person acting may go down."""

    @property
    @abstractmethod
    def is_caught(self) -> bool:
        """Whether that is something to land on."""


class HazardZones(ABC):
    """Ground that nobody who is not part of the gag may stand on."""

    @abstractmethod
    def zones(self) -> tuple[HazardZone, ...]:
        """The zones on the line of the action."""

    @property
    def counted_from_m(self) -> tuple[float, float]:
        """Where on the set `zones` and the distances of cameras are counted from, along +x; strikes have their line."""
        return 0.0, 0.0


class FlightPath(ABC):
    """A body is in the air before its world begins."""

    @abstractmethod
    def flight(self, draws: Draws, take: int) -> Flight:
        """How one of the draws comes to where its world begins, for a picture."""

    @abstractmethod
    def arrival(self, draws: Draws, take: int) -> Arrival:
        """How the body of one of the draws ends its flight, for a picture where the landing is not simulated."""


@dataclass(frozen=True, slots=True)
class TakeOff:
    """Where the feet leave: how high, and how far out from x = 0 on an outrigger; 0 from the edge itself."""

    height_m: float
    out_m: float


class TakesOff(ABC):
    """A body leaves an edge that somebody has to stand on: a wall's, a scaffold's, an outrigger's."""

    @property
    @abstractmethod
    def take_off(self) -> TakeOff:
        """Where it leaves as planned."""


class TipsOver(ABC):
    """A body goes over an edge before its world begins."""

    @abstractmethod
    def tips(self, draws: Draws, take: int) -> Poses:
        """How one of the draws goes from upright to where its world begins, at 0, for a picture."""


class OnStairs(ABC):
    """It happens on a flight of stairs."""

    @property
    @abstractmethod
    def stairs(self) -> Stairs:
        """The flight as planned."""

    @property
    @abstractmethod
    def covering(self) -> str:
        """What the steps are made of or covered with."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change to a plan: what it is, what it costs in height, look or work, and the plan with it made."""

    name: str
    cost: str
    plan: Plan


class OffersChanges(ABC):
    """Other ways to do it that might bring everybody within limits."""

    @abstractmethod
    def changes(self, number: int) -> Iterator[Change]:
        """The cheapest first, and at the end the ones that go together. number: of the gag's action in the plan."""


class NotSimulated(ABC):
    """Nothing of it is computed, and the answer is why not."""

    @property
    @abstractmethod
    def what(self) -> str:
        """What happens, in words."""

    @property
    @abstractmethod
    def children(self) -> tuple[str, ...]:
        """Who in it is under age, which is why nothing is computed; nobody where there is no model of such a stunt."""

    @property
    @abstractmethod
    def needed(self) -> str:
        """What would be needed to assess it, as a list in words."""

    @property
    @abstractmethod
    def nearest(self) -> str:
        """A sentence on what this program can do that is near in meaning; nothing where nothing is."""


class DrivenByMachine(ABC):
    """A machine moves somebody: its setting, what was tried with a dummy, and the way somebody needs to stop."""

    @abstractmethod
    def machine_facts(self, draws: Draws) -> MachineFacts:
        """What the plan says of the machine, beside what the draws come to."""

    @property
    @abstractmethod
    def machine_set(self) -> MachineSet:
        """What stands about, for a picture."""


class DirectLoads(ABC):
    """Loads that follow from a draw without a body."""

    @abstractmethod
    def direct_loads(self, draws: Draws) -> Mapping[str, Mapping[str, Floats]]:
        """Person -> load, by its name in the catalogue and in its unit there -> [take]."""


class DrivesLoose(ABC):
    """Somebody drives a vehicle that may be lost.

    looks_at: so many draws of each branch say what there is to say of a vehicle; more change no answer.
    """

    looks_at: ClassVar[int] = 2**14

    @abstractmethod
    def vehicle_facts(self, draws: Draws) -> VehicleFacts:
        """Whoever and whatever its runs reach, beside what the plan says of it. draws: the first `looks_at`."""

    @abstractmethod
    def ground_picture(self, draws: Draws) -> GroundPicture:
        """The ground that runs reach, who is on it, and where each of them may go, for a picture."""


class LeavesAnEdge(ABC):
    """Somebody leaves an edge or a ramp, and comes to the ground under a canopy or on wheels."""

    @abstractmethod
    def jump_facts(self, draws: Draws) -> JumpFacts | LandingFacts:
        """What decides it, beside what the plan says."""

    @abstractmethod
    def jump_picture(self, draws: Draws) -> JumpPicture:
        """Its ways against the ground, for a picture."""

    @property
    @abstractmethod
    def edge(self) -> EdgeSet:
        """What it leaves and what lies under it, for a picture."""

    @abstractmethod
    def flown_path(self) -> FlownPath:
        """The planned take along its reduced path, for a picture."""


class HangsOnLines(ABC):
    """Somebody hangs on lines, or is held by one."""

    @abstractmethod
    def rigging(self, draws: Draws) -> Rigging:
        """What they hang from beside what the draws do to it, and everybody around."""

    @abstractmethod
    def line_picture(self, draws: Draws) -> LinePicture:
        """The planned swing and catch, for a picture."""

    @property
    @abstractmethod
    def face(self) -> FaceSet:
        """What it happens at, for a picture."""

    @abstractmethod
    def hung_path(self) -> HungPath | None:
        """The planned take along its reduced path, for a picture; None where too little is known of the line."""
