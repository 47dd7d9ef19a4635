"""What every kind of catcher must keep; a new kind is tried without being named here."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from stuntlab.datasets import Draws
from stuntlab.errors import TableError, UserError
from stuntlab.gags import gags_of
from stuntlab.gags.high_fall.gag import HighFall
from stuntlab.gags.high_fall.numbers import HIGH_FALL_NUMBERS
from stuntlab.gags.high_fall.outcomes import BESIDE, NOT_READY, ON_EDGE
from stuntlab.gear.catchers import behaviour_of, kinds, lacking_behaviour
from stuntlab.gear.foam import foam_of
from stuntlab.gear.footprint import footprint_of
from stuntlab.gear.ground import ground_of
from stuntlab.pipeline.assess import assess
from stuntlab.plan import GEAR_KINDS, Plan, parse_plan
from stuntlab.plan.catcher import Catcher
from stuntlab.plan.fields import Size
from stuntlab.previs.stage_set.gear import catcher_pieces
from stuntlab.takes.sample import draw
from stuntlab.verdict import catch_findings, read_limits

DOCS = Path(__file__).parents[2] / "docs" / "high_fall.md"
SIZES = {2: "8 x 8 m", 3: "8 x 8 x 2 m"}
PLAN = """stunt: Fall
people: {faller: {job: stunt performer, height: 172 cm, mass: 68 kg, sex: male}}
gear:
  below: {kind: KIND, size: SIZE, near_edge: 2 m, WORDS}
action:
  - high_fall: {by: faller, from: 9 m, style: back, push: 3 ± 0.2 m/s, sideways: 0 ± 0.1 m/s, takes: 1, onto: below}
"""
DRAWN = 2**12


def plan_of(kind: str, words: str = "rated_height: 15 m") -> Plan:
    sides = next(said.sides for said in GEAR_KINDS[kind].model_fields["size"].metadata if isinstance(said, Size))
    return parse_plan(PLAN.replace("KIND", kind).replace("SIZE", SIZES[sides]).replace("WORDS", words))


def fall_onto(kind: str, words: str = "rated_height: 15 m") -> HighFall:
    (gag,) = gags_of(plan_of(kind, words))
    assert isinstance(gag, HighFall)
    return gag


def drawn(gag: HighFall) -> Draws:
    return gag.propagate(draw(gag.unknowns(), seed=3, label="fall", takes_per_branch=DRAWN))


def in_branch(gag: HighFall, draws: Draws, name: str) -> np.ndarray:
    return draws.branch == [branch.name for branch in gag.branches()].index(name)


def test_no_kind_is_half_there() -> None:
    words = {word: kind for word, kind in GEAR_KINDS.items() if issubclass(kind, Catcher)}
    assert set(kinds()) == set(words)
    assert {word: kind.read_from for word, kind in kinds().items()} == words


@pytest.mark.parametrize("kind", kinds())
def test_a_plan_of_it_is_read_and_answered_by_its_own_behaviour(kind: str) -> None:
    plan = plan_of(kind)
    assert not lacking_behaviour(plan)
    gear = plan.gear["below"]
    assert isinstance(gear, Catcher)
    behaviour = behaviour_of(gear)
    assert type(behaviour) is kinds()[kind]
    assert behaviour.ready_s > 0
    assert behaviour.ready
    assert behaviour.assumptions(), "every catcher rests on some judgement"
    assert (behaviour.not_simulated is None) == (behaviour.field is not None), "a field, or why there is none"


@pytest.mark.parametrize("kind", kinds())
def test_it_has_every_failure_mode_that_its_properties_imply(kind: str) -> None:
    gag = fall_onto(kind)
    names = {branch.name for branch in gag.branches()}
    for name, row in HIGH_FALL_NUMBERS.read().branch.items():
        wanted = row.if_property is None or getattr(gag.behaviour.properties, row.if_property)
        assert (name in names) == wanted, name
    assert sum(branch.probability for branch in gag.branches()) == pytest.approx(1.0)


@pytest.mark.parametrize("kind", kinds())
def test_its_edge_throws_as_far_as_it_says_and_without_one_nobody_lands_there(kind: str) -> None:
    gag = fall_onto(kind)
    draws, edge = drawn(gag), gag.behaviour.properties.edge
    outer = np.isin(gag.classify(draws), ON_EDGE)
    inside = gag.footprint.inside_m(draws.values["x_m"], draws.values["y_m"])
    if edge is None:
        assert not outer.any()
        return
    assert edge.outer_m > 0
    assert edge.throws_m > 0
    assert outer.any()
    assert np.all((inside[outer] >= 0) & (inside[outer] < edge.outer_m))
    aimed, planned = (outer[in_branch(gag, draws, name)].mean() for name in ("lands on the outer metre", "as planned"))
    assert aimed > 2 * planned, "that branch aims at the edge"


@pytest.mark.parametrize("kind", kinds())
def test_whatever_weakens_it_makes_it_another_catcher_unless_it_is_always_ready(kind: str) -> None:
    gag = fall_onto(kind)
    draws, outcome = drawn(gag), gag.classify(drawn(gag))
    properties = gag.behaviour.properties
    weaker = {"has_fans": "fan stops", "can_be_damp": "boxes are damp", "hangs_on_ties": "a tie lets go"}
    names = [name for said, name in weaker.items() if properties.has(said)]
    names += ["second faller"] if properties.one_at_a_time else []
    assert names, "something goes wrong with every catcher"
    for name in names:
        lands = outcome[in_branch(gag, draws, name)]
        assert (NOT_READY in lands) != properties.always_ready, name
        assert properties.always_ready or set(lands[lands < NOT_READY]) <= {*ON_EDGE, BESIDE}, name


@pytest.mark.parametrize("kind", kinds())
def test_its_checks_ask_what_its_properties_need(kind: str) -> None:
    """With nothing said but its size: each clearance, rating or depth that it needs is asked for, and no other."""
    gag = fall_onto(kind, "middle: 0 m")
    properties = gag.behaviour.properties
    probabilities = [branch.probability for branch in gag.branches()]
    found = catch_findings(read_limits(), gag.catch(drawn(gag)), gag.exposures()[0], probabilities, seed=0)
    asked = {finding.id for finding in found}
    needs = {
        "catch-unrated": properties.comes_with_rating,
        "catch-clear-space": properties.clear_around is not None,
        "catch-clear-below": properties.clear_below is not None,
        "water-depth": properties.water is not None,
    }
    assert {name: name in asked for name in needs} == needs
    (facts,) = gag.trade_facts()
    assert (facts.tested is not None) == properties.wants_drop_test
    if gag.behaviour.not_simulated:
        assert not gag.worlds()
        assert gag.behaviour.not_simulated in gag.evidence().not_assessed


@pytest.mark.parametrize("kind", kinds())
def test_it_is_drawn_where_the_plan_has_it(kind: str) -> None:
    plan = plan_of(kind)
    gear = plan.gear["below"]
    assert isinstance(gear, Catcher)
    (piece,) = (piece for piece in catcher_pieces(plan) if piece.name == "below")
    points, place = np.concatenate([thing.vertices for thing in piece.painted_parts()]), footprint_of(gear)
    assert points[:, 0].min() == pytest.approx(place.low_x_m)
    assert points[:, 0].max() == pytest.approx(place.high_x_m)
    assert np.ptp(points[:, 1]) == pytest.approx(place.high_y_m - place.low_y_m)
    assert points[:, 2].max() == pytest.approx(place.top_m, abs=0.02)


@pytest.mark.parametrize("kind", kinds())
def test_the_page_on_falls_has_a_row_for_it(kind: str) -> None:
    rows = [line for line in DOCS.read_text(encoding="utf-8").splitlines() if line.startswith("| `")]
    assert any(f"`{kind}`" in row.split("|")[1] for row in rows)


@pytest.mark.parametrize("kind", kinds())
def test_a_fall_onto_it_is_assessed(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("stuntlab.pipeline.rehearse.DRAWS_PER_BRANCH", DRAWN)
    answer = assess(plan_of(kind), takes=2, threads=1)
    assert {finding.person for finding in answer.findings} >= {"faller"}


@pytest.mark.parametrize("kind", kinds())
def test_somebody_goes_down_on_it_from_standing_only_where_it_is_foam(kind: str) -> None:
    """A box rig was let through and had no stress to crush at: an error of the program instead of a refusal."""
    gear, behaviour = plan_of(kind).gear, fall_onto(kind).behaviour
    if behaviour.properties.foam is None:
        with pytest.raises(UserError, match="nobody goes down from their feet"):
            ground_of("below", gear, "concrete")
        return
    soft = ground_of("below", gear, "concrete").soft
    assert soft is not None
    assert foam_of(soft.foam, soft.height_m, end="soft").mean_pa(3.0) > 0


def test_a_failure_mode_of_an_unknown_property_fails_when_the_table_is_read() -> None:
    text = HIGH_FALL_NUMBERS.text().replace('if_property = "has_fans"', 'if_property = "has_seams"')
    with pytest.raises(TableError, match=r'branch.fan stops.if_property: "has_seams" is no property .*has_edge, has_'):
        HIGH_FALL_NUMBERS.parse(text)
