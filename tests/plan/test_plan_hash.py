"""The hash is of what a plan means: not of how it is written, and of everything in it that matters."""

import re

import pytest

from stuntlab.plan import Plan, parse_plan

# how the full plan may be written otherwise and mean the same
SAME = [
    ("170 cm", "1.7 m"),
    ("170 cm", "1700 mm  # in socks"),
    ("72 ± 1 kg", "72 kg +/- 1000 g"),
    ("5 ft 7 in", "5'7\""),
    ("5 ft 7 in", "67 in"),
    ("121 lb", "8 st 9 lb"),
    ("0.8 ± 0.15 m/s", "80 ± 15 cm/s"),
    ("{value: 0.8 ± 0.15 m/s, source: rehearsal of 3 May}", "0.8 ± 0.15 m/s"),
    ("0 ± 2 cm", "-0 ± 2 cm"),
    ("8 ± 3 deg", "8° ± 3°"),
    ("1.5 x 1 x 1.2 m", "150 x 100 x 120 cm"),
    ("24 fps", "24 Hz"),
    ('scene: "67"', "scene: 67"),
    ("frame_rate: 24 fps, shutter: 180 deg}", "shutter: 180 deg, frame_rate: 24 fps, manned: true}"),
    ("place:\n  floor: dry cobbles\n  wind: 2 ± 1 m/s\n", "place:\n  wind: 2 ± 1 m/s\n  floor: dry cobbles\n"),
    ("      takes: 4\n", "      count: 1\n      takes: 4\n"),
    ("stunt: Stomach push\nproduction: Night Train\n", "production: Night Train\nstunt: Stomach push\n"),
]
OTHER = [
    ("72 ± 1 kg", "72 ± 2 kg"),
    ("72 ± 1 kg", "72.0001 ± 1 kg"),
    ("0 ± 2 cm", "1 ± 2 cm"),
    ("0 ± 2 cm", "0 cm"),
    ("0.8 ± 0.15 m/s", "0.9 ± 0.15 m/s"),
    ("takes: 4", "takes: 5"),
    ("braced: true", "braced: false"),
    ("at: abdomen", "at: chest"),
    ("by: lead\n      to: villain", "by: villain\n      to: lead"),
    ("dry cobbles", "wet cobbles"),
    ("material: soft foam", "material: EVA foam"),
    (", wears: [belly pad]", ""),
    ("has_power_over: [villain, crew]", "has_power_over: [villain]"),
    ("lens: 85 mm", "lens: 50 mm"),
    ("shutter: 180 deg", "shutter: 180 deg, manned: false"),
    ("2027-02-11", "2027-02-12"),
    ("job: actor", "job: stunt performer"),
    ("pulled_over: 20 cm", "pulled_over: 21 cm"),
    ("size: 2 x 1.5 m", "size: 1.5 x 2 m"),
]


def changed(text: str, old: str, new: str) -> Plan:
    assert old in text
    return parse_plan(text.replace(old, new, 1))


@pytest.mark.parametrize(("old", "new"), SAME, ids=[new for _, new in SAME])
def test_the_same_meaning_has_the_same_hash(full_plan: str, old: str, new: str) -> None:
    assert changed(full_plan, old, new).hash == parse_plan(full_plan).hash


@pytest.mark.parametrize(("old", "new"), OTHER, ids=[f"{old} to {new}" for old, new in OTHER])
def test_another_meaning_has_another_hash(full_plan: str, old: str, new: str) -> None:
    assert changed(full_plan, old, new).hash != parse_plan(full_plan).hash


def test_the_order_of_people_does_not_matter_and_the_order_of_actions_does(full_plan: str) -> None:
    lines = full_plan.splitlines(keepends=True)
    crew = next(line for line in lines if line.startswith("  crew:"))
    crew_first = full_plan.replace(crew, "").replace("people:\n", "people:\n" + crew)
    assert parse_plan(crew_first).hash == parse_plan(full_plan).hash
    kick = full_plan[full_plan.index("  - kick:") : full_plan.index("cameras:")]
    slow, fast = kick, kick.replace("0.8", "3")
    slow_first, fast_first = (full_plan.replace(kick, both) for both in (slow + fast, fast + slow))
    assert parse_plan(slow_first).hash != parse_plan(fast_first).hash


def test_its_form(full_plan: str) -> None:
    assert re.fullmatch(r"sha256:[0-9a-f]{64}", parse_plan(full_plan).hash)
