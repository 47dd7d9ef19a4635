"""The spread of a plan: the usual one where it gives none, and what lies beyond the range of a model."""

from pathlib import Path

import numpy as np
import pytest

from stuntlab.datasets import Severity
from stuntlab.gags import gags_of, kinds
from stuntlab.pipeline.spread_range import share_beyond, spread_range_findings
from stuntlab.plan import Plan, in_words, parse_plan, quantity_fields
from stuntlab.plan.stunt import ACTION_KINDS
from stuntlab.takes.sample import draw
from stuntlab.units import Quantity

KICK = """\
stunt: Kick
people:
  lead: {{job: actor, height: 170 cm, mass: 72 kg, sex: male}}
  villain: {{job: actor, height: 168 cm, mass: 55 kg, sex: female}}
action:
  - kick: {{by: lead, to: villain, at: abdomen, foot_speed: {speed}, gap: {gap}}}
"""
BAG = (Path(__file__).parents[2] / "examples" / "airbag_30_ft.yaml").read_text(encoding="utf-8")


def kick(speed: str = "5 m/s", gap: str = "30 cm") -> Plan:
    return parse_plan(KICK.format(speed=speed, gap=gap))


@pytest.mark.parametrize(
    ("plan", "same"),
    [
        (kick(), kick("5 ± 0.75 m/s", "30 ± 6 cm")),
        (kick("5 ± 0 m/s", "30 ± 0 cm"), kick("5 ± 0.75 m/s", "30 ± 6 cm")),
        (kick("5 ± 1 m/s", "1 ft"), kick("5 ± 1 m/s", "30.48 ± 6 cm")),
    ],
)
def test_a_missing_spread_is_the_usual_one(plan: Plan, same: Plan) -> None:
    assert plan.hash != same.hash, "what is meant stays what is written"
    (one,), (other,) = gags_of(plan), gags_of(same)
    for gag in (one, other):
        drawn = draw(gag.unknowns(), seed=0, label="kick", takes_per_branch=2**12).values
        assert np.std(drawn["foot_speed_m_s"]) > 0.5
    assert one.unknowns() == other.unknowns()


def test_a_blow_that_is_meant_to_land_lands_in_every_take() -> None:
    """A spread would let half of them miss, which nobody may count on."""
    (gag,) = gags_of(kick(gap="0 cm"))
    assert gag.in_takes("gap").sd == 0


def test_it_is_said_with_where_it_is_from() -> None:
    (gag,) = gags_of(kick())
    told = " ".join(gag.spread_assumptions())
    assert "gap 30 cm has no spread in the plan, and ± 6 cm is taken" in told
    assert "film.md 2.1 [A]" in told
    assert "[J]" in told
    assert "± 6 cm is taken" in in_words(kick())
    assert "is taken" not in in_words(kick("5 ± 1 m/s", "30 ± 6 cm"))
    assert not gags_of(kick("5 ± 1 m/s", "30 ± 6 cm"))[0].spread_assumptions()


def test_what_a_plan_leaves_out_is_told_in_the_units_of_its_sizes() -> None:
    fall = "stunt: F\npeople: {a: {job: stunt performer, height: 5 ft 9 in, mass: 160 lb, sex: male}}\naction:\n"
    fall += "  - high_fall: {by: a, from: 10 ft, style: back, push: 2 mph}\n"
    metric = fall.replace("5 ft 9 in, mass: 160 lb", "1.75 m, mass: 73 kg").replace("10 ft", "3 m")
    assert "sideways 0 mph (± 0.45 mph is taken" in in_words(parse_plan(fall))
    assert "sideways 0 m/s (± 0.2 m/s is taken" in in_words(parse_plan(metric))


def test_a_fall_without_spreads_does_not_come_down_in_one_place() -> None:
    plan = parse_plan(BAG)
    falls = plan.action[0].model_copy(update={name: Quantity(1.2, 0.0, "1.2 m/s") for name in ("push", "sideways")})
    (gag,) = gags_of(plan.model_copy(update={"action": (falls,)}))
    spreads = {one.name: one.sd for one in gag.unknowns()[0]}
    assert spreads["push_m_s"] == pytest.approx(0.3)
    assert spreads["sideways_m_s"] >= 0.2


def test_every_quantity_that_runs_inform_has_a_usual_spread() -> None:
    for word, kind in kinds().items():
        readers = quantity_fields(ACTION_KINDS[word])
        without = [name for name in kind.runs_inform if readers[name].usual is None]
        assert without in ([], ["rotation"]), "the attitude of a fall has its own, by style"


@pytest.mark.parametrize(("speed", "beyond"), [("19 ± 2 m/s", 0.31), ("12 ± 1 m/s", 0.0), ("17 ± 1.5 m/s", 0.023)])
def test_takes_beyond_the_range_are_counted(speed: str, beyond: float) -> None:
    (gag,) = gags_of(kick(speed))
    share, _ = share_beyond(gag.in_takes("foot_speed"), quantity_fields(type(gag.action))["foot_speed"], danger=1)
    assert share == pytest.approx(beyond, abs=0.003)
    found = spread_range_findings([gag])
    assert bool(found) == (beyond > 0.01)
    assert all(one.severity is Severity.CANNOT_ASSESS and "20 m/s" in one.said for one in found)


def test_a_gap_that_may_be_wider_than_its_range_is_nothing_to_worry_about() -> None:
    assert spread_range_findings(gags_of(kick(gap="2.9 ± 0.3 m"))) == ()
