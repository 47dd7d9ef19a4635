"""The words of catchers: what a rig is made of has to agree, and what catches may be the ground."""

from __future__ import annotations

import pytest

from stuntlab.errors import PlanError
from stuntlab.plan import in_words, parse_plan

PLAN = """stunt: Fall
people: {faller: {job: stunt performer, height: 172 cm, mass: 68 kg, sex: male}}
gear:
  boxes: {kind: box rig, size: 4 x 4 x 1.8 m, near_edge: 1 m}
action:
  - high_fall: {by: faller, from: 5 m, style: back, push: 1 m/s, sideways: 0 m/s, onto: boxes}
"""


def rig(words: str) -> str:
    return PLAN.replace("near_edge: 1 m", f"near_edge: 1 m, {words}")


@pytest.mark.parametrize(
    "words",
    [
        "box: 45 cm, layers: 4",
        "box: 45 cm, layers: 3, pads: 40 cm, gaps: 8 cm",
        "layers: 4",
        "box: 18 in",
        "box: 18 in, layers: 4, damp: true",
    ],
)
def test_a_rig_that_agrees_with_itself_is_read(words: str) -> None:
    assert "box rig" in in_words(parse_plan(rig(words)))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("box: 45 cm, layers: 3", ["3 layers of 45 cm make 1.35 m", "1.8 m"]),
        ("box: 45 cm, layers: 4, pads: 40 cm", ["and 40 cm of pads make 2.2 m"]),
        ("box: 2 m", ["at most 1 m"]),
        ("layers: 0", ["from 1 to 30"]),
        ("damp: somewhat", ["neither true nor false"]),
    ],
)
def test_a_rig_that_does_not_is_told_what_to_make_agree(words: str, said: list[str]) -> None:
    with pytest.raises(PlanError) as refused:
        parse_plan(rig(words))
    (problem,) = refused.value.problems
    assert problem.line == 4
    assert all(part in problem.message for part in said), problem.message


def test_nothing_to_land_on_is_the_ground_and_is_read_back() -> None:
    said = parse_plan(PLAN.replace(", onto: boxes", ""))
    assert said.hash == parse_plan(PLAN.replace("onto: boxes", "onto: ground")).hash
    assert said.hash != parse_plan(PLAN).hash
    assert "onto ground" in in_words(said)


def test_a_catcher_that_is_not_there_is_named() -> None:
    with pytest.raises(PlanError, match='"bixes" is not among its catchers; this plan has boxes, ground'):
        parse_plan(PLAN.replace("onto: boxes", "onto: bixes"))


@pytest.mark.parametrize("missing", ["size: 9 x 9 m, depth: 4 m", "size: 9 x 9 x 2 m, near_edge: 0 m"])
def test_water_has_two_sides_and_a_near_edge(missing: str) -> None:
    with pytest.raises(PlanError):
        parse_plan(PLAN.replace("kind: box rig, size: 4 x 4 x 1.8 m, near_edge: 1 m", f"kind: water, {missing}"))
