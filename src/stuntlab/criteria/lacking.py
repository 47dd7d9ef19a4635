"""What would have to be recorded for the criteria that could not be computed, in few lines."""

from __future__ import annotations

from collections.abc import Iterable

from stuntlab.criteria.measured import NotMeasured
from stuntlab.criteria.signals import Need


def lacking_lines(not_measured: Iterable[NotMeasured]) -> list[str]:
    """A line for each set of missing signals, "Without head angular velocity x, y, z: BrIC, DAMAGE".

    Criteria of several places ("left femur", "right femur") that lack the same there share a line.
    """
    by_reason: dict[str, list[str]] = {}
    for (title, what), places in _by_title(not_measured).items():
        reason = what if not places else f"Without {what.replace('@', ', '.join(places), 1)}"
        by_reason.setdefault(reason, []).append(title)
    return [f"{reason}: {', '.join(dict.fromkeys(titles))}" for reason, titles in by_reason.items()]


def _by_title(not_measured: Iterable[NotMeasured]) -> dict[tuple[str, str], list[str]]:
    """Title and what it lacks, the first place in it written "@" -> the places."""
    grouped: dict[tuple[str, str], list[str]] = {}
    for one in not_measured:
        if one.why:
            grouped.setdefault((one.criterion.title, one.why[:1].upper() + one.why[1:]), [])
            continue
        place = one.missing[0].location
        what = "; ".join(
            f"{'@' if location == place else location} {', '.join(_axes(one.missing, location))}"
            for location in dict.fromkeys(need.location for need in one.missing)
        )
        grouped.setdefault((one.criterion.title, what), []).append(place)
    return grouped


def _axes(missing: Iterable[Need], location: str) -> list[str]:
    """What is missing at one place: "force z", "moment x, y", "acceleration x, y, z or resultant"."""
    axes: dict[str, list[str]] = {}
    for need in missing:
        if need.location == location:
            axes.setdefault(need.quantity, []).append("x, y, z or resultant" if need.axis == "resultant" else need.axis)
    return [f"{quantity} {', '.join(dict.fromkeys(names))}".strip() for quantity, names in axes.items()]
