"""A simulated world of a gag: what it is built from, what differs from take to take, and what is measured in it.

A gag has none (what it does needs no body), one, or several in a row. Where one world follows another, a state is
handed over: named numbers, one per take, SI, in the axes of the world. The measures of the world before name it, and
the knobs of the next one read it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from stuntlab.datasets import Draws, Flags, Floats, Integers
from stuntlab.scene.instruments import Instrument
from stuntlab.scene.scene import Scene, Traces

State = Mapping[str, Floats]
"""What one world hands to the next: name -> [take], SI, world axes."""

Rides = Callable[[str, Draws, Integers], tuple[Floats, Floats, Floats]]
"""How the axes of a world move in the place: from the model, the draws and the indices of the takes to the height of
their origin as the world begins, m, how fast it rises then, m/s, and how fast that grows, m/s², [take] each."""


@dataclass(frozen=True, slots=True)
class World:
    """One world of a gag.

    name: what happens in it, in one word or two; no two worlds of a gag share it. scene: model -> the compiled scene.
    knobs: from the draws, the indices of the takes to run [take] and the state that the world before handed over (empty
    for the first) to a number per take for each knob of the scene. measures: what is measured in it on whom; the same
    load of one person in two worlds counts where it is larger. hands_over: from the traces of its phases to the state
    of each take when it ends; None for the last world.
    passes: which takes pass through it, [take]; None where all do. Of the others it measures nothing, and what it hands
    over of them is 0. comes_to: which takes come to it, where the others are run in it too and their numbers not used.
    not_drawn: what is there besides and in no picture, "the bike". in_place: whether heights are those of the place;
    somebody who stands on what moves is followed at a height of no meaning. rides: where the axes of the world go
    up or down with somebody; pictures are then put into the place. over: from the traces of its last phase to the
    moment from which nothing counts, s, [take], infinite for never; None where all of it counts.
    """

    name: str
    scene: Callable[[str], Scene]
    knobs: Callable[[Draws, Integers, State], Mapping[str, Floats]]
    measures: tuple[Instrument, ...]
    hands_over: Callable[[Mapping[str, Traces]], State] | None = None
    passes: Callable[[Draws], Flags] | None = None
    comes_to: Callable[[Draws], Flags] | None = None
    not_drawn: str = ""
    in_place: bool = True
    rides: Rides | None = None
    over: Callable[[Traces], Floats] | None = None
