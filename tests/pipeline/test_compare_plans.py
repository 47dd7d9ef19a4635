"""`stuntlab compare`: pairs of takes tell a difference, and say no more than they know."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from stuntlab.alternatives.compare import compare, worse_for
from stuntlab.alternatives.paired_takes import _difference
from stuntlab.cli.main import main
from stuntlab.datasets import Branch, Interval, Verdict
from stuntlab.datasets.comparison import ComparedPerson, Comparison, Paired, PairedExposure, PairedLoad
from stuntlab.gags import gags_of
from stuntlab.pipeline.rehearse import draw_gag
from stuntlab.plan import as_data, parse_plan
from stuntlab.record.changes import changes, pair_gags
from stuntlab.report.comparison_table import render_comparison
from stuntlab.verdict import doubt_of, read_limits

PLAN = """\
stunt: Stomach kick
people:
  lead: {job: actor, height: 170 cm, mass: 72 kg, sex: male}
  villain: {job: actor, height: 168 cm, mass: 55 kg, sex: female}
place: {floor: dry cobbles}
action:
  - kick: {by: lead, to: villain, at: abdomen, foot_speed: 5 ± 0.8 m/s, gap: 20 ± 6 cm, takes: 8}
"""
KICK = "  - kick: {by: lead, to: villain, at: abdomen, foot_speed: 5 ± 0.8 m/s, gap: 20 ± 6 cm, takes: 8}\n"
PUNCH = "  - punch: {by: villain, to: lead, at: chest, style: straight, hand_speed: 6 m/s, gap: 30 cm, takes: 2}\n"


def compared(first: str, second: str, *, takes: int = 6, seed: int = 0) -> Comparison:
    limits = read_limits()
    return compare((parse_plan(first), parse_plan(second)), (limits, limits), takes=takes, seed=seed)


def touching_share(text: str) -> np.ndarray:
    (gag,) = gags_of(parse_plan(text))
    ends = gag.classify(draw_gag(gag, seed=0))
    touches = np.array([end.touches for end in gag.outcomes])[ends].reshape(len(gag.branches()), -1)
    return np.array([branch.probability for branch in gag.branches()]) * touches.mean(axis=1)


def test_a_smaller_gap_touches_oftener_by_what_all_draws_say() -> None:
    nearer = PLAN.replace("20 ± 6 cm", "10 ± 6 cm")
    found = compared(PLAN, nearer)
    assert found.changes == ("kick: gap 20 ± 6 cm became 10 ± 6 cm",)
    one = found.people["villain"].exposures[0]
    assert one.same_draws
    assert one.touches.first == pytest.approx(touching_share(PLAN).sum())
    assert one.touches.second == pytest.approx(touching_share(nearer).sum())
    assert one.touches.difference.mean == pytest.approx(one.touches.second - one.touches.first)
    assert one.touches.told == 1
    assert "villain" in worse_for(found)
    back = compared(nearer, PLAN).people["villain"].exposures[0]
    assert back.touches.told == -1
    assert back.passes.difference.mean == pytest.approx(-one.passes.difference.mean)


def test_what_is_the_same_differs_by_nothing() -> None:
    found = compared(PLAN, PLAN.replace("170 cm", "1.7 m") + "# a remark\n")
    assert found.changes == ()
    assert found.verdicts[0] is found.verdicts[1]
    assert worse_for(found) == ()


def test_a_change_that_no_take_feels_is_no_difference() -> None:
    found = compared(PLAN, PLAN.replace("stunt: Stomach kick", "stunt: Stomach kick\nscene: '68'"))
    assert found.changes == ("scene 68 came in",)
    one = found.people["villain"].exposures[0]
    assert one.touches.told == one.passes.told == one.injured.told == 0
    assert abs(one.passes.difference.high) == abs(one.injured.difference.low) == 0.0, "both hold the very same takes"
    assert {load.harder for load in one.loads.values()} == {0.0}


def test_gags_keep_who_they_are_when_others_come_and_go() -> None:
    other_kick = KICK.replace("abdomen", "chest").replace("5 ± 0.8", "4 ± 0.5")
    first, second = as_data(parse_plan(PLAN)), as_data(parse_plan(PLAN + PUNCH + other_kick))
    assert pair_gags(first, second) == (("kick", "kick 1"), (None, "punch"), (None, "kick 2"))
    assert pair_gags(second, first) == (("kick 1", "kick"), ("punch", None), ("kick 2", None))
    assert changes(first, second) == ("punch came in", "kick 2 came in")
    renamed = as_data(parse_plan(PLAN.replace("lead", "Ana O'Neill")))
    assert pair_gags(first, renamed) == (("kick", "kick"),)
    assert "kick: by lead became Ana O'Neill" in changes(first, renamed)


def test_other_people_and_other_gags_are_paired_as_far_as_they_can_be() -> None:
    found = compared(PLAN, PLAN.replace("lead", "Ana O'Neill") + PUNCH.replace("lead", "Ana O'Neill"))
    ana = found.people["Ana O'Neill"]
    assert ana.exposures[0].people == ("lead", "Ana O'Neill")
    assert ana.exposures[0].gags == ("kick", "kick")
    assert ana.only_in_second == ("punch",)
    assert found.people["lead"].verdicts[1] is None
    assert found.people["villain"].exposures[0].touches.difference.mean == 0.0


def test_pairs_hold_the_truth_and_tell_more_than_two_answers() -> None:
    """Planted: the second plan harms in 5 % of takes more than the first, in the same takes."""
    branches = (Branch("as planned", 0.97, "", ""), Branch("slips", 0.03, "", ""))
    doubts, held, widths = [doubt_of(branches, seed=0)] * 2, 0, []
    for seed in range(200):
        luck = np.random.default_rng(seed).random(200)
        happens = np.stack([luck < 0.30, luck < 0.35])[:, None, :].repeat(5, axis=1).astype(float)
        parts = [("as planned", 1.0, happens), ("slips", 1.0, np.ones_like(happens))]
        said = _difference(parts, doubts, seed=seed, counted=True).difference
        held += said.low <= 0.97 * 0.05 <= said.high
        widths.append(said.high - said.low)
    assert held >= 180, "95 % of 200, less what chance allows"
    unpaired = 2 * 1.96 * 0.97 * np.sqrt((0.30 * 0.70 + 0.35 * 0.65) / 200)
    assert np.mean(widths) < unpaired / 2


def write(folder: Path, name: str, text: str) -> str:
    (folder / name).write_text(text, encoding="utf-8")
    return str(folder / name)


Run = Callable[..., tuple[int, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.delenv("STUNTLAB_RECORD", raising=False)

    def command(*words: str) -> tuple[int, str]:
        capsys.readouterr()
        code = main(list(words))
        shown = capsys.readouterr()
        return code, shown.out + shown.err

    return command


def test_the_command_says_whose_yes_is_void_on_one_screen(tmp_path: Path, run: Run) -> None:
    first = write(tmp_path, "kick.yaml", PLAN)
    second = write(tmp_path, "nearer.yaml", PLAN.replace("20 ± 6 cm", "10 ± 6 cm"))
    assert run("consent", first, "--person", "lead", "--give")[0] == 0
    code, shown = run("compare", first, second, "--takes", "6")
    assert code == 10
    assert shown.startswith("Worse for")
    assert "kick: gap 20 ± 6 cm became 10 ± 6 cm" in shown
    assert "lead has said yes to the first plan alone" in shown
    assert "villain: to be asked" in shown
    assert len(shown.splitlines()) <= 40
    answer = json.loads(run("compare", first, second, "--takes", "6", "--json")[1])
    assert answer["consents_void"] == ["lead"]
    assert answer["people"]["villain"]["worse_off"] is True
    assert answer["people"]["villain"]["exposures"][0]["same_draws"] is True


def test_the_same_plan_and_a_better_one_are_worse_for_nobody(tmp_path: Path, run: Run) -> None:
    first = write(tmp_path, "kick.yaml", PLAN)
    code, shown = run("compare", first, first, "--takes", "6", "--seed", "3")
    assert (code, shown.splitlines()[0]) == (0, "Nothing changed: both plans mean the same.")
    wider = write(tmp_path, "wider.yaml", PLAN.replace("20 ± 6 cm", "60 ± 6 cm"))
    code, shown = run("compare", first, wider, "--takes", "6")
    assert code == 0, shown
    code, shown = run("compare", first, str(tmp_path / "none.yaml"))
    assert code == 2
    assert "none.yaml: there is no such file" in shown


def test_worse_by_verdict_is_worse() -> None:
    found = compared(PLAN.replace("20 ± 6 cm", "60 ± 6 cm"), PLAN.replace("20 ± 6 cm", "0 ± 3 cm"))
    assert found.people["villain"].verdicts[1] is Verdict.NOT_WITHIN_LIMITS
    assert "villain" in worse_for(found)


@pytest.mark.parametrize(
    ("harder", "said"),
    [
        (0.99, "Harder on double in the second plan, and no limit is passed oftener"),
        (0.5, "Nobody is worse off for it."),
    ],
)
def test_a_load_that_grows_in_nearly_every_take_is_in_the_headline(harder: float, said: str) -> None:
    never = Paired(0.0, 0.0, Interval(0.0, 0.0, 0.0))
    load = PairedLoad("N", (1150.0, 1650.0), (4600.0, 4600.0), harder)
    fell = PairedExposure(("climb", "climb"), ("double", "double"), True, never, never, never, {"lumbar_force": load})
    within = (Verdict.WITHIN_LIMITS, Verdict.WITHIN_LIMITS)
    found = Comparison(
        ("a", "b"), ("1", "2"), 0, 8, "2026-3", ("climb: slack 30 cm became 90 cm",), within,
        {"double": ComparedPerson(within, (fell,))}, (),
    )  # fmt: skip
    shown = render_comparison(found, ("a.yaml", "b.yaml"), (), (), width=100, colour=False, unicode=True)
    assert shown.startswith(said)
