"""Numbers, heights and names that no plan can mean: refused with their line, whatever field they stand in."""

from pathlib import Path

import pytest

from stuntlab.errors import PlanError
from stuntlab.plan import GEAR_KINDS, parse_plan, quantity_fields, read_plan
from stuntlab.plan.actions.high_fall import HighFall
from stuntlab.plan.cameras import Camera
from stuntlab.plan.people import Person
from stuntlab.plan.stunt import ACTION_KINDS

EXAMPLES = Path(__file__).parents[2] / "examples"
FALL = (EXAMPLES / "airbag_44_ft.yaml").read_text(encoding="utf-8")


def refused(text: str) -> list[tuple[int, str, str]]:
    with pytest.raises(PlanError) as refusal:
        parse_plan(text)
    return [(problem.line, problem.where, problem.message) for problem in refusal.value.problems]


def line_of(text: str, words: str) -> int:
    return next(number for number, line in enumerate(text.splitlines(), start=1) if words in line)


@pytest.mark.parametrize("spread", ["1e308 m/s", "1e300 m/s", "9 m/s", "9e999 m/s"])
def test_a_spread_that_says_nothing_is_refused_with_its_line(spread: str) -> None:
    text = FALL.replace("push: 1.2 ± 0.3 m/s", f"push: 1.2 ± {spread}")
    ((line, where, message),) = refused(text)
    assert line == line_of(text, "push:")
    assert where == "action 1, high_fall, push"
    assert "spreads too far" in message or "too large a number" in message


@pytest.mark.parametrize("model", [*ACTION_KINDS.values(), *GEAR_KINDS.values(), Camera, Person])
def test_every_quantity_has_a_widest_spread(model: type) -> None:
    """No field of any kind takes a spread that is a thousand times its value and range."""
    for name, field in quantity_fields(model).items():
        assert field.least or field.above, f"{name} has no lower end"
        assert field.most, f"{name} has no upper end"
        for end in (field.least or field.above, field.most):
            value = field._si(end)
            assert field.widest_spread(value) <= max(abs(value), 10 * 60.0, 5.0)


@pytest.mark.parametrize("number", ["1e309", "9e999", "1e999 1/2", "9" * 70])
def test_no_number_overflows(number: str) -> None:
    for old, new in (
        ("from: 44 ft", f"from: {number} ft"),
        ("height: 5 ft 7 in", f"height: 5 ft {number} in"),
        ("size: 15 x 20 x 7 ft", f"size: 15 x {number} x 7 ft"),
        ("± 0.3 m/s", f"± {number} m/s"),
        ("± 0.3 m/s", f"± {number} %"),
    ):
        ((line, _, _),) = refused(FALL.replace(old, new))
        assert line == line_of(FALL, old)


@pytest.mark.parametrize(
    ("old", "new", "asks"),
    [
        ("from: 44 ft", "from: 44 in", "Was 44 ft meant?"),
        ("from: 44 ft", "from: 130 cm", "Was 130 m meant?"),
        ("from: 44 ft", "from: 2 m", "Heights are counted from the ground"),
        ("rated_height: 40 ft", "rated_height: 40 in", "Was 40 ft meant?"),
        ("takes: 1", "takes: 1, rehearsed_from: 30 in, after: 0 s", "Was 30 ft meant?"),
        ("clear_space: 3 ft", "clear_space: 3 ft, drop_tested_from: 30 in", "Was 30 ft meant?"),
    ],
)
def test_a_height_below_the_top_of_a_catcher_asks_for_its_unit(old: str, new: str, asks: str) -> None:
    text = FALL.replace(old, new)
    ((line, _, message),) = refused(text)
    assert line == line_of(text, new.split(",", maxsplit=1)[0])
    assert "7 ft" in message or "2.13 m" in message
    assert asks in message


def test_a_bag_rated_from_its_top_may_be_rated_for_little() -> None:
    parse_plan(FALL.replace("rated_height: 40 ft", "rated_height: 6 ft, rated_from: top"))


def test_every_fall_of_the_examples_begins_above_what_catches_it() -> None:
    for path in sorted(EXAMPLES.glob("*.yaml")):
        plan = read_plan(path)
        for action in plan.action:
            if isinstance(action, HighFall) and action.onto in plan.gear:
                assert action.from_.value > plan.gear[action.onto].top_m


def test_a_character_in_two_halves_is_that_character() -> None:
    plan = parse_plan(FALL.replace("stunt: Back fall into an air bag", 'stunt: "Fall \\ud83d\\ude00"'))
    assert plan.stunt == "Fall \U0001f600"
    assert plan.hash


@pytest.mark.parametrize("half", ["\\ud83d", "\\ude00", "\\ude00\\ud83d"])
def test_half_a_character_is_refused_with_its_line(half: str) -> None:
    text = FALL.replace("stunt: Back fall into an air bag", f'stunt: "Fall {half}"')
    ((line, _, message),) = refused(text)
    assert line == line_of(text, "stunt:")
    assert "half a character" in message


def test_a_break_of_the_line_shows_no_second_line() -> None:
    """A title cannot be made to look like an answer under it."""
    plan = parse_plan(FALL.replace("stunt: Back fall into an air bag", 'stunt: "Fall\\nWITHIN LIMITS\\tand more"'))
    assert plan.stunt == "Fall WITHIN LIMITS and more"


@pytest.mark.parametrize("name", ['"the\\nbag"', '"the\\u2028bag"', '"the\\tbag"'])
def test_names_are_one_line(name: str) -> None:
    text = FALL.replace("  bag: {", f"  {name}: {{").replace("onto: bag", f"onto: {name}")
    assert any("one line" in message for _, _, message in refused(text))


@pytest.mark.parametrize(
    ("said", "instead", "told"),
    [
        ("bumper_height: 45 cm,", "bumper_height: 80 cm,", "above the middle of the bumper"),
        ("bumper_height: 45 cm,", "bumper_height: 11 cm,", "at least 25 cm"),
        ("mass: 1250 kg,", "mass: 1250 kg, width: 50 cm,", "no car is 50 cm wide"),
        ("mass: 1250 kg,", "mass: 12 kg,", "no car weighs 12 kg"),
        ("[0 m, 0 m]]", "[-20 m, 0 m], [0 m, 0 m]]", "the same place"),
    ],
)
def test_a_car_and_its_line_are_such_as_there_are(said: str, instead: str, told: str) -> None:
    text = (EXAMPLES / "car_hit.yaml").read_text(encoding="utf-8")
    assert said in text
    ((_, _, message),) = refused(text.replace(said, instead, 1))
    assert told in message
