"""Changes to falls from standing, chairs and stairs, and to strikes that are meant to land."""

from __future__ import annotations

import pytest

from stuntlab.alternatives.fall_alternatives import changes_of
from stuntlab.alternatives.strike_versions import SPEED_SHARES, strike_versions
from stuntlab.gags import gags_of
from stuntlab.gags.falling.changes import THICKER_M
from stuntlab.gags.falling.fall import Fall
from stuntlab.gags.stair_fall.gag import StairFall
from stuntlab.plan import Plan, parse_plan, template

BARE_STAIRS = """
stunt: Bare steps
people:
  extra: {job: actor, height: 178 cm, mass: 80 kg, sex: male}
place: {floor: concrete}
action:
  - stair_fall: {by: extra, steps: 14, rise: 17.8 cm, tread: 28 cm, entry_speed: 1.2 ± 0.3 m/s, style: tumble,
                 covering: concrete, landing: concrete, stairwell_drop: 0 m, takes: 3}
"""
THROWN = """
stunt: Thrown
people:
  actor: {job: actor, height: 175 cm, mass: 75 kg, sex: male}
  tori:  {job: stunt performer, height: 175 cm, mass: 85 kg, sex: male}
place: {floor: wood}
gear:
  tatami: {kind: mat, thickness: 5 cm, size: 3 x 3 m}
action:
  - ground_fall: {by: actor, onto: tatami, style: back, speed: 1.8 ± 0.4 m/s, pushed_by: tori, takes: 4}
"""


def names(plan: Plan) -> list[str]:
    return [change.name for change in changes_of(plan)]


@pytest.mark.parametrize("text", [BARE_STAIRS, THROWN, template("chair_tip"), template("ground_fall")])
def test_every_change_is_another_plan_that_can_be_drawn(text: str) -> None:
    plan = parse_plan(text)
    before = plan.hash
    changes = list(changes_of(plan))
    assert len({before, *(change.plan.hash for change in changes)}) == len(changes) + 1
    assert plan.hash == before
    for change in changes:
        assert change.cost
        (gag, *_) = gags_of(change.plan)
        assert isinstance(gag, Fall)
        assert gag.branches()
        assert gag.ground.words


def test_bare_stairs_are_offered_all_a_coordinator_would() -> None:
    plan = parse_plan(BARE_STAIRS)
    told = " | ".join(names(plan))
    for word in ("trained stunt performer", "pads of 25 mm over knee", "of mat", "carpet", "slower", "7 steps", "all"):
        assert word in told, word
    (gag,) = gags_of(list(changes_of(plan))[-1].plan)
    assert isinstance(gag, StairFall)
    assert gag.trained
    assert gag.stairs.steps == 7
    assert gag.falls.entry_speed.value == pytest.approx(0.72)
    assert gag.falls.rehearsed_steps >= gag.falls.steps
    assert gag.ground.soft is not None
    assert gag.ground.soft.height_m == pytest.approx(max(THICKER_M))
    assert set(gag._pads()) >= {"knee", "pelvis", "forearm", "back", "shin", "head"}


def test_what_is_there_already_is_not_offered() -> None:
    told = " | ".join(names(parse_plan(template("stair_fall").replace("rehearsed_steps: 7 ", "rehearsed_steps: 14"))))
    assert "carpet" not in told
    assert "trained" not in told
    assert "pads of 25 mm over head" in told


def test_a_thicker_mat_is_the_same_mat() -> None:
    change = next(change for change in changes_of(parse_plan(THROWN)) if change.name == "20 cm of mat")
    (gag,) = gags_of(change.plan)
    assert isinstance(gag, Fall)
    assert gag.ground.soft is not None
    assert (gag.ground.soft.name, gag.ground.soft.height_m, gag.ground.soft.size_m) == ("tatami", 0.2, (3.0, 3.0))


@pytest.mark.parametrize(("job", "lands"), [("stunt performer", True), ("actor", False)])
def test_two_who_may_touch_are_offered_less_speed_and_more_pad(
    job: str, lands: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("stuntlab.pipeline.rehearse.DRAWS_PER_BRANCH", 2**10)
    monkeypatch.setattr("stuntlab.alternatives.strike_versions.GAPS_M", (0.35,))
    plan = parse_plan(
        f"""
stunt: Padded kick
people:
  Ann: {{job: {job}, height: 168 cm, mass: 64 kg, sex: female}}
  Bob: {{job: stunt performer, height: 180 cm, mass: 79 kg, sex: male}}
action:
  - kick: {{by: Bob, to: Ann, at: abdomen, foot_speed: 2 ± 0.3 m/s, gap: 0 ± 2 cm, braced: true, takes: 1}}
"""
    )
    told = [version.words for version in strike_versions(plan, takes=4)]
    assert sum(words.startswith("lands at") for words in told) == (len(SPEED_SHARES) + 1 if lands else 0)
    assert any(words.startswith("lands on a soft pad of 80 mm") for words in told) == lands
