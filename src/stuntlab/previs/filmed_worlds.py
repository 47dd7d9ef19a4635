"""One take filmed through all worlds of its gag: everything that is recorded of it, and its poses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from stuntlab.datasets import Draws, Floats, TakeStatus
from stuntlab.gags.base import Gag
from stuntlab.previs.motion import FILM_RATE_HZ
from stuntlab.scene.field import Slab
from stuntlab.scene.scene import Scene, Traces
from stuntlab.scene.world import State, World
from stuntlab.takes.engine import film


@dataclass(frozen=True, slots=True)
class FilmedWorld:
    """One take in one world. first: whether it is the first of the gag. traces: phase -> one take, poses included."""

    world: World
    first: bool
    scene: Scene
    knobs: Mapping[str, Floats]
    traces: Mapping[str, Traces]
    ran_through: bool

    @property
    def slabs(self) -> tuple[Slab, ...]:
        """What the scene's field stands for."""
        return self.scene.field.slabs if self.scene.field else ()


def film_worlds(gag: Gag, model: str, draws: Draws, take: int, *, threads: int = 0) -> Iterator[FilmedWorld]:
    """The worlds of one draw in a row, under one model; a take that fails in one goes no further."""
    state: State = {}
    for number, world in enumerate(gag.worlds()):
        scene, knobs = world.scene(model), world.knobs(draws, np.array([take]), state)
        traces, status = film(scene, knobs, rate_hz=FILM_RATE_HZ, threads=threads)
        ran_through = bool(status[0] == TakeStatus.OK)
        yield FilmedWorld(world, number == 0, scene, knobs, traces, ran_through)
        if not ran_through:
            return
        state = world.hands_over(traces) if world.hands_over else {}
