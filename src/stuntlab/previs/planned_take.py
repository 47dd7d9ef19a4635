"""The planned take of a gag: the one in the middle of what is planned, simulated where it can be.

Every uncertain number is at its mean, so that nothing is drawn. Flight, where there is one: the reduced model. The
rest: the worlds of the gag, under the first of its models.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import mujoco
import numpy as np

from stuntlab.datasets import Draws
from stuntlab.errors import UserError
from stuntlab.gags.base import Gag
from stuntlab.gags.falling.landing import WALL
from stuntlab.gags.roles import Arrival, DrivenByMachine, Flight, FlightPath, HangsOnLines, TipsOver
from stuntlab.gear.footprint import Footprint, footprint_of_slab
from stuntlab.people import put_posture
from stuntlab.previs.fall_moments import timing_by_machine, timing_of_arrest, timing_of_landing
from stuntlab.previs.filmed_worlds import FilmedWorld, film_worlds
from stuntlab.previs.flown_take import flown_takes
from stuntlab.previs.footage import Timing
from stuntlab.previs.hung_take import hang_in_place, hung_take
from stuntlab.previs.motion import Motion, before_scene, film_of, join_motion, people_in
from stuntlab.scene.empty_world import empty_world
from stuntlab.scene.field import Slab, soft_slab
from stuntlab.scene.scene import Poses
from stuntlab.scene.world import World

_AS_PLANNED = "the take exactly as planned"
_NOT_AS_PLANNED = "what is not planned and may happen, every number as planned"
_GOES_WRONG = "what is not planned and may happen: {branch}; every number as planned of that"
_SIMULATED = "{planned}; {flight}simulated with a {model} body"
_DRAWN = "way on the line"
_FEWEST_FRAMES = 5
"""Of a take that is shown until somebody meets what stands in the way (J)."""

_CUT = "; it ends where they meet what stands in the way"
_NOT_MET = "; the face is drawn, and nothing of it is met in this part"
_FLIGHT = "the flight is computed, and the landing "
_TIPS = "going over is drawn as fast as a pendulum goes, and the landing "
_FLIGHT_ONLY = "the take exactly as planned; the flight is computed, and the landing is not simulated"


@dataclass(frozen=True, slots=True)
class PlannedTake:
    """A take in one world with every number at its mean.

    world: its name, "" where only the flight is known. slabs: what its field stands for. note: in words, what is
    simulated. timing: its moments, where they are not read off the motion.
    """

    world: str
    motion: Motion
    slabs: tuple[Slab, ...]
    note: str
    timing: Timing | None = None

    @property
    def soft_footprint(self) -> Footprint | None:
        """Where what is soft of it lies."""
        soft = soft_slab(self.slabs)
        return None if soft is None else footprint_of_slab(soft)


def planned_takes(gag: Gag) -> tuple[PlannedTake, ...]:
    """The take with every number at its mean, world by world.

    Raises:
        UserError: nothing of the gag is simulated, and no flight of it is known either.
    """
    drawn = hung_take(gag)
    along = () if drawn is None else (PlannedTake(_DRAWN, drawn.motion, (), drawn.note, drawn.timing),)
    flown = tuple(PlannedTake(one.part, one.motion, (), one.note, one.timing) for one in flown_takes(gag))
    if flown:
        return flown
    draws = _mean_draw(gag, 0)
    before = before_scene(gag, draws, 0)
    found = tuple(
        _take(gag, filmed, before, _AS_PLANNED)
        if _comes_to(filmed.world, draws)
        else _unplanned_take(gag, filmed, before)
        for filmed in film_worlds(gag, gag.models[0], draws, 0)
        if filmed.ran_through
    )
    if along or found:
        return (*along, *found)
    if not isinstance(gag, FlightPath):
        raise UserError(f"{gag.label}: no body is simulated in it, so that there is nothing to show")
    arrival = gag.arrival(draws, 0)
    model, poses = _arrival_pose(arrival)
    people = {arrival.prefix: gag.exposures()[0].person}
    return (PlannedTake("", join_motion(people, model, poses, before), (), _FLIGHT_ONLY),)


def planned_take(gag: Gag) -> PlannedTake:
    """The planned take in the first world of a gag. Raises: as `planned_takes`."""
    return planned_takes(gag)[0]


def _mean_draw(gag: Gag, branch: int) -> Draws:
    """One draw of a branch with every number at its mean."""
    means = {unknown.name: np.array([unknown.mean]) for unknown in gag.unknowns()[branch]}
    return gag.propagate(Draws(means, np.full(1, branch, dtype=np.int64)))


def _comes_to(world: World, draws: Draws) -> bool:
    """Whether the take comes to a world: a ramp that is missed, a brake that sets in late, are seen and not planned."""
    comes = world.passes or world.comes_to
    return comes is None or bool(comes(draws)[0])


def _unplanned_take(gag: Gag, filmed: FilmedWorld, before: Flight | Poses | None) -> PlannedTake:
    """A world that the planned take does not come to, as the first branch comes to it; else as it would be planned."""
    for number, branch in enumerate(gag.branches()[1:], start=1):
        draws = _mean_draw(gag, number)
        if _comes_to(filmed.world, draws):
            films = film_worlds(gag, gag.models[0], draws, 0)
            again = next((one for one in films if one.world.name == filmed.world.name and one.ran_through), None)
            if again is not None:
                return _take(gag, again, before_scene(gag, draws, 0), _GOES_WRONG.format(branch=branch.name))
    return _take(gag, filmed, before, _NOT_AS_PLANNED)


def _take(gag: Gag, filmed: FilmedWorld, before: Flight | Poses | None, planned: str) -> PlannedTake:
    """What was filmed of one world, with what came before the first of them. planned: in words, what it is."""
    model = filmed.scene.model
    flown = _before_words(gag) if filmed.first else ""
    is_met = not isinstance(gag, HangsOnLines) or mujoco.mj_name2id(model, mujoco.mjtObj.mjOBJ_GEOM, WALL) >= 0
    note = _SIMULATED.format(planned=planned, flight=flown, model=gag.models[0]) + ("" if is_met else _NOT_MET)
    note += f"; {filmed.world.not_drawn} is not drawn" if filmed.world.not_drawn else ""
    people, poses = people_in(filmed.world, model), film_of(filmed.traces)
    motion = hang_in_place(gag, join_motion(people, model, poses, before if filmed.first else None))
    met = _until_in_the_way(gag, motion)
    motion, note = (motion, note) if met is None else (met, note + _CUT)
    timing = _timing_on_lines(gag, motion, first=filmed.first)
    return PlannedTake(filmed.world.name, motion, filmed.slabs, note, timing)


def _until_in_the_way(gag: Gag, motion: Motion) -> Motion | None:
    """Until a machine has thrown somebody against what stands in the way; None where it does not."""
    ends_m = gag.machine_set.hips_to_m if isinstance(gag, DrivenByMachine) else None
    beyond = np.flatnonzero(motion.subject_m[:, 0] > ends_m) if ends_m is not None else np.zeros(0, dtype=int)
    if not beyond.size or beyond[0] < _FEWEST_FRAMES:
        return None
    return replace(motion, time_s=motion.time_s[: beyond[0]], qpos=motion.qpos[: beyond[0]])


def _timing_on_lines(gag: Gag, motion: Motion, *, first: bool) -> Timing | None:
    """The moments where a machine or a line has somebody; None of any other part. first: of the worlds of the gag."""
    if isinstance(gag, DrivenByMachine):
        return timing_by_machine(motion) if first else timing_of_landing(motion)
    return timing_of_arrest(motion) if first and isinstance(gag, HangsOnLines) else None


def _before_words(gag: Gag) -> str:
    """How what comes before the simulation is shown."""
    if isinstance(gag, TipsOver):
        return _TIPS
    return _FLIGHT if isinstance(gag, FlightPath) else ""


def _arrival_pose(arrival: Arrival) -> tuple[mujoco.MjModel, Poses]:
    """The body alone, as it comes to the end of its flight."""
    spec = empty_world()
    spec.attach(arrival.body.spec, frame=spec.worldbody.add_frame(), prefix=arrival.prefix)
    model = spec.compile()
    qpos = put_posture(
        model,
        replace(arrival.body.posture, pitch_rad=arrival.pitch_rad),
        prefix=arrival.prefix,
        at_m=arrival.at_m,
        lowest_m=arrival.lowest_m,
        yaw_rad=arrival.yaw_rad,
    )
    return model, Poses(np.zeros(1), qpos[None, None])
