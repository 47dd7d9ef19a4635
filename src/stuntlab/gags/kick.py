"""A kick at a co-performer: sold short of the body, pushed onto a pad, or landed.

The kicker is an effective-mass striker (`striker.py`) checked against measured front kicks; the receiver is the full
performer. A foot that touches does so at the plan's foot speed, the cautious reading, unless the plan says over what
distance it is pulled.

Valid for: straight kicks with a flat sole, 0.5–9 m/s, at the abdomen, chest, thigh or back of a standing adult.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from math import hypot
from typing import Any, ClassVar

import numpy as np

from stuntlab.datasets import Borne, Branch, Draws, Ending, Exposure, Floats, Integers, Unknown
from stuntlab.gags.base import FallSource, Gag, HazardZone, UsualBranch
from stuntlab.gags.staging import BLOW_TIMESTEP_S, CONTACT, RECEIVER, TARGETS, Stage
from stuntlab.gags.strike import Strike, half_size_at, struck_height_m
from stuntlab.gags.striker import LEG_LENGTH, Striker
from stuntlab.gear.floor import Floor, floor
from stuntlab.gear.pad import SPREAD_AREA_M2, Pad, foam
from stuntlab.people import Measures, human_tissue, performer
from stuntlab.people.from_plan import measures_of
from stuntlab.people.skeleton import HEEL_SHARE
from stuntlab.people.tissue import Abdomen
from stuntlab.plan import Plan
from stuntlab.plan.actions.kick import Kick as KickWords
from stuntlab.plan.body import Region
from stuntlab.plan.gear.mat import Mat as MatWords
from stuntlab.plan.gear.pad import Pad as PadWords
from stuntlab.scene.instruments import Instrument
from stuntlab.scene.scene import Phase, Scene

AS_PLANNED = Branch("as planned", 1.0, "", "the foot goes where the plan says, within its spread")
FASTEST_M_S = 9.0
_BLOW_S = 0.15
_LONG_BLOW_S = 0.30  # a push through foam takes longer to peak
_ABDOMEN: Mapping[str, Abdomen] = {"soft": "soft", "middle": "middle", "stiff": "stiff"}
_FRICTION = {"dry": 0.7, "wet": 0.35}  # shoes on stone (R-m)
_KICKER_STANDS_M = 0.9  # a leg's reach from the receiver (J)
_LEG_HALF_M = 0.06  # shoe and lower leg in trousers (J)
_DWELL_S = 0.08  # a foot that lands stays twice its time to peak, 39 ms (Vágner 2018); one sold as landing must too
_THROWN_M = 0.5  # how far a receiver is carried before going down (J)
_WALL_CHANNEL = {"abdomen": "abdomen_deflection", "chest": "sternum_deflection"}
_BALANCE = (RECEIVER + "com_position", RECEIVER + "com_velocity")


@cache
def priors() -> dict[str, Any]:
    """`kick.toml`: every number the plan does not give, with its source."""
    return tomllib.loads((files("stuntlab.gags") / "kick.toml").read_text(encoding="utf-8"))


class Kick(Gag):
    """One `kick:` line of a plan."""

    kind: ClassVar[str] = "kick"
    summary: ClassVar[str] = "a foot at a co-performer's abdomen, chest, thigh or back: sold short, pushed or landed"
    usual_branches: ClassVar[tuple[UsualBranch, ...]] = tuple(
        UsualBranch(name, row["reason"], row["outcome"]) for name, row in priors()["branch"].items()
    )
    endings: ClassVar[tuple[Ending, ...]] = (Ending("touches", True, split=True), Ending("stops short", False))

    def __init__(self, plan: Plan, action: KickWords, label: str) -> None:
        super().__init__(plan, action, label)
        self.kick = action
        self.giver = plan.people[action.by]
        self.receiver = plan.people[action.to]
        self.giver_body = measures_of(self.giver, action.by)
        self.receiver_body = measures_of(self.receiver, action.to)

    def branches(self) -> tuple[Branch, ...]:
        wet = floor(self.plan.place.floor).wet
        wrong = tuple(
            Branch(
                name,
                row["wet_probability" if wet and "wet_probability" in row else "probability"],
                row["reason"],
                row["outcome"],
            )
            for name, row in priors()["branch"].items()
        )
        planned = 1.0 - sum(branch.probability for branch in wrong)
        return (Branch(AS_PLANNED.name, planned, AS_PLANNED.reason, AS_PLANNED.outcome), *wrong)

    def unknowns(self) -> tuple[Sequence[Unknown], ...]:
        as_planned = {"shift_m": 0.0, "shift_sd_m": 0.0, "aim_factor": 1.0}
        return tuple(self._unknowns_of(row) for row in (as_planned, *priors()["branch"].values()))

    def _unknowns_of(self, branch: Mapping[str, float]) -> tuple[Unknown, ...]:
        """`branch`: how much closer the foot ends, and how much the aim suffers."""
        gap, speed = self.kick.gap, self.kick.foot_speed
        mass, push, aim = (
            priors()["striker"]["effective_mass_kg"],
            priors()["striker"]["push_n_per_m_s"],
            priors()["aim"],
        )
        scale = self.giver_body.mass_kg / mass["reference_person_kg"]
        return (
            Unknown("gap_m", gap.value - branch["shift_m"], hypot(gap.sd, branch["shift_sd_m"])),
            Unknown("foot_speed_m_s", speed.value, speed.sd, low=0.05),
            Unknown("aim_lateral_m", 0.0, aim["lateral_m"]["sd"] * branch["aim_factor"]),
            Unknown("aim_vertical_m", 0.0, aim["vertical_m"]["sd"] * branch["aim_factor"]),
            Unknown("effective_mass_kg", *(scale * mass[key] for key in ("value", "sd", "low", "high"))),
            Unknown("push_n_per_m_s", push["value"], push["sd"], push["low"], push["high"]),
        )

    def ending(self, draws: Draws) -> Integers:
        return np.where(draws.values["gap_m"] <= 0, 0, 1)

    def touch_speed_m_s(self, draws: Draws) -> Floats:
        """Foot speed when it meets the body, [take]: the plan's, or what is left of it where the kick is pulled.

        A pulled foot slows evenly to rest at its stopping point, so speed falls with the square root of what is left.
        """
        speed = draws.values["foot_speed_m_s"]
        pulled_over = self.kick.pulled_over
        if pulled_over is None:
            return speed
        left_m = np.clip(-draws.values["gap_m"], 0, pulled_over.value)
        return np.asarray(np.maximum(speed * np.sqrt(left_m / pulled_over.value), 0.05))

    def severity(self, draws: Draws) -> Floats:
        """Speed times the root of mass: the peak of any linear impact grows with it."""
        return np.asarray(self.touch_speed_m_s(draws) * np.sqrt(draws.values["effective_mass_kg"]))

    def features(self, draws: Draws) -> Floats:
        values = draws.values
        return np.column_stack(
            [
                np.log(self.touch_speed_m_s(draws)),
                np.log(values["effective_mass_kg"]),
                values["push_n_per_m_s"],
                values["aim_lateral_m"],
                values["aim_vertical_m"],
            ]
        )

    def exposures(self) -> tuple[Exposure, ...]:
        takes = self.kick.takes * self.kick.count
        return (
            Exposure(self.label, self.kick.to, self.kick.by, self._borne(), takes),
            Exposure(self.label, self.kick.by, self.kick.by, Borne.CHOSEN, takes),
        )

    def _borne(self) -> Borne:
        """Trained only where all of it holds: two stunt performers, contact rehearsed at this setting, a pad worn."""
        trained = all("stunt" in person.job.casefold() for person in (self.giver, self.receiver))
        return Borne.TRAINED_RECEIVER if trained and self.kick.rehearsed and self.pad else Borne.IMPOSED

    @property
    def pad(self) -> Pad | None:
        """The pad that the receiver wears over the part that is aimed at."""
        worn = self._pad_words
        modelled = self.kick.at in TARGETS and TARGETS[self.kick.at].plate is not None
        return Pad(foam(worn.material), worn.thickness.value) if worn and modelled else None

    @property
    def _pad_words(self) -> PadWords | None:
        worn = (self.plan.gear[name] for name in self.receiver.wears)
        over = (gear for gear in worn if isinstance(gear, PadWords) and gear.covers == self.kick.at)
        return next(over, None)

    @property
    def simulated(self) -> bool:
        """Whether there is a body model for the part that is aimed at."""
        return self.kick.at in TARGETS

    @property
    def models(self) -> tuple[str, ...]:
        """The published ends of the abdomen's stiffness where it is struck; else the one tissue there is data for."""
        return ("soft", "stiff") if self.kick.at == "abdomen" else ("middle",)

    def scene(self, model: str) -> Scene:
        return Stage(
            receiver=performer(self.receiver_body, human_tissue(abdomen=_ABDOMEN[model]), braced=self.kick.braced),
            target=TARGETS[self.kick.at],
            striker=striker(),
            floor_friction=_FRICTION["wet" if self._floor.wet else "dry"],
            pad=self.pad,
            blow=Phase("blow", _LONG_BLOW_S if self.pad else _BLOW_S, BLOW_TIMESTEP_S),
        ).scene()

    @property
    def _floor(self) -> Floor:
        return floor(self.plan.place.floor)

    def knobs(self, draws: Draws, takes: Integers) -> dict[str, Floats]:
        values = {name: column[takes] for name, column in draws.values.items()}
        speed = self.touch_speed_m_s(draws)[takes]
        return {
            "rear_mass_kg": values["effective_mass_kg"] - priors()["striker"]["foot_mass_kg"]["value"],
            "speed_m_s": speed,
            "push_n": values["push_n_per_m_s"] * speed,
            "aim_lateral_m": values["aim_lateral_m"],
            "aim_vertical_m": values["aim_vertical_m"],
        }

    def instruments(self) -> tuple[Instrument, ...]:
        return (*self._on_receiver(), *self._on_kicker())

    def _on_receiver(self) -> tuple[Instrument, ...]:
        region, body = self.kick.at.value, self.receiver_body
        area_m2 = SPREAD_AREA_M2 if self.pad else priors()["striker"]["sole"]["area_m2"]

        def tool(load: str, method: str, *channels: str, **constants: float) -> Instrument:
            return Instrument(self.kick.to, load, method, channels, constants)

        felt = [
            tool(f"{region}_force", "peak force", CONTACT),
            tool(f"{region}_pressure", "peak pressure", CONTACT, area_m2=area_m2),
            tool("head_hic15", "hic15", RECEIVER + "head_acceleration"),
            tool("head_3ms", "head 3 ms", RECEIVER + "head_acceleration"),
            tool("neck_nij", "nij", RECEIVER + "neck_force", RECEIVER + "neck_moment", mass_kg=body.mass_kg),
            tool("chest_3ms", "chest 3 ms", RECEIVER + "chest_acceleration"),
            tool("support_margin", "margin of support", *_BALANCE, edge_m=self._support_edge_m(body)),
            tool("falls", "falls", RECEIVER + "pelvis_position"),
        ]
        if region in _WALL_CHANNEL:
            channel, depth_m = RECEIVER + _WALL_CHANNEL[region], _depth_m(body, region)
            felt += [
                tool(f"{region}_compression", "compression", channel),
                tool(f"{region}_vc", "viscous criterion", channel, depth_m=depth_m),
            ]
        return tuple(felt)

    def _support_edge_m(self, body: Measures) -> float:
        """How far behind (or, struck from behind, in front of) the ankles the feet still carry."""
        from_behind = TARGETS[self.kick.at].from_behind
        return body.foot_length_m * (1 - HEEL_SHARE if from_behind else HEEL_SHARE)

    def _on_kicker(self) -> tuple[Instrument, ...]:
        leg = priors()["striker"]["leg_stiffness_n_per_m"]["value"]
        return (
            Instrument(self.kick.by, "foot_force", "peak force", (CONTACT,)),
            Instrument(self.kick.by, "tibia_force", "peak spring force", (LEG_LENGTH,), {"stiffness_n_per_m": leg}),
        )

    def falls_of(self, person: str) -> FallSource:
        """The receiver is thrown in the simulation; the kicker at worst goes down whenever the support foot slips."""
        return FallSource.SIMULATED if person == self.kick.to else FallSource.BRANCH

    def fall_branches(self) -> tuple[str, ...]:
        return ("support foot slips",)

    @property
    def caught(self) -> bool:
        """Whether there is something to land on: the floor itself, or a mat in the gear."""
        return self._floor.landing or any(isinstance(gear, MatWords) for gear in self.plan.gear.values())

    @property
    def target(self) -> str | None:
        return self.kick.at.value

    @property
    def floor_words(self) -> str:
        mats = [gear for gear in self.plan.gear.values() if isinstance(gear, MatWords)]
        return f"a {mats[0].thickness.text} mat on {self._floor.words}" if mats else self._floor.words

    def zones(self) -> tuple[HazardZone, ...]:
        kicker_m, receiver_m = self.giver_body.stature_m, self.receiver_body.stature_m
        return (
            HazardZone(f"{self.kick.by} loses balance", along_m=_KICKER_STANDS_M, radius_m=kicker_m),
            HazardZone(f"{self.kick.to} is thrown back", along_m=-_THROWN_M, radius_m=receiver_m + _THROWN_M),
        )

    def strike(self) -> Strike:
        return Strike(
            by=self.kick.by,
            to=self.kick.to,
            speed="foot_speed_m_s",
            height_m=struck_height_m(self.receiver_body, self.kick.at),
            struck=half_size_at(self.receiver_body, self.kick.at),
            striker=half_size_at(self.giver_body, Region.ABDOMEN),
            reach_m=_KICKER_STANDS_M,
            limb_half_m=_LEG_HALF_M,
            dwell_s=_DWELL_S,
            act="front kick",
            reaction="fold",
        )

    def out_of_validity(self, person: str) -> tuple[str, ...]:
        if person != self.kick.to:
            return ()
        told = []
        if self.kick.foot_speed.value > FASTEST_M_S:
            told.append(
                f"a foot at {self.kick.foot_speed.value:.3g} m/s is outside what the striker was compared with "
                f"(front kicks up to {FASTEST_M_S:g} m/s); a measured force–time curve of this kick would change that"
            )
        if self.receiver.restrained:
            told.append(
                "the receiver is restrained, and the body model only stands free; only a held dummy test would tell"
            )
        return tuple(told)

    def assumptions(self) -> tuple[str, ...]:
        striker, push = priors()["striker"], priors()["striker"]["push_n_per_m_s"]
        told = [
            f"striker: {striker['effective_mass_kg']['value']:g} ± {striker['effective_mass_kg']['sd']:g} kg behind "
            "the foot for a 77.5 kg kicker, fitted to one study of front kicks (Vágner 2018) at an assumed foot speed",
            f"leg: pushes {push['value']:g} ± {push['sd']:g} N for each m/s of foot speed, over a reach of "
            f"{100 * striker['follow_through_m']['value']:g} cm, damped by "
            f"{striker['leg_damping_n_s_per_m']['value']:g} N s/m; "
            f"{1e4 * striker['sole']['area_m2']:g} cm² of the sole bear at once (judgement)",
            "aim: 3 cm sideways, 4 cm in height (judgement; no study of stunt kicks was found)",
            "a foot that touches does so at full foot speed"
            if self.kick.pulled_over is None
            else f"a foot that touches has been slowed evenly over the last {100 * self.kick.pulled_over.value:.0f} cm",
        ]
        if self.kick.at == "abdomen":
            told.append(
                "abdomen: no measured force–depth curve of a kick exists; every take is run with the softest (10 N/mm) "
                "and the stiffest (65 N/mm) published belly, and the worse decides"
            )
        if self.pad:
            told.append(f"pad: {self.pad.foam.name}, {1000 * self.pad.thickness_m:.0f} mm; foam numbers are judgement")
        elif self._pad_words:
            told.append(f"pad: none is modelled over the {self.kick.at.value}; the loads are those without it")
        if not self._floor.known:
            told.append(f'floor "{self._floor.words}" is not in the table and counts as hard and dry')
        return tuple(told)

    def not_assessed(self) -> tuple[str, ...]:
        return (
            "a receiver who walks a full step into the kick, or a kick thrown in anger",
            "what a fall onto the ground does to a body: only whether somebody goes down",
            "internal organs, old injuries, pregnancy, age over 60",
        )


def _depth_m(body: Measures, region: str) -> float:
    return body.abdomen_depth_m if region == "abdomen" else body.chest_depth_m


def striker(effective_mass_kg: float | None = None) -> Striker:
    """The striker of every kick, with the foot at the tip; `effective_mass_kg` of the 77.5 kg kicker unless given."""
    row, sole = priors()["striker"], priors()["striker"]["sole"]
    foot_kg = row["foot_mass_kg"]["value"]
    return Striker(
        tip_mass_kg=foot_kg,
        rear_mass_kg=(effective_mass_kg or row["effective_mass_kg"]["value"]) - foot_kg,
        stiffness_n_per_m=row["leg_stiffness_n_per_m"]["value"],
        damping_n_s_per_m=row["leg_damping_n_s_per_m"]["value"],
        follow_through_m=row["follow_through_m"]["value"],
        size_m=(sole["half_thickness_m"], sole["half_width_m"], sole["half_length_m"]),
    )
