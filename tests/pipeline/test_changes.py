"""Changes to a fall: each does what it says and nothing else, and the plan it was made from stays as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from stuntlab.alternatives.fall_alternatives import changes_of
from stuntlab.datasets import Severity
from stuntlab.gags import gags_of
from stuntlab.gags.high_fall.gag import HighFall
from stuntlab.gear.rig_size import layers_needed
from stuntlab.pipeline.trade_checks import findings_before_any_body
from stuntlab.plan import Plan, parse_plan, read_plan, template
from stuntlab.plan.gear.box_rig import BoxRig
from stuntlab.takes.sample import draw

TABLE = """
stunt: Off a table
people:
  faller: {job: stunt performer, height: 175 cm, mass: 73 kg, sex: male}
place: {ground: wood}
gear:
  mat: {kind: landing mat, size: 3 x 2.4 x 0.4 m, near_edge: 0 m}
action:
  - high_fall: {by: faller, from: 0.9 m, style: back, edge: platform, push: 0.9 ± 0.2 m/s, onto: mat}
"""
EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture
def accident() -> Plan:
    return read_plan(EXAMPLES / "airbag_44_ft.yaml")


def off_the_middle(plan: Plan) -> float:
    """Share of takes as planned whose way leads to the outer metre or beside."""
    (gag,) = gags_of(plan)
    assert isinstance(gag, HighFall)
    draws = gag.propagate(draw(gag.unknowns(), seed=0, label=gag.label, takes_per_branch=5000))
    catch = gag.catch(draws)
    return float((catch.outer[0] + catch.beside[0]) / catch.drawn[0])


def test_every_change_is_another_plan(accident: Plan) -> None:
    before = accident.hash
    changed = {change.name: change.plan.hash for change in changes_of(accident)}
    assert accident.hash == before
    assert len({before, *changed.values()}) == len(changed) + 1
    assert all(change.cost for change in changes_of(accident))


@pytest.mark.parametrize("words", ["outrigger of", "push of"])
def test_changes_that_centre_do(accident: Plan, words: str) -> None:
    change = next(change for change in changes_of(accident) if words in change.name)
    assert off_the_middle(change.plan) < off_the_middle(accident)


def test_a_mat_under_an_open_table_is_landed_on_in_its_middle() -> None:
    flush = parse_plan(TABLE)
    change = next(change for change in changes_of(flush) if "under the edge" in change.name)
    assert off_the_middle(change.plan) < 0.01 < off_the_middle(flush)


def test_a_mat_under_the_edge_goes_together_with_what_finds_its_middle() -> None:
    """Each alone leaves what the other takes away: the flush near side, and an aim by eye."""
    under, both = (change for change in changes_of(parse_plan(TABLE)) if "under the edge" in change.name)
    assert both.name.startswith(under.name)
    assert off_the_middle(both.plan) <= off_the_middle(under.plan)
    assert holds(both.plan) < holds(under.plan), "the controls are asked for, and are there"


def holds(plan: Plan) -> set[str]:
    found = findings_before_any_body(plan, gags_of(plan), seed=0)
    return {one.id for one in found if one.severity is Severity.HOLD}


def test_nothing_is_pushed_under_an_edge_with_a_wall_below_it() -> None:
    assert not [one.name for one in changes_of(parse_plan(TABLE.replace("platform", "roof"))) if "under" in one.name]


def test_all_of_it_lands_in_the_middle_of_a_cleared_bag(accident: Plan) -> None:
    *_, together = changes_of(accident)
    assert off_the_middle(together.plan) < 1e-3
    (gag,) = gags_of(together.plan)
    assert isinstance(gag, HighFall)
    assert gag.footprint.low_x_m >= 3 * 0.3048 - 1e-9
    assert gag.fall.from_.value < 40 * 0.3048


def test_only_falls_have_changes() -> None:
    assert not list(changes_of(parse_plan(template("kick"))))


def test_the_rig_that_is_put_instead_says_its_boxes_and_is_deep_enough(accident: Plan) -> None:
    change = next(change for change in changes_of(accident) if change.name.startswith("box rig instead"))
    rig = change.plan.gear["bag"]
    assert isinstance(rig, BoxRig)
    assert rig.box is not None
    assert rig.layers is not None
    assert f"{rig.layers} layers of 45 cm boxes" in change.name
    assert rig.size[2] == pytest.approx(rig.layers * rig.box.value)
    assert layers_needed(44 * 0.3048, box_m=rig.box.value, mass_kg=140 * 0.4536) == rig.layers


def test_a_fall_onto_nothing_is_offered_boxes_under_its_landings() -> None:
    text = (EXAMPLES / "airbag_30_ft.yaml").read_text(encoding="utf-8").replace("      onto: bag\n", "")
    names = [change.name for change in changes_of(parse_plan(text))]
    assert len(names) == 2
    change = next(change for change in changes_of(parse_plan(text)) if change.name.startswith("box rig"))
    assert off_the_middle(change.plan) < 0.01
