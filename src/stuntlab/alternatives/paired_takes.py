"""One gag of a plan and the same gag of another, take by take on the same draws.

A draw is the same luck in both plans: the same run-up, the same misjudged foot. So what is asked is not how far two
answers lie apart, each with an interval of its own, but what the change does in every take. The error of the body model
and the rates of human error are drawn once for both, and cancel as far as they should.

Source: common random numbers, a method of variance reduction (Law, Simulation Modeling and Analysis, 11.2, R-m).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from stuntlab.datasets import Draws, Exposure, Flags, Floats, Integers, Interval, Loads, TakeStatus
from stuntlab.datasets.comparison import Paired, PairedExposure, PairedLoad
from stuntlab.gags import gags_of
from stuntlab.gags.base import Gag
from stuntlab.gags.roles import DirectLoads
from stuntlab.people.from_plan import measures_of
from stuntlab.pipeline import rehearse
from stuntlab.pipeline.jobs import Readings, by_model, jobs_of, run_job
from stuntlab.pipeline.measure import person_and_load
from stuntlab.pipeline.rehearse import END_READINGS, KNOCKDOWN_READINGS, Hands, draw_gag
from stuntlab.pipeline.risk import LEVELS, risk_of_takes
from stuntlab.plan import Plan, gag_labels
from stuntlab.statistics import weighted_quantile
from stuntlab.takes.workers import ThisProcess
from stuntlab.verdict import NODES, Doubt, Limits, doubt_of, limit_for, model_error

ENDS = (0.025, 0.975)
UNSEEN = 0.5
"""Of one take: what is added to what was seen, so that nothing seen in few takes is not taken for never (Jeffreys)."""


@dataclass(frozen=True, slots=True)
class _Side:
    """One plan's gag: its draws, and how each ends. touches, harmed: [draw]; harmed: no model says what is felt."""

    gag: Gag
    draws: Draws
    touches: Flags
    harmed: Flags
    doubt: Doubt

    def place(self, branch: str) -> int | None:
        """Where the draws of a branch begin; None where this plan has no such branch."""
        names = self.doubt.names
        return names.index(branch) * rehearse.DRAWS_PER_BRANCH if branch in names else None


@dataclass(frozen=True, slots=True)
class _Cell:
    """Takes of one branch that end alike in both plans. share: of the branch's draws; takes: those simulated."""

    branch: str
    share: float
    takes: Integers


@dataclass(frozen=True, slots=True)
class _Felt:
    """What one person's body felt in the takes of all cells, [take] each; NaN where nothing touches.

    passes, injured: [node, take], with the model off by so many scatters as each of `NODES`.
    """

    loads: Mapping[str, Floats]
    passes: Floats
    injured: Floats
    limits: Mapping[str, float | None]


def alone(plan: Plan, label: str) -> Gag:
    """A gag of a plan as the plan's only one: it is then drawn with the same luck whatever it is called elsewhere."""
    (gag,) = gags_of(plan.model_copy(update={"action": (gag_labels(plan)[label],)}))
    return gag


def compare_gags(
    pair: tuple[Gag, Gag], names: tuple[str, str], *, seed: int, takes: int, limits: tuple[Limits, Limits], hands: Hands
) -> tuple[tuple[PairedExposure, ...], int]:
    """What a gag does to everybody in it, in both plans; and how many full-body takes that took.

    names: its labels in the plans. takes: for each plan and model.
    """
    sides = [_side(gag, seed) for gag in pair]
    cells = _cells(sides, takes)
    runs = [_simulate(side, cells, seed, hands) for side in sides]
    doubts = [side.doubt for side in sides]
    found = []
    for exposures in _pair_people(pair):
        felt = [
            _take_worse_model(side, exposure, run, cells, held_to)
            for side, exposure, run, held_to in zip(sides, exposures, runs, limits, strict=True)
        ]
        found.append(
            PairedExposure(
                gags=names,
                people=(exposures[0].person, exposures[1].person),
                same_draws=_same_draws(pair),
                touches=_touches(sides, exposures),
                passes=_pair_shares(cells, [one.passes for one in felt], doubts, seed, counted=True),
                injured=_pair_shares(cells, [one.injured for one in felt], doubts, seed, counted=False),
                loads=_loads(cells, felt, doubts, limits[1]),
            )
        )
    simulated = sum(len(status) for run in runs for _, status in run.values())
    return tuple(found), simulated


def _side(gag: Gag, seed: int) -> _Side:
    draws = draw_gag(gag, seed=seed)
    ends = gag.classify(draws)
    touches = np.array([end.touches for end in gag.outcomes])[ends]
    modelled = np.array([end.modelled for end in gag.outcomes])[ends]
    return _Side(gag, draws, touches, touches & ~modelled, doubt_of(gag.branches(), seed=seed))


def _same_draws(pair: tuple[Gag, Gag]) -> bool:
    """Whether the same numbers are drawn in the same order in both."""
    first, second = ([[unknown.name for unknown in branch] for branch in gag.unknowns()] for gag in pair)
    return first == second and [b.name for b in pair[0].branches()] == [b.name for b in pair[1].branches()]


def _pair_people(pair: tuple[Gag, Gag]) -> list[tuple[Exposure, Exposure]]:
    """Who bears it in one plan beside who does in the other: the same person, else whoever takes their place."""
    first, second = (list(gag.exposures()) for gag in pair)
    found = [(one, other) for one in first for other in second if one.person == other.person]
    left = [one for one in first if all(one is not done for done, _ in found)]
    rest = [other for other in second if all(other is not done for _, done in found)]
    return found + list(zip(left, rest, strict=False))


def _cells(sides: Sequence[_Side], takes: int) -> list[_Cell]:
    """Takes to simulate: of each branch those that end alike in both plans, more where they are commoner."""
    found = []
    for branch in dict.fromkeys(name for side in sides for name in side.doubt.names):
        ends = [_ends(side, branch) for side in sides]
        key = ends[0] * 3 + ends[1]
        found += [(branch, np.flatnonzero(key == value)) for value in np.unique(key) if value]
    weight = np.array([_likely(sides, branch) * len(takes) / rehearse.DRAWS_PER_BRANCH for branch, takes in found])
    root = np.sqrt(weight)
    counts = np.maximum(3, np.floor(takes * root / max(root.sum(), np.finfo(float).tiny))).astype(int)
    return [
        _Cell(branch, len(all_) / rehearse.DRAWS_PER_BRANCH, all_[:count])
        for (branch, all_), count in zip(found, counts, strict=True)
    ]


def _ends(side: _Side, branch: str) -> Integers:
    """0 where nobody is touched, 1 where somebody is, 2 where no model says what they feel: [take of the branch]."""
    place = side.place(branch)
    if place is None:
        return np.zeros(rehearse.DRAWS_PER_BRANCH, dtype=np.int64)
    own = slice(place, place + rehearse.DRAWS_PER_BRANCH)
    return side.touches[own].astype(np.int64) + side.harmed[own]


def _likely(sides: Sequence[_Side], branch: str) -> float:
    rates = [side.doubt.nominal[side.doubt.names.index(branch)] for side in sides if branch in side.doubt.names]
    return float(np.mean(rates))


def _rows(side: _Side, cells: Sequence[_Cell]) -> tuple[Integers, Integers]:
    """Which draws of a side are simulated, and where each stands among the takes of all cells."""
    rows, places, start = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)], 0
    for cell in cells:
        if (place := side.place(cell.branch)) is not None:
            draws = place + cell.takes
            runs = side.touches[draws] & ~side.harmed[draws]
            rows.append(draws[runs])
            places.append(start + np.flatnonzero(runs))
        start += len(cell.takes)
    return np.concatenate(rows), np.concatenate(places)


def _simulate(side: _Side, cells: Sequence[_Cell], seed: int, hands: Hands) -> Mapping[str, Readings]:
    rows, _ = _rows(side, cells)
    if not len(rows) or not any(world.measures for world in side.gag.worlds()):
        return {}
    jobs = jobs_of(side.gag, rows, seed=seed, draws_per_branch=rehearse.DRAWS_PER_BRANCH)
    tell = hands.finished or (lambda _: None)
    done = (hands.workers or ThisProcess()).run(
        run_job, jobs, threads=hands.threads, done=lambda job: tell(len(job.takes))
    )
    return by_model(jobs, done)


def _take_worse_model(
    side: _Side, exposure: Exposure, runs: Mapping[str, Readings], cells: Sequence[_Cell], held_to: Limits
) -> _Felt:
    """Each number from the model in which it is worse; a take that failed, or that no model knows, counts as harmed."""
    count = sum(len(cell.takes) for cell in cells)
    rows, places = _rows(side, cells)
    person = side.gag.plan.people[exposure.person]
    loads: dict[str, Floats] = {}
    passes, injured = (np.zeros((len(NODES), count)) for _ in range(2))
    limits: dict[str, float | None] = {}
    for values in _each_model(side, exposure.person, runs, rows):
        for load, felt in values.values.items():
            all_takes = loads.setdefault(load, np.full(count, np.nan))
            all_takes[places] = np.fmax(all_takes[places], felt)
            if load in held_to.loads:
                limit = limit_for(held_to, load, exposure.borne, person.mass_kg, exposure.gear_limits.get(load))
                limits[load] = limit.value
        body = measures_of(person, exposure.person)
        for node, scatters in enumerate(NODES):
            over = _over(values, limits, held_to, float(scatters))
            risk = risk_of_takes(values, body, LEVELS["ais2"], scatters=float(scatters), limits=held_to)
            failed = values.status != TakeStatus.OK
            passes[node, places] = np.maximum(passes[node, places], np.where(failed, 1.0, over))
            injured[node, places] = np.maximum(injured[node, places], np.where(failed, 1.0, risk))
    unknown = _unknown(side, cells)
    passes[:, unknown] = injured[:, unknown] = 1.0
    return _Felt(loads, passes, injured, limits)


def _unknown(side: _Side, cells: Sequence[_Cell]) -> Flags:
    """The takes of all cells of which no model says what is felt, [take]."""
    parts = [np.zeros(0, bool)]
    for cell in cells:
        place = side.place(cell.branch)
        parts.append(np.zeros(len(cell.takes), bool) if place is None else side.harmed[place + cell.takes])
    return np.concatenate(parts)


def _each_model(side: _Side, person: str, runs: Mapping[str, Readings], rows: Integers) -> list[Loads]:
    """What a person feels in the simulated takes, once for each tissue model; and what needs no body."""
    found = []
    stratum, weight = np.zeros(len(rows), np.int64), np.ones(len(rows))
    for readings, status in runs.values():
        own = {
            load: values
            for name, values in readings.items()
            for who, load in (person_and_load(name),)
            if who == person and load not in (*KNOCKDOWN_READINGS, *END_READINGS)
        }
        if own:
            found.append(Loads(own, stratum, weight, status))
    if isinstance(side.gag, DirectLoads) and len(rows):
        direct = side.gag.direct_loads(side.draws).get(person, {})
        fine = np.full(len(rows), TakeStatus.OK)
        if direct:
            found.append(Loads({load: values[rows] for load, values in direct.items()}, stratum, weight, fine))
    return found


def _over(felt: Loads, limits: Mapping[str, float | None], held_to: Limits, scatters: float) -> Floats:
    """1 where any load passes its limit, [take]."""
    over = np.zeros(len(felt.status))
    for load, values in felt.values.items():
        limit = limits.get(load)
        if limit is not None:
            off = np.exp(scatters * model_error(held_to.loads[load].region).scatter)
            over = np.maximum(over, np.nan_to_num(values) * off > limit)
    return over


def _touches(sides: Sequence[_Side], exposures: Sequence[Exposure]) -> Paired:
    """From all draws: whoever the gag does nothing to is touched in none."""
    branches = dict.fromkeys(name for side in sides for name in side.doubt.names)
    met = [
        {name: (_ends(side, name) > 0) & exposure.feels for name in branches}
        for side, exposure in zip(sides, exposures, strict=True)
    ]
    parts = [
        (name, 1.0, np.stack([met[0][name], met[1][name]])[:, None, :].repeat(len(NODES), axis=1).astype(float))
        for name in branches
    ]
    return _difference(parts, [side.doubt for side in sides], seed=0, counted=True)


def _pair_shares(
    cells: Sequence[_Cell], happens: Sequence[Floats], doubts: Sequence[Doubt], seed: int, *, counted: bool
) -> Paired:
    both = np.stack(happens)
    ends = np.cumsum([len(cell.takes) for cell in cells])
    parts = [
        (cell.branch, cell.share, both[:, :, end - len(cell.takes) : end])
        for cell, end in zip(cells, ends, strict=True)
    ]
    return _difference(parts, doubts, seed=seed, counted=counted)


def _difference(
    parts: Sequence[tuple[str, float, Floats]], doubts: Sequence[Doubt], *, seed: int, counted: bool
) -> Paired:
    """Second less first over all branches, with takes, model and rates sampled together.

    parts: branch, its share that the part is, and [plan, node, take] how often it happens. counted: it happens or not.
    """
    plain, sampled, variance = np.zeros(2), np.zeros((2, doubts[0].model.size)), 0.0
    for branch, share, happens in parts:
        nominal, rates = zip(*(_rates(doubt, branch) for doubt in doubts), strict=True)
        by_node = happens.mean(axis=2)
        for plan in range(2):
            plain[plan] += nominal[plan] * share * by_node[plan, len(NODES) // 2]
            sampled[plan] += rates[plan] * share * np.interp(doubts[0].model, NODES, by_node[plan])
        variance += share**2 * _variance(nominal, happens[:, len(NODES) // 2], counted=counted)
    luck = np.sqrt(variance) * np.random.default_rng(seed).standard_normal(sampled.shape[1])
    samples = sampled[1] - sampled[0] + luck
    mean = float(plain[1] - plain[0])
    low, high = (float(np.quantile(samples, end)) for end in ENDS)
    return Paired(float(plain[0]), float(plain[1]), Interval(mean, min(mean, low), max(mean, high)))


def _rates(doubt: Doubt, branch: str) -> tuple[float, Floats]:
    """A branch's probability per take, nominal and sampled; none where a plan has no such branch."""
    if branch not in doubt.names:
        return 0.0, np.zeros_like(doubt.model)
    place = doubt.names.index(branch)
    return float(doubt.nominal[place]), doubt.rates[place]


def _variance(nominal: Sequence[float], happens: Floats, *, counted: bool) -> float:
    """Of the mean of second less first over some takes. happens: [plan, take].

    Where every pair of takes goes alike, something that is counted is not known to differ never: half a take is added
    to it, unless both plans hold the very same takes.
    """
    differs = nominal[1] * happens[1] - nominal[0] * happens[0]
    takes = len(differs)
    seen = float(np.var(differs)) / takes
    if not counted or (np.array_equal(happens[0], happens[1]) and nominal[0] == nominal[1]):
        return seen
    unseen = UNSEEN / (takes + 1)
    return max(seen, max(nominal) ** 2 * unseen * (1 - unseen) / takes)


def _loads(
    cells: Sequence[_Cell], felt: Sequence[_Felt], doubts: Sequence[Doubt], held_to: Limits
) -> dict[str, PairedLoad]:
    weights = [np.concatenate([[0.0][:0], *(_weights_of(cell, doubt) for cell in cells)]) for doubt in doubts]
    found = {}
    for load in dict.fromkeys([*felt[0].loads, *felt[1].loads]):
        if load not in held_to.loads:
            continue
        values = [one.loads.get(load, np.full(len(weights[0]), np.nan)) for one in felt]
        both = ~np.isnan(values[0]) & ~np.isnan(values[1])
        weight = (weights[0] + weights[1])[both]
        harder = float(weight @ (values[1][both] > values[0][both]) / weight.sum()) if weight.sum() > 0 else None
        medians = tuple(_median(*one) for one in zip(values, weights, strict=True))
        limits = tuple(one.limits.get(load) for one in felt)
        found[load] = PairedLoad(held_to.loads[load].unit, (medians[0], medians[1]), (limits[0], limits[1]), harder)
    return found


def _weights_of(cell: _Cell, doubt: Doubt) -> Floats:
    return np.full(len(cell.takes), cell.share * _rates(doubt, cell.branch)[0] / max(1, len(cell.takes)))


def _median(values: Floats, weights: Floats) -> float | None:
    known = ~np.isnan(values) & (weights > 0)
    return weighted_quantile(values[known], weights[known], 0.5) if known.any() else None
