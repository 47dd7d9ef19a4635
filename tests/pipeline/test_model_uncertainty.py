"""What an answer rests on is said, and a region nobody measured cannot carry it."""

from dataclasses import replace

import pytest

from stuntlab.datasets import Basis, Borne, Exposure, ExposureResult, Interval, LoadSummary
from stuntlab.pipeline.model_uncertainty import regions_never_compared, uncertainty_findings
from stuntlab.verdict import read_limits

LIMITS = read_limits()


def result(load: str, *, contact: float, passed: float, borne: Borne = Borne.IMPOSED) -> ExposureResult:
    sure = Interval(passed / 2, 0.0, passed / 2)
    basis = Basis(sure, {}, {"takes": sure.high, "model": passed})
    summary = LoadSummary("N", 100.0, 150.0, 180.0, 210.0, Interval(passed / 2, 0.0, passed), basis=basis)
    exposure = Exposure("kick", "villain", "lead", borne, 8)
    return ExposureResult(exposure, Interval(contact, contact, contact), {}, {}, {load: summary})


def test_a_blow_to_a_back_that_a_wrong_model_would_pass_cannot_be_called_within_limits() -> None:
    """The best estimate stays below; were the back, which was never measured, off by a factor of 2, it would not."""
    (told,) = regions_never_compared(result("back_force", contact=0.5, passed=1.9e-3), LIMITS)
    assert "back" in told
    assert "measured blow" in told


@pytest.mark.parametrize(
    ("load", "contact", "passed", "borne"),
    [
        ("chest_force", 0.5, 1.9e-3, Borne.IMPOSED),  # compared with cadaver chests
        ("back_force", 0.5, 1e-4, Borne.IMPOSED),  # so gentle that a factor of 2 changes nothing
        ("back_force", 5e-4, 5e-4, Borne.IMPOSED),  # contact is rarer than a limit may be passed: no load decides
        ("back_force", 0.5, 0.4, Borne.IMPOSED),  # passed anyway: a STOP needs no finer model
        ("back_force", 0.5, 1.9e-2, Borne.CHOSEN),
    ],
)
def test_it_is_not_said_where_the_load_does_not_decide(load: str, contact: float, passed: float, borne: Borne) -> None:
    assert regions_never_compared(result(load, contact=contact, passed=passed, borne=borne), LIMITS) == ()


def test_two_tissue_models_are_named_with_their_ends() -> None:
    one = result("abdomen_force", contact=0.5, passed=0.4)
    soft = one.loads["abdomen_force"]
    models = {"soft": {"abdomen_force": soft}, "stiff": {"abdomen_force": replace(soft, median=140.0)}}
    (spread,) = (finding for finding in uncertainty_findings(one, models, LIMITS) if finding.id == "model-spread")
    assert "100 N (soft) to 140 N (stiff)" in spread.text
