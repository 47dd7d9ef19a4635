"""What every kind of gag must keep, tried on the plan that `stuntlab new KIND` writes and on the examples."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from stuntlab.criteria.methods import METHODS
from stuntlab.datasets import Borne, Draws, Floats, Integers
from stuntlab.gags import gags_of, kinds
from stuntlab.gags.base import Gag
from stuntlab.gags.falling.landing_loads import LANDING_LOADS
from stuntlab.gags.roles import FallSource, GoesDown, HazardZones, NotSimulated, OnStairs
from stuntlab.loads.catalogue import catalogue
from stuntlab.pipeline.measure import measure, name_reading
from stuntlab.pipeline.rehearse import END_READINGS, KNOCKDOWN_READINGS
from stuntlab.pipeline.risk import PARTS_OF
from stuntlab.plan import ACTION_KINDS, Plan, parse_plan, read_plan, template
from stuntlab.scene.instruments import Instrument
from stuntlab.scene.scene import Phase, Scene, Traces
from stuntlab.scene.world import World
from stuntlab.takes.engine import run
from stuntlab.takes.sample import draw, draw_again
from stuntlab.verdict import read_limits

EXAMPLES = Path(__file__).parents[2] / "examples"
DRAWN = 400
RARE = 2**13
NO_LOADS = (*KNOCKDOWN_READINGS, *END_READINGS)


def plans() -> Iterator[tuple[str, Plan]]:
    for kind in kinds():
        yield f"new {kind}", parse_plan(template(kind))
    yield "with a child", parse_plan(CHILD)
    for path in sorted(EXAMPLES.glob("*.yaml")):
        plan = read_plan(path)
        if all(action.kind in kinds() for action in plan.action):
            yield path.stem, plan


CHILD = """\
stunt: A kick with a child in it
people: {lead: {job: actor}, kid: {job: actor, age: 9}}
action: [{kick: {by: lead, to: kid, at: chest, foot_speed: 2 m/s, gap: 1 m}}, {full burn: {by: lead, to: kid}}]
"""


GAGS = {f"{name}, {gag.label}": gag for name, plan in plans() for gag in gags_of(plan)}


@pytest.fixture(params=GAGS.values(), ids=list(GAGS))
def gag(request: pytest.FixtureRequest) -> Gag:
    found: Gag = request.param
    return found


@pytest.fixture(
    params=[gag for gag in GAGS.values() if gag.exposures()], ids=[n for n, g in GAGS.items() if g.exposures()]
)
def computed(request: pytest.FixtureRequest) -> Gag:
    """A gag of which something is computed."""
    found: Gag = request.param
    return found


@pytest.fixture(params=[gag for gag in GAGS.values() if gag.worlds()], ids=[n for n, g in GAGS.items() if g.worlds()])
def with_body(request: pytest.FixtureRequest) -> Gag:
    """A gag there is a body model for; where there is none (a face), draws say all there is to say."""
    found: Gag = request.param
    return found


@cache
def worlds(gag: Gag) -> tuple[World, ...]:
    return gag.worlds()


@cache
def compiled(gag: Gag, model: str, number: int = 0) -> Scene:
    """Of its first world, if no number is given."""
    return worlds(gag)[number].scene(model)


def first_knobs(gag: Gag, draws: Draws, takes: Integers) -> Mapping[str, Floats]:
    """Of its first world, to which no world has handed anything over."""
    return worlds(gag)[0].knobs(draws, takes, {})


def tools_of(gag: Gag) -> tuple[Instrument, ...]:
    """All its worlds measure, once for each person and load."""
    return tuple({(tool.person, tool.load): tool for world in worlds(gag) for tool in world.measures}.values())


def drawn(gag: Gag, takes_per_branch: int = DRAWN) -> Draws:
    return gag.propagate(draw(gag.unknowns(), seed=7, label=gag.label, takes_per_branch=takes_per_branch))


def touching(gag: Gag, count: int) -> Integers:
    """Indices of the first draws that need a full-body take."""
    touches = np.array([outcome.touches for outcome in gag.outcomes])
    return np.flatnonzero(touches[gag.classify(drawn(gag))])[:count]


def test_every_kind_of_action_can_be_assessed_or_says_so() -> None:
    assert set(kinds()) <= set(ACTION_KINDS)
    assert {gag.kind for gag in GAGS.values()} == set(kinds())


def test_branches_are_all_there_and_share_one_take(gag: Gag) -> None:
    branches = gag.branches()
    assert branches[0].name == "as planned"
    assert sum(branch.probability for branch in branches) == pytest.approx(1.0, abs=1e-12)
    usual = {branch.name for branch in gag.failure_modes}
    assert usual <= {branch.name for branch in branches}
    assert len(usual) >= 3, "a gag that goes wrong in fewer than three ways has not been thought about"
    assert len({branch.name for branch in branches}) == len(branches)
    for branch in branches[1:]:
        assert 0 < branch.probability < 0.5
        assert branch.reason
        assert branch.outcome
    if isinstance(gag, GoesDown):
        assert set(gag.fall_branches()) <= {branch.name for branch in branches}


def test_unknowns_are_named_alike_in_every_branch(gag: Gag) -> None:
    unknowns = gag.unknowns()
    assert len(unknowns) == len(gag.branches())
    names = [unknown.name for unknown in unknowns[0]]
    assert len(set(names)) == len(names)
    for branch in unknowns:
        assert [unknown.name for unknown in branch] == names
        assert all(unknown.sd >= 0 and unknown.low <= unknown.mean <= unknown.high for unknown in branch)


def test_what_is_read_off_draws_is_finite_and_one_number_a_take(gag: Gag) -> None:
    draws = drawn(gag)
    draws.check()
    take_count = DRAWN * len(gag.branches())
    assert gag.classify(draws).shape == (take_count,)
    assert set(np.unique(gag.classify(draws))) <= set(range(len(gag.outcomes)))
    assert gag.severity(draws).shape == (take_count,)
    features = gag.features(draws)
    assert features.ndim == 2
    assert len(features) == take_count
    assert np.isfinite(gag.severity(draws)).all()
    assert np.isfinite(features).all()


@pytest.mark.parametrize("kind", kinds())
def test_a_feature_differs_between_takes_of_some_plan(kind: str) -> None:
    """One that never does explains nothing. In a single plan one may be idle: a swing where nothing is in its arc."""
    of_kind = [gag for gag in GAGS.values() if gag.kind == kind]
    differs = [np.ptp(gag.features(drawn(gag)), axis=0) > 0 for gag in of_kind]
    if not np.any(differs, axis=0).all():  # what seldom happens, such as a swing that comes to something
        differs = [np.ptp(gag.features(drawn(gag, RARE)), axis=0) > 0 for gag in of_kind]
    assert np.any(differs, axis=0).all()


def test_a_take_is_the_same_whichever_takes_are_asked_for_with_it(with_body: Gag) -> None:
    gag, draws = with_body, drawn(with_body)
    together, alone = first_knobs(gag, draws, np.array([3, 5, 700])), first_knobs(gag, draws, np.array([5]))
    for name, column in together.items():
        assert column.shape == (3,)
        assert column[1] == alone[name][0]


def test_a_take_drawn_again_alone_is_what_it_was_among_all(computed: Gag) -> None:
    """What follows from a draw follows from that draw alone: a worker draws only the takes that it runs."""
    gag = computed
    draws, takes = drawn(gag), np.array([700, 3, 5, DRAWN * len(gag.branches()) - 1])
    few = draw_again(gag.unknowns(), seed=7, label=gag.label, takes_per_branch=DRAWN, takes=takes)
    again = gag.propagate(few)
    for name, column in draws.values.items():
        assert np.array_equal(again.values[name], column[takes]), name
    if not worlds(gag):
        return
    for name, column in first_knobs(gag, draws, takes).items():
        assert np.array_equal(first_knobs(gag, again, np.arange(4))[name], column), name


def test_exposures_name_people_of_the_plan_and_both_sides_of_the_act(computed: Gag) -> None:
    gag, exposures = computed, computed.exposures()
    for exposure in exposures:
        assert {exposure.person, exposure.created_by} <= set(gag.plan.people)
        assert exposure.gag == gag.label
        assert exposure.takes_on_the_day >= 1
        assert (exposure.borne is Borne.CHOSEN) == (exposure.person == exposure.created_by)
        assert exposure.borne is not Borne.BYSTANDER, "bystanders come from the place, not from the gag"
        assert not isinstance(gag, GoesDown) or gag.falls_of(exposure.person) in FallSource
    assert len({exposure.person for exposure in exposures}) == len(exposures)
    assert {exposure.created_by for exposure in exposures} <= {exposure.person for exposure in exposures}


def channels_of(scene: Scene) -> set[str]:
    """Those of its sensors and those that are derived, here from ones: a quaternion of zeros is no turn."""
    ones = {name: np.ones((1, 1, columns.stop - columns.start)) for name, columns in scene.channels.items()}
    return {*ones, *(scene.derive(ones) if scene.derive else ())}


def test_instruments_can_be_read_and_their_loads_are_known(with_body: Gag) -> None:
    known = set(read_limits().loads)
    for world in worlds(with_body):
        assert len({(tool.person, tool.load) for tool in world.measures}) == len(world.measures)
    assert {tool.person for tool in tools_of(with_body)} <= {exposure.person for exposure in with_body.exposures()}
    for tool in tools_of(with_body):
        assert catalogue()[tool.load].method in METHODS, f"{tool.load} is made from no signal"
        limited = PARTS_OF.get(tool.load, tool.load)
        assert limited in known or limited in NO_LOADS, f"{tool.load} has no row in the limits table"
    for number, world in enumerate(worlds(with_body)):
        measured = {channel for tool in world.measures for channel in tool.channels}
        for model in with_body.models:
            assert measured <= channels_of(compiled(with_body, model, number)), (world.name, model)


def test_every_body_that_lands_is_measured_alike(with_body: Gag) -> None:
    """High falls, falls from standing, chairs and stairs ask the same loads, and both legs where a leg is meant."""
    first = with_body.exposures()[0].person
    if not isinstance(with_body, GoesDown) or with_body.falls_of(first) is not FallSource.PLANNED:
        return
    tools = {tool.load: tool for tool in worlds(with_body)[-1].measures}
    onto_soft = with_body.is_caught and not isinstance(with_body, OnStairs)
    asked = [load for load in LANDING_LOADS if onto_soft or load != "chest_3ms_behind"]
    assert [load for load in tools if load not in END_READINGS] == asked
    for load in ("femur_force", "tibia_force"):
        sides = {channel.split("/")[1].split("_")[0] for channel in tools[load].channels}
        assert sides == {"left", "right"}


def test_everybody_who_is_simulated_to_fall_is_watched(with_body: Gag) -> None:
    if not isinstance(with_body, GoesDown):
        return
    for exposure in with_body.exposures():
        if with_body.falls_of(exposure.person) is FallSource.SIMULATED:
            watched = {tool.load for tool in tools_of(with_body) if tool.person == exposure.person}
            assert set(KNOCKDOWN_READINGS) <= watched


def test_knobs_are_exactly_what_the_scene_turns(with_body: Gag) -> None:
    knobs = first_knobs(with_body, drawn(with_body), np.arange(4))
    for model in with_body.models:
        assert set(knobs) == set(compiled(with_body, model).knobs)
    assert all(np.isfinite(column).all() for column in knobs.values())


def test_twenty_milliseconds_run_without_a_warning_and_repeat_bit_by_bit(with_body: Gag) -> None:
    draws, rows = drawn(with_body), touching(with_body, 2)
    assert len(rows), "no draw of any branch touches: the example says nothing"
    for model in with_body.models:
        scene = compiled(with_body, model)
        first = scene.phases[0]
        short = replace(scene, phases=(Phase(first.name, 0.02, first.timestep_s),))
        knobs = first_knobs(with_body, draws, rows)

        def last(phases: Mapping[str, Traces], name: str = first.name) -> dict[str, Floats]:
            return {channel: values[:, -1, 0] for channel, values in phases[name].channels.items()}

        with warnings.catch_warnings():
            warnings.simplefilter("error")
            (once, status), (again, _) = run(short, knobs, last, threads=1), run(short, knobs, last, threads=2)
        assert not status.any()
        for channel, values in once.items():
            assert np.isfinite(values).all()
            assert np.array_equal(values, again[channel]), channel


def test_a_whole_take_is_measured(with_body: Gag) -> None:
    draws, rows = drawn(with_body), touching(with_body, 2)
    tools = worlds(with_body)[0].measures
    readings, status = run(
        compiled(with_body, with_body.models[0]),
        first_knobs(with_body, draws, rows),
        lambda phases: measure(tools, phases),
        threads=2,
    )
    assert not status.any()
    for tool in tools:
        values = readings[name_reading(tool.person, tool.load)]
        assert values.shape == rows.shape
        assert np.isfinite(values).all()
        assert np.all(values >= 0) or tool.load in NO_LOADS


def test_a_scene_compiles_to_the_same_world_twice(with_body: Gag) -> None:
    model = with_body.models[0]
    one, two = compiled(with_body, model), with_body.worlds()[0].scene(model)
    assert np.array_equal(one.start, two.start)
    assert np.array_equal(one.model.body_mass, two.model.body_mass)
    assert np.array_equal(one.model.pair_solref, two.model.pair_solref)


def test_a_gag_that_is_not_simulated_says_why_and_has_no_number(gag: Gag) -> None:
    if not isinstance(gag, NotSimulated):
        assert gag.exposures()
        return
    assert gag.what
    assert gag.needed
    assert not gag.exposures()
    assert not gag.worlds()
    assert not any(unknowns for unknowns in gag.unknowns())


def test_zones_and_words_are_there(gag: Gag) -> None:
    if isinstance(gag, HazardZones):
        assert gag.zones()
        for zone in gag.zones():
            assert zone.reason
            cells = zone.cells()
            assert len(cells.at_m) == len(cells.chance) == len(cells.seconds) > 0
            assert (cells.seconds >= 0).all()
    if isinstance(gag, GoesDown):
        assert gag.floor_words
    evidence = gag.evidence()
    assert evidence.assumptions
    assert evidence.not_assessed
    sentences = (
        *evidence.assumptions,
        *(line for person in gag.plan.people for line in evidence.beyond(person)),
        *evidence.not_assessed,
    )
    assert len(set(sentences)) == len(sentences)
