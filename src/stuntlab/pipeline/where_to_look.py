"""Where more takes would tell most of what is open: the strata whose takes disagree, by how often they happen."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.special import ndtr

from stuntlab.datasets import ExposureResult, Floats, Loads
from stuntlab.people.from_plan import measures_of
from stuntlab.pipeline.judge import Judged
from stuntlab.pipeline.rehearse import Rehearsal
from stuntlab.pipeline.risk import LEVELS, risk_of_takes
from stuntlab.plan import Plan
from stuntlab.takes.strata import tells_most
from stuntlab.verdict import Limits, Untold, model_error

LITTLE = 0.1
"""Share of the upper end of an open chance. A stratum that reaches no more by itself does not leave it open (J)."""

SHOWN = 40
"""Takes that a stratum as planned has before it gets no more: the loads that are shown come from them (J)."""

LEAST_SCATTER = 0.1
"""Of the logarithm of a load against people: a take says how near a limit is, not only on which side (judgement)."""


def where_to_look(
    rehearsal: Rehearsal, judged: Sequence[Judged], still_open: Sequence[Untold], plan: Plan, limits: Limits
) -> Floats | None:
    """In what shares takes of the strata would tell most, [stratum]: every open question counts alike.

    Returns: None where no take says anything of what is open.
    """
    felt = {result.exposure.person: result for result, _ in judged}
    wanted = [
        tells_most(rehearsal.strata, loads[question.person].stratum, chances)
        for question in still_open
        for loads in rehearsal.loads.values()
        if question.person in loads
        for chances in [_chances(loads[question.person], question, felt[question.person], plan, limits)]
        if chances is not None
    ]
    return np.asarray(np.mean(wanted, axis=0)) if wanted else None


def nothing_to_tell(rehearsal: Rehearsal, judged: Sequence[Judged], still_open: Sequence[Untold]) -> tuple[int, ...]:
    """Strata of which more takes would tell nothing: as planned, seen enough, adding little to every open question."""
    felt = {result.exposure.person: result for result, _ in judged}
    return tuple(
        index
        for index, stratum in enumerate(rehearsal.strata)
        if stratum.branch == 0
        and _takes_of(rehearsal, index) >= SHOWN
        and all(_adds_little(stratum.name, felt[one.person], one.of) for one in still_open)
    )


def _takes_of(rehearsal: Rehearsal, stratum: int) -> int:
    """The fewest takes of a stratum that a model has."""
    of_models = [next(iter(loads.values())).stratum for loads in rehearsal.loads.values() if loads]
    return min((int(np.count_nonzero(one == stratum)) for one in of_models), default=0)


def _adds_little(stratum: str, result: ExposureResult, of: str) -> bool:
    """Of a load, or an injury; of nothing else is it known what a stratum adds."""
    load = result.loads.get(of)
    chance, basis = (load.exceeded, load.basis) if load else (result.risk_per_take.get(of), result.risk_basis.get(of))
    return chance is not None and basis is not None and basis.alone.get(stratum, 1.0) <= LITTLE * chance.high


def _chances(loads: Loads, question: Untold, result: ExposureResult, plan: Plan, limits: Limits) -> Floats | None:
    """What each take says of a question, [take], from 0 to 1: its chance of the injury, or of passing the limit."""
    if question.of in LEVELS:
        body = measures_of(plan.people[question.person], question.person)
        return risk_of_takes(loads, body, LEVELS[question.of], scatters=0.0, limits=limits)
    held = result.loads.get(question.of)
    if question.of not in loads.values or held is None or not held.limit:
        return None
    scatter = max(model_error(limits.loads[question.of].region).scatter, LEAST_SCATTER)
    with np.errstate(divide="ignore"):  # no load at all lies infinitely far below
        return np.asarray(ndtr(np.log(loads.values[question.of] / held.limit) / scatter))
