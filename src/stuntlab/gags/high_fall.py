"""A fall from a height onto a catcher: where it comes down, how flat, and what the catcher does.

Flight is a point with drag (`flight.py`), drawn 2¹⁷ times a branch; the full body is put just above the catcher with
the place, attitude and speed of a draw (`landing.py`). Take-off heights are of the feet; the centre of mass falls from
above them and lands lying.

Valid for: falls of 1 to 120 m over one edge, by one adult at a time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from math import hypot, pi, radians
from typing import Any, ClassVar

import numpy as np

from stuntlab.datasets import Borne, Branch, Catch, Draws, Ending, Exposure, Floats, Integers, Landings, Unknown
from stuntlab.errors import ModelError
from stuntlab.gags.base import Caught, FallSource, Flown, Gag, HazardZone, UsualBranch
from stuntlab.gags.flight import Flight, fly, way
from stuntlab.gags.landing import FALLER, Landing
from stuntlab.gags.landing_picture import pictured
from stuntlab.gags.landing_zone import LandingZone, priors
from stuntlab.gear.air_bag import AirBag, bag_rated_for, numbers
from stuntlab.gear.crush import crush_of
from stuntlab.gear.footprint import Footprint, footprint_of
from stuntlab.gear.landing_field import Patch, air_bag_field, crush_field
from stuntlab.people import human_tissue, performer
from stuntlab.people.from_plan import measures_of
from stuntlab.plan import Plan
from stuntlab.plan.actions.high_fall import HighFall as HighFallWords
from stuntlab.plan.catcher import Catcher
from stuntlab.plan.gear.air_bag import AirBag as AirBagWords
from stuntlab.scene.field import Field
from stuntlab.scene.instruments import Instrument
from stuntlab.scene.scene import Scene

FLAT, OFF_FLAT, OUTER, BESIDE, NOT_READY = range(5)
_REFERENCE_STATURE_M = 1.75
_FLIGHT_POINTS = 61


class HighFall(Gag, Caught, Flown):
    """One `high_fall:` line of a plan."""

    kind: ClassVar[str] = "high_fall"
    summary: ClassVar[str] = (
        "a fall from a height onto an air bag, boxes or a crash pad: back, header, face off, suicide or feet first"
    )
    usual_branches: ClassVar[tuple[UsualBranch, ...]] = tuple(
        UsualBranch(name, row["reason"], row["outcome"]) for name, row in priors()["branch"].items()
    )
    full_body_takes: ClassVar[int] = 480  # it has more ways to end than a kick
    endings: ClassVar[tuple[Ending, ...]] = (
        Ending("flat on the middle", True),
        Ending("on the middle, feet or neck first", True),
        Ending("in the outer metre", True),
        Ending("beside the catcher", True),
        Ending("on a catcher that is not ready", True),
    )

    def __init__(self, plan: Plan, action: HighFallWords, label: str) -> None:
        super().__init__(plan, action, label)
        self.fall = action
        self.person = plan.people[action.by]
        self.body = measures_of(self.person, action.by)
        self.style = priors()["style"][action.style]

    @property
    def catcher(self) -> Catcher:
        """What the plan has below."""
        gear = self.plan.gear[self.fall.onto]
        if not isinstance(gear, Catcher):
            raise ModelError(f"{self.fall.onto} catches nobody")
        return gear

    @property
    def footprint(self) -> Footprint:
        """Where it stands."""
        return footprint_of(self.catcher)

    @property
    def drop_m(self) -> float:
        """Fall of the centre of mass, from standing at the edge to lying on the catcher."""
        body = priors()["body"]
        rise = body["com_share"] * self.body.stature_m - body["flat_half_depth_m"]
        return self.fall.from_.value + float(rise) - self.footprint.top_m

    @property
    def models(self) -> tuple[str, ...]:
        return ("soft", "stiff")

    @property
    def simulated(self) -> bool:
        return not isinstance(self.catcher, AirBagWords) or self.catcher.rated_height is not None

    @property
    def target(self) -> str | None:
        return None

    def branches(self) -> tuple[Branch, ...]:
        wrong = tuple(self._branch(name, row) for name, row in priors()["branch"].items())
        planned = 1.0 - sum(branch.probability for branch in wrong)
        return (Branch("as planned", planned, "", "the fall goes as the plan says, within its spread"), *wrong)

    def _branch(self, name: str, row: Mapping[str, Any]) -> Branch:
        """A branch is only made rarer by a control that the plan names."""
        named = {control: factor for control, factor in row["controls"].items() if self.controls[control]}
        words = "".join(
            f"; {factor:g} times that, because {priors()['control'][control]}" for control, factor in named.items()
        )
        return Branch(
            name, row["probability"] * float(np.prod([*named.values()])), row["reason"] + words, row["outcome"]
        )

    @property
    def controls(self) -> Mapping[str, bool]:
        """Which controls the plan names."""
        rehearsed = self.fall.rehearsed_from
        return {
            "outrigger": self.fall.outrigger is not None and self.fall.outrigger.value > 0,
            "rehearsed": rehearsed is not None and rehearsed.value >= self.fall.from_.value * 2 / 3,
            "plumb_line": self.fall.plumb_line,
            "spotter_calls": self.fall.spotter_calls,
        }

    def unknowns(self) -> tuple[Sequence[Unknown], ...]:
        return tuple(self._unknowns_of(row) for row in ({}, *priors()["branch"].values()))

    def _unknowns_of(self, branch: Mapping[str, Any]) -> tuple[Unknown, ...]:
        spread, push, across = priors()["spread"], self.fall.push, self.fall.sideways
        wind = self.plan.place.wind
        wind_sd = hypot(*((wind.value, wind.sd) if wind else (0.0,)), branch.get("wind_sd_m_s", 0.0)) / 2**0.5
        height_sd = hypot(self.fall.from_.sd, spread["take_off_m"]["sd"])
        asked = self.fall.rotation
        rotation = (asked.value if asked else 0.0) + radians(branch.get("rotation_deg", 0.0))
        rotation_sd = asked.sd if asked else radians(spread["rotation_deg"]["sd"]) * self.style["spread_factor"]
        aim_sd = branch.get("aim_sd_m", 0.0)
        return (
            Unknown("height_m", self.fall.from_.value, height_sd, low=0.5),
            Unknown(
                "push_m_s",
                push.value * branch.get("push_factor", 1.0),
                branch.get("push_sd_m_s", push.sd),
                low=0.0,
            ),
            Unknown("sideways_m_s", across.value, hypot(across.sd, branch.get("sideways_sd_m_s", 0.0))),
            Unknown("wind_out_m_s", 0.0, wind_sd),
            Unknown("wind_across_m_s", 0.0, wind_sd),
            Unknown("rotation_rad", rotation, hypot(rotation_sd, radians(branch.get("rotation_sd_deg", 0.0)))),
            Unknown("yaw_rad", 0.0, radians(spread["yaw_deg"]["sd"])),
            Unknown("aim_out_m", self._to_edge_m() if branch.get("to_edge") else 0.0, aim_sd),
            Unknown("aim_across_m", 0.0, aim_sd),
            Unknown("strength", branch.get("strength", 1.0), 0.0, low=0.0, high=1.0),
        )

    def _to_edge_m(self) -> float:
        """From where a take as planned comes down to half a metre inside the near edge."""
        seconds = (2 * self.drop_m / 9.81) ** 0.5
        planned = self._take_off_x_m + self.fall.push.value * seconds
        return float(self.footprint.low_x_m + priors()["reach"]["outer_m"] / 2 - planned)

    @property
    def _take_off_x_m(self) -> float:
        return self.fall.outrigger.value if self.fall.outrigger else 0.0

    def follow(self, draws: Draws) -> Draws:
        values = draws.values
        landed = fly(
            np.maximum(values["height_m"] - self.fall.from_.value + self.drop_m, 0.1),
            out_m_s=values["push_m_s"],
            across_m_s=values["sideways_m_s"],
            wind_out_m_s=values["wind_out_m_s"],
            wind_across_m_s=values["wind_across_m_s"],
            mass_kg=self.body.mass_kg,
            drag_area_m2=self.style["drag_area_m2"],
        )
        followed = {
            "x_m": self._take_off_x_m + landed.x_m + values["aim_out_m"],
            "y_m": landed.y_m + values["aim_across_m"],
            "time_s": landed.time_s,
            "out_m_s": landed.out_m_s,
            "across_m_s": landed.across_m_s,
            "down_m_s": landed.down_m_s,
        }
        return Draws({**values, **followed}, draws.branch)

    def ending(self, draws: Draws) -> Integers:
        inside = self.footprint.inside_m(draws.values["x_m"], draws.values["y_m"])
        body, reach = priors()["body"], priors()["reach"]
        off_flat = np.abs(draws.values["rotation_rad"]) > radians(body["off_flat_deg"])
        upright = self.style["turn_deg"] == 0  # feet first is meant
        on_middle = np.where(off_flat & (not upright), OFF_FLAT, FLAT)
        ready = np.where(draws.values["strength"] < body["ready"], NOT_READY, on_middle)
        on_catcher = np.where(inside < reach["outer_m"], OUTER, ready)
        return np.asarray(np.where(inside < 0, BESIDE, on_catcher), dtype=np.int64)

    def severity(self, draws: Draws) -> Floats:
        """Speed at the catcher."""
        return draws.values["down_m_s"]

    def features(self, draws: Draws) -> Floats:
        values, stands = draws.values, self.footprint
        middle_x, middle_y = (stands.low_x_m + stands.high_x_m) / 2, (stands.low_y_m + stands.high_y_m) / 2
        return np.column_stack(
            [
                values["rotation_rad"],
                values["yaw_rad"],
                values["x_m"] - middle_x,
                values["y_m"] - middle_y,
                values["down_m_s"],
                values["strength"],
            ]
        )

    def exposures(self) -> tuple[Exposure, ...]:
        return (Exposure(self.label, self.fall.by, self.fall.by, Borne.CHOSEN, self.fall.takes),)

    def catch(self, draws: Draws) -> Catch:
        ending = self.ending(draws)
        zone = LandingZone(self.plan, self.fall.by, self.footprint, draws, ending == OUTER, len(self.branches()))
        bag, fall = self.catcher, self.fall
        needs = bag.clear_space if isinstance(bag, AirBagWords) else None
        return Catch(
            catcher=fall.onto,
            take_off_m=fall.from_.value,
            high_m=fall.from_.value + 2 * hypot(fall.from_.sd, priors()["spread"]["take_off_m"]["sd"]),
            top_m=self.footprint.top_m,
            rated_m=bag.rated_height.value if bag.rated_height else None,
            rated_from_top=bag.rated_from == "top",
            mass_kg=self.body.mass_kg,
            rated_mass_kg=bag.rated_mass.value if bag.rated_mass else None,
            vents=isinstance(bag, AirBagWords),
            clear_m=zone.clear_m(),
            needs_m=needs.value if needs else None,
            drawn=zone.tally(ending >= 0),
            outer=zone.tally(ending == OUTER),
            beside=zone.tally(ending == BESIDE),
            near=zone.near(),
            react_s=priors()["reach"]["react_s"],
            rehearsed_m=fall.rehearsed_from.value if fall.rehearsed_from else None,
            in_the_dark=fall.night and not fall.target_lit,
        )

    def landings(self, draws: Draws) -> Landings:
        return pictured(
            self.plan,
            f"{self.plan.stunt}, {self.label}",
            self.fall.onto,
            self.footprint,
            (self._take_off_x_m, self.drop_m),
            self.branches(),
            [ending.name for ending in self.endings],
            draws,
            self.ending(draws),
        )

    def flight(self, draws: Draws, take: int) -> Flight:
        """A missed aim is spread over the way, so that the picture starts at the edge and ends where the draw does."""
        value = {name: float(column[take]) for name, column in draws.values.items()}
        knob = {name: float(column[0]) for name, column in self.knobs(draws, np.array([take])).items()}
        time_s = np.linspace(0.0, value["time_s"], _FLIGHT_POINTS)
        share = time_s / value["time_s"]
        out, across, fallen = way(
            time_s,
            out_m_s=value["push_m_s"],
            across_m_s=value["sideways_m_s"],
            wind_out_m_s=value["wind_out_m_s"],
            wind_across_m_s=value["wind_across_m_s"],
            mass_kg=self.body.mass_kg,
            drag_area_m2=self.style["drag_area_m2"],
        ).T
        return Flight(
            time_s=time_s,
            x_m=self._take_off_x_m + out + share * value["aim_out_m"],
            y_m=across + share * value["aim_across_m"],
            fallen=fallen / fallen[-1],
            pitch_rad=share * knob["attitude"],
            yaw_rad=knob["yaw_rad"],
            feet_m=value["height_m"],
        )

    @property
    def lands_in(self) -> str:
        """The posture they hold when they land."""
        return "supine" if self.style["turn_deg"] else "landing"

    def scene(self, model: str) -> Scene:
        faller = performer(self.body, human_tissue(), posture=self.lands_in)
        return Landing(faller, self.footprint, partial(self._field, model)).scene()

    def _field(self, model: str, patches: list[Patch]) -> Field:
        if isinstance(self.catcher, AirBagWords):
            return air_bag_field(self._bag(model), self.footprint, patches)
        crush = crush_of(self.catcher.kind, self.footprint.top_m, end=model)
        return crush_field(crush, self.footprint, patches)

    def _bag(self, model: str) -> AirBag:
        rated = self.catcher.rated_height
        if rated is None:
            raise ModelError("a bag without a rating cannot be simulated")
        body, words = priors()["body"], self.catcher
        rise = body["com_share"] * _REFERENCE_STATURE_M - body["flat_half_depth_m"]
        from_top = rated.value - (0.0 if words.rated_from == "top" else self.footprint.top_m)
        along_x, along_y, height = words.size
        return bag_rated_for((along_x, along_y, height), from_top + rise, left=numbers()["left"][model])

    def knobs(self, draws: Draws, takes: Integers) -> dict[str, Floats]:
        values = {name: column[takes] for name, column in draws.values.items()}
        turn = radians(self.style["turn_deg"])
        attitude = turn + (-1.0 if turn < 0 else 1.0) * values["rotation_rad"]
        towards_wall = pi if self.style["faces_wall"] else 0.0
        return {
            "attitude": attitude,
            "yaw_rad": towards_wall + values["yaw_rad"],
            "x_m": values["x_m"],
            "y_m": values["y_m"],
            "out_m_s": values["out_m_s"],
            "across_m_s": values["across_m_s"],
            "down_m_s": values["down_m_s"],
            "turning_rad_s": attitude / values["time_s"],
            "strength": values["strength"],
        }

    def instruments(self) -> tuple[Instrument, ...]:
        def tool(load: str, method: str, *channels: str, **constants: float) -> Instrument:
            return Instrument(self.fall.by, load, method, tuple(FALLER + channel for channel in channels), constants)

        return (
            tool("head_hic15", "hic15", "head_acceleration"),
            tool("head_3ms", "head 3 ms", "head_acceleration"),
            tool("neck_nij", "nij", "neck_force", "neck_moment", mass_kg=self.body.mass_kg),
            tool("chest_3ms", "chest 3 ms", "chest_acceleration"),
            tool("lumbar_force", "peak compression", "lumbar_force", sign=1.0),
            tool("tibia_force", "peak compression", "left_ankle_force", sign=-1.0),
        )

    def falls_of(self, person: str) -> FallSource:
        return FallSource.PLANNED if person == self.fall.by else FallSource.BRANCH

    def fall_branches(self) -> tuple[str, ...]:
        return tuple(branch.name for branch in self.branches()[1:])

    @property
    def floor_words(self) -> str:
        return self.fall.onto

    @property
    def caught(self) -> bool:
        return True

    def zones(self) -> tuple[HazardZone, ...]:
        across = hypot(self.catcher.size[0], self.catcher.size[1]) / 2
        return (HazardZone(f"{self.fall.by} is thrown off", 0.0, across + priors()["reach"]["thrown_m"]),)

    def out_of_validity(self, person: str) -> tuple[str, ...]:
        """No catcher of the program was compared with a person's drop, so only one that was tried says anything."""
        tried = self.catcher.drop_tested_from
        if person != self.fall.by or (tried is not None and tried.value >= self.fall.from_.value):
            return ()
        return (
            f"what {self.fall.onto} does to a body is a model that was compared with no drop of a person or dummy. A "
            f"drop of an instrumented dummy of {self.person.mass_kg:.0f} kg from {self.fall.from_.text} onto it, set "
            "up as for the take, would change that (drop_tested_from)",
        )

    def assumptions(self) -> tuple[str, ...]:
        spread_deg = self.style["spread_factor"] * priors()["spread"]["rotation_deg"]["sd"]
        return (
            *self._assumed_of_catcher(),
            f"attitude at landing: {spread_deg:.0f} degrees of spread where the plan gives none (judgement)",
            "wind from any side; its speed is that of the plan, 0 where the plan gives none",
        )

    def _assumed_of_catcher(self) -> tuple[str, ...]:
        if isinstance(self.catcher, AirBagWords):
            return (
                "air bag: vents sized so that the bag stops 75 kg from its rated height with a fifth (soft) or two "
                "fifths (stiff) of its height left; every landing is run under both, and the worse decides (judgement)",
                "outer metre of the bag: bears a third at the rim and throws outwards, up to 3 m (judgement)",
            )
        return (
            f"{self.catcher.kind}: stress while it crushes taken at a soft and a stiff end, no test under a person was "
            "found; every landing is run under both, and the worse decides (judgement)",
            f"outer metre of the {self.catcher.kind}: throws off as an air bag's does (judgement, the cautious side)",
        )

    def not_assessed(self) -> tuple[str, ...]:
        return (
            "stitching, seams, fans and power of the catcher: performer and coordinator inspect before each use",
            "a second landing, off the catcher: only whether a body is thrown within reach of somebody",
            "old injuries, nerves, and what the light does to the faller",
        )
