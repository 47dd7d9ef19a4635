"""From loads to the risk of injury, per take and on the day.

For each load with a curve, the probability of injury in every take. The curves go to zero with the load and keep their
published points. Curves of one region do not add up: the worse counts, and over regions the worst region does: loads of
one blow rise and fall together. The ends of a risk carry the luck of the takes, the error of the body model and what is
not known of the branches (`verdict/doubt.py`).

A take that nobody can say anything of counts as an injury: one that failed, and one that ends where there is no model.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import cache

import numpy as np

from stuntlab.constants import GRAVITY_M_S2
from stuntlab.datasets import Basis, Flags, Floats, Injuries, Interval, Loads, TakeStatus
from stuntlab.injury import combine, curve, risk
from stuntlab.injury.curve import BAND
from stuntlab.people import Measures
from stuntlab.pipeline.measure import between_dummies
from stuntlab.pipeline.rehearse import Rehearsal
from stuntlab.verdict import (
    NODES,
    Chance,
    Limits,
    Response,
    TakesOfModel,
    always,
    chance_per_take,
    harm_done,
    model_error,
    risk_on_the_day,
)

LEVELS = {"ais2": 1, "ais3": 2}
"""Keys of the result and their place on the AIS 1+ … 6+ axis."""

SMALL, LARGE = "5F", "50M"
"""The dummies between which curves are interpolated."""

CURVES: Mapping[str, str] = {
    "head_hic15": "hic15-lognormal",
    "neck_nij": "nij-from-zero",
    "neck_tension": "neck-tension-{dummy}-from-zero",
    "neck_compression": "neck-compression-{dummy}-from-zero",
    "chest_compression": "chest-deflection-{dummy}-from-zero",
    "chest_vc": "chest-vc-from-zero",
    "chest_3ms": "chest-3ms-from-zero",
    "chest_3ms_behind": "chest-3ms-behind",
    "chest_3ms_elsewhere": "chest-3ms-from-zero",
    "abdomen_compression_ratio": "abdomen-compression-from-zero",
    "abdomen_vc": "abdomen-vc-from-zero",
    "spine_dri": "dri-from-zero",
    "femur_force": "femur-force-{dummy}-from-zero",
    "tibia_force": "ankle-from-zero",
}
"""Load -> the family of curves it is read on. Of a {dummy} there is one for the small and one for the large, alike in
shape, and a person between them is read between them.

Every gag strikes from the front or from behind, and bodies land along their trunk; curves of side impacts are not read.
The pelvis has no other curve than those, so that a landing on the seat is read at the spine alone. A chest that lands
on its side is read on the frontal curve: volunteers on their sides went no further than 12 g.
"""

PARTS_OF: Mapping[str, str] = {"chest_3ms_behind": "chest_3ms", "chest_3ms_elsewhere": "chest_3ms"}
"""Loads that are one limited load, told apart by where the push comes from, as injury depends on it."""


@dataclass(frozen=True, slots=True)
class Risks:
    """Risks of one exposure, keyed "ais2", "ais3".

    tail_only: those that rest on the tails of curves alone. no_curve: those that no curve reaches. at_least: those that
    are only known to be no less, with the regions of the body that have no curve of that severity.
    """

    per_take: Mapping[str, Interval]
    on_the_day: Mapping[str, Interval]
    basis: Mapping[str, Basis] = field(default_factory=dict)
    tail_only: frozenset[str] = frozenset()
    no_curve: frozenset[str] = frozenset()
    at_least: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def injuries(loads: Loads, body: Measures) -> tuple[Injuries, ...]:
    """Probability of injury in every take from every load that has a curve, for the person with this body."""
    whole = {PARTS_OF[load] for load in loads.values if load in PARTS_OF}
    values = {**loads.values, **_of_own_body(loads, body)}
    found = tuple(
        _injury(values[load] / _share_borne(family, body.mass_kg), family.format(dummy=LARGE))
        for load, family in CURVES.items()
        if load in values and load not in whole
    )
    for injury in found:
        injury.check()
    return found


@cache
def _regions_with_a_curve() -> frozenset[str]:
    return frozenset(curve(family.format(dummy=LARGE)).region for family in CURVES.values())


def _of_own_body(loads: Loads, body: Measures) -> dict[str, Floats]:
    """Loads that are shares of the person: of the depth of their belly, and of the weight that their spine carries.

    The lumbar spine of a body is the spring of the dynamic response index, so that its force over the weight above it
    is the index (its damper is read with it).
    """
    found = {}
    if "abdomen_compression" in loads.values:
        found["abdomen_compression_ratio"] = loads.values["abdomen_compression"] / 1000 / body.abdomen_depth_m
    if "lumbar_force" in loads.values:
        found["spine_dri"] = loads.values["lumbar_force"] / (body.above_pelvis_kg * GRAVITY_M_S2)
    return found


def _share_borne(family: str, mass_kg: float) -> float:
    """What a person bears of a load, as a share of what the large dummy's curve says: interpolated by mass."""
    if family.format(dummy=LARGE) == family:
        return 1.0
    share, left = between_dummies(mass_kg)
    return left * (share + (1 - share) * _small_over_large(family))


@cache
def _small_over_large(family: str) -> float:
    """How the loads of the small dummy's curve stand to those of the large one's, at its first severity."""
    small, large = (curve(family.format(dummy=dummy)) for dummy in (SMALL, LARGE))
    return small.load_at(next(iter(small.levels)), 0.5) / large.load_at(next(iter(large.levels)), 0.5)


def _injury(values: Floats, family: str) -> Injuries:
    read = risk(family, values)
    probability, _ = read.on_ais_scale()
    in_tail = np.nan_to_num(probability, nan=0.0) < BAND[0]
    return Injuries(family, read.curve.region, probability, read.valid, in_tail, read.curve.source)


def risks(
    rehearsal: Rehearsal,
    loads: Loads,
    body: Measures,
    *,
    limits: Limits,
    response: Response | None,
    takes_on_the_day: int,
    seed: int,
    struck: str | None = None,
) -> Risks:
    """The risk of one person from one gag under one tissue model.

    response: of the simulated takes; None for loads without a body, which every draw has. struck: the region that
    somebody else's act meets. Where no curve is of it, the rest of the body says the least there can be.
    Where no curve reaches AIS 3+, the risk of AIS 2+ stands for it, as the most it can be; that does not decide alone.
    """
    found = injuries(loads, body)
    if not found:
        return Risks({}, {})
    tail_only = {key for key, level in LEVELS.items() if _in_tail(rehearsal, found, loads, level)}
    off = tuple(injuries(_scale_loads(loads, float(node), limits), body) for node in NODES)
    with ThreadPoolExecutor() as workers:  # as in `summarise_loads`: each severity has its own luck from the seed
        read = workers.map(lambda level: _chance(rehearsal, loads, off, level, response, seed), LEVELS.values())
        chances = dict(zip(LEVELS, read, strict=True))
    per_take = {key: _no_more(chance.interval, chances["ais2"].interval) for key, chance in chances.items()}
    basis = {key: chance.basis for key, chance in chances.items()}
    no_curve = frozenset(() if _has_curve(found, LEVELS["ais3"]) else ("ais3",))
    if no_curve:
        per_take["ais3"] = Interval(per_take["ais2"].mean, 0.0, per_take["ais2"].high)
        basis["ais3"] = basis["ais2"]
    met = () if struck is None or struck in _regions_with_a_curve() else (struck,)
    least = {
        key: (*met, *_uncounted_regions(found, loads, level)) for key, level in LEVELS.items() if key not in no_curve
    }
    return Risks(
        per_take=per_take,
        basis=basis,
        on_the_day={key: risk_on_the_day(interval, takes_on_the_day) for key, interval in per_take.items()},
        tail_only=frozenset(tail_only | no_curve),
        no_curve=no_curve,
        at_least={key: regions for key, regions in least.items() if regions},
    )


def risks_without_a_body(rehearsal: Rehearsal, *, takes_on_the_day: int, seed: int) -> Risks:
    """Where nobody was simulated: the takes that count as harmed, such as those beside the water. None without them."""
    if not rehearsal.without_model:
        return Risks({}, {})
    unknown = [stratum for stratum in rehearsal.touching if not stratum.modelled]
    harmed = chance_per_take(unknown, always(len(unknown)), rehearsal.doubt, seed=seed)
    day = risk_on_the_day(harmed.interval, takes_on_the_day)
    whole = dict.fromkeys(LEVELS, ("whole body",))
    return Risks(
        per_take=dict.fromkeys(LEVELS, harmed.interval),
        on_the_day=dict.fromkeys(LEVELS, day),
        basis=dict.fromkeys(LEVELS, harmed.basis),
        at_least=whole,
    )


def _has_curve(found: Sequence[Injuries], level: int) -> bool:
    return any(not np.isnan(injury.probability[:, level:]).all() for injury in found)


def risk_of_takes(loads: Loads, body: Measures, level: int, *, scatters: float, limits: Limits) -> Floats:
    """Chance of an injury in each take, [take], the worst region counting, if the model is off by so many scatters."""
    found = injuries(_scale_loads(loads, scatters, limits), body)
    return _together(found, level) if found else np.zeros(len(loads.status))


def _together(found: Sequence[Injuries], level: int) -> Floats:
    return combine(np.stack(list(_by_region(found, level).values()), axis=-1)).together


def _chance(
    rehearsal: Rehearsal,
    loads: Loads,
    off: Sequence[Sequence[Injuries]],
    level: int,
    response: Response | None,
    seed: int,
) -> Chance:
    """How often a take injures at this severity, the worst region of each take counting. off: at each of `NODES`."""
    at_nodes = [_together(one, level) for one in off]
    inside = _together([_inside_data(injury) for injury in off[len(NODES) // 2]], level)
    taken = TakesOfModel(rehearsal.strata, loads.stratum, loads.status == TakeStatus.OK, response)
    happens = harm_done(taken, at_nodes, inside, doubt=rehearsal.doubt, seed=seed)
    return chance_per_take(rehearsal.touching, happens, rehearsal.doubt, seed=seed)


def _inside_data(injury: Injuries) -> Injuries:
    """The same without what is read off the tail of its curve."""
    return replace(injury, probability=np.where(injury.extrapolated, 0.0, injury.probability))


def _no_more(risk: Interval, of_lesser: Interval) -> Interval:
    """A worse injury is no likelier than a lesser one, though each is read from a surface of its own."""
    return Interval(*(min(getattr(risk, end), getattr(of_lesser, end)) for end in ("mean", "low", "high")))


def _scale_loads(loads: Loads, scatters: float, limits: Limits) -> Loads:
    """The loads if the body model is off by so many scatters in every region at once."""
    regions = {
        load: limits.loads[row].region for load in loads.values if (row := PARTS_OF.get(load, load)) in limits.loads
    }
    values = {
        load: felt * np.exp(scatters * (model_error(regions[load]).scatter if load in regions else 0.0))
        for load, felt in loads.values.items()
    }
    return replace(loads, values=values)


def _by_region(found: Sequence[Injuries], level: int) -> dict[str, Floats]:
    """Region -> [take]: the worse of the region's curves, each read at this severity or the nearest above it."""
    regions: dict[str, Floats] = {}
    for injury in found:
        at_least = np.nan_to_num(injury.probability[:, level:], nan=0.0).max(axis=1)
        regions[injury.region] = np.maximum(regions.get(injury.region, 0.0), at_least)
    return regions


def _uncounted_regions(found: Sequence[Injuries], loads: Loads, level: int) -> tuple[str, ...]:
    """Regions of which the risk of a severity is only known to be no less, so that the whole is no less either.

    Those with a curve of a worse injury alone; and those with a curve of a lesser one alone, where that could more than
    double the whole.
    """
    counted = _together(found, level)
    regions = []
    for region in dict.fromkeys(injury.region for injury in found):
        here = np.stack([injury.probability for injury in found if injury.region == region])
        known = np.asarray(~np.isnan(here).all(axis=(0, 1)))
        if known[level]:
            continue
        if known[level:].any() or _mean_of_takes(_lesser(here, level), loads) > 2 * _mean_of_takes(counted, loads):
            regions.append(region)
    return tuple(regions)


def _lesser(here: Floats, level: int) -> Floats:
    """The most that a severity can be by the curves of lesser ones, [take], of [curve, take, level]."""
    return np.asarray(np.nan_to_num(here[:, :, :level], nan=0.0).max(axis=(0, 2), initial=0.0))


def _mean_of_takes(probability: Floats, loads: Loads) -> float:
    ok = loads.status == TakeStatus.OK
    return float(np.sum((loads.weight * probability)[ok]))


def _in_tail(rehearsal: Rehearsal, found: Sequence[Injuries], loads: Loads, level: int) -> bool:
    """Whether more than half of the risk comes from the tails of curves, where a curve is a shape and no data."""
    ok, weight = loads.status == TakeStatus.OK, loads.weight
    parts = [_split(injury, level) for injury in found]
    whole = sum(float(np.sum((weight * brought)[ok])) for brought, _ in parts)
    tail = sum(float(np.sum((weight * brought * tail)[ok])) for brought, tail in parts)
    return tail > (whole + rehearsal.without_model) / 2


def _split(injury: Injuries, level: int) -> tuple[Floats, Flags]:
    """At this severity or the nearest above it: what the load brought [take], and whether that is a tail [take]."""
    brought = np.nan_to_num(injury.probability[:, level:], nan=0.0)
    worst = brought.argmax(axis=1)[:, None]
    return brought.max(axis=1), np.take_along_axis(injury.extrapolated[:, level:], worst, axis=1)[:, 0]
