"""Stairs with walls: bodies stay between them, start clear of them, and go over the banister on the other side."""

from __future__ import annotations

import mujoco
import numpy as np
import pytest

from stuntlab.datasets import Floats
from stuntlab.errors import UserError
from stuntlab.gags import gags_of
from stuntlab.gags.falling.landing import FALLER
from stuntlab.gags.stair_fall.gag import DOWN, OVER, OVER_UNKNOWN, StairFall
from stuntlab.plan import parse_plan, template
from stuntlab.scene.field import install_field
from stuntlab.takes.engine import prepare_batch
from stuntlab.takes.sample import draw

PLAN = (
    template("stair_fall")
    .replace("      # walls: left  ", "      walls: WALLS  ")
    .replace("      # width: 1.1", "      width: 2.2")
)


def stairs(walls: str, *changes: tuple[str, str]) -> StairFall:
    text = PLAN.replace("walls: WALLS", f"walls: {walls}" if walls else "# walls")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    (gag,) = gags_of(parse_plan(text))
    assert isinstance(gag, StairFall)
    return gag


def ways(gag: StairFall, *, aside_m_s: float, lasts_s: float = 0.8) -> Floats:
    """How far across the stairs the head and the feet come in one take that is pushed aside, [step, part]."""
    draws = draw(gag.unknowns(), seed=1, label="fall", takes_per_branch=1)
    scene = gag.scene("stiff")
    batch = prepare_batch(scene, gag.knobs(draws, np.array([0])), 1)
    timestep_s = scene.phases[0].timestep_s
    batch.expand("opt.timestep")[:] = timestep_s
    model, data = batch.get_model(0), batch.get_data(0)
    data.qvel[int(model.joint(FALLER + "root").dofadr[0]) + 1] = aside_m_s
    parts = [int(model.body(FALLER + name).id) for name in ("head", "pelvis", "left_foot", "right_foot")]
    found = []
    with install_field(scene.field):
        for _ in range(round(lasts_s / timestep_s)):
            mujoco.mj_step(model, data)
            found.append(data.xpos[parts, 1].copy())
    return np.array(found)


@pytest.mark.parametrize(("walls", "aside_m_s"), [("left", 3.0), ("right", -3.0), ("both", 3.0)])
def test_a_body_that_is_pushed_aside_stays_on_the_stairs(walls: str, aside_m_s: float) -> None:
    """3 m/s for 0.8 s is 2.4 m, and the wall 1.1 m from the middle; on the open side nothing holds it."""
    tumbles = ("style: side roll", "style: tumble   ")
    held, free = (np.abs(ways(stairs(one, tumbles), aside_m_s=aside_m_s)) for one in (walls, ""))
    assert held.max() < 1.1
    assert free.max() > 1.3
    if walls == "left":
        assert np.abs(ways(stairs(walls, tumbles), aside_m_s=-3.0)).max() > 1.3


@pytest.mark.parametrize("walls", ["left", "right", "both"])
def test_every_take_starts_clear_of_the_walls(walls: str) -> None:
    """A side roll lies across: where the flight is narrow it starts nearer to the open side."""
    width = "2.2 m" if walls == "both" else "1.2 m"
    gag = stairs(walls, ("width: 2.2 m", f"width: {width}"))
    draws = draw(gag.unknowns(), seed=2, label="fall", takes_per_branch=3)
    rows = np.flatnonzero(gag.classify(draws) == DOWN)[:12]
    scene = gag.scene("soft")
    batch = prepare_batch(scene, gag.knobs(draws, rows), 1)
    assert scene.field is not None
    with install_field(scene.field):
        for index in range(len(rows)):
            model, data = batch.get_model(index), batch.get_data(index)
            data.qvel[:] = 0  # at rest steps push up and out, and only a wall pushes aside
            mujoco.mj_forward(model, data)
            assert not data.xfrc_applied[:, 1].any()


@pytest.mark.parametrize(("width", "folds"), [("2.2 m", False), ("1.2 m", True)])
def test_a_body_that_is_longer_than_the_stairs_are_wide_folds_until_it_fits(width: str, folds: bool) -> None:
    """A side roll of somebody 1.78 m tall; every take of every branch then starts between the walls."""
    gag = stairs("both", ("width: 2.2 m", f"width: {width}"))
    assert gag.folds == folds
    draws = draw(gag.unknowns(), seed=3, label="fall", takes_per_branch=4)
    knobs = gag.knobs(draws, np.arange(len(draws.branch)))
    assert np.all((knobs["fold"] > 0) == folds)
    assert any("knees to its chest" in line for line in gag.assumptions()) == folds
    scene = gag.scene("soft")
    batch = prepare_batch(scene, knobs, 1)
    half_m = gag.stairs.half_width_m
    for index in range(len(draws.branch)):
        model, data = batch.get_model(index), batch.get_data(index)
        mujoco.mj_kinematics(model, data)
        assert np.abs(data.xipos[1:, 1]).max() < half_m


def test_nobody_lies_across_stairs_that_are_narrower_than_they_fold() -> None:
    narrow = stairs("both", ("width: 2.2 m", "width: 0.7 m"))
    draws = draw(narrow.unknowns(), seed=2, label="fall", takes_per_branch=1)
    with pytest.raises(UserError, match=r"folded as small as it goes.* and there are 0\.68 m between the walls"):
        narrow.knobs(draws, np.array([0]))
    slides = stairs("both", ("width: 2.2 m", "width: 1.1 m"), ("style: side roll", "style: slide   "))
    assert slides.knobs(draws, np.array([0]))["y_m"] == pytest.approx(0, abs=0.3)


@pytest.mark.parametrize(("walls", "side"), [("", 1), ("right", 1), ("left", -1)])
def test_over_the_banister_is_on_the_side_without_a_wall(walls: str, side: int) -> None:
    gag = stairs(walls, ("stairwell_drop: 0 m", "stairwell_drop: 4 m"))
    draws = draw(gag.unknowns(), seed=2, label="fall", takes_per_branch=3)
    over = np.flatnonzero(gag.classify(draws) == OVER)
    assert len(over) == 3
    assert np.all(side * gag.knobs(draws, over)["y_m"] > 1.1)


def test_between_two_walls_there_is_no_banister() -> None:
    unknown = ("stairwell_drop: 0 m", "# stairwell_drop")
    for walls, outcome in (("both", DOWN), ("left", OVER_UNKNOWN)):
        gag = stairs(walls, unknown)
        draws = draw(gag.unknowns(), seed=2, label="fall", takes_per_branch=3)
        branch = [one.name for one in gag.branches()].index("over the banister")
        assert set(gag.classify(draws)[draws.branch == branch]) == {outcome}
        assert any("banister" in line for line in gag.evidence().beyond("faller")) == (outcome == OVER_UNKNOWN)
        assert any(f"walls on {'both sides' if walls == 'both' else 'the left'}" in line for line in gag.assumptions())
