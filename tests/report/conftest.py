from __future__ import annotations

import pytest

from stuntlab.datasets import (
    Assessment,
    Borne,
    Branch,
    Exposure,
    ExposureResult,
    Finding,
    Interval,
    LoadSummary,
    PersonResult,
    Severity,
)
from stuntlab.verdict import (
    Circumstances,
    Knockdown,
    combine_verdict,
    judge_exposure,
    read_limits,
    risk_on_the_day,
    verdict_of_person,
)


def receiver(
    *, contact: Interval, ais2: Interval, ais3: Interval, median_n: float, exceeded: Interval
) -> ExposureResult:
    takes = 8
    return ExposureResult(
        exposure=Exposure("kick 1", "villain", "lead", Borne.IMPOSED, takes),
        contact_probability=contact,
        risk_per_take={"ais2": ais2, "ais3": ais3},
        risk_on_the_day={"ais2": risk_on_the_day(ais2, takes), "ais3": risk_on_the_day(ais3, takes)},
        loads={
            "abdomen_force": LoadSummary("N", median_n, 1.4 * median_n, 1.7 * median_n, 220.0, exceeded),
            "head_contact_force": LoadSummary("N", 0.0, 0.0, 0.0, 0.0, Interval(0.0, 0.0, 1e-4)),
        },
    )


def kicker() -> ExposureResult:
    nothing = Interval(0.0, 0.0, 2.4e-5)
    return ExposureResult(
        exposure=Exposure("kick 1", "lead", "lead", Borne.CHOSEN, 8),
        contact_probability=Interval(0.52, 0.51, 0.53),
        risk_per_take={"ais2": Interval(0.0021, 0.0015, 0.0029), "ais3": Interval(2e-7, 1e-7, 4e-7)},
        risk_on_the_day={"ais2": Interval(0.017, 0.012, 0.023), "ais3": Interval(1.6e-6, 8e-7, 3.2e-6)},
        loads={
            "foot_force": LoadSummary("N", 1910.0, 2680.0, 3120.0, 5400.0, nothing),
            "foot_impulse": LoadSummary("N·s", 61.0, 80.0, 93.0, None, None),
        },
    )


def assess(receives: ExposureResult, going_down: Knockdown | None) -> Assessment:
    limits = read_limits()
    findings: list[Finding] = []
    for result, mass in ((receives, 55.0), (kicker(), 72.0)):
        down = going_down if result is receives else None
        about = Circumstances(target="abdomen", going_down=down, takes_simulated=480, takes_failed=1)
        findings += judge_exposure(limits, result, person_mass_kg=mass, circumstances=about)
    return Assessment(
        stunt="Stomach kick, for real",
        plan_hash="sha256:" + 8 * "3f2a9c0b",
        seed=0,
        takes=480,
        takes_failed=1,
        limits=limits.name,
        verdict=combine_verdict(findings),
        people={
            "villain": PersonResult(verdict_of_person("villain", findings), (receives,)),
            "lead": PersonResult(verdict_of_person("lead", findings), (kicker(),)),
        },
        branches=(
            Branch("as planned", 0.981, "what remains", "the kick of the plan"),
            Branch("support foot slips", 0.01, "wet ground, judgement", "the kicker slides towards the receiver"),
        ),
        findings=tuple(findings),
        assumptions=("effective mass of the kick 13 ± 3 kg, fitted to Vágner 2018 (J)",),
        not_assessed=("eyes, teeth and face bones",),
    )


@pytest.fixture
def real_kick() -> Assessment:
    return assess(
        receiver(
            contact=Interval(0.52, 0.51, 0.53),
            ais2=Interval(0.025, 0.011, 0.049),
            ais3=Interval(0.0041, 0.0018, 0.009),
            median_n=1846.3,
            exceeded=Interval(0.484, 0.46, 0.51),
        ),
        Knockdown(probability=Interval(0.2, 0.18, 0.22), floor="wet cobbles", caught=False),
    )


@pytest.fixture
def sold_kick() -> Assessment:
    none = Interval(0.0, 0.0, 4.7e-5)
    return assess(
        receiver(contact=none, ais2=none, ais3=none, median_n=0.0, exceeded=none),
        Knockdown(probability=none, floor="dry cobbles", caught=False),
    )


@pytest.fixture
def held(real_kick: Assessment) -> Assessment:
    """A stunt whose only finding is a HOLD, with a name that no narrow terminal encoding knows."""
    finding = Finding("consent", Severity.HOLD, "Zoë 李", "Zoë 李: has not answered yet.", "record")
    return Assessment(
        **{
            **{name: getattr(real_kick, name) for name in real_kick.__slots__},
            "findings": (finding,),
            "verdict": combine_verdict((finding,)),
            "people": {"Zoë 李": PersonResult(combine_verdict((finding,)), ())},
        }
    )
