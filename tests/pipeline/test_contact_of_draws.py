"""How likely somebody is touched, from draws alone, against the analytic sum over branches."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import pairwise
from math import hypot
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import norm

from stuntlab.datasets import Assessment, Draws, Finding, Floats, Integers, LoadSummary, Severity
from stuntlab.gags import gags_of
from stuntlab.gags.base import Gag
from stuntlab.gags.kick.gag import Kick
from stuntlab.gags.kick.numbers import KICK_NUMBERS
from stuntlab.pipeline.judge import judge_rehearsal
from stuntlab.pipeline.rehearse import Rehearsal, rehearse
from stuntlab.plan import Plan, read_plan
from stuntlab.verdict import read_limits, share_interval

EXAMPLES = Path(__file__).parents[2] / "examples"

Assessed = Callable[..., Assessment]
Planned = Callable[..., Plan]


@pytest.fixture(scope="module")
def sold() -> Rehearsal:
    """The sold kick, drawn and hardly simulated."""
    (gag,) = gags_of(read_plan(EXAMPLES / "stomach_kick.yaml"))
    return rehearse(gag, seed=0, takes=2, threads=1)


def analytic(gap_m: float, sd_m: float) -> float:
    """Σ pᵦ·Φ(-(gap - shiftᵦ) / √(sd² + shift_sdᵦ²)) over the branches of a kick on dry ground.

    Of mistakes that the other can see, only those count that go unseen.
    """
    unseen = KICK_NUMBERS.read().goes_unseen.value
    wrong = [
        (
            row.probability * (unseen if row.is_seen else 1),
            norm.cdf((row.shift_m - gap_m) / hypot(sd_m, row.shift_sd_m)),
        )
        for row in KICK_NUMBERS.read().branch.values()
    ]
    planned = 1 - sum(probability for probability, _ in wrong)
    return float(planned * norm.cdf(-gap_m / sd_m) + sum(probability * share for probability, share in wrong))


def test_the_sold_kick_touches_as_often_as_the_sum_over_its_branches_says(sold: Rehearsal) -> None:
    touching = sold.touching
    contact = share_interval(
        [sold.branch_probability[stratum.branch] for stratum in touching],
        [stratum.drawn for stratum in touching],
        [len(stratum.takes) for stratum in touching],
    )
    truth = analytic(0.30, 0.06)
    assert contact.low <= truth <= contact.high
    assert contact.mean == pytest.approx(truth, rel=0.02)


def test_the_plan_alone_touches_three_times_in_ten_million(sold: Rehearsal) -> None:
    """film.md: gap 0.30 m, sd 0.06 m, Φ(-5) = 2.9e-7. No draw of 131 072 shows it; the bound must allow it."""
    planned = [stratum for stratum in sold.touching if stratum.branch == 0]
    share = sum(stratum.probability.high for stratum in planned)
    assert norm.cdf(-5) == pytest.approx(2.87e-7, rel=0.01)
    assert sum(stratum.probability.low for stratum in planned) <= norm.cdf(-5) <= share < 1e-4


@pytest.mark.parametrize(("gap", "gap_m", "sd_m"), [("10 ± 6 cm", 0.10, 0.06), ("20 ± 6 cm", 0.20, 0.06)])
def test_contact_of_other_gaps(assessed: Assessed, no_body: str, gap: str, gap_m: float, sd_m: float) -> None:
    contact = assessed(at=no_body, gap=gap).people["villain"].exposures[0].contact_probability
    assert contact.low <= analytic(gap_m, sd_m) <= contact.high


def test_a_wider_gap_never_touches_more(assessed: Assessed, no_body: str) -> None:
    gaps = [f"{centimetres} ± 6 cm" for centimetres in (-10, 0, 5, 10, 20, 30, 40, 60)]
    contact = [assessed(at=no_body, gap=gap).people["villain"].exposures[0].contact_probability for gap in gaps]
    for nearer, wider in pairwise(contact):
        assert wider.mean < nearer.mean
        assert wider.high < nearer.high


def test_takes_carry_the_probability_of_what_was_looked_at(planned: Planned) -> None:
    """Weights of takes, and the strata nobody looked at, add up to the probability of contact."""
    (gag,) = gags_of(planned(at="chest", gap="10 ± 6 cm"))
    rehearsal = rehearse(gag, seed=0, takes=36, threads=1)
    (felt, _) = rehearsal.loads["middle"].values()
    seen = set(felt.stratum.tolist())
    unseen = [
        part.probability.mean for index, part in enumerate(rehearsal.strata) if part.touches and index not in seen
    ]
    contact = sum(part.probability.mean for part in rehearsal.touching)
    assert len(felt.weight) == 36
    assert felt.weight.sum() + sum(unseen) == pytest.approx(contact, rel=1e-12)
    assert contact == pytest.approx(analytic(0.10, 0.06), rel=0.02)


# people with a camera

NEAR = "B: {lens: 35 mm, distance: 1.5 m, angle: 20 deg, manned: %s}"
FAR = "B: {lens: 35 mm, distance: 6 m, angle: 20 deg, manned: true}"


def test_a_camera_within_reach_is_a_stop_and_one_nobody_mans_is_not(assessed: Assessed, no_body: str) -> None:
    near = assessed(at=no_body, cameras=NEAR % "true")
    (stop,) = [finding for finding in near.findings if finding.id == "bystander-reached"]
    assert stop.severity is Severity.STOP
    assert stop.person == "operator of camera B"
    assert not [
        finding
        for answer in (assessed(at=no_body, cameras=NEAR % "false"), assessed(at=no_body, cameras=FAR))
        for finding in answer.findings
        if finding.id == "bystander-reached"
    ]


def test_an_operator_in_the_zone_is_reached_as_often_as_somebody_slips(assessed: Assessed, no_body: str) -> None:
    for floor, slips in (("dry cobbles", 0.001), ("wet cobbles", 0.01)):
        answer = assessed(at=no_body, floor=floor, cameras=NEAR % "true")
        reached = answer.people["operator of camera B"].exposures[0].contact_probability
        assert reached.mean == pytest.approx(slips)


# takes that fail


def test_takes_that_fail_count_against_the_stunt(planned: Planned, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every third take is thrown beyond all bounds: it has passed every limit, and the answer says how many failed."""
    usual = Kick.knobs

    def throw(gag: Kick, draws: Draws, takes: Integers) -> dict[str, Floats]:
        knobs = usual(gag, draws, takes)
        knobs["speed_m_s"] = np.where(np.arange(len(knobs["speed_m_s"])) % 3 == 0, 1e12, knobs["speed_m_s"])
        return knobs

    monkeypatch.setattr(Kick, "knobs", throw)
    (gag,) = gags_of(planned(at="chest", speed="0.5 ± 0.01 m/s", gap="-30 ± 1 cm"))
    results = judged(gag, takes=18)
    loads, findings = results["villain"]
    assert findings["takes-failed"].severity is Severity.CANNOT_ASSESS
    assert "6 of 18" in findings["takes-failed"].text
    for load in loads.values():
        if load.exceeded is not None:
            assert load.exceeded.mean >= 0.25
            assert np.isfinite(load.max)


def judged(gag: Gag, takes: int) -> dict[str, tuple[Mapping[str, LoadSummary], dict[str, Finding]]]:
    rehearsal = rehearse(gag, seed=0, takes=takes, threads=1)
    return {
        result.exposure.person: (result.loads, {finding.id: finding for finding in findings})
        for (result, findings), _ in judge_rehearsal(rehearsal, gag.plan, read_limits(), seed=0)
    }
