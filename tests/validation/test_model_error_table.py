"""The table every verdict draws its model error from does not flatter the bench."""

import math

import pytest
from scipy.stats import t as student

from stuntlab.report.validation.comparison import Validation
from stuntlab.verdict import model_errors
from stuntlab.verdict.model_error import TWO_SIDED_95

SAME = {
    "chest": "chest",
    "abdomen": "abdomen",
    "head": "head",
    "neck": "neck",
    "leg": "lower leg",
    "lumbar spine": "lumbar spine",
}
"""Region on the bench -> row of the table."""


@pytest.fixture(scope="module")
def bench(everything: Validation) -> dict[str, float]:
    """Region -> root mean square of ln(model / measured) over predicted loads."""
    return {row.region: math.hypot(row.mean_log_ratio, row.sd_log_ratio or 0.0) for row in everything.scatter}


@pytest.mark.parametrize("region", SAME)
def test_the_table_says_at_least_what_the_bench_measures(bench: dict[str, float], region: str) -> None:
    row = model_errors()[SAME[region]]
    assert row.scatter >= bench[region] - 0.03
    assert row.scatter <= max(bench[region], 0.2) + 0.05, "the table has fallen behind a better model"


@pytest.mark.parametrize("region", SAME)
def test_the_table_says_where_every_reference_is_weak(everything: Validation, region: str) -> None:
    rows = [row for row in everything.comparisons if row.region == region and row.kind == "predicted"]
    assert bool(model_errors()[SAME[region]].weak) is all(row.weak for row in rows)


def test_two_weak_loads_of_lines_are_widened_by_how_few_they_are(everything: Validation) -> None:
    """The root mean square of n loads about 1 has n degrees of freedom."""
    rows = [
        row
        for row in everything.comparisons
        if row.region == "lines" and row.kind == "predicted" and row.basis == "measured" and row.is_load
    ]
    square = sum(math.log(row.model / row.measured.middle) ** 2 for row in rows) / len(rows)
    widened = math.sqrt(square) * student.ppf(0.975, len(rows)) / TWO_SIDED_95
    line = model_errors()["line"]
    assert line.scatter == pytest.approx(widened, abs=0.01)
    assert (line.cases, bool(line.weak)) == (len(rows), all(row.weak for row in rows))


def test_what_the_bench_never_compared_the_table_does_not_claim(bench: dict[str, float]) -> None:
    for region in ("back", "thigh"):
        assert region not in bench
        assert not model_errors()[region].compared
