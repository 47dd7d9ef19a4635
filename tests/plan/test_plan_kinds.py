"""Every kind of action and gear: found by its file, with what each must have."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import stuntlab.plan
from stuntlab.errors import UserError
from stuntlab.plan import ACTION_KINDS, GEAR_KINDS, as_data, in_words, parse_plan, template
from stuntlab.plan.model import keys_of
from stuntlab.units import System

FOLDER = Path(stuntlab.plan.__file__).parent


@pytest.mark.parametrize(("folder", "kinds"), [("actions", ACTION_KINDS), ("gear", GEAR_KINDS)])
def test_a_kind_is_known_by_its_file(folder: str, kinds: dict[str, type]) -> None:
    stems = {path.stem for path in (FOLDER / folder).glob("*.py")} - {"__init__", "base"}
    assert {re.sub("[ -]", "_", kind) for kind in kinds} == stems


@pytest.mark.parametrize("kind", [*ACTION_KINDS.values(), *GEAR_KINDS.values()], ids=lambda kind: kind.kind)
def test_a_kind_says_what_it_is_and_what_each_field_means(kind: type) -> None:
    assert kind.summary
    assert all(field.description for field in kind.model_fields.values())


@pytest.mark.parametrize("kind", ACTION_KINDS)
def test_the_template_of_a_kind_is_a_plan_of_that_kind(kind: str) -> None:
    plan = parse_plan(template(kind))
    assert [action.kind for action in plan.action] == [kind]


@pytest.mark.parametrize("kind", ACTION_KINDS)
def test_the_template_in_feet_and_pounds_is_the_same_plan(kind: str) -> None:
    """Two digits are written at least, so that no number is further off than 1 in 20."""
    metric, imperial = (dict(_numbers_of(as_data(parse_plan(template(kind, units))))) for units in System)
    assert metric.keys() == imperial.keys()
    assert all(imperial[path] == pytest.approx(value, rel=0.05) for path, value in metric.items())
    text = template(kind, System.US)
    assert not re.search(r"(?<!lens: )\b\d+ (?:m|cm|mm|kg|N|kN|bar|km/h|m/s|degC)\b", text)
    assert text.count("\n") == template(kind).count("\n")


def _numbers_of(data: object, path: str = "") -> Iterator[tuple[str, float]]:
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _numbers_of(value, f"{path}.{key}")
    elif isinstance(data, list):
        for number, value in enumerate(data):
            yield from _numbers_of(value, f"{path}.{number}")
    elif isinstance(data, int | float):
        yield path, float(data)


@pytest.mark.parametrize("kind", ACTION_KINDS)
def test_the_template_names_every_field_a_person_may_set(kind: str) -> None:
    assert all(f"{key}:" in template(kind) for key in keys_of(ACTION_KINDS[kind]).values())


@pytest.mark.parametrize("kind", ACTION_KINDS)
def test_what_the_template_offers_in_comments_is_right(kind: str) -> None:
    text = "\n".join(line.replace("# ", "", 1) if is_offer(line) else line for line in template(kind).splitlines())
    assert text != template(kind)
    parse_plan(text)


def is_offer(line: str) -> bool:
    """A commented line that is meant to be taken in: a key, perhaps indented under one."""
    return re.match(r"\s*# {1,3}[a-z_ ]+:", line) is not None and "`" not in line


def test_an_unknown_template() -> None:
    with pytest.raises(UserError, match=r'"kik" is not a kind .*\(did you mean "kick"\?\).*: air_ram'):
        template("kik")


def test_a_plan_said_back_in_words(full_plan: str) -> None:
    words = in_words(parse_plan(full_plan))
    assert words.startswith("Stomach push, Night Train, scene 67, 2027-02-11\n")
    for part in (
        "mass 72 ± 1 kg",
        "height 5 ft 7 in",
        "mass 121 lb",
        "wears [belly pad]",
        "kick, by lead, to villain, at abdomen, gap 0 ± 2 cm, foot speed 0.8 ± 0.15 m/s (rehearsal of 3 May)",
        "takes 4, braced, pulled over 20 cm",
        "pad, covers abdomen, thickness 80 mm, material soft foam",
        "size 1.5 m x 1 m x 1.2 m",
        "stands [[2 m, -5 m], [2 m, 5 m, 0 m]]",
        "angle 8 ± 3 deg",
        "manned",
    ):
        assert part in words, words
    assert words.endswith(parse_plan(full_plan).hash)


def test_a_plan_as_data_is_in_si_with_units(full_plan: str) -> None:
    data = as_data(parse_plan(full_plan))
    kick = data["action"][0]
    assert kick["kind"] == "kick"
    assert kick["foot_speed"] == {
        "value": 0.8,
        "sd": 0.15,
        "unit": "m/s",
        "text": "0.8 ± 0.15 m/s",
        "source": "rehearsal of 3 May",
    }
    assert data["people"]["villain"]["mass"]["unit"] == "kg"
    assert data["cameras"]["A"]["angle"]["unit"] == "rad"
    assert data["people"]["crew"]["stands"][0][1] == {"value": -5.0, "sd": 0.0, "unit": "m", "text": "-5 m"}
    assert data["gear"]["belly pad"]["kind"] == "pad"
    assert data["shoot_date"] == "2027-02-11"


@pytest.mark.parametrize("written", ["11 st 4 lb", "12 st"])
def test_what_is_not_metric_is_said_once(full_plan: str, written: str) -> None:
    assert f"mass {written}, " in in_words(parse_plan(full_plan.replace("121 lb", written)))
