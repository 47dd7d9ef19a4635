"""Somebody whom a machine has let go of: a flight, a landing on what catches, a slide towards what stands there.

The body is put just above what catches with the place and the speed of its draw; how it turns in the air is drawn.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from math import pi
from typing import ClassVar, TypeVar

import numpy as np

from stuntlab.constants import GRAVITY_M_S2
from stuntlab.datasets import Borne, Draws, Exposure, Flags, Floats, Integers, Outcome, Unknown
from stuntlab.datasets.machine import ComesDown, MachineSet, RunOut
from stuntlab.errors import ModelError
from stuntlab.gags.falling.landing import LandingWorld
from stuntlab.gags.falling.landing_loads import held_instruments, landing_instruments
from stuntlab.gags.falling.tabled import TabledGag
from stuntlab.gags.harnessed.in_the_way import HardThing, first_as_planned, first_of, hard_things
from stuntlab.gags.harnessed.lines import chin_rad
from stuntlab.gags.harnessed.numbers import ON_LINE
from stuntlab.gags.roles import DrivenByMachine, FallSource, GoesDown, HazardZones
from stuntlab.gags.trade import does_stunts
from stuntlab.gags.zones import DiscZone, HazardZone
from stuntlab.gear.catchers import Behaviour, GroundCatcher, behaviour_of
from stuntlab.gear.floor import floor_stiffness_n_per_m
from stuntlab.gear.footprint import Footprint, footprint_of
from stuntlab.people import Performer, human_tissue, performer
from stuntlab.people.from_plan import measures_of
from stuntlab.people.surfaces import RIGID
from stuntlab.plan import Action, Plan
from stuntlab.plan.actions.high_fall import GROUND
from stuntlab.plan.by_machine import ByMachine
from stuntlab.plan.catcher import Catcher
from stuntlab.scene.instruments import Instrument
from stuntlab.scene.scene import Scene
from stuntlab.scene.world import Rides, World

Machine = TypeVar("Machine")

LANDS, BESIDE, WALL, EDGE = range(4)
_BRUSHES_M_S = 1.0
"""At which a wall is met without harm (J)."""

WIDE_M = 1.5
"""Of the ground along the way that nobody else may stand on, to either side (J)."""

_EDGE_M = 0.3
"""Nearer to its edge than this, a head or half of a trunk comes down beside what catches (J)."""

_QUICK = 2048
_TURNS = 0.25
"""Of the turning that would carry a body round in its flight, what is left when it comes down (J)."""


class Thrown(TabledGag, DrivenByMachine, GoesDown, HazardZones):
    """One person whom a machine moves and who comes down. x runs the way they go, from where they stand.

    moved_in: the world in which the machine moves them.
    comes_down: the outcome that is followed by a landing. comes_there: how they come to the ground that nobody else may
    stand on, in words.
    """

    action: ByMachine
    moved_in: ClassVar[str]
    comes_there: ClassVar[str] = "is thrown or slides"
    comes_down: ClassVar[int] = LANDS

    def __init__(self, plan: Plan, action: Action, label: str) -> None:
        super().__init__(plan, action, label)
        self.person = plan.people[action.by]
        self.body = measures_of(self.person, action.by)

    def machine_as(self, name: str, kind: type[Machine], *, does_not: str) -> Machine:
        """What moves them, by its name in the gear. does_not: what other gear does, for the error.

        Raises: ModelError where it is of another kind.
        """
        gear = self.plan.gear[name]
        if not isinstance(gear, kind):
            raise ModelError(f"{name} {does_not}")
        return gear

    @property
    def controls(self) -> Mapping[str, bool]:
        checks = len(set(self.action.checked_by))
        return {"checked": checks >= 1, "checked twice": checks > 1}

    @property
    @abstractmethod
    def is_rehearsed(self) -> bool:
        """Whether a dummy was moved at this very setting."""

    @property
    @abstractmethod
    def lands_in(self) -> str:
        """The posture in which they come down: supine, prone or on the feet (landing, landing_deep)."""

    @property
    @abstractmethod
    def reach_m(self) -> float:
        """How far along the way nobody else may stand, and below."""

    @property
    @abstractmethod
    def fast_m_s(self) -> float:
        """How fast they are at most as planned."""

    @property
    def _flat_rad(self) -> float:
        """How far a body that is moved so has turned forward when it comes down."""
        return {"supine": -pi / 2, "prone": pi / 2}.get(self.lands_in, 0.0)

    @property
    def leads_m(self) -> float:
        """How far what arrives first lies ahead of the middle: the head of who lies, or who flies head first."""
        return (1 - ON_LINE.read().middle.com_share) * self.body.stature_m

    @property
    def stands_m(self) -> float:
        """Height of the middle of a body that stands."""
        return ON_LINE.read().middle.com_share * self.body.stature_m

    def fly_on(
        self, place: tuple[Floats, Floats, Floats], speed: tuple[Floats, Floats, Floats], grip: Floats
    ) -> dict[str, Floats]:
        """From where the machine lets go, (x, y, z) of the middle and its speeds, to landing and slide, [draw]."""
        (x, y, z), (out, across, rises) = place, speed
        stands, lies_m = self.footprint, self._comes_down_m
        flight_s, down = falls(z - stands.top_m - lies_m, rises)
        on_top = stands.inside_m(x + out * flight_s, y + across * flight_s) >= 0
        lower_s, faster = falls(z - lies_m, rises)
        flight_s, down = np.where(on_top, flight_s, lower_s), np.where(on_top, down, faster)
        landed_x = x + out * flight_s
        slide = out**2 / (2 * grip * GRAVITY_M_S2)
        return {
            "x_m": landed_x,
            "y_m": y + across * flight_s,
            "out_m_s": out,
            "across_m_s": across,
            "down_m_s": down,
            "time_s": np.maximum(flight_s, 0.05),
            "on_top": on_top.astype(float),
            "stops_m": landed_x + slide + self.leads_m,
            "at_wall_m_s": self._at_wall_m_s(landed_x, y + across * flight_s, out, grip),
        }

    @property
    def _comes_down_m(self) -> float:
        """Height of the middle of the body above what it comes down on."""
        middle = ON_LINE.read().middle
        return middle.lies_m if self._flat_rad else middle.com_share * self.body.stature_m

    @property
    def up_to_m(self) -> float:
        """How high the way of a head goes: nothing above that is in the way."""
        return 1.5 * self.body.stature_m

    @property
    def _hard(self) -> tuple[HardThing, ...]:
        catches = self.footprint if self.catcher else None
        return hard_things(self.plan, catches=catches, up_to_m=self.up_to_m)

    @property
    def _wall_m(self) -> float | None:
        return self.action.wall_at.value if self.action.wall_at else None

    def run_out_of(self, planned: Mapping[str, Floats]) -> RunOut:
        """Of the takes as planned, name -> [draw]."""
        stops, lands, out = planned["stops_m"], np.median(planned["x_m"]), np.median(planned["out_m_s"])
        first, what = first_as_planned(self._hard, self._wall_m, planned["x_m"], planned["y_m"])
        return RunOut(
            planned_m=float(np.mean(stops)),
            sd_m=float(np.std(stops)),
            wall_m=first,
            hard=what,
            clear=self.action.nothing_in_the_way,
            way=f"coming down at {lands:.1f} m and sliding on from {out:.1f} m/s",
            comes_down=self.comes_down_on(planned),
        )

    def _at_wall_m_s(self, landed_x: Floats, landed_y: Floats, out: Floats, grip: Floats) -> Floats:
        """How fast the head or the feet come to the first hard thing, [draw]; 0 where they stop before it."""
        first = first_of(self._hard, self._wall_m, landed_x, landed_y)
        slides = np.maximum(first - self.leads_m - landed_x, 0.0)
        return np.asarray(np.sqrt(np.maximum(out**2 - 2 * grip * GRAVITY_M_S2 * slides, 0.0)))

    def classify(self, draws: Draws) -> Integers:
        on_edge = np.where(self.inside_m(draws) < _EDGE_M, EDGE, LANDS)
        lands = np.where(draws.values["on_top"] > 0, on_edge, BESIDE)
        return np.where(draws.values["at_wall_m_s"] > _BRUSHES_M_S, WALL, lands).astype(np.int64)

    def comes_down_on(self, values: Mapping[str, Floats]) -> ComesDown | None:
        """Where those of the takes as planned, name -> [draw], come down, beside what catches them."""
        if self.catcher is None:
            return None
        stands, leads = self.footprint, self.leads_m if self._flat_rad else 0.0
        x, aside = values["x_m"], np.abs(values["y_m"] - (stands.low_y_m + stands.high_y_m) / 2)
        rests = x + _slides_on_m_s(values) ** 2 / (2 * values["grip"] * GRAVITY_M_S2) + leads
        short, beyond = x < stands.low_x_m, x + leads > stands.high_x_m
        wide = stands.high_y_m - stands.low_y_m
        to_side = ~short & ~beyond & (aside > wide / 2)
        slides = ~short & ~beyond & ~to_side & (rests > stands.high_x_m)
        return ComesDown(
            catcher=self.action.onto,
            from_m=stands.low_x_m,
            to_m=stands.high_x_m,
            wide_m=wide,
            low_m=float(np.quantile(x, 0.001)),
            high_m=float(np.quantile(rests, 0.999)),
            half_wide_m=float(np.quantile(aside, 0.998)),
            short=float(np.mean(short)),
            beyond=float(np.mean(beyond)),
            aside=float(np.mean(to_side)),
            slides_off=float(np.mean(slides)),
        )

    def planned_way(self) -> ComesDown | None:
        """`comes_down_on` by a quick draw of the takes as planned."""
        return self.comes_down_on(self._quick_way().values)

    def inside_m(self, draws: Draws) -> Floats:
        """How far inside its edge middle and head of each come to rest on what catches, m, [draw], near the edge."""
        values, leads = draws.values, self.leads_m if self._flat_rad else 0.0
        slides = _slides_on_m_s(values) ** 2 / (2 * values["grip"] * GRAVITY_M_S2)
        lands = self.footprint.inside_m(values["x_m"], values["y_m"])
        stops = self.footprint.inside_m(values["x_m"] + slides + leads, values["y_m"])
        return np.asarray(np.clip(np.minimum(lands, stops), -_EDGE_M, _EDGE_M))

    @property
    def catcher(self) -> Catcher | None:
        """What the plan has there; None for the bare ground."""
        gear = self.plan.gear.get(self.action.onto)
        return gear if isinstance(gear, Catcher) else None

    @property
    def behaviour(self) -> Behaviour:
        """How what they come down on behaves."""
        return behaviour_of(self.catcher) if self.catcher else GroundCatcher(self.ground_words)

    @property
    def ground_words(self) -> str:
        """What they stand and fall on where nothing catches."""
        return self.plan.place.floor or self.plan.place.ground or GROUND

    @property
    def footprint(self) -> Footprint:
        """Where what catches stands; the ground is everywhere."""
        if self.catcher is None:
            return Footprint(-1e3, 1e3, -1e3, 1e3)
        return footprint_of(self.catcher)

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        simulated = self.behaviour.not_simulated is None and self.behaviour.properties.water is None
        lands = "on the ground" if self.catcher is None else "on what catches"
        return (
            Outcome(lands, True, modelled=simulated),
            Outcome("beside what catches", True),
            Outcome("against what stands in the way", True, modelled=False),
            Outcome("on the edge of what catches, or over it", True, modelled=simulated),
        )

    def exposures(self) -> tuple[Exposure, ...]:
        words, takes = self.action, self.action.takes
        borne = Exposure(self.label, words.by, words.fired_by, self._how_borne(), takes)
        if words.fired_by == words.by:
            return (borne,)
        sets_off = Exposure(self.label, words.fired_by, words.fired_by, Borne.CHOSEN, takes, feels=False, sets_off=True)
        return (borne, sets_off)

    def _how_borne(self) -> Borne:
        """Trained only where all of it holds: a stunt performer, a dummy at this setting, something to come down on."""
        if self.action.fired_by == self.action.by:
            return Borne.CHOSEN
        trained = does_stunts(self.person.job) and self.is_rehearsed and self.catcher is not None
        return Borne.TRAINED_RECEIVER if trained else Borne.IMPOSED

    @property
    def models(self) -> tuple[str, ...]:
        """How much body and harness give, and how firm everything is that is met: the two ends of both."""
        return ("soft", "stiff")

    def _flyer(self) -> Performer:
        return performer(self.body, human_tissue(), posture=self.lands_in, spine=True)

    @abstractmethod
    def scene(self, model: str) -> Scene:
        """The first world, under one of `models`."""

    @abstractmethod
    def knobs(self, draws: Draws, takes: Integers) -> dict[str, Floats]:
        """Those of the first world, name -> [take]."""

    def worlds(self) -> tuple[World, ...]:
        moved = World(
            self.moved_in,
            self.scene,
            lambda draws, takes, _: self.knobs(draws, takes),
            self.moved_tools(),
            rides=self.rides,
        )
        if not self.outcomes[self.comes_down].modelled:
            return (moved,)
        landing = World(
            "landing",
            self.landing,
            lambda draws, takes, _: self.landing_knobs(draws, takes),
            self.instruments(),
            passes=self.come_down,
        )
        return (moved, landing)

    @property
    def rides(self) -> Rides | None:
        """Where the axes of the first world go with whoever is in it, `World.rides`."""
        return None

    def come_down(self, draws: Draws) -> Flags:
        """Who lands at all, [draw]: everybody whom a machine throws."""
        return np.ones(len(draws.branch), dtype=bool)

    def landing(self, model: str) -> Scene:
        """Just above what catches, under one of `models`."""
        behaviour, field, stands = self.behaviour, self.behaviour.field, self.footprint
        return LandingWorld(
            self._flyer(),
            stands,
            (lambda patches: field(model, stands, patches)) if field else None,
            duration_s=self.lands_s,
            timestep_s=behaviour.timestep_s,
            ground_n_per_m=RIGID if self.catcher else floor_stiffness_n_per_m(self.ground_words, end=model),
            tucks=True,
        ).scene()

    def lands_tucked_rad(self, values: Mapping[str, Floats]) -> Floats:
        """How far the chin is tucked as they come down, [take]: whoever does stunts tucks it to come down lying."""
        tucks = bool(self._flat_rad) and does_stunts(self.person.job)
        return np.full(len(values["turn_rad"]), chin_rad(tucked=tucks))

    @property
    def lands_s(self) -> float:
        """How long a landing is followed, s."""
        return self.behaviour.landing_s

    def landing_knobs(self, draws: Draws, takes: Integers) -> dict[str, Floats]:
        """Knobs of `landing` for the given draws, name -> [take]."""
        values = {name: column[takes] for name, column in draws.values.items()}
        flat = self._flat_rad
        whole = dict.fromkeys(("strength", "bears"), np.ones(len(takes))) | {"fans_off_s": np.zeros(len(takes))}
        return {
            "attitude": flat + values["turn_rad"],
            "yaw_rad": (pi if flat < 0 else 0.0) + values["yaw_rad"],
            "turning_rad_s": _TURNS * flat / values["time_s"],
            "chin_rad": self.lands_tucked_rad(values),
            **{name: values[name] for name in ("x_m", "y_m", "across_m_s", "down_m_s")},
            "out_m_s": _slides_on_m_s(values) if self.behaviour.field and "grip" in values else values["out_m_s"],
            **(whole if self.behaviour.field else {}),
        }

    def instruments(self) -> tuple[Instrument, ...]:
        """What is measured on whoever is moved, in every world."""
        return landing_instruments(self.action.by, mass_kg=self.body.mass_kg, soft=self.catcher is not None)

    def moved_tools(self) -> tuple[Instrument, ...]:
        """What is measured in the first world."""
        return held_instruments(self.action.by, mass_kg=self.body.mass_kg)

    @property
    def machine_set(self) -> MachineSet:
        return MachineSet(
            machine=self.machine_name,
            wall_m=self._wall_m,
            hips_to_m=self._hips_to_m,
            pulls_from_m=self.pulls_from_m,
            plate=self.stands_on_plate,
        )

    @property
    def _hips_to_m(self) -> float | None:
        """How far their hips come before what leads meets the first hard thing."""
        way = self._quick_way().values
        first, _ = first_as_planned(self._hard, self._wall_m, way["x_m"], way["y_m"])
        return None if first is None else first - self.leads_m

    @property
    def pulls_from_m(self) -> tuple[float, float, float] | None:
        """Where a line along the ground comes from; None where there is none."""
        return None

    stands_on_plate: ClassVar[bool] = False

    @property
    @abstractmethod
    def machine_name(self) -> str:
        """What moves them, by its name in the gear."""

    def stops_at_m(self) -> tuple[float, float]:
        """Where they come down and where they stop with three standard deviations, as planned, m, by a quick draw."""
        draws = self._quick_way()
        stops = draws.values["stops_m"]
        return float(np.median(draws.values["x_m"])), float(np.mean(stops) + 3 * np.std(stops))

    def _quick_way(self) -> Draws:
        luck = np.random.default_rng(0)
        values = {one.name: _quick_draw(one, luck) for one in self.unknowns()[0]}
        return self.propagate(Draws(values, np.zeros(_QUICK, dtype=np.int64)))

    def falls_of(self, person: str) -> FallSource:
        return FallSource.PLANNED if person == self.action.by else FallSource.UNKNOWN

    def fall_branches(self) -> tuple[str, ...]:
        return tuple(branch.name for branch in self.branches()[1:])

    @property
    def floor_words(self) -> str:
        return self.action.onto if self.catcher else self.ground_words

    @property
    def is_caught(self) -> bool:
        return self.catcher is not None

    def zones(self) -> tuple[HazardZone, ...]:
        reason = f"{self.action.by} {self.comes_there} there"
        discs = max(2, round(self.reach_m / WIDE_M))
        return tuple(
            DiscZone(reason, float(along), WIDE_M, max(self.fast_m_s, 1.0), comes_from_m=0.0)
            for along in np.linspace(0.0, self.reach_m, discs)
        )


def _slides_on_m_s(values: Mapping[str, Floats]) -> Floats:
    """How fast each slides on over what catches, [draw]: friction over the blow of the landing takes grip times down.

    A field that catches pushes, and holds nobody back: what they have left along it changes only where they lie.
    """
    return np.asarray(np.maximum(values["out_m_s"] - values["grip"] * values["down_m_s"], 0.0))


def _quick_draw(unknown: Unknown, luck: np.random.Generator) -> Floats:
    drawn = unknown.mean + unknown.sd * luck.standard_normal(_QUICK)
    return np.asarray(np.clip(drawn, unknown.low, unknown.high))


def falls(height_m: Floats, rises_m_s: Floats) -> tuple[Floats, Floats]:
    """How long a body flies down by a height that it leaves rising, and how fast it comes down; 0 where it is there."""
    drop = np.maximum(height_m, 0.0)
    down = np.sqrt(rises_m_s**2 + 2 * GRAVITY_M_S2 * drop)
    return np.asarray((rises_m_s + down) / GRAVITY_M_S2), np.asarray(down)
