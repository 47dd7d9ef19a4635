"""The planned take of a fall: the one in the middle of what is planned, simulated where it can be.

Every uncertain number is at its mean, so that nothing is drawn. Flight, where there is one: the reduced model. The
rest: the full body, under the first of the gag's models.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import mujoco
import numpy as np

from stuntlab.datasets import Draws, TakeStatus
from stuntlab.errors import UserError
from stuntlab.gags.base import Flown, Gag
from stuntlab.gags.falling.landing import FALLER
from stuntlab.gags.high_fall import HighFall
from stuntlab.gear.footprint import Footprint, footprint_of_slab
from stuntlab.people import human_tissue, performer, put_posture
from stuntlab.pipeline.drawn.motion import FILM_RATE_HZ, Motion, before_scene, film_of, joined
from stuntlab.scene.field import Slab, soft_slab
from stuntlab.scene.scene import Poses
from stuntlab.scene.world import empty_world
from stuntlab.takes.engine import film

_SIMULATED = "the planned take, every number at its mean; {flight}simulated ({model} model)"
_FLIGHT = "flight by the reduced model, landing "
_FLIGHT_ONLY = "the planned take, every number at its mean; flight by the reduced model; the landing is not simulated"


@dataclass(frozen=True, slots=True)
class PlannedTake:
    """A take with every number at its mean. slabs: what its field stands for. note: in words, what is simulated."""

    motion: Motion
    slabs: tuple[Slab, ...]
    note: str

    @property
    def caught(self) -> Footprint | None:
        """Where what is soft of it lies."""
        soft = soft_slab(self.slabs)
        return None if soft is None else footprint_of_slab(soft)


def planned_take(gag: Gag) -> PlannedTake:
    """The take with every number at its mean.

    Raises:
        UserError: there is no body model for it, and no flight either.
    """
    planned = {unknown.name: np.array([unknown.mean]) for unknown in gag.unknowns()[0]}
    draws = gag.follow(Draws(planned, np.zeros(1, dtype=np.int64)))
    before = before_scene(gag, draws, 0)
    found = _simulated(gag, draws) if gag.simulated else None
    if found is not None:
        model, poses, slabs = found
        note = _SIMULATED.format(flight=_FLIGHT if isinstance(gag, Flown) else "", model=gag.models[0])
        return PlannedTake(joined(gag, model, poses, before), slabs, note)
    if not isinstance(gag, HighFall):
        raise UserError(
            f"{gag.label}: there is no body model for what this plan asks, so that there is nothing to show"
        )
    model, poses = _touching(gag, draws)
    return PlannedTake(joined(gag, model, poses, before), (), _FLIGHT_ONLY)


def _simulated(gag: Gag, draws: Draws) -> tuple[mujoco.MjModel, Poses, tuple[Slab, ...]] | None:
    """The only draw under the gag's first model, all phases; None where it diverges."""
    scene = gag.scene(gag.models[0])
    traces, status = film(scene, gag.knobs(draws, np.zeros(1, dtype=np.int64)), rate_hz=FILM_RATE_HZ)
    if status[0] != TakeStatus.OK:
        return None
    return scene.model, film_of(traces), scene.field.slabs if scene.field else ()


def _touching(gag: HighFall, draws: Draws) -> tuple[mujoco.MjModel, Poses]:
    """The body alone, as it comes to the catcher's top."""
    faller = performer(gag.body, human_tissue(), posture=gag.lands_in)
    spec = empty_world()
    spec.attach(faller.spec, frame=spec.worldbody.add_frame(), prefix=FALLER)
    model = spec.compile()
    x, y, pitch, yaw = (
        float(gag.knobs(draws, np.zeros(1, dtype=np.int64))[name][0]) for name in ("x_m", "y_m", "attitude", "yaw_rad")
    )
    qpos = put_posture(
        model, replace(faller.posture, pitch_rad=pitch), prefix=FALLER, at_m=(x, y), lowest_m=gag.footprint.top_m,
        yaw_rad=yaw,
    )  # fmt: skip
    return model, Poses(np.zeros(1), qpos[None, None])
