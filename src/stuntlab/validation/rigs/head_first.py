"""A whole body that comes down head first on an air bag."""

from __future__ import annotations

from collections.abc import Mapping
from math import pi, sqrt

import numpy as np

from stuntlab.constants import GRAVITY_M_S2
from stuntlab.datasets import Floats
from stuntlab.gags.falling.landing import FALLER, LandingWorld
from stuntlab.gear.air_bag import NUMBERS, bag_rated_for
from stuntlab.gear.footprint import Footprint
from stuntlab.gear.landing_field import air_bag_field
from stuntlab.people import human_tissue, performer
from stuntlab.scene.scene import Traces
from stuntlab.takes.engine import run
from stuntlab.validation.rigs.answer import Answer
from stuntlab.validation.rigs.bodies import Body, Positive, measures_of
from stuntlab.validation.rigs.landing import ATHLETE


def bag_head_first(
    *, platform_m: Positive, size_m: tuple[Positive, Positive, Positive], end: str = "soft", body: Body = ATHLETE
) -> Answer:
    """From a platform onto the middle of a bag whose vents are sized for that height; compression of the neck."""
    along_x, along_y, height = size_m
    drop_m = platform_m - height
    bag = bag_rated_for((along_x, along_y, height), drop_m, left=NUMBERS.read().left.at(end))
    where = Footprint(0.0, along_x, -along_y / 2, along_y / 2, height)
    faller = performer(measures_of(body), human_tissue(), posture="supine")
    scene = LandingWorld(faller, where, lambda patches: air_bag_field(bag, where, patches)).scene()
    still = dict.fromkeys(scene.knobs, 0.0) | {"strength": 1.0, "bears": 1.0}
    knobs = still | {"attitude": -pi, "x_m": along_x / 2, "down_m_s": sqrt(2 * GRAVITY_M_S2 * drop_m)}

    def compression(phases: Mapping[str, Traces]) -> dict[str, Floats]:
        return {"neck": phases["blow"].channels[FALLER + "neck_force"][..., 2].max(axis=1)}

    read, _ = run(scene, {name: np.array([value]) for name, value in knobs.items()}, compression, threads=1)
    return Answer({"neck_compression": float(read["neck"][0])})
