"""The catalogue: one home for unit, class and method of a load; whatever is wrong in it is named when it is read."""

import re
import tomllib
from importlib.resources import files
from inspect import isfunction
from pathlib import Path

import pytest

from stuntlab import criteria, injury
from stuntlab.errors import TableError
from stuntlab.loads import Method, catalogue
from stuntlab.loads.catalogue import CATALOGUE, CHANNEL_CLASSES
from stuntlab.pipeline import measure

GOOD = """
[class_source]
head = "49 CFR 572.200 (V-P)"

[load.head_si]
unit = "1"
what = "severity index"
method = "severity index"
channel_class = 1000
class_source = "head"

[load.both]
unit = "1"
what = "twice the same"
method = "cti"
made_of = ["head_si"]
"""


def test_a_class_is_one_of_sae_j211_and_says_where_it_comes_from():
    for name, kind in catalogue().items():
        assert kind.channel_class in (None, *CHANNEL_CLASSES), name
        assert bool(kind.class_source) is (kind.channel_class is not None), name
        assert not kind.class_source or any(f"({tag})" in kind.class_source for tag in ("V-P", "V-S", "R-h", "J")), name


def test_no_class_of_a_load_stands_anywhere_else():
    """Not in what measures simulated takes, not in the report of recordings, not in a criterion of a load."""
    reports = Path(next(iter(criteria.__path__))).glob("*.py")
    for path in (Path(measure.__file__), *reports):
        assert not re.search(r"\b(180|600|1000)\b", path.read_text(encoding="utf-8")), path.name
    functions = {name: getattr(injury, name) for name in injury.__all__ if isfunction(getattr(injury, name))}
    told = {name for name, function in functions.items() if re.search(r"CFC \d", function.__doc__ or "")}
    assert told <= {"abdominal_injury_criterion"}, "a criterion that is no load of the catalogue names its own"


def test_every_source_of_a_class_is_used():
    table = CATALOGUE.read()
    assert {row.class_source for row in table.load.values()} - {None} == set(table.class_source)


def test_limits_of_the_verdict_are_of_known_loads_in_their_units():
    for table in files("stuntlab.verdict").joinpath("limits").iterdir():
        if table.name.endswith(".toml"):
            for name, row in tomllib.loads(table.read_text(encoding="utf-8"))["load"].items():
                assert catalogue()[name].unit == row["unit"], name


def test_a_catalogue_is_read_as_it_is_written():
    si, both = CATALOGUE.parse(GOOD).load.values()
    assert (si.unit, si.what, si.method) == ("1", "severity index", Method.SEVERITY_INDEX)
    assert (si.channel_class, si.class_source, si.made_of) == (1000, "head", ())
    assert (both.channel_class, both.class_source, both.made_of) == (None, None, ("head_si",))


def test_a_load_has_the_words_of_its_source_and_not_their_key():
    assert catalogue()["head_si"].class_source == CATALOGUE.read().class_source["head"]


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        (
            "channel_class =",
            "chanel_class =",
            "9: load.head_si.chanel_class: no such key (did you mean",
        ),
        (
            '"severity index"\nch',
            '"severity indx"\nch',
            '8: load.head_si.method: "severity indx" is none of',
        ),
        ("class = 1000", "class = 100", "9: load.head_si.channel_class: 100 is none of 60, 180, 600, 1000"),
        ('ce = "head"', 'ce = "haed"', '10: load.head_si.class_source: there is no source "haed" (did you mean "head"'),
        (
            'class_source = "head"',
            "",
            "5: load.head_si.class_source: a channel class and its source",
        ),
        ('unit = "1"\nwhat = "sev', 'what = "sev', '5: load.head_si: "unit" is missing'),
        ('unit = "1"\nwhat = "sev', 'unit = " "\nwhat = "sev', "6: load.head_si.unit: words are needed here"),
        ('what = "severity index"', "what = 3", "7: load.head_si.what: 3 stands here, but words is needed"),
        (
            '["head_si"]',
            '["head_s"]',
            '16: load.both.made_of[0]: "head_s" is no load that is made from signals (did',
        ),
        ('["head_si"]', '["both"]', '16: load.both.made_of[0]: "both" is no load that is made from signals'),
        ('["head_si"]', '"head_si"', '16: load.both.made_of: "head_si" stands here, but a list is needed'),
        ("[load.both]", "[loads.both]", "12: loads: no such key"),
    ],
)
def test_what_is_wrong_is_named_by_file_line_load_and_key(right, wrong, told):
    assert right in GOOD
    with pytest.raises(TableError) as refused:
        CATALOGUE.parse(GOOD.replace(right, wrong))
    assert f"loads/catalogue.toml:{told}" in str(refused.value)
