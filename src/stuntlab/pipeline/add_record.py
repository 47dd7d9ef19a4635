"""An assessment with what people decided: the verdict of the physics stays beside it, untouched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from stuntlab.datasets import Assessment, Finding, PersonResult, Standing, Verdict
from stuntlab.pipeline.assess import NO_RECORD
from stuntlab.verdict import combine_verdict, most_severe_first, verdict_of_person


def with_decisions(assessment: Assessment, standing: Standing, findings: Sequence[Finding]) -> Assessment:
    """The verdict that counts both; `body_verdict` remains what the physics alone says.

    Decisions come before physics among findings of the same severity. They can hold a stunt, and let none go ahead that
    the physics does not. Of somebody who bears nothing the physics can say nothing, whatever they decided.
    """
    both = most_severe_first([*findings, *assessment.findings])
    named = dict.fromkeys([*assessment.people, *(finding.person for finding in findings if finding.person)])
    bears_nothing = PersonResult(Verdict.CANNOT_ASSESS, ())
    people = {}
    for name in named:
        before = assessment.people.get(name, bears_nothing)
        verdict = verdict_of_person(name, both)
        if not before.exposures and verdict is Verdict.WITHIN_LIMITS:
            verdict = Verdict.CANNOT_ASSESS
        people[name] = replace(before, verdict=verdict, without_record=before.verdict)
    return replace(
        assessment,
        verdict=combine_verdict(both),
        without_record=assessment.verdict,
        standing=standing,
        people=people,
        findings=both,
        not_assessed=tuple(line for line in assessment.not_assessed if line != NO_RECORD),
    )
