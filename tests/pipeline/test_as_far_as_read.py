"""A scene is stepped as far as something is read of it, and what is read is what the whole scene would have said."""

from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from stuntlab.gags import gags_of
from stuntlab.gags.base import Gag
from stuntlab.pipeline.measure import measure
from stuntlab.pipeline.rehearse import draw_first
from stuntlab.pipeline.simulate import as_far_as_read
from stuntlab.plan import read_plan
from stuntlab.scene.instruments import BLOW, WHOLE
from stuntlab.scene.scene import Phase, Scene
from stuntlab.scene.world import World
from stuntlab.takes.engine import run

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture(scope="module")
def car_hit() -> Gag:
    return gags_of(read_plan(EXAMPLES / "car_hit.yaml"))[0]


def names(phases: tuple[Phase, ...]) -> list[str]:
    return [phase.name for phase in phases]


def test_what_is_left_out_changes_no_bit_of_what_is_measured(car_hit: Gag) -> None:
    (world,) = car_hit.worlds()
    draws = draw_first(car_hit, seed=3, planned=2, wrong=0)
    whole = world.scene("soft")
    knobs = world.knobs(draws, np.arange(2), {})
    read = as_far_as_read(world, whole)
    assert names(whole.phases) == [BLOW, "off"]
    assert names(read.phases) == [BLOW]
    in_full, in_part = (run(scene, knobs, partial(measure, world.measures))[0] for scene in (whole, read))
    assert in_full.keys() == in_part.keys()
    assert all(np.array_equal(in_full[name], in_part[name]) for name in in_full)


@pytest.mark.parametrize("read_by", ["whole", "over", "handed over"])
def test_whoever_reads_all_of_it_gets_all_of_it(car_hit: Gag, read_by: str) -> None:
    (world,) = car_hit.worlds()
    scene = world.scene("soft")
    assert as_far_as_read(_read_by(world, read_by), scene) is scene


def test_a_scene_of_which_nothing_is_measured_is_run_whole(car_hit: Gag) -> None:
    (world,) = car_hit.worlds()
    scene: Scene = world.scene("soft")
    assert as_far_as_read(replace(world, measures=()), scene).phases == scene.phases


def _read_by(world: World, what: str) -> World:
    if what == "whole":
        return replace(world, measures=(*world.measures, replace(world.measures[0], phase=WHOLE)))
    if what == "over":
        return replace(world, over=lambda traces: np.full(1, np.inf))
    return replace(world, hands_over=lambda phases: {})
