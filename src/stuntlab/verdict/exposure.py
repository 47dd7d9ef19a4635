"""The rule: what one exposure comes to."""

from __future__ import annotations

from stuntlab.datasets import ExposureResult, Finding
from stuntlab.verdict.circumstance_findings import (
    bystander_reached,
    forbidden_target,
    must_step,
    not_assessable,
    receiver_goes_down,
    takes_failed,
)
from stuntlab.verdict.circumstances import Circumstances
from stuntlab.verdict.load_findings import load_findings
from stuntlab.verdict.risk_findings import risk_findings
from stuntlab.verdict.table import Limits


def judge_exposure(
    limits: Limits, result: ExposureResult, *, person_mass_kg: float, circumstances: Circumstances
) -> tuple[Finding, ...]:
    """Every finding on one exposure. Nothing here asks for consent: a consent can never raise a limit.

    person_mass_kg: of the person who bears the exposure.
    """
    return (
        *forbidden_target(limits, result, circumstances.target),
        *bystander_reached(result),
        *load_findings(limits, result, person_mass_kg),
        *risk_findings(limits, result, circumstances.tail_only),
        *receiver_goes_down(limits, result, circumstances.going_down),
        *must_step(result, circumstances),
        *takes_failed(limits, result, circumstances),
        *not_assessable(result, circumstances),
    )
