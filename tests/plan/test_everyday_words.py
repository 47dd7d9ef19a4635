"""What people type who never read the docs: understood where the words can mean one thing, else pointed at."""

import re

import pytest

from stuntlab.errors import PlanError
from stuntlab.plan import Plan, in_words, parse_plan, unit_style
from stuntlab.plan.actions.anything import Anything
from stuntlab.plan.everyday import (
    EVERYDAY,
    UNKNOWN,
    correct_spelling,
    find_gag_words,
    find_near_gag,
    find_number,
    find_word,
)
from stuntlab.plan.model import keys_of
from stuntlab.plan.people import Person
from stuntlab.plan.stunt import ACTION_KINDS, GEAR_KINDS
from stuntlab.units import Dimension, System

KICK = """\
stunt: Stomach kick
people:
  lead: {job: actor, height: 170 cm, mass: 72 kg, sex: male}
  villain: {job: actor, height: 168 cm, mass: 55 kg, sex: female}
action:
  - kick: {by: lead, to: villain, at: abdomen, foot_speed: 5 ± 0.8 m/s, gap: 30 ± 6 cm, braced: true, takes: 2}
"""
PEOPLE = """\
people:
  a: {job: stunt performer, height: 5'10", weight: 160 lbs, gender: m}
  b: {role: actor, ht: 5 ft 4, wt: 9 st 2, sex: F}
"""


def problems(text: str) -> list[str]:
    with pytest.raises(PlanError) as refusal:
        parse_plan(text)
    return [f"{problem.line} {problem.where}: {problem.message}" for problem in refusal.value.problems]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("mass: 72 kg", "weight: 72 kg"),
        ("mass: 72 kg", "Body Weight: 72 kg"),
        ("height: 170 cm", "ht: 170 cms"),
        ("mass: 72 kg", "mass: about 72 kgs."),
        ("mass: 55 kg", "mass: 55kg"),
        ("gap: 30 ± 6 cm", "gap: ~30 ± 6 cm"),
        ("job: actor", "role: actor"),
        ("sex: male", "gender: M"),
        ("sex: male", "Sex: Man"),
        ("at: abdomen", "at: stomach"),
        ("at: abdomen", "at: Belly"),
        ("at: abdomen", "target: tummy"),
        ("at: abdomen", "aimed at: solar plexus"),
        ("to: villain", "target: villain"),
        ("to: villain", "victim: Villain"),
        ("by: lead", "attacker: lead"),
        ("by: lead", "By: LEAD"),
        ("foot_speed:", "speed:"),
        ("foot_speed:", "Foot Speed:"),
        ("foot_speed:", "foot-speed:"),
        ("gap:", "distance:"),
        ("gap:", "stops short by:"),
        ("braced: true", "braced: yes"),
        ("braced: true", "tensed: Y"),
        ("takes: 2", "takes: two"),
        ("takes: 2", "takes: twice"),
        ("takes: 2", "takes: 2 takes"),
        ("takes: 2", "number of takes: 2x"),
        ("takes: 2", "takes: 2 nos"),
        ("action:\n  - kick:", "actions:\n  - kick:"),
        ("action:\n  - kick:", "action:\n  kick:"),
        ("- kick: {", "- Kick: {"),
        ("- kick: {", "- gag: {kind: kick, "),
        ("- kick: {", "- {kind: kick, "),
        ("- kick: {", "- {type: kick, "),
        ("- kick: {", "- {gag: kick, "),
        ("- kick: {", "- front kick: {"),
        ("stunt: Stomach", "title: Stomach"),
        ("people:\n", "cast:\n"),
        ("  lead: {job", "  - {name: lead, job"),
    ],
)
def test_words_that_mean_one_thing_are_understood(old: str, new: str) -> None:
    assert old in KICK
    text = KICK.replace(old, new)
    if new.startswith("  - {name"):
        text = text.replace("  villain: {job", "  - {name: villain, job")
    assert parse_plan(text).hash == parse_plan(KICK).hash, new


@pytest.mark.parametrize(
    "written", ["5'10\"", "5' 10\"", "5 ft 10", "5 ft 10 in", "5ft10in", "5 feet 10 inches", "5’10”"]
)
def test_feet_and_inches(written: str) -> None:
    plan = parse_plan(KICK.replace("height: 170 cm", f"height: {written}"))
    assert plan.people["lead"].height_m == pytest.approx(70 * 0.0254)


TRADE = {
    "slap: {by: a, to: b, at: jaw, speed: 8 mph, distance: 4 in, takes: three}": ("punch", {"style": "slap"}),
    "punch: {puncher: a, victim: b, where: ribs, speed: 10 mph, miss: 6 in, glove: yes}": ("punch", {"hand": "glove"}),
    "side_kick: {by: a, on: b, at: gut, velocity: 11 mph, gap: 1 ft}": ("kick", {"style": "side", "at": "abdomen"}),
    "low kick: {by: a, on: b, at: quads, velocity: 9 mph, gap: 0 in}": ("kick", {"style": "turning", "at": "thigh"}),
    "stair_tumble: {by: a, stairs: 9, riser: 7 in, going: 10 in, speed: 2 mph}": ("stair_fall", {"style": "tumble"}),
    "stairs fall: {faller: a, steps: twelve, step height: 7 in, run: 11 in, speed: 1 mph, style: roll}": (
        "stair_fall",
        {"steps": 12, "style": "side roll"},
    ),
    "Ground Fall: {by: a, way: backwards, on: floor}": ("ground_fall", {"style": "back"}),
    "chair-tip: {by: a, on: floor, seat height: 18 in, way: backward}": ("chair_tip", {"direction": "back"}),
    "jerk back: {performer: a, operator: b, machine: puller, distance: 9 ft, pick: back, into: bag, wall: 60 ft}": (
        "pull",
        {"attached": "dorsal", "onto": "bag", "with_": "puller"},
    ),
    "airram: {thrown: a, operator: b, plate: plate, apex: 4 ft, throw angle: 65 deg, posture: back, lands on: bag}": (
        "air_ram",
        {"lands": "back", "onto": "bag", "fired_by": "b"},
    ),
    "fan descender: {by: a, brake operator: b, fan: drop, height: 40 ft, stops: 8 ft, rope: wire, clear path: yes}": (
        "descend",
        {"line": "wire", "nothing_in_the_way": True, "with_": "drop"},
    ),
    "high fall: {by: a, height: 20 ft, style: Face Off, push: 3 mph, drift: 0 mph, into: bag}": (
        "high_fall",
        {"style": "face off"},
    ),
}


@pytest.mark.parametrize(("action", "kind", "said"), [(text, *means) for text, means in TRADE.items()], ids=list(TRADE))
def test_gags_in_the_words_of_the_trade(action: str, kind: str, said: dict[str, object]) -> None:
    gear = """\
equipment:
  bag: {type: airbag, dimensions: 15 x 20 x 7 ft, edge: 0 ft, rating: 50 ft}
  puller: {type: air ratchet, psi: 60 psi, ratio: 3, cylinder bore: 3 in, reservoir: 10 litres, dummy pulls: three}
  plate: {type: air ram, gauge: 150 psi, piston stroke: 3 ft, sandbag: 160 lbs, trials: 3}
  drop: {type: fan descender, speed: 7 mph, braking distance: 6 ft}
  wire: {type: steel cable, dia: 1/4 in, mbs: 6 000 lbf}
"""
    (read,) = parse_plan(f"stunt: x\n{PEOPLE}{gear}action:\n  - {action}\n").action
    assert read.kind == kind
    assert {name: getattr(read, name) for name in said} == said


@pytest.mark.parametrize(
    ("written", "kind", "says"),
    [
        ("decelerator", "descender", {"brakes": "decelerator"}),
        ("Fan Descender", "descender", {"brakes": "fan"}),
        ("descender", "descender", {"brakes": None}),
        ("steel cable", "line", {"material": "steel cable"}),
        ("motorbike", "car", {"body": "motorcycle"}),
        ("BMX", "car", {"body": "bicycle"}),
        ("van", "car", {"body": "van"}),
        ("climbing rope", "line", {"material": "dynamic rope"}),
        ("rope", "line", {"material": None}),
        ("ratchet vest", "harness", {"cut": "jerk vest"}),
    ],
)
def test_a_word_for_gear_says_what_of_it_it_names(written: str, kind: str, says: dict[str, object]) -> None:
    gear = parse_plan(f"{KICK}gear:\n  mine: {{type: {written}}}\n").gear["mine"]
    assert gear.kind == kind
    assert {name: getattr(gear, name) for name in says} == says


def test_one_point_to_stand_at_is_a_list_of_it() -> None:
    (stands,) = (
        parse_plan(KICK.replace("job: actor, height: 168", "job: actor, stands: [6 ft, 8 ft], height: 168"))
        .people["villain"]
        .stands
    )
    assert [part.text for part in stands] == ["6 ft", "8 ft"]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("gap: 30 ± 6 cm", "gap: 1,000 mm", "thousands as 1500 or 1 500"),
        ("at: abdomen", "at: leg", "thigh, knee or shin"),
        ("at: abdomen", "at: torso", "chest, abdomen or back"),
        ("foot_speed: 5 ± 0.8 m/s", "speed: 4-6 m/s", "is a range"),
        ("foot_speed: 5 ± 0.8 m/s", "speed: fast", "cannot be read"),
        ("takes: 2", "takes: a few", "whole number"),
        ("takes: 2", "contact: yes", "a blow that lands has gap: 0 cm"),
        ("job: actor, height: 168", "job: child actor, height: 168", "give the age in years"),
        ("takes: 2", "tkes: 2", 'did you mean "takes"'),
        ("height: 170 cm", "height: 170", "no unit"),
        ("mass: 72 kg", "mass: 72 kg, weight: 80 kg", "given too"),
        ("- kick: {", "- kik: {", 'did you mean "kick"'),
        ("- kick: {", "- kikc: {", 'did you mean "kick"'),
    ],
)
def test_what_may_mean_two_things_is_pointed_at(old: str, new: str, says: str) -> None:
    assert any(says in problem for problem in problems(KICK.replace(old, new)))


def test_every_problem_in_an_action_whose_kind_is_wrong_is_told_at_once() -> None:
    text = KICK.replace("- kick: {", "- kik: {").replace("by: lead", "by: leed").replace("at: abdomen", "at: torso")
    told = problems(text.replace("gap: 30 ± 6 cm", "gap: 30").replace("takes: 2", "takes: 0"))
    for words in ('did you mean "kick"', '"leed"', '"torso"', "no unit", "1 to 1000"):
        assert any(words in problem for problem in told), told
    assert all(problem.startswith("6 ") for problem in told)


def test_every_problem_of_gear_whose_kind_is_wrong_is_told_at_once() -> None:
    told = problems(KICK + "gear:\n  vest: {kind: padd, covers: torso, thickness: 2, material: foam}\n")
    for words in ('did you mean "pad"', '"torso"', "no unit"):
        assert any(words in problem for problem in told), told


NEAR = {
    "stair tumble": "stair_fall", "saddle fall": "animals", "ratchet": "pull", "wire pull": "pull",
    "rappel": "brakes themself", "deadman": "lines",
    "burn": "fire", "squib": "charges", "car_hit": "car_hit", "knockdown": "ground_fall",
    "bike lay-down": "rider", "Car hit at night": "car_hit",
    "chair flip": "chair_tip", "sword fight": "punch", "air ram": "air_ram",
    "through a window glass": "ground_fall", "helicopter": "aircraft",
}  # fmt: skip


@pytest.mark.parametrize("word", NEAR)
def test_the_nearest_gag_is_near_in_meaning(word: str) -> None:
    assert NEAR[word] in find_gag_words(word).near
    assert word == "chair flip" or "chair_tip" not in find_gag_words(word).near
    assert find_gag_words(word).needs != UNKNOWN.needs


def test_the_table_leads_to_words_that_a_plan_has() -> None:
    rows = EVERYDAY.read()
    models = {**ACTION_KINDS, "person": Person, "plan": Plan}
    for part, words in rows.keys.items():
        if part in models:
            assert set(words) <= set(keys_of(models[part]).values()), part
    for name, row in rows.gags.items():
        assert not row.kind or row.kind in ACTION_KINDS, name
        assert all(word in row.near or word not in ACTION_KINDS for word in row.kind.split()), name
    gear = {word for kind in GEAR_KINDS.values() for word in keys_of(kind).values()} | {"kind"}
    assert set(rows.keys["gear"]) <= gear
    assert sum(len(words) for table in (*rows.keys.values(), rows.words) for words in table.values()) > 250


def test_no_everyday_word_leads_to_two_values_of_one_field() -> None:
    for table in (*EVERYDAY.read().keys.values(), EVERYDAY.read().numbers):
        all_words = [word for words in table.values() for word in words]
        twice = {word for word in all_words if all_words.count(word) > 1} - {"target", "on"}
        assert not twice


@pytest.mark.parametrize(
    ("text", "figures"), [("two", "2"), ("3 takes", "3"), ("x4", "4"), ("12 years old", "12"), ("4.0", "4")]
)
def test_whole_numbers_in_words(text: str, figures: str) -> None:
    assert find_number(text) == figures


@pytest.mark.parametrize("text", ["4.5", "some", "2 to 3", "5 m/s", "-2", ""])
def test_what_is_no_whole_number(text: str) -> None:
    assert find_number(text) is None


def test_a_word_of_its_own_is_no_misspelling() -> None:
    assert correct_spelling("car_tip", ACTION_KINDS) is None
    assert correct_spelling("kik", ACTION_KINDS) == "kick"
    assert find_word("stomach", ("chest",)) is None


def test_a_stunt_of_another_kind_keeps_what_is_said_of_it() -> None:
    ride = "bull_ride: {driver: lead, target: villain, speed: 8 mph, padding: [hood, bumper], takes: twice}"
    text = f"{KICK}  - {ride}\n"
    hit = parse_plan(text).action[1]
    assert isinstance(hit, Anything)
    assert (hit.called, hit.what, hit.by, hit.to, hit.takes) == ("bull_ride", "bull ride", "lead", ("villain",), 2)
    assert hit.details == {"speed": "8 mph", "padding": "hood, bumper"}
    assert "speed 8 mph" in in_words(parse_plan(text))
    assert parse_plan(text).hash != parse_plan(text.replace("8 mph", "9 mph")).hash


@pytest.mark.parametrize(
    "action",
    [
        "gag: {kind: anything, what: a burn, by: lead, to: villain, takes: 2}",
        "anything: {what: a burn, by: lead, to: [villain], takes: two}",
        "{kind: anything, what: a burn, by: lead, to: villain, takes: 2}",
    ],
)
def test_anything_in_each_of_its_ways(action: str) -> None:
    words = parse_plan(KICK + f"  - {action}\n").action[1]
    assert isinstance(words, Anything)
    assert (words.what, words.by, words.to, words.takes, words.called) == (
        "a burn",
        "lead",
        ("villain",),
        2,
        "anything",
    )


@pytest.mark.parametrize(
    ("action", "says"),
    [
        ("burn: {what: a burn}", '"by" is missing'),
        ("anything: {by: lead}", '"what" is missing'),
        ("burn: {by: led}", 'did you mean "lead"'),
        ("burn: {by: lead, tkes: 2}", 'did you mean "takes"'),
        ("burn: {by: lead, to: lead}", "leave them out of to"),
        ("burn", "one action with its details"),
        ("burn:", '"by" is missing'),
        (
            '"kick 1": {by: lead, what: x}\n  - kick: {by: lead, to: villain, at: chest, foot_speed: 5 m/s, gap: 1 m}',
            "called",
        ),
    ],
)
def test_what_even_any_stunt_needs(action: str, says: str) -> None:
    assert any(says in problem for problem in problems(KICK + f"  - {action}\n"))


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("height: 170 cm", "height: 1,78 m", '"1,78 m" has a comma in it'),
        ("mass: 72 kg", "mass: 82,5 ± 2,5 kg", '"82,5 ± 2,5 kg" has a comma in it'),
        ("gap: 30 ± 6 cm", "gap: 30 ± 6,5 cm", '"30 ± 6,5 cm" has a comma in it'),
        ("sex: male", "sex: nonbinary", "give the nearer one"),
        ("- kick:", "- kicc:", 'did you mean "kick"'),
    ],
)
def test_one_slip_is_one_problem(old: str, new: str, says: str) -> None:
    (found,) = problems(KICK.replace(old, new))
    assert says in found


def test_days_in_figures_are_never_guessed() -> None:
    for written, days in {
        "2/11/2027": "2027-02-11 (month first) or 2027-11-02 (day first)",
        "13.2.27": "year-month-day: 2027-02-13",
        "02-13-2027": "year-month-day: 2027-02-13",
        "31/31/2027": "as in 2027-02-11",
    }.items():
        (found,) = problems(f"shoot_date: {written}\n{KICK}")
        assert found.endswith(days)


def test_a_zoom_an_operator_and_a_blank_that_is_none() -> None:
    camera = "cameras: {A: {lens: 24-70, sensor: super35, distance: 12 ft, angle: 8 deg}}"
    lens = parse_plan(f"{KICK}{camera}\n".replace("by: lead", "by:\u00a0lead")).cameras["A"]
    assert lens.lens is not None
    assert lens.zooms_to is not None
    assert (lens.lens.value, lens.zooms_to.value) == (0.024, 0.070)
    (found,) = problems(f"{KICK}{camera.replace('lens', 'operator: Joe, lens')}\n")
    assert "Joe under people" in found


@pytest.mark.parametrize("day", ["2027-02-11", "2027/02/11", "11 Feb 2027", "February 11, 2027", "11-Feb-2027"])
def test_days_whose_month_is_a_word_or_comes_second(day: str) -> None:
    assert str(parse_plan(f"date: {day}\n{KICK}").shoot_date) == "2027-02-11"


def test_a_place_and_people_in_a_word() -> None:
    plan = parse_plan(KICK + "place: Film City, Mumbai\n")
    assert plan.place.location == "Film City, Mumbai"
    told = problems("stunt: x\npeople: [Ann]\naction: [{burn: {by: Ann}}]\n")
    assert told == ['2 people, Ann: "job" is missing: actor, stunt performer, camera operator, ...']


@pytest.mark.parametrize("written", ["none", "no", "No wall", "none "])
def test_a_wall_that_is_none_has_no_material(written: str) -> None:
    assert parse_plan(f"{KICK}place: {{wall: {written}}}\n").place.wall is None
    assert parse_plan(f"{KICK}place: {{wall: stone wall}}\n").place.wall == "stone wall"


def test_only_what_somebody_wrote_says_in_which_units_they_think() -> None:
    """A fall has a speed that is left out, 0 m/s along the wall, beside the one written in mph."""
    fall = "{by: lead, from: 12 ft, style: back, push: 2.7 ± 0.5 mph, takes: 2}"
    plan = parse_plan(KICK.partition("action:")[0] + f"action:\n  - high_fall: {fall}\n")
    assert unit_style(plan).of(Dimension.SPEED) is System.US


def test_a_focal_length_says_nothing_of_the_units_of_whoever_writes() -> None:
    run = "{by: driver, car: hero, speed: 20 mph, line: [[0 ft, 0 ft], [90 ft, 0 ft]], run_out: 150 ft}"
    plan = parse_plan(f"""
stunt: pass
people: {{driver: {{job: precision driver}}}}
gear: {{hero: {{kind: car}}}}
cameras: {{A: {{lens: 35 mm, zooms_to: 70 mm, at: [90 ft, 60 ft, 5 ft]}}, B: {{lens: 85 mm, at: [0 ft, 60 ft, 5 ft]}}}}
action: [vehicle_run: {run}]
""")
    assert unit_style(plan).of(Dimension.LENGTH) is System.US


def test_a_lens_an_angle_and_a_frame_rate_have_the_units_of_the_trade() -> None:
    """A 50 lens is 50 mm; a distance has no such unit, and is asked for."""
    said = "lens: 50, distance: 20 ft, angle: 166 ± 2, frame_rate: 48, shutter: 90"
    meant = "lens: 50 mm, distance: 20 ft, angle: 166 ± 2 deg, frame_rate: 48 fps, shutter: 90 deg"
    bare, full = (parse_plan(f"{KICK}cameras:\n  A: {{{words}}}\n") for words in (said, meant))
    assert bare.hash == full.hash
    (asked,) = problems(f"{KICK}cameras:\n  A: {{lens: 50 mm, distance: 20, angle: 10}}\n")
    assert "has no unit" in asked


@pytest.mark.parametrize(
    ("told", "near"),
    [
        ("taxi hit", "car_hit"),
        ("van runs over an extra", "car_hit"),
        ("motorcycle hits man", "car_hit"),
        ("limo flips", "roll"),
        ("monster truck jump", "car_jump"),
        ("bike leaps off a ramp", "ramp_jump"),
        ("base jmp", "base_jump"),
        ("he scales the wall", "climb"),
        ("swings on a chandelier", "wire_swing"),
        ("yanked off her feet", "pull"),
        ("lowered from the ceiling", "descend"),
        ("car pursuit", "vehicle_run"),
        ("jump out of car", "vehicle_run"),
        ("pushed off the roof", "high_fall"),
        ("thrown downstairs", "stair_fall"),
        ("sucker punch", "punch"),
        ("shoulder roll", "ground_fall"),
    ],
)
def test_a_stunt_of_another_kind_is_told_the_one_that_means_most_like_it(told: str, near: str) -> None:
    row = find_near_gag(told)
    named = [kind for kind in sorted(ACTION_KINDS, key=len, reverse=True) if re.search(rf"\b{kind}\b", row.near)]
    assert near in named
    assert row.needs != UNKNOWN.needs


def test_words_that_say_nothing_of_a_gag_are_near_none() -> None:
    assert find_near_gag("two cops wrestle for it") is UNKNOWN
    assert find_near_gag("he eats his words") is UNKNOWN
