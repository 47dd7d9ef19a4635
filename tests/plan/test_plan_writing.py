"""A plan is written so that it is read as the same plan: every kind, every number to the last bit."""

from __future__ import annotations

import math
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stuntlab.alternatives.fall_alternatives import changes_of
from stuntlab.plan import ACTION_KINDS, Plan, parse_plan, read_plan, template
from stuntlab.plan.writing import text_of
from stuntlab.units import Quantity

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.yaml"))


def same(plan: Plan) -> None:
    again = parse_plan(text_of(plan))
    assert again == plan
    assert again.hash == plan.hash


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_example_and_every_change_to_it_is_read_back(path: Path) -> None:
    plan = read_plan(path)
    same(plan)
    for change in changes_of(plan):
        same(change.plan)


@pytest.mark.parametrize("kind", ACTION_KINDS)
def test_every_template_is_read_back(kind: str) -> None:
    same(parse_plan(template(kind)))


def test_words_that_yaml_reads_in_its_own_way_stay_words() -> None:
    text = (
        "stunt: '\"quotes\" and a \\ {brace}: # no comment'\nscene: 007\nshoot_date: 2027-02-11\n"
        "people:\n  null: {job: 'yes', height: 170 cm, mass: 72 kg, sex: male}\n"
        "  ö™: {job: '~', height: {value: 5 ft 6 in, source: measured}, mass: 9 st 3 lb, sex: female, "
        "restrained: true, stands: [[1 m, -2 ft], [0 m, 0 m]], has_power_over: ['null']}\n"
        "action: [kick: {by: 'null', to: ö™, at: abdomen, foot_speed: 18 km/h ± 10 %, gap: 0 ± 3 cm}]\n"
    )
    plan = parse_plan(text)
    same(plan)
    again = parse_plan(text_of(plan))
    assert again.people["ö™"].height is not None
    assert again.people["ö™"].height.source == "measured"
    assert again.people["ö™"].height.text == "5 ft 6 in"


@given(st.text(st.characters(exclude_categories=["Cc", "Cf", "Cs", "Zs"], include_characters=" "), max_size=200))
def test_any_words_are_read_back(words: str) -> None:
    """As the reader of a plan leaves them: normalised, with one sort of blank, and none at the ends."""
    word = unicodedata.normalize("NFC", words).strip()[:200].strip() or "?"
    same(FALL.model_copy(update={"stunt": word}))


FALL = read_plan(next(path for path in EXAMPLES if path.stem == "airbag_44_ft"))


@given(
    st.floats(10.1, 120.0),
    st.floats(0.0, math.pi / 6 - 1e-9),
    st.floats(-math.pi / 2, math.pi / 2),
    st.tuples(*[st.floats(1e-3, 10.0)] * 3),
    st.sampled_from(["", "5 m", "1.2 m", "nonsense"]),
)
def test_numbers_that_no_text_says_are_written_out(
    height_m: float, sd: float, angle_rad: float, size_m: tuple[float, ...], text: str
) -> None:
    """A text that is rounded, or of something else, does not decide what is read."""
    fall = FALL.action[0].model_copy(
        update={"from_": Quantity(height_m, sd, text), "rotation": Quantity(angle_rad, sd, text)}
    )
    gear = {name: item.model_copy(update={"size": size_m}) for name, item in FALL.gear.items()}
    again = parse_plan(text_of(FALL.model_copy(update={"action": (fall,), "gear": gear})))
    assert again.action[0] == fall
    assert {name: item.size for name, item in again.gear.items()} == dict.fromkeys(gear, size_m)
