"""The golden run: the plan of the README with all its takes, seed 0, against the answer that was kept.

Where this fails, an answer has changed. If that was meant, run scripts/write_golden.py and say in the commit what
changed.

Words, verdicts and counts are compared exactly. A number may differ by one unit of its last digit (loads have four,
probabilities and sentences two or three), because other processors add up in another order.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from stuntlab.datasets import Assessment
from stuntlab.documents import answer_document
from stuntlab.pipeline.assess import assess
from stuntlab.plan import read_plan
from stuntlab.report.json_result import LOAD_DIGITS, PROBABILITY_DIGITS, assessment_to_dict
from stuntlab.report.terminal import render

ROOT = Path(__file__).parents[2]
PLAN = ROOT / "examples" / "stomach_kick_for_real.yaml"
KEPT = json.loads((Path(__file__).parent / "golden" / "stomach_kick_for_real.json").read_text(encoding="utf-8"))
LOADS = {"median", "p95", "max", "limit"}
TOO_SMALL_TO_SAY = 1e-6
"""Probabilities below this are the far tail of a fitted surface; nothing is ever said of them."""

NUMBER = re.compile(r"\d[\d ]*(?:\.\d+)?(?<! )")


@pytest.fixture(scope="module")
def answer() -> Assessment:
    return assess(read_plan(PLAN), seed=0, threads=1)


def differences(was: Any, now: Any, where: str = "") -> Iterator[str]:
    """Every place in which two answers differ by more than a unit of the last digit."""
    if isinstance(was, dict) and isinstance(now, dict) and list(was) == list(now):
        for key in was:
            yield from differences(was[key], now[key], f"{where}/{key}")
    elif isinstance(was, list) and isinstance(now, list) and len(was) == len(now):
        for index, (one, other) in enumerate(zip(was, now, strict=True)):
            yield from differences(one, other, f"{where}/{index}")
    elif isinstance(was, float) and isinstance(now, float):
        digits = LOAD_DIGITS if where.rpartition("/")[2] in LOADS else PROBABILITY_DIGITS
        if not near(was, now, last_digit(max(was, now), digits)):
            yield f"{where}: was {was}, is {now}"
    elif isinstance(was, str) and isinstance(now, str):
        if not same_sentence(was, now):
            yield f"{where}: was {was!r}, is {now!r}"
    elif was != now:
        yield f"{where}: was {was!r}, is {now!r}"


def near(was: float, now: float, unit: float) -> bool:
    return abs(was - now) <= max(1.001 * unit, TOO_SMALL_TO_SAY)


def last_digit(value: float, digits: int) -> float:
    """What one unit of the last significant digit is worth."""
    return 10.0 ** (math.floor(math.log10(value)) - digits + 1) if value > 0 else 0.0


def same_sentence(was: str, now: str) -> bool:
    if NUMBER.split(was) != NUMBER.split(now):
        return False
    pairs = zip(NUMBER.findall(was), NUMBER.findall(now), strict=True)
    return all(one == other or near(value(one), value(other), unit_of(one)) for one, other in pairs)


def value(number: str) -> float:
    return float(number.replace(" ", ""))


def unit_of(number: str) -> float:
    """One unit of the last digit that was written: 10 for "1 870", 0.1 for "8.5", 1 for "51"."""
    whole, _, decimals = number.replace(" ", "").partition(".")
    return 10.0 ** -len(decimals) if decimals else 10.0 ** (len(whole) - len(whole.rstrip("0")))


def test_the_answer_is_the_one_that_was_kept(answer: Assessment) -> None:
    assert list(differences(KEPT["answer"], json.loads(json.dumps(assessment_to_dict(answer))))) == []


def test_what_was_kept_says_where_it_comes_from() -> None:
    assert {"commit", "command", "machine", "numpy", "mujoco-core"} <= set(KEPT["provenance"])
    assert KEPT["answer"]["plan_hash"] == read_plan(PLAN).hash


def test_the_readme_shows_this_answer(answer: Assessment) -> None:
    """Its block is the one screen that the command prints."""
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = page.split("```\n■ ", 1)[1].split("\n```", 1)[0]
    printed = render(answer_document(answer, read_plan(PLAN)))[len("■ ") :]
    assert same_sentence(" ".join(shown.split()).translate(BARE), " ".join(printed.split()).translate(BARE))


BARE = str.maketrans(dict.fromkeys("█▒·│"))
"""A bar is a number drawn, one sign of it about 1 in 50."""


@pytest.mark.parametrize(
    ("was", "now", "same"),
    [
        ({"median": 1870.0}, {"median": 1871.0}, True),
        ({"median": 1870.0}, {"median": 1872.0}, False),
        ({"mean": 0.067}, {"mean": 0.068}, True),
        ({"mean": 0.067}, {"mean": 0.069}, False),
        ({"takes": 240}, {"takes": 241}, False),
        ({"limit": None}, {"limit": 0.0}, False),
        ("median 1 870 N, 8.5 times", "median 1 880 N, 8.4 times", True),
        ("median 1 870 N, 8.5 times", "median 1 890 N, 8.5 times", False),
        ("in 51 % of takes", "in 51 % of draws", False),
        ({"mean": 1e-13}, {"mean": 3e-13}, True),
    ],
)
def test_the_comparison_sees_what_it_should(was: Any, now: Any, same: bool) -> None:
    assert (list(differences(was, now)) == []) is same
