"""Every body that a plan may have fits every world: the lightest have the stiffest contacts for their mass."""

from __future__ import annotations

import re

import pytest

from stuntlab.gags import gags_of
from stuntlab.plan import ACTION_KINDS, parse_plan, template

LEAST, TALL = "height: 1.2 m, mass: 35 kg, sex: female", "height: 2.2 m, mass: 160 kg, sex: male"


@pytest.mark.parametrize("body", [LEAST, TALL])
@pytest.mark.parametrize("kind", ACTION_KINDS)
def test_every_world_of_every_kind_can_be_compiled(kind: str, body: str) -> None:
    text = re.sub(r"height: \d+ cm, mass: [^,]+, sex: \w+", body, template(kind))
    for gag in gags_of(parse_plan(text)):
        for world in gag.worlds():
            for model in gag.models:
                assert world.scene(model).phases


@pytest.mark.parametrize("onto", ["crash mat", "concrete"])
@pytest.mark.parametrize("style", ["back", "front", "side", "knees"])
def test_falls_of_the_lightest_from_their_feet_can_be_compiled(style: str, onto: str) -> None:
    text = template("ground_fall").replace("style: back", f"style: {style}").replace("onto: crash mat", f"onto: {onto}")
    text = re.sub(r"height: \d+ cm, mass: [^,]+, sex: \w+", LEAST, text).replace("200 mm", "50 mm")
    (gag,) = gags_of(parse_plan(text))
    for model in gag.models:
        (world,) = gag.worlds()
        phase = world.scene(model).phases[0]
        assert phase.timestep_s in (2e-4, 1e-4)
