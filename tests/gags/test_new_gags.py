"""Two gags of other families, in the test folder only, run through the program by being registered.

One has loads that need no body, the other two worlds in a row. No file of the program knows either.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from drop_arrest import MASS_KG, STIFFNESS_N_PER_M, DropArrest, DropArrestWords
from line_swing import LineSwing, LineSwingWords
from scipy.stats import norm

from stuntlab.cli.main import main
from stuntlab.constants import GRAVITY_M_S2
from stuntlab.datasets import Verdict
from stuntlab.gags import gags_of, kinds, register, unregister
from stuntlab.pipeline.assess import assess
from stuntlab.pipeline.rehearse import draw_gag, rehearse
from stuntlab.plan import parse_plan, template
from stuntlab.plan.actions.base import Action
from stuntlab.plan.stunt import register_action, unregister_action

NEW = ((LineSwingWords, LineSwing), (DropArrestWords, DropArrest))
CODES = {"line_swing": (0, 30), "drop_arrest": (40, 40)}
"""By physics alone, and refused. How far the line of the arrest is off is known too little for its limit."""


@pytest.fixture(autouse=True)
def registered() -> Iterator[None]:
    for words, kind in NEW:
        register_action(words)
        register(kind)
    yield
    for words, kind in NEW:
        unregister(kind.kind)
        unregister_action(words.kind)


@pytest.fixture(params=[words.kind for words, _ in NEW])
def plan_file(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / f"{request.param}.yaml"
    path.write_text(template(request.param), encoding="utf-8")
    return path


def run(*words: str | Path) -> int:
    return main([str(word) for word in words])


def test_it_is_read_back_and_listed(plan_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", plan_file) == 0
    assert plan_file.stem.replace("_", " ") in capsys.readouterr().out.replace("_", " ")
    assert plan_file.stem in kinds()


def test_its_answer_is_an_answer_in_text_and_in_json(plan_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = run("assess", plan_file, "--body-only", "--takes", "8", "--json")
    answer = json.loads(capsys.readouterr().out)
    assert code == CODES[plan_file.stem][0]
    assert {0: "WITHIN LIMITS", 40: "CANNOT ASSESS"}[code] == answer["verdict"]
    (exposure,) = answer["people"]["rider"]["exposures"]
    tension = exposure["loads"]["line_force"]
    assert tension["unit"] == "N"
    assert tension["limit"] in (2000.0, 6000.0)
    assert 0 <= tension["exceeded"]["low"] <= tension["exceeded"]["mean"] <= tension["exceeded"]["high"] <= 1
    open_still = tension["exceeded"]["low"] <= 0.01 < tension["exceeded"]["high"]
    assert open_still == (code == 40), "it may be within, and may not"
    assert run("assess", plan_file, "--body-only", "--takes", "8") == code
    assert "pull of the line" in capsys.readouterr().out


def test_it_is_drawn(plan_file: Path, tmp_path: Path) -> None:
    assert run("still", plan_file, "--folder", tmp_path) == 0
    pictures = sorted(path.name for path in tmp_path.glob("*.png"))
    assert len(pictures) == len(gags_of(parse_plan(plan_file.read_text(encoding="utf-8")))[0].worlds())


def test_people_decide_on_it(
    plan_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("refuse", plan_file, "--person", "rider") == 0
    assert run("assess", plan_file, "--takes", "8") == CODES[plan_file.stem][1]
    assert "refus" in capsys.readouterr().out


def test_a_load_that_needs_no_body_is_passed_as_often_as_its_closed_form_says() -> None:
    """The limit falls on an angle, and the draws are normal about the plan's."""
    answer = assess(parse_plan(template("line_swing")))
    (result,) = answer.people["rider"].exposures
    weight = 68.0 * GRAVITY_M_S2
    angle = np.arccos((3 - 2000.0 / weight) / 2)
    passes = [norm.sf((angle - np.radians(mean)) / np.radians(4)) for mean in (50.0, 60.0, 50.0)]
    expected = float(np.dot([0.97, 0.01, 0.01], passes))
    exceeded = result.loads["line_force"].exceeded
    assert exceeded is not None
    assert exceeded.mean == pytest.approx(expected, rel=0.03)
    assert exceeded.low <= expected <= exceeded.high
    assert answer.takes == 0
    assert answer.verdict is Verdict.NOT_WITHIN_LIMITS if expected > 0.01 else Verdict.WITHIN_LIMITS


def test_one_world_hands_its_state_to_the_next() -> None:
    """Stopped by a spring from a fall of `slack`: m·g + √((m·g)² + k·m·v²) with v² = 2·g·slack."""
    (gag,) = gags_of(parse_plan(template("drop_arrest")))
    rehearsal = rehearse(gag, seed=0, takes=24, threads=1)
    felt = rehearsal.loads["middle"]["rider"].values["line_force"]
    slack = draw_gag(gag, seed=0).values["slack_m"][rehearsal.takes]
    weight = MASS_KG * GRAVITY_M_S2
    assert felt == pytest.approx(
        weight + np.sqrt(weight**2 + STIFFNESS_N_PER_M * MASS_KG * 2 * GRAVITY_M_S2 * slack), rel=2e-3
    )


def test_a_word_that_is_taken_is_refused() -> None:
    class Second(LineSwing):
        pass

    with pytest.raises(ValueError, match="there is a gag"):
        register(Second)


def test_a_kind_that_leaves_something_out_is_refused() -> None:
    with pytest.raises(TypeError, match="ladder, dose"):
        type(
            "Half", (Action,), {"kind": "half", "summary": "half a kind", "__annotations__": {}, "__module__": __name__}
        )

    class NoOutcomes(LineSwing):
        kind = "no outcomes"
        evidence = LineSwing.__bases__[0].evidence

    with pytest.raises(ValueError, match="evidence"):
        register(NoOutcomes)
