"""Whatever `assess` refuses, `check` refuses, with the line: tried on plans in which words and numbers are changed."""

import random
import re
from pathlib import Path

import pytest

from stuntlab.cli.usable import read_usable_plan
from stuntlab.errors import PlanError
from stuntlab.gags import gags_of
from stuntlab.pipeline import rehearse
from stuntlab.pipeline.assess import assess
from stuntlab.pipeline.trade_checks import findings_before_any_body
from stuntlab.plan import ACTION_KINDS, Plan, template

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.yaml"))
TEXTS = {f"new {kind}": template(kind) for kind in ACTION_KINDS} | {
    path.stem: path.read_text(encoding="utf-8") for path in EXAMPLES
}
NUMBER = re.compile(r"(?<![\w.-])\d+(?:\.\d+)?(?![\w.-])")
UNIT = re.compile(r"(?<=\d )(?:cm|mm|m|ft|in|m/s|kg|lb|deg)\b")
WORD = re.compile(r"(?<=: )[a-z][a-z ]+(?=[,}\n ])")
NUMBERS = ("0", "1e308", "-3", "0.001", "7", "95", "1e6", "nothing")
UNITS = ("cm", "ft", "in", "m", "km/h", "lb", "")
WORDS = ("abdomen", "lead", "concrete", "bag", "mat", "yes", "neoprene", "both", "0", "kick", "\\ud83d")


def changed(text: str, luck: random.Random) -> str:
    """One to three numbers, units or words of a plan made others."""
    for _ in range(luck.randint(1, 3)):
        sort, others = luck.choice(((NUMBER, NUMBERS), (UNIT, UNITS), (WORD, WORDS)))
        found = list(sort.finditer(text))
        if found:
            place = luck.choice(found)
            text = text[: place.start()] + luck.choice(others) + text[place.end() :]
    return text


def read(path: Path) -> Plan | None:
    """What `check` makes of a plan; None where it is refused, which names a line every time."""
    refused: PlanError | None = None
    try:
        plan = read_usable_plan(path)
        findings_before_any_body(plan, gags_of(plan), seed=0)
    except PlanError as error:
        refused = error
    if refused is not None:
        assert all(problem.line for problem in refused.problems), str(refused)
        return None
    return plan


@pytest.mark.parametrize("name", TEXTS)
def test_what_check_takes_assess_takes(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rehearse, "DRAWS_PER_BRANCH", 2**7)
    luck, path, taken = random.Random(name), tmp_path / "plan.yaml", 0
    for _ in range(40):
        path.write_text(changed(TEXTS[name], luck), encoding="utf-8")
        plan = read(path)
        if plan is not None and taken < 2:  # a take is dear, and reading is not
            taken += 1
            assess(plan, takes=1)
