"""How far predictions lie from measurements, per region: the basis for the uncertainty of a model.

A region's loads multiply by exp(N(-mean, sd)) of the log ratio when a verdict draws its model error. Fitted cases and
closed forms say nothing here, nor do times, shares and signs. A weak reference, a formula or another kind of test,
counts only where a region has no better one. Loads of one case are not independent, so `case_count` says how many tests
stand behind the number.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

import numpy as np

from stuntlab.gags.striking.staging import TARGETS
from stuntlab.report.validation.comparison import CaseComparison, Scatter

ALSO_HURT = ("head", "neck", "pelvis", "lumbar spine", "leg", "arm", "shoulder")
"""Regions that get hurt without being aimed at."""


def scatter(comparisons: Iterable[CaseComparison]) -> tuple[Scatter, ...]:
    """Mean and deviation of ln(model / measured) over predicted measured loads, by region, in alphabetical order."""
    counted = [row for row in comparisons if _counts(row)]
    regions = sorted({row.region for row in counted})
    return tuple(_of(region, _best([row for row in counted if row.region == region])) for region in regions)


def _best(rows: Sequence[CaseComparison]) -> Sequence[CaseComparison]:
    """Those with a good reference; where there is none, those with a weak one."""
    return [row for row in rows if not row.weak] or rows


def find_uncompared_regions(found: Sequence[Scatter]) -> tuple[str, ...]:
    """Regions a gag strikes or hurts that no measured load was predicted for."""
    compared = {row.region for row in found}
    return tuple(region for region in (*TARGETS, *ALSO_HURT) if region not in compared)


def _counts(row: CaseComparison) -> bool:
    usable = row.model > 0 and math.isfinite(row.model) and row.measured.middle > 0
    return row.kind == "predicted" and row.basis == "measured" and row.is_load and usable


def _of(region: str, rows: Sequence[CaseComparison]) -> Scatter:
    ratios = np.log([row.model / row.measured.middle for row in rows])
    return Scatter(
        region=region,
        count=len(rows),
        case_count=len({row.case for row in rows}),
        mean_log_ratio=float(ratios.mean()),
        sd_log_ratio=float(ratios.std(ddof=1)) if len(rows) > 1 else None,
    )
