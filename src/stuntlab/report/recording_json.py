"""A measured recording as plain data, for JSON."""

from __future__ import annotations

import math
from typing import Any

from stuntlab.criteria.measured import MeasuredCriterion, NotMeasured, PersonMeasured, RecordingMeasured
from stuntlab.criteria.published import RiskAtLevel, ShareOfLimit


def recording_to_dict(recording: RecordingMeasured) -> dict[str, Any]:
    """Criteria with value, unit, window, limits, shares and risks, and what is missing for the rest; times in s.

    `limit` is the published limit that the load comes nearest to and `share` its share of it; null where none is
    published. `limits` lists them all. `at_least`: the record holds only a part of the load, so that `value` and the
    shares are the least that they were.
    """
    return {
        "recording": recording.title,
        "source": recording.source,
        "people": [_person(person) for person in recording.people],
        "unused": [{"channel": name, "why": why} for name, why in recording.unused],
        "notes": list(recording.notes),
    }


def _person(person: PersonMeasured) -> dict[str, Any]:
    return {
        "person": person.person,
        "dummy": person.dummy or None,
        "criteria": [_measured_to_dict(measured) for measured in person.measured],
        "missing": [_lacking_to_dict(lacking) for lacking in person.not_measured],
    }


def _measured_to_dict(measured: MeasuredCriterion) -> dict[str, Any]:
    nearest = measured.limits[0] if measured.limits else None
    return {
        "load": measured.criterion.load,
        "name": measured.criterion.title,
        "place": measured.criterion.place,
        "value": _number(measured.value),
        "unit": measured.criterion.unit,
        "at_least": measured.at_least,
        "window": None if math.isnan(measured.start_s) else [measured.start_s, measured.end_s],
        "limit": nearest.limit.value if nearest else None,
        "share": _number(nearest.share) if nearest else None,
        "limits": [_limit(share) for share in measured.limits],
        "risk": {risk.level: _risk(risk) for risk in measured.risk.levels},
        "risk_reason": measured.risk.reason,
        "risk_source": measured.risk.source,
        "channels": list(measured.channels),
        "notes": list(measured.notes),
        "source": measured.criterion.source,
    }


def _limit(share: ShareOfLimit) -> dict[str, Any]:
    return {
        "rule": share.limit.rule,
        "value": share.limit.value,
        "held_for": share.limit.durations_s,
        "levels": share.limit.levels,
        "share": _number(share.share),
        "dummy": share.limit.body,
        "made_for_it": share.made_for_it,
        "source": share.limit.source,
        "tag": share.limit.tag,
    }


def _risk(risk: RiskAtLevel) -> dict[str, Any]:
    return {"probability": _number(risk.probability), "valid": risk.valid, "extrapolated": risk.extrapolated}


def _lacking_to_dict(lacking: NotMeasured) -> dict[str, Any]:
    return {
        "load": lacking.criterion.load,
        "name": lacking.criterion.title,
        "place": lacking.criterion.place,
        "channels": [need.words for need in lacking.missing],
        "why": lacking.why,
    }


def _number(value: float) -> float | None:
    return value if math.isfinite(value) else None
