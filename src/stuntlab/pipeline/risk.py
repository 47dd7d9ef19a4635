"""From loads to the risk of injury, per take and on the day.

For each load with a preferred curve, the probability of injury in every take, less what the curve shows at no load
(Abbott's formula: a logistic curve gives 3.8 % at a neck load of nothing). Curves of one region do not add up: the
worse counts, and over regions the worst region does: loads of one blow rise and fall together. The ends of a risk carry
the luck of the takes, the error of the body model and what is not known of the branches (`verdict/doubt.py`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from stuntlab.datasets import Basis, Flags, Floats, Injuries, Interval, Loads, TakeStatus
from stuntlab.injury import attributable, combine, risk
from stuntlab.pipeline.measure import dummy_of
from stuntlab.pipeline.rehearse import Rehearsal
from stuntlab.verdict import (
    NODES,
    Chance,
    Limits,
    Taken,
    chance_per_take,
    harm_done,
    model_error,
    risk_on_the_day,
)

LEVELS = {"ais2": 1, "ais3": 2}
"""Keys of the result and their place on the AIS 1+ … 6+ axis."""


TAIL = 0.05
"""Below this, what a load brings is read off the tail of a curve, also where the curve itself starts higher."""

CURVES: Mapping[str, str] = {
    "head_hic15": "hic15-lognormal",
    "neck_nij": "nij",
    "chest_compression": "chest-deflection-{dummy}",
    "chest_vc": "chest-vc-lateral",
    "abdomen_force": "abdomen-force-ES-2re",
    "abdomen_vc": "abdomen-vc-lateral",
    "tibia_force": "ankle-axial",
}
"""Load -> the family of curves it is read on, by the dummy whose numbers the person is given."""


@dataclass(frozen=True, slots=True)
class Risks:
    """Risks of one exposure, keyed "ais2", "ais3".

    tail_only: those that rest on the tails of curves alone. no_curve: those that no curve reaches.
    """

    per_take: Mapping[str, Interval]
    on_the_day: Mapping[str, Interval]
    basis: Mapping[str, Basis]
    tail_only: frozenset[str]
    no_curve: frozenset[str]


def injuries(loads: Loads, *, mass_kg: float) -> tuple[Injuries, ...]:
    """Probability of injury in every take from every load that has a curve."""
    felt = [(load, family) for load, family in CURVES.items() if load in loads.values]
    found = tuple(_injury(loads.values[load], family.format(dummy=dummy_of(mass_kg))) for load, family in felt)
    for injury in found:
        injury.check()
    return found


def _injury(values: Floats, family: str) -> Injuries:
    at_load, at_rest = (risk(family, given) for given in (values, np.zeros(1)))
    probability, extrapolated = at_load.on_ais_scale()
    at_no_load, _ = at_rest.on_ais_scale()
    known = ~np.isnan(probability)
    brought = np.full_like(probability, np.nan)
    brought[known] = attributable(probability[known], np.broadcast_to(at_no_load, probability.shape)[known])
    in_tail = extrapolated | (np.nan_to_num(brought, nan=0.0) < TAIL)
    return Injuries(family, at_load.curve.region, brought, at_load.valid, in_tail, at_load.curve.source)


def risks(
    rehearsal: Rehearsal, loads: Loads, *, limits: Limits, mass_kg: float, takes_on_the_day: int, seed: int
) -> Risks:
    """The risk of one person from one gag under one tissue model.

    Where no curve reaches AIS 3+, the risk of AIS 2+ stands for it, as the most it can be; that does not decide alone.
    """
    found = injuries(loads, mass_kg=mass_kg)
    tail_only = {key for key, level in LEVELS.items() if found and _in_tail(found, loads, level)}
    off = tuple(injuries(_scaled(loads, float(node), limits), mass_kg=mass_kg) for node in NODES)
    chances = {key: _chance(rehearsal, loads, off, level, seed) for key, level in LEVELS.items() if found}
    per_take = {key: chance.interval for key, chance in chances.items()}
    basis = {key: chance.basis for key, chance in chances.items()}
    no_curve = frozenset({"ais3"} if found and not _has_curve(found, LEVELS["ais3"]) else ())
    if no_curve:
        per_take["ais3"] = Interval(per_take["ais2"].mean, 0.0, per_take["ais2"].high)
        basis["ais3"] = basis["ais2"]
    return Risks(
        per_take=per_take,
        basis=basis,
        on_the_day={key: risk_on_the_day(interval, takes_on_the_day) for key, interval in per_take.items()},
        tail_only=frozenset(tail_only | no_curve),
        no_curve=no_curve,
    )


def _has_curve(found: Sequence[Injuries], level: int) -> bool:
    return any(not np.isnan(injury.probability[:, level:]).all() for injury in found)


def _chance(rehearsal: Rehearsal, loads: Loads, off: Sequence[Sequence[Injuries]], level: int, seed: int) -> Chance:
    """How often a take injures at this severity, the worst region of each take counting. off: at each of `NODES`."""
    at_nodes = [combine(np.stack(list(_by_region(found, level).values()), axis=-1)).together for found in off]
    taken = Taken(rehearsal.strata, loads.stratum, loads.status == TakeStatus.OK, rehearsal.response)
    happens = harm_done(taken, at_nodes, doubt=rehearsal.doubt, seed=seed)
    return chance_per_take(rehearsal.touching, happens, rehearsal.doubt, seed=seed)


def _scaled(loads: Loads, scatters: float, limits: Limits) -> Loads:
    """The loads if the body model is off by so many scatters in every region at once."""
    rows = limits.loads
    values = {
        load: loads.values[load] * np.exp(scatters * (model_error(rows[load].region).scatter if load in rows else 0.0))
        for load in CURVES
        if load in loads.values
    }
    return replace(loads, values=values)


def _by_region(found: Sequence[Injuries], level: int) -> dict[str, Floats]:
    """Region -> [take]: the worse of the region's curves, each read at this severity or the nearest above it."""
    regions: dict[str, Floats] = {}
    for injury in found:
        at_least = np.nan_to_num(injury.probability[:, level:], nan=0.0).max(axis=1)
        regions[injury.region] = np.maximum(regions.get(injury.region, 0.0), at_least)
    return regions


def _in_tail(found: Sequence[Injuries], loads: Loads, level: int) -> bool:
    """Whether more than half of the risk comes from the tails of curves, where a curve is a shape and no data."""
    ok, weight = loads.status == TakeStatus.OK, loads.weight
    parts = [_split(injury, level) for injury in found]
    whole = sum(float(np.sum((weight * brought)[ok])) for brought, _ in parts)
    tail = sum(float(np.sum((weight * brought * tail)[ok])) for brought, tail in parts)
    return tail > whole / 2


def _split(injury: Injuries, level: int) -> tuple[Floats, Flags]:
    """At this severity or the nearest above it: what the load brought [take], and whether that is a tail [take]."""
    brought = np.nan_to_num(injury.probability[:, level:], nan=0.0)
    worst = brought.argmax(axis=1)[:, None]
    return brought.max(axis=1), np.take_along_axis(injury.extrapolated[:, level:], worst, axis=1)[:, 0]
