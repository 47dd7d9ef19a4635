"""Several models of one body: each number is taken from the model in which it is worse.

The rule tests upper bounds, and a STOP stays a STOP when a number rises. So the joint numbers, each the worst of all
models, are never judged more mildly than the numbers of any one model. A model chosen by one of its numbers, such as
the mean, would not do: another may have the larger bound.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from stuntlab.datasets import Basis, Interval, LoadSummary
from stuntlab.verdict.doubt import Chance


def joint_interval(models: Sequence[Interval]) -> Interval:
    """Mean, low end and high end, each the largest of all models."""
    return Interval(*(max(getattr(one, end) for one in models) for end in ("mean", "low", "high")))


def joint_basis(models: Sequence[tuple[Interval, Basis]]) -> Basis:
    """What sampling leaves is the worst of all models; what adds to it is that of the model that reaches highest."""
    highest = max(models, key=lambda one: (one[0].high, one[0].mean))[1]
    return replace(
        highest,
        sampled=joint_interval([basis.sampled for _, basis in models]),
        alone={name: max(basis.alone.get(name, 1.0) for _, basis in models) for name in highest.alone},
    )


def joint_chance(models: Sequence[Chance]) -> Chance:
    """A chance and what it rests on."""
    based = [(one.interval, one.basis) for one in models]
    return Chance(joint_interval([interval for interval, _ in based]), joint_basis(based))


def joint_risk_bases(models: Sequence[tuple[Mapping[str, Interval], Mapping[str, Basis]]]) -> dict[str, Basis]:
    """The basis of every risk that any of the models has."""
    names = dict.fromkeys(name for _, bases in models for name in bases)
    return {
        name: joint_basis([(risks[name], bases[name]) for risks, bases in models if name in bases]) for name in names
    }


def joint_risks(models: Sequence[Mapping[str, Interval]]) -> dict[str, Interval]:
    """Every risk that any of the models has."""
    return {
        name: joint_interval([risks[name] for risks in models if name in risks])
        for name in dict.fromkeys(name for risks in models for name in risks)
    }


def joint_loads(models: Sequence[Mapping[str, LoadSummary]]) -> dict[str, LoadSummary]:
    """Every load that any of the models has."""
    return {
        name: _joint_load([loads[name] for loads in models if name in loads])
        for name in dict.fromkeys(name for loads in models for name in loads)
    }


def _joint_load(models: Sequence[LoadSummary]) -> LoadSummary:
    """Unit, limit and whether it is evidence are those of the person, the same in every model."""
    exceeded = [one.exceeded for one in models if one.exceeded is not None]
    based = [(one.exceeded, one.basis) for one in models if one.exceeded is not None and one.basis is not None]
    return LoadSummary(
        unit=models[0].unit,
        median=max(one.median for one in models),
        p95=max(one.p95 for one in models),
        max=max(one.max for one in models),
        limit=models[0].limit,
        exceeded=joint_interval(exceeded) if exceeded else None,
        basis=joint_basis(based) if based else None,
        is_published=models[0].is_published,
    )


def joint_least(models: Sequence[Mapping[str, tuple[str, ...]]]) -> dict[str, tuple[str, ...]]:
    """Risks of which any model knows only the least, with every region that has no curve of that severity."""
    keys = dict.fromkeys(key for model in models for key in model)
    return {key: tuple(dict.fromkeys(region for model in models for region in model.get(key, ()))) for key in keys}


def in_every_model(models: Sequence[frozenset[str]]) -> frozenset[str]:
    """Risks of which something holds in every model, such as that no curve reaches them."""
    return frozenset.intersection(*models) if models else frozenset()


def most_failed(models: Iterable[tuple[int, int]]) -> tuple[int, int]:
    """Failed takes and simulated takes of the model in which the largest share failed; 0 of 0 without a model."""
    return max(models, key=lambda counts: counts[0] / max(counts[1], 1), default=(0, 0))
