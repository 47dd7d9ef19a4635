"""From an assessment to its document."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from stuntlab.datasets import Assessment, Severity
from stuntlab.dates import date_in_words
from stuntlab.documents.details import decided_details, details_of
from stuntlab.documents.document import Document, Headline
from stuntlab.documents.people import tell_people
from stuntlab.documents.reasons import reasons_of
from stuntlab.documents.steps import next_step, steps_before
from stuntlab.documents.sureness import how_sure
from stuntlab.plan import Plan, unit_style
from stuntlab.suggestions import PLAN as GIVEN_PLAN
from stuntlab.suggestions import suggest
from stuntlab.units import UnitStyle, in_units
from stuntlab.units.counting import counted
from stuntlab.verdict.words import amount

PLAN_CODE = 6
"""Letters of the hash of a plan that are said: of two versions, 1 pair in 16 million has the same six (C)."""

_AGAINST = (Severity.STOP, Severity.CANNOT_ASSESS)


def answer_document(assessment: Assessment, plan: Plan, *, style: UnitStyle | None = None) -> Document:
    """The answer in sections. style: the units to tell it in; those of the plan where none are asked for."""
    style = style or unit_style(plan)
    say, reasons = partial(in_units, style=style), reasons_of(assessment.findings, style)
    against = [one.remedy for one in reasons if one.severity in _AGAINST]
    return Document(
        headline=_headline(assessment, plan),
        people=tell_people(assessment, say),
        reasons=reasons,
        would_work=_would_work(against, varied=any(one.exposures for one in assessment.people.values())),
        before=steps_before(reasons, asked=assessment.standing is not None),
        next_step="" if against else next_step(reasons),
        sure=(*(say(learnt.short) for learnt in assessment.rehearsed), *how_sure(assessment)),
        decided=decided_details(assessment, say),
        details=details_of(assessment, say),
    )


def _would_work(remedies: Sequence[str], *, varied: bool) -> tuple[str, ...]:
    """What would lift what stands against it; after the first, the command that tries other ways to do it.

    varied: whether that command has something to vary: of a gag of which nothing is computed there is nothing.
    """
    told = tuple(dict.fromkeys(remedy for remedy in remedies if remedy))
    if not (remedies and varied):
        return told
    return (*told[:1], f"Other ways to do it: {suggest('alternatives', GIVEN_PLAN)}", *told[1:])


def _headline(assessment: Assessment, plan: Plan) -> Headline:
    scene = f"scene {plan.scene}" if plan.scene else ""
    where = (plan.production or "", scene, date_in_words(plan.shoot_date) if plan.shoot_date else "")
    failed = f"{amount(assessment.takes_failed, 9)} failed" if assessment.takes_failed else "none failed"
    code = assessment.plan_hash.removeprefix("sha256:")
    return Headline(
        verdict=assessment.verdict,
        stunt=assessment.stunt,
        where=tuple(part for part in where if part),
        plan_code=code[:PLAN_CODE],
        physics_alone=None if assessment.standing is None else assessment.body_verdict,
        basis=(
            f"limits {assessment.limits} · {counted(assessment.takes)} simulated, {failed} · seed {assessment.seed} · "
            f"plan {code[: 2 * PLAN_CODE]}"
        ),
        gags=len(plan.action),
    )
