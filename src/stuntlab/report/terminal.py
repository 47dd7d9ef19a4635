"""The answer as a coordinator reads it: verdict first, people next, then why, then what it cannot tell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from stuntlab.datasets import Assessment, Branch, Finding, LoadSummary, Severity, Standing
from stuntlab.report.page import Page
from stuntlab.report.person_block import add_person
from stuntlab.report.symbols import SEVERITY_SHAPE, SEVERITY_STYLE, VERDICT_SHAPE, VERDICT_STYLE
from stuntlab.units.counting import counted
from stuntlab.verdict.words import amount, chance

_ALWAYS = (
    "No model here knows anybody's health, sleep or nerves. Whoever is asked may still say no, and anyone may stop."
)
_ORDER = list(Severity)


def render(assessment: Assessment, *, width: int = 80, colour: bool = False, unicode: bool = True) -> str:
    """The report as text, every line at most `width` cells (40 at least).

    colour: ANSI styles; colour is never the only sign. unicode: False gives plain ASCII.
    """
    page = Page(width=width, colour=colour, unicode=unicode)
    _add_headline(page, assessment)
    if assessment.standing is not None:
        _add_standing(page, assessment.standing)
    _add_section(page, "What the runs in the record changed", (learnt.text for learnt in assessment.rehearsed))
    for name, person in assessment.people.items():
        page.blank()
        add_person(page, name, person)
    if any(load.limit and load.max for load in _loads(assessment)):
        page.blank()
        page.add("Bars: █ to the median, ▒ to the load that 19 of 20 stay below, │ the limit.", style="dim")
    _add_section(page, "What decided", ())
    _add_findings(page, assessment.findings)
    _add_section(page, "Branches", (_branch(branch) for branch in assessment.branches))
    _add_section(page, "What this rests on", assessment.assumptions)
    _add_section(page, "What this cannot tell", (*assessment.not_assessed, _ALWAYS))
    return page.render()


def render_findings(title: str, findings: Sequence[Finding], *, width: int, colour: bool, unicode: bool) -> str:
    """Findings on their own, in their order of severity, under a title."""
    page = Page(width=width, colour=colour, unicode=unicode)
    page.add(title, style="bold")
    _add_findings(page, findings)
    return page.render()


def _add_findings(page: Page, findings: Iterable[Finding]) -> None:
    for finding in _merge_findings(sorted(findings, key=lambda finding: _ORDER.index(finding.severity))):
        _add_finding(page, finding)


def _loads(assessment: Assessment) -> Iterator[LoadSummary]:
    for person in assessment.people.values():
        for result in person.exposures:
            yield from result.loads.values()


def _add_headline(page: Page, assessment: Assessment) -> None:
    verdict = assessment.verdict
    page.add_marked(f"{VERDICT_SHAPE[verdict]} {verdict.value}:", assessment.stunt, style=VERDICT_STYLE[verdict])
    failed = f"{amount(assessment.takes_failed, 9)} failed" if assessment.takes_failed else "none failed"
    takes = f"{counted(assessment.takes)} simulated, {failed}"
    plan = f"plan {assessment.plan_hash.removeprefix('sha256:')[:12]}"
    if assessment.standing is not None:
        body = assessment.body_verdict
        page.add(f"physics alone: {VERDICT_SHAPE[body]} {body.value}", indent=2)
    page.add(f"limits {assessment.limits} · {takes} · seed {assessment.seed} · {plan}", indent=2, style="dim")


def _add_standing(page: Page, standing: Standing) -> None:
    entries = counted(standing.entries, "entry", "entries")
    kept = f"record: {entries}, the last {standing.head}" if standing.head else "no record yet"
    _add_section(page, "What people decided on this version", standing.lines)
    page.add(kept, indent=2, style="dim")


def _add_section(page: Page, title: str, entries: Iterable[str]) -> None:
    listed = tuple(entries)
    if not listed and title != "What decided":
        return
    page.blank()
    page.add(title, style="bold")
    for entry in listed:
        page.add(f"• {entry}", indent=2, hang=2)


def _add_finding(page: Page, finding: Finding) -> None:
    severity = finding.severity
    page.add_marked(
        f"{SEVERITY_SHAPE[severity]} {severity.value}", finding.text, style=SEVERITY_STYLE[severity], indent=2
    )
    page.add(f"Source: {finding.source}", indent=4, style="dim")


def _merge_findings(findings: Iterable[Finding]) -> Iterable[Finding]:
    """What is said of several people in the same words is said once: "villain, lead: 1 of 480 takes failed"."""
    people: dict[Finding, list[str]] = {}
    for finding in findings:
        prefix = f"{finding.person}: "
        shared = replace(finding, person=None, text=finding.text.removeprefix(prefix))
        named = people.setdefault(shared, [])
        named += [finding.person] if finding.person and finding.text.startswith(prefix) else []
    return [
        replace(shared, text=f"{', '.join(dict.fromkeys(named))}: {shared.text}") if named else shared
        for shared, named in people.items()
    ]


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _branch(branch: Branch) -> str:
    return f"{branch.name}, {chance(branch.probability)}: {branch.outcome}. {_sentence(branch.reason)}"
