"""The takes of one gag under one of its models, through all its worlds in a row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import partial

import numpy as np

from stuntlab.datasets import Draws, Flags, Floats, Integers, TakeStatus
from stuntlab.gags.base import Gag
from stuntlab.pipeline.measure import measure
from stuntlab.scene.instruments import WHOLE
from stuntlab.scene.scene import Scene, Traces
from stuntlab.scene.world import State, World
from stuntlab.takes.engine import run

_HANDED = "handed over/"


@dataclass(slots=True)
class Prepared:
    """What is made once for the takes of a gag, kept as long as they go on: its worlds and their compiled scenes.

    The knobs of the first world are kept for the draws that were asked last: each model runs the same ones.
    """

    worlds: tuple[World, ...]
    scenes: dict[tuple[str, str], Scene] = field(default_factory=dict)
    last: tuple[Draws, Mapping[str, Floats]] | None = None

    def scene(self, world: World, model: str) -> Scene:
        """The compiled scene of a world under one model, as far as it is read."""
        key = (world.name, model)
        if key not in self.scenes:
            self.scenes[key] = as_far_as_read(world, world.scene(model))
        return self.scenes[key]

    def knobs(self, world: World, draws: Draws, state: State) -> Mapping[str, Floats]:
        """The knobs of a world for every one of the draws."""
        takes = np.arange(len(draws.branch))
        if world is not self.worlds[0]:
            return world.knobs(draws, takes, state)
        if self.last is None or self.last[0] is not draws:
            self.last = draws, world.knobs(draws, takes, state)
        return self.last[1]


def prepare(gag: Gag) -> Prepared:
    """The worlds of a gag, nothing of them compiled yet."""
    return Prepared(gag.worlds())


def simulate(prepared: Prepared, model: str, draws: Draws, *, threads: int) -> tuple[dict[str, Floats], Integers]:
    """Every reading of some draws under one model, "person/load" -> [take], and the status of each take, [take].

    A load that is measured in several worlds counts where it is larger. A take that fails in one world has failed. One
    that passes through none feels nothing.
    """
    readings: dict[str, Floats] = {}
    status = np.full(len(draws.branch), TakeStatus.OK)
    state: State = {}
    for world in prepared.worlds:
        scene, knobs = prepared.scene(world, model), prepared.knobs(world, draws, state)
        through = np.flatnonzero(_passes(world, draws))
        some = {name: values[through] for name, values in knobs.items()}
        found, ended = run(scene, some, partial(_reduce, world), threads=threads)
        found = {name: _spread(values, through, len(status)) for name, values in found.items()}
        status[through] = np.maximum(status[through], ended)
        for name, values in found.items():
            if not name.startswith(_HANDED):
                readings[name] = np.maximum(readings[name], values) if name in readings else values
        state = _hand_over(found, status)
    return readings, status


def as_far_as_read(world: World, scene: Scene) -> Scene:
    """A scene without the phases at its end of which nothing is measured or handed over: only films show those.

    A take that would fail in one of those has not failed: nothing of what it says lies there.
    """
    read = {tool.phase for tool in world.measures}
    if world.hands_over or world.over or WHOLE in read:
        return scene
    last = max((index for index, phase in enumerate(scene.phases) if phase.name in read), default=len(scene.phases) - 1)
    return replace(scene, phases=scene.phases[: last + 1])


def _passes(world: World, draws: Draws) -> Flags:
    """Which takes run in a world, [take]; where none has to, one does, so that what it measures is named."""
    through = np.ones(len(draws.branch), dtype=bool) if world.passes is None else world.passes(draws).copy()
    through[0] |= not through.any()
    return np.asarray(through)


def _spread(values: Floats, through: Integers, takes: int) -> Floats:
    """Numbers of the takes that ran among all of them, [take]; 0 for the others."""
    spread = np.zeros(takes)
    spread[through] = values
    return spread


def _reduce(world: World, phases: Mapping[str, Traces]) -> dict[str, Floats]:
    """Measures of a world and what it hands over, as one table of numbers per take.

    What a take does after it is over is taken out of the traces, which nobody else reads.
    """
    if world.over:
        *_, last = phases.values()
        last.hold_from(world.over(last))
    handed = world.hands_over(phases) if world.hands_over else {}
    return measure(world.measures, phases) | {_HANDED + name: values for name, values in handed.items()}


def _hand_over(found: Mapping[str, Floats], status: Integers) -> State:
    """The state that the next world starts from.

    A take that has failed goes on from the state of the first that has not: it is run, and its numbers do not count.
    """
    good = status == TakeStatus.OK
    stand_in = int(np.argmax(good))
    return {
        name.removeprefix(_HANDED): np.where(good, values, values[stand_in])
        for name, values in found.items()
        if name.startswith(_HANDED)
    }
