"""Two plans on the same draws: what changed, and what that does to each person."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from stuntlab.alternatives.paired_takes import alone, compare_gags
from stuntlab.datasets import Assessment, Verdict
from stuntlab.datasets.comparison import ComparedPerson, Comparison, PairedExposure, PairedShot
from stuntlab.gags import gags_of
from stuntlab.pipeline.assess import assess
from stuntlab.pipeline.rehearse import Hands
from stuntlab.plan import Plan, as_data
from stuntlab.record.changes import changes, pair_gags
from stuntlab.shots.sell import assess_shots
from stuntlab.verdict import Limits

USUAL_TAKES = 96
"""Full-body takes of each gag, plan and tissue model: pairs tell a difference with far fewer than either answer needs
(judgement)."""

_Tell = Callable[[int, int], None] | None
_Pair = tuple[str | None, str | None]


def compare(
    plans: tuple[Plan, Plan],
    limits: tuple[Limits, Limits],
    *,
    seed: int = 0,
    takes: int | None = None,
    progress: Callable[[str], _Tell] = lambda _: None,
) -> Comparison:
    """What the second plan changes. takes: for each gag of each plan.

    progress: given what is being done, who is told (done, in all).

    Raises: UserError for a plan that can be read but not assessed.
    """
    data = as_data(plans[0]), as_data(plans[1])
    said, pairs = changes(*data), pair_gags(*data)
    first = assess(plans[0], seed=seed, takes=takes, limits=limits[0], progress=progress("the first plan"))
    second = first
    if said or limits[0] != limits[1]:
        second = assess(plans[1], seed=seed, takes=takes, limits=limits[1], progress=progress("the second plan"))
    paired: list[PairedExposure] = []
    simulated = 0
    for one, other in pairs if second is not first else ():
        if one is None or other is None:
            continue
        gags = alone(plans[0], one), alone(plans[1], other)
        found, count = compare_gags(
            gags,
            (one, other),
            seed=seed,
            takes=max(1, (takes or USUAL_TAKES) // len(gags[0].models)),
            limits=limits,
            hands=Hands(finished=_counter(progress(f"take by take: {other}"))),
        )
        paired, simulated = paired + list(found), simulated + count
    names = dict.fromkeys([*second.people, *first.people])
    return Comparison(
        stunts=(plans[0].stunt, plans[1].stunt),
        plan_hashes=(plans[0].hash, plans[1].hash),
        seed=seed,
        takes=simulated,
        limits=first.limits if first.limits == second.limits else f"{first.limits}, {second.limits}",
        changes=said,
        verdicts=(first.verdict, second.verdict),
        people={name: _person(name, (first, second), paired, pairs) for name in names},
        shots=tuple(_pair_shots(plans, pairs, seed)),
    )


def _pair_shots(plans: tuple[Plan, Plan], pairs: Sequence[_Pair], seed: int) -> Iterator[PairedShot]:
    """In what share of takes each strike sells to each camera, in both plans."""
    now = {one: other for one, other in pairs if one is not None and other is not None}
    first, second = (
        {(seen.gag, seen.camera): seen.share.mean for seen in assess_shots(plan, gags_of(plan), seed=seed)}
        for plan in plans
    )
    renamed = {(now.get(gag, gag), camera): share for (gag, camera), share in first.items()}
    for gag, camera in dict.fromkeys([*second, *renamed]):
        yield PairedShot(gag, camera, (renamed.get((gag, camera)), second.get((gag, camera))))


def worse_for(comparison: Comparison) -> tuple[str, ...]:
    """Who is worse off in the second plan: by verdict, or by what happens oftener in it for sure."""
    return tuple(name for name, person in comparison.people.items() if _is_worse(person))


_SEVERITY = (Verdict.WITHIN_LIMITS, Verdict.HOLD, Verdict.CANNOT_ASSESS, Verdict.NOT_WITHIN_LIMITS)


def _is_worse(person: ComparedPerson) -> bool:
    was, is_ = (-1 if verdict is None else _SEVERITY.index(verdict) for verdict in person.verdicts)
    oftener = any(one.passes.told > 0 or one.injured.told > 0 for one in person.exposures)
    return is_ > was or (oftener and is_ >= was) or bool(person.only_in_second)


def _person(
    name: str, answers: tuple[Assessment, Assessment], paired: Sequence[PairedExposure], pairs: Sequence[_Pair]
) -> ComparedPerson:
    results = [answer.people.get(name) for answer in answers]
    own = tuple(one for one in paired if name == one.people[1] or (name == one.people[0] and results[1] is None))
    first, second = ([one.exposure.gag for one in result.exposures] if result else [] for result in results)
    of_first = {other: one for one, other in pairs}
    of_second = dict(pairs)
    met = {gag for one in paired for gag, person in zip(one.gags, one.people, strict=True) if person == name}
    lone = (
        tuple(dict.fromkeys(gag for gag in first if of_second.get(gag) not in second and gag not in met)),
        tuple(dict.fromkeys(gag for gag in second if of_first.get(gag) not in first and gag not in met)),
    )
    verdicts = tuple(result.verdict if result else None for result in results)
    return ComparedPerson((verdicts[0], verdicts[1]), own, *lone)


def _counter(tell: _Tell) -> Callable[[int], None]:
    """Adds up finished takes; how many there will be is not known before."""
    done = 0

    def finish_one(count: int) -> None:
        nonlocal done
        done += count
        if tell:
            tell(done, done)

    return finish_one
