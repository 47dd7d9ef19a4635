"""Plans whose mean lies inside what can be simulated, and whose spread does not: takes beyond it are of no model."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scipy.special import ndtr

from stuntlab.datasets import Finding, Severity
from stuntlab.gags.base import Gag
from stuntlab.plan import quantities, quantity_fields
from stuntlab.plan.fields import QuantityField
from stuntlab.units import Quantity, parse_quantity
from stuntlab.verdict.words import chance, of_takes, the

MANY = 0.01
"""In more takes than this, what happens beyond the range counts in the answer (judgement)."""

SOURCE = "range of the model, tried on the mean and on the spread; 1 in 100: house rule [J]"


def spread_range_findings(gags: Sequence[Gag]) -> tuple[Finding, ...]:
    """CANNOT ASSESS for each quantity of which many takes lie beyond its range, on the side that is worse."""
    return tuple(found for gag in gags for found in _of_gag(gag))


def _of_gag(gag: Gag) -> Iterator[Finding]:
    readers = quantity_fields(type(gag.action))
    for name, danger in gag.runs_inform.items():
        if name in quantities(gag.action):
            share, end = share_beyond(gag.in_takes(name), readers[name], danger=danger)
            if share > MANY:
                yield _finding(gag, name, share, end)


def share_beyond(quantity: Quantity, reader: QuantityField, *, danger: int) -> tuple[float, str]:
    """How often a normal quantity lies beyond an end of its range, and which end, as it is written.

    danger: 1 where more is worse, -1 where less is, 0 where both are. An end at 0 is none: nobody goes beyond it.
    """
    if quantity.sd == 0:
        return 0.0, ""
    found = [(0.0, "")]
    for end, side in ((reader.most, 1), (reader.least, -1)):
        limit = parse_quantity(end, reader.dimension).value if end else 0.0
        if limit != 0 and danger * side >= 0:
            found.append((float(ndtr(side * (quantity.value - limit) / quantity.sd)), end))
    return max(found)


def _finding(gag: Gag, name: str, share: float, end: str) -> Finding:
    person, words = gag.action.by, name.replace("_", " ")
    said = (
        f"{person}: {words} of {the(gag.label)} would be beyond {end} in {of_takes(chance(share))}, and what this "
        "program can simulate ends there."
    )
    remedy = "Plan it further inside, or show by measured runs that it spreads less."
    return Finding("spread-beyond-range", Severity.CANNOT_ASSESS, person, said, SOURCE, remedy=remedy)
