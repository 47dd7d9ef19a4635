"""What is published about a measured load: the limits it is held against and the risk it carries, for one dummy."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from stuntlab.datasets import Floats
from stuntlab.injury import Curve, contact_limit, curves, risk
from stuntlab.injury.limits import CriterionLimit, limits
from stuntlab.loads import duration_share


@dataclass(frozen=True, slots=True)
class ShareOfLimit:
    """How near a load comes to a published limit; 1 is the limit, and over 1 is over it.

    made_for_it: whether the limit is one of the dummy that was worn, or of people.
    """

    limit: CriterionLimit
    share: float
    made_for_it: bool


@dataclass(frozen=True, slots=True)
class RiskAtLevel:
    """Probability of an injury of a severity or worse.

    valid: the load lies in the range of a curve that was made for this dummy or for people.
    extrapolated: the probability lies in a tail (under 5 %, over 95 %) where a curve is only a shape.
    """

    level: str
    probability: float
    valid: bool
    extrapolated: bool


@dataclass(frozen=True, slots=True)
class RiskOfLoad:
    """Risks of one load by severity, why they are not to be trusted if so, and whose curve it is."""

    levels: tuple[RiskAtLevel, ...]
    reason: str
    source: str


# Where a load is a blow from outside: the site of ISO/TS 15066 it lands on.
_CONTACT_SITES = {"abdomen_force": "abdominal muscle"}
NO_RISK = RiskOfLoad((), "", "")


def shares_of_limits(
    load: str, unit: str, value: float, dummy: str, *, time_s: Floats, held: Floats | None
) -> tuple[ShareOfLimit, ...]:
    """Shares of the published limits of a load, the largest first.

    Limits of the dummy that was worn and of people; where there are none, those of every other dummy, marked so.
    time_s, held: [time], the limited side of the signal in `unit`, for limits that fall with duration; None where only
    the level counts.
    """
    published = (*limits(load), *_contact_limit(load, dummy))
    own = [limit for limit in published if limit.body in (_body(dummy), "person")]
    shares: list[ShareOfLimit] = []
    for limit in own or published:
        if limit.unit != unit:
            raise ValueError(f"{load} is measured in {unit}, its limit {limit.rule} is in {limit.unit}")
        if limit.levels and held is None:
            raise ValueError(f"{limit.rule} limits {load} by duration, which needs the signal")
        share = value / limit.value
        if limit.levels and held is not None:
            found = duration_share(time_s, held, limit_durations_s=limit.durations_s, limit_levels=limit.levels)
            share = float(found.value)
        shares.append(ShareOfLimit(limit, share, bool(own)))
    return tuple(sorted(shares, key=lambda one: -one.share))


def _contact_limit(load: str, dummy: str) -> tuple[CriterionLimit, ...]:
    """Onset of minor injury where a blow lands on a person; a dummy's load cell inside measures something else."""
    if load not in _CONTACT_SITES or dummy not in ("", "human"):
        return ()
    touch = contact_limit(_CONTACT_SITES[load])
    rule, source = "ISO/TS 15066, blow on a person", "ISO/TS 15066 Annex A, transient"
    return (CriterionLimit(load, rule, "person", touch.force_n, "N", (), (), source, touch.force_tag),)


def risks_for(load: str, unit: str, value: float, dummy: str) -> RiskOfLoad:
    """Risk of a measured load, [one value], from the family made for this dummy, or else from the preferred one."""
    family = _family(load, dummy)
    if family is None or not np.isfinite(value) or value < 0:
        return NO_RISK
    if family.load_unit != unit:
        raise ValueError(f"{load} is measured in {unit}, its curve takes {family.load_unit}")
    found = risk(family.name, value)
    body = _body_reason(family, dummy)
    low, high = family.range()
    off = "below" if value < low else "above" if value > high else ""
    out = f"{off} the {low:.4g} to {high:.4g} {family.load_unit} the curve speaks for".replace(" 1 the", " the")
    levels = tuple(
        RiskAtLevel(level, float(p), bool(found.valid) and not body, bool(tail))
        for level, p, tail in zip(found.levels, found.probability, found.extrapolated, strict=True)
    )
    reason = "; ".join(part for part in (body, out if off else "") if part)
    return RiskOfLoad(levels, reason, f"{family.name}: {family.source} [{family.tag}]")


def _family(load: str, dummy: str) -> Curve | None:
    of_load = [family for family in curves().values() if family.load == load and not family.needs]
    ranked = sorted(of_load, key=lambda family: (family.body != _body(dummy), not family.preferred))
    return ranked[0] if ranked else None


def _body_reason(family: Curve, dummy: str) -> str:
    if family.body == _body(dummy):
        return ""
    worn = f"for {dummy}" if dummy else "for what wore the sensors, which is not said (--dummy)"
    made = "people" if family.body == "person" else family.body
    return f"the curve was made for {made}, not {worn}"


def _body(dummy: str) -> str:
    """What curves and limits call it."""
    return "person" if dummy == "human" else dummy
