"""Good plans, read."""

import math
from dataclasses import FrozenInstanceError
from datetime import date
from pathlib import Path

import pytest
from pydantic import ValidationError

from stuntlab.errors import ModelError
from stuntlab.plan import Kick, Mat, Pad, Plan, Region, parse_plan, read_plan
from stuntlab.units import Quantity

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("stomach_*.yaml"))


def the_kick(plan: Plan) -> Kick:
    kick = plan.action[0]
    assert isinstance(kick, Kick)
    return kick


def test_a_full_plan_in_si(full_plan: str) -> None:
    plan = parse_plan(full_plan)
    villain, crew, kick = plan.people["villain"], plan.people["crew"], the_kick(plan)
    assert plan.shoot_date == date(2027, 2, 11)
    assert plan.people["lead"].mass == Quantity(72.0, 1.0)
    assert plan.people["lead"].has_power_over == ("villain", "crew")
    assert villain.height_m == pytest.approx(1.7018)
    assert villain.mass_kg == pytest.approx(121 * 0.45359237)
    assert crew.stands[1] == (Quantity(2.0), Quantity(5.0), Quantity(0.0))
    assert plan.place.objects[0].size == (1.5, 1.0, 1.2)
    assert plan.gear["belly pad"] == Pad(covers="abdomen", thickness="80 mm", material="soft foam")
    assert plan.gear["landing"] == Mat(thickness="10 cm", size="200 cm x 1.5 m")
    assert (kick.by, kick.to, kick.at, kick.takes, kick.count) == ("lead", "villain", Region.ABDOMEN, 4, 1)
    assert kick.foot_speed == Quantity(0.8, 0.15)
    assert kick.foot_speed.source == "rehearsal of 3 May"
    assert kick.gap == Quantity(0.0, 0.02)
    angle = plan.cameras["A"].angle
    assert angle is not None
    assert (angle.value, angle.sd) == pytest.approx((math.radians(8), math.radians(3)))
    assert plan.cameras["A"].manned


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_examples_can_be_read(path: Path) -> None:
    assert the_kick(read_plan(path)).by == "lead"


def test_what_is_left_out() -> None:
    plan = parse_plan(
        "stunt: x\n"
        "people:\n"
        "  a: {job: actor, height: 170 cm, mass: 72 kg, sex: male}\n"
        "  b: {job: actor, height: 170 cm, mass: 72 kg, sex: male}\n"
        "action: [kick: {by: a, to: b, at: chest, foot_speed: 5 m/s, gap: 30 cm}]\n"
    )
    kick = the_kick(plan)
    assert (kick.takes, kick.count, kick.braced, kick.pulled_over, kick.rehearsed) == (1, 1, False, None, False)
    assert (plan.place.floor, dict(plan.gear), dict(plan.cameras)) == (None, {}, {})


def test_words_stay_the_words_they_are(full_plan: str) -> None:
    text = full_plan.replace('"67"', "0067").replace("Night Train", "no").replace("actor", "1:20", 1)
    plan = parse_plan(text)
    assert (plan.scene, plan.production, plan.people["lead"].job) == ("0067", "no", "1:20")


def test_an_anchor_may_be_used_again(full_plan: str) -> None:
    text = full_plan.replace("gap: 0 ± 2 cm", "gap: &near 0 ± 2 cm").replace("pulled_over: 20 cm", "pulled_over: 5 cm")
    text = text.replace("cameras:\n", "cameras:\n  B: {lens: 85 mm, at: &spot [1 m, 2 m]}\n  C: {at: *spot}\n")
    plan = parse_plan(text)
    assert plan.cameras["B"].at == plan.cameras["C"].at == (Quantity(1.0), Quantity(2.0))


def test_a_plan_cannot_be_changed(full_plan: str) -> None:
    plan = parse_plan(full_plan)
    with pytest.raises(ValidationError):
        plan.stunt = "other"
    with pytest.raises(TypeError):
        plan.people["new"] = plan.people["lead"]
    with pytest.raises(FrozenInstanceError):
        the_kick(plan).gap.value = 1.0
    assert hash(the_kick(plan)) == hash(the_kick(parse_plan(full_plan)))


def test_a_bystander_has_no_mass_to_ask_for(full_plan: str) -> None:
    crew = parse_plan(full_plan).people["crew"]
    with pytest.raises(ModelError, match="mass"):
        _ = crew.mass_kg


def test_line_ends_and_byte_order_mark(full_plan: str, tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + full_plan.replace("\n", "\r\n").encode())
    assert read_plan(path) == parse_plan(full_plan)


def test_accents_are_one_letter_however_they_are_typed(full_plan: str) -> None:
    composed, combined = "Ren\u00e9e", "Rene\u0301e"
    text = full_plan.replace("  lead:", f"  {composed}:").replace("by: lead", f"by: {combined}")
    assert the_kick(parse_plan(text)).by == composed
