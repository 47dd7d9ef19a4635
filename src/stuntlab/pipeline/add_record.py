"""An assessment with what people decided: the verdict of the physics stays beside it, untouched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from stuntlab.datasets import Assessment, Finding, PersonResult, Standing
from stuntlab.pipeline.assess import NO_RECORD
from stuntlab.verdict import combine_verdict, most_severe_first, verdict_of_person


def with_decisions(assessment: Assessment, standing: Standing, findings: Sequence[Finding]) -> Assessment:
    """The verdict that counts both; `body_verdict` remains what the physics alone says.

    Decisions come before physics among findings of the same severity. They can hold a stunt, and let none go ahead that
    the physics does not.
    """
    both = most_severe_first([*findings, *assessment.findings])
    named = dict.fromkeys([*assessment.people, *(finding.person for finding in findings if finding.person)])
    nobody = PersonResult(combine_verdict(()), ())
    people = {}
    for name in named:
        before = assessment.people.get(name, nobody)
        people[name] = replace(before, verdict=verdict_of_person(name, both), without_record=before.verdict)
    return replace(
        assessment,
        verdict=combine_verdict(both),
        without_record=assessment.verdict,
        standing=standing,
        people=people,
        findings=both,
        not_assessed=tuple(line for line in assessment.not_assessed if line != NO_RECORD),
    )
