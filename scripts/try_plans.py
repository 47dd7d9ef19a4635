"""Try changed plans on `check`, and a few on `assess`: each ends by an answer, or by problems with their lines.

    uv run python scripts/try_plans.py --plans 100000 --takes 1000 --seed 1

Plans begin as the templates and examples. One that leads to a sentence or a finding of a shape that was not seen before
is kept, and changed further: what the program answers is the feedback, not the lines of code that ran.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from stuntlab.cli.usable import read_usable_plan
from stuntlab.errors import PlanError
from stuntlab.gags import gags_of
from stuntlab.pipeline.assess import assess
from stuntlab.pipeline.trade_checks import findings_before_any_body
from stuntlab.plan import ACTION_KINDS, Plan, template

EXAMPLES = Path(__file__).parents[1] / "examples"
WORD = re.compile(r"(?<=[ :{\[])[A-Za-z][A-Za-z ]*(?=[,}\]\n:])")
NUMBER = re.compile(r"(?<![\w.-])\d+(?:\.\d+)?(?![\w.])")
SPREAD = re.compile(r"± ?[\d.]+")
UNIT = re.compile(r"(?<=\d )(?:cm|mm|m|ft|in|m/s|km/h|kg|lb|deg|s)\b")
NUMBERS = (
    "0",
    "1e308",
    "1e-308",
    "-3",
    "0.001",
    "7",
    "95",
    "1e6",
    "nan",
    "inf",
    "9" * 40,
    "0x10",
    "1_0",
    "",
    "-0",
    ".5",
)
UNITS = ("cm", "ft", "in", "m", "km/h", "lb", "kg", "deg", "s", "", "%", "m/s/s", "furlong")
WORDS = (
    "abdomen", "lead", "concrete", "bag", "mat", "yes", "no", "null", "neoprene", "both", "kick", "head", "face", "[]",
    "{}", "[1, 2]", "*a", "&a x", "!!int 3", '"\\ud83d"', '"a\\nb"', '"\\u0000"', '"\\u202e"', "2027-02-30", "~", "?",
    "x" * 300, "2027-02-11", "female", "child", "stairs", "é" * 60, "'", '"', "#", "- ", "<<",
)  # fmt: skip


Change = Callable[[str, list[str], random.Random], str]


@dataclass
class Tried:
    """What came of it. kept: texts that led somewhere new."""

    kept: list[str]
    seen: set[str] = field(default_factory=set)
    checked: int = 0
    accepted: int = 0
    assessed: int = 0
    crashes: dict[str, str] = field(default_factory=dict)


def first_texts() -> list[str]:
    """The plans that all others come from."""
    return [template(kind) for kind in ACTION_KINDS] + [
        path.read_text(encoding="utf-8") for path in sorted(EXAMPLES.glob("*.yaml"))
    ]


def changed(text: str, others: list[str], luck: random.Random) -> str:
    """The text with one to three places changed: a number, unit, spread, word, line; or lines of another plan."""
    for _ in range(luck.randint(1, 3)):
        text = luck.choice(CHANGES)(text, others, luck)
    return text


def _swap(pattern: re.Pattern[str], values: tuple[str, ...]) -> Change:
    def swap(text: str, _: list[str], luck: random.Random) -> str:
        found = list(pattern.finditer(text))
        if not found:
            return text
        place = luck.choice(found)
        return text[: place.start()] + luck.choice(values) + text[place.end() :]

    return swap


def _scale(text: str, _: list[str], luck: random.Random) -> str:
    found = list(NUMBER.finditer(text))
    if not found:
        return text
    place = luck.choice(found)
    value = float(place[0]) * 10 ** luck.uniform(-2, 2)
    return text[: place.start()] + f"{value:.4g}" + text[place.end() :]


def _lines(text: str, others: list[str], luck: random.Random) -> str:
    lines = text.splitlines(keepends=True)
    place = luck.randrange(len(lines) or 1)
    what = luck.randrange(4)
    if what == 0:
        return "".join(lines[:place] + lines[place + 1 :])
    if what == 1:
        return "".join(lines[:place] + lines[place : place + 1] * luck.choice((2, 3, 60)) + lines[place + 1 :])
    if what == 2:
        return "".join(
            [*lines[:place], luck.choice(luck.choice(others).splitlines(keepends=True) or [""]), *lines[place:]]
        )
    return "".join(
        lines[:place]
        + [luck.choice((" ", "  ", "\t")) + line for line in lines[place : place + 1]]
        + lines[place + 1 :]
    )


CHANGES = (
    _swap(NUMBER, NUMBERS), _swap(UNIT, UNITS), _swap(WORD, WORDS),
    _swap(SPREAD, ("± 0", "± 1e9", "± 40", "± -1", "±")), _scale, _scale, _lines,
)  # fmt: skip


def answers(path: Path) -> tuple[Plan | None, Iterator[str]]:
    """The plan where it is accepted, and each sentence said of it without its numbers and names."""
    try:
        plan = read_usable_plan(path)
    except PlanError as error:
        for problem in error.problems:
            if not problem.line and path.stat().st_size:
                raise AssertionError(f"a problem without a line: {problem.message}") from error
        said = [f"{problem.where}: {problem.message}" for problem in error.problems]
        return None, (_shape(sentence) for sentence in said)
    found = findings_before_any_body(plan, gags_of(plan), seed=0)
    return plan, (_shape(finding.id) for finding in found)


def _shape(sentence: str) -> str:
    return re.sub(r'"[^"]*"|\d[\d.e+-]*', "…", sentence)[:90]


def try_plans(plans: int, takes: int, seed: int, *, until_s: float = float("inf")) -> Tried:
    """Try so many plans on `check`, and so many of the accepted ones on `assess` with one take of each branch."""
    luck, tried = random.Random(seed), Tried(first_texts())
    others = list(tried.kept)
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plan.yaml"
        while tried.checked < plans and time.monotonic() - began < until_s:
            text = changed(luck.choice(tried.kept), others, luck)
            path.write_text(text, encoding="utf-8", errors="surrogatepass")
            tried.checked += 1
            _try_one(path, text, tried, takes)
    return tried


def _try_one(path: Path, text: str, tried: Tried, takes: int) -> None:
    try:
        plan, said = answers(path)
        new = set(said) - tried.seen
        tried.seen |= new
        if new and len(text) < 20_000:
            tried.kept.append(text)
        tried.accepted += plan is not None
        if plan is not None and tried.assessed < takes:
            tried.assessed += 1
            assess(plan, takes=1, threads=1)
    except Exception as error:
        *_, last = traceback.extract_tb(error.__traceback__)
        tried.crashes.setdefault(
            f"{type(error).__name__} in {Path(last.filename).name}:{last.lineno}: {error}"[:200], text
        )


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, usual in (("--plans", 100_000), ("--takes", 1000), ("--seed", 0)):
        asked.add_argument(name, type=int, default=usual)
    asked.add_argument("--seconds", type=float, default=float("inf"), help="stop then, whatever is left")
    given = asked.parse_args()
    tried = try_plans(given.plans, given.takes, given.seed, until_s=given.seconds)
    print(f"{tried.checked} plans checked, {tried.accepted} accepted, {tried.assessed} assessed; "
          f"{len(tried.seen)} sentences of different shape; {len(tried.crashes)} crashes")  # fmt: skip
    for crash, text in tried.crashes.items():
        print(f"\n== {crash}\n{text}")
    return bool(tried.crashes)


if __name__ == "__main__":
    sys.exit(main())
