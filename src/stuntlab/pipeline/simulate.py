"""The takes of one gag under one of its models, through all its worlds in a row."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

import numpy as np

from stuntlab.datasets import Draws, Floats, Integers, TakeStatus
from stuntlab.gags.base import Gag
from stuntlab.pipeline.measure import measure
from stuntlab.scene.scene import Traces
from stuntlab.scene.world import State, World
from stuntlab.takes.engine import run

_HANDED = "handed over/"


def simulate(
    gag: Gag,
    model: str,
    draws: Draws,
    takes: Integers,
    *,
    threads: int,
    finished: Callable[[int], None] | None = None,
) -> tuple[dict[str, Floats], Integers]:
    """Every reading of the given draws, "person/load" -> [take], and the status of each take, [take].

    takes: indices of draws, [take]. A load that is measured in several worlds counts where it is larger. A take that
    fails in one world has failed. finished: told how many takes have just passed through the last world.
    """
    readings: dict[str, Floats] = {}
    status = np.full(len(takes), TakeStatus.OK)
    state: State = {}
    worlds = gag.worlds()
    for world in worlds:
        last = world is worlds[-1]
        found, ended = run(
            world.scene(model),
            world.knobs(draws, takes, state),
            partial(_reduced, world),
            threads=threads,
            progress=finished if last else None,
        )
        status = np.maximum(status, ended)
        for name, values in found.items():
            if not name.startswith(_HANDED):
                readings[name] = np.maximum(readings[name], values) if name in readings else values
        state = _handed_over(found, status)
    return readings, status


def _reduced(world: World, phases: Mapping[str, Traces]) -> dict[str, Floats]:
    """Measures of a world and what it hands over, as one table of numbers per take."""
    handed = world.hands_over(phases) if world.hands_over else {}
    return measure(world.measures, phases) | {_HANDED + name: values for name, values in handed.items()}


def _handed_over(found: Mapping[str, Floats], status: Integers) -> State:
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
