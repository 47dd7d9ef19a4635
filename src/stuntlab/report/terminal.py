"""An answer on a terminal: one screen, or with its reasons, or with everything."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from stuntlab.datasets import Finding, Severity, Verdict
from stuntlab.documents import Bar, Detail, Document, PersonTold, Reason, RiskTold, Row, Step, reasons_of
from stuntlab.report.bar import load_bar
from stuntlab.report.page import LABEL_WIDTH, ROOM_FOR_LABELS, Page
from stuntlab.report.symbols import SEVERITY_SHAPE, SEVERITY_STYLE, VERDICT_SHAPE, VERDICT_STYLE
from stuntlab.units import UnitStyle

SCREEN_WIDTH = 80
ONE_GAG, MANY_GAGS = 40, 60
"""Lines of the one screen, at 80 columns: for a plan of one gag, and for a fight."""

MOST_RISKS = 3
WIDEST_BAR = 48
LEGEND = "Bars: █ half of the takes stay below, ▒ 19 of 20 takes stay below, │ the limit."
MORE = "More: --why (reasons and sources), --full (everything), --json"


class TerminalView(StrEnum):
    """How much of an answer is shown."""

    SCREEN = "screen"
    WHY = "why"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class _Shown:
    """How much the one screen shows: risks of each person, reasons, remedies, things to do, how sure, bars."""

    risks: int
    reasons: int
    remedies: int
    steps: int
    sure: int
    bars: int


_ALL = 1_000  # more bars than any screen has

_LESS = (
    _Shown(2, 5, 5, 5, 5, _ALL),
    _Shown(2, 4, 4, 4, 4, _ALL),
    _Shown(1, 4, 4, 3, 4, _ALL),
    _Shown(1, 4, 3, 3, 3, _ALL),
    _Shown(1, 3, 3, 2, 3, _ALL),
    _Shown(1, 3, 2, 2, 3, 1),
    _Shown(1, 3, 2, 2, 2, 1),
    _Shown(1, 3, 2, 1, 2, 1),
    _Shown(1, 3, 2, 1, 1, 1),
    _Shown(1, 2, 2, 1, 2, 1),
    _Shown(1, 2, 2, 1, 1, 1),
    _Shown(1, 1, 2, 1, 1, 1),
    _Shown(1, 1, 2, 1, 1, 0),
)
"""From most to least. Reasons and what to do are kept longest; of the bars, that of the worst load over its limit."""


def render(
    document: Document,
    view: TerminalView = TerminalView.SCREEN,
    *,
    width: int = SCREEN_WIDTH,
    colour: bool = False,
    unicode: bool = True,
) -> str:
    """The answer as text, every line at most `width` cells (40 at least).

    colour: ANSI styles; colour is never the only sign. unicode: False gives plain ASCII.
    """
    page = Page(width=width, colour=colour, unicode=unicode)
    if view is TerminalView.SCREEN:
        _add_screen(page, document, _that_fits(document))
    elif view is TerminalView.WHY:
        _add_why(page, document)
    else:
        _add_everything(page, document)
    return page.render()


def render_findings(
    title: str, findings: Sequence[Finding], style: UnitStyle, *, width: int, colour: bool, unicode: bool
) -> str:
    """Findings on their own, in their order of severity, under a title, in the units of a style."""
    page = Page(width=width, colour=colour, unicode=unicode)
    page.add(title, style="bold")
    _add_reasons(page, reasons_of(findings, style))
    return page.render()


def _that_fits(document: Document) -> _Shown:
    """As much as fits on one screen of 80 columns; the same at any width, so that nobody sees another answer."""
    most = ONE_GAG if document.headline.gags == 1 else MANY_GAGS
    for shown in _LESS:
        page = Page(width=SCREEN_WIDTH, colour=False, unicode=True)
        _add_screen(page, document, shown)
        if page.line_count <= most:
            return shown
    return _LESS[-1]


def _add_screen(page: Page, document: Document, shown: _Shown) -> None:
    _add_headline(page, document)
    bars = _worst_bars(document, shown)
    for person in document.people:
        if person.risks and not _is_out_of_reach(person):
            page.blank()
            _add_briefly(page, person, shown, bars)
    _add_others(page, document.people)
    if bars:
        page.add(LEGEND, style="dim")
    _add_plain_reasons(page, document, shown.reasons)
    _add_list(page, "What would make it work", document.would_work, shown.remedies)
    _add_steps(page, document.before, shown.steps, document.next_step)
    _add_list(page, "How sure", document.sure[: shown.sure], shown.sure)
    page.blank()
    page.add(MORE, style="dim")


def _worst_bars(document: Document, shown: _Shown) -> list[Bar]:
    """The bars of the risks that are shown; where there is room for few, the highest that pass their limit."""
    risks = [risk for person in document.people for risk in person.risks[: shown.risks]]
    bars = [risk.load.bar for risk in risks if risk.load and risk.load.bar]
    if shown.bars == _ALL:
        return bars
    over = [bar for bar in bars if bar.most > 1]
    return sorted(over, key=lambda bar: (bar.median, bar.most), reverse=True)[: shown.bars]


def _add_headline(page: Page, document: Document) -> None:
    headline = document.headline
    verdict = headline.verdict
    page.add_marked(f"{VERDICT_SHAPE[verdict]} {verdict.value}:", headline.stunt, style=VERDICT_STYLE[verdict])
    page.add(" · ".join((*headline.where, f"plan {headline.plan_code}")), indent=2, style="dim")
    if headline.physics_alone not in (None, verdict):
        _add_physics(page, headline.physics_alone)


def _add_physics(page: Page, verdict: Verdict | None) -> None:
    if verdict is not None:
        page.add(f"physics alone: {VERDICT_SHAPE[verdict]} {verdict.value}", indent=2)


def _is_out_of_reach(person: PersonTold) -> bool:
    return person.verdict is Verdict.WITHIN_LIMITS and all(risk.load is None for risk in person.risks)


def _add_others(page: Page, people: Sequence[PersonTold]) -> None:
    """Who bears nothing, and who is out of reach, in a line each."""
    out_of_reach = [one.name for one in people if one.risks and _is_out_of_reach(one)]
    nothing = [one.name for one in people if not one.risks]
    if out_of_reach or nothing:
        page.blank()
    if out_of_reach:
        page.add(f"Out of reach: {', '.join(out_of_reach)}")
    if nothing:
        page.add(f"Bears no risk in this plan: {', '.join(nothing)}")


def _add_person_name(page: Page, person: PersonTold) -> None:
    verdict = person.verdict
    page.add_marked(f"{VERDICT_SHAPE[verdict]} {verdict.value}:", person.name, style=VERDICT_STYLE[verdict])


def _add_briefly(page: Page, person: PersonTold, shown: _Shown, bars: Sequence[Bar]) -> None:
    _add_person_name(page, person)
    for risk in person.risks[: shown.risks]:
        page.add("; ".join(part for part in (risk.what, risk.contact) if part), indent=2)
        _add_load(page, risk, bars)
        if risk.injury:
            page.add(risk.injury, indent=4)
    left = len(person.risks) - shown.risks
    if left > 0:
        page.add(f"and {left} more, none worse", indent=2)


def _add_load(page: Page, risk: RiskTold, bars: Sequence[Bar]) -> None:
    load = risk.load
    if load is None:
        return
    page.add(", ".join(part for part in (f"{load.what} {load.felt}".rstrip(), load.against) if part), indent=4)
    if load.bar is not None and load.bar in bars:
        page.add(load_bar(load.bar, min(page.width - 4, WIDEST_BAR)), indent=4)


def _add_plain_reasons(page: Page, document: Document, most: int) -> None:
    page.blank()
    page.add("Why", style="bold")
    if not any(one.severity.decides for one in document.why):
        left_to_do = "; what people still have to do is below" if document.before else ""
        page.add(f"Nothing that was looked at stands against it{left_to_do}.", indent=2)
    told = document.why_briefly[:most]
    for number, (reason, alike) in enumerate(told, start=1):
        names = f"{', '.join(reason.people)}: " if reason.people else ""
        more = f" {alike} more like it." if alike else ""
        mark = f"{number} {SEVERITY_SHAPE[reason.severity]} {reason.severity.value}"
        page.add_marked(mark, f"{names}{reason.plain}{more}", style=SEVERITY_STYLE[reason.severity], indent=2)
    left = len(document.why_briefly) - len(told)
    if left > 0:
        page.add(f"{left} more: --why", indent=4)


def _add_list(page: Page, title: str, entries: Sequence[str], most: int) -> None:
    if not entries:
        return
    page.blank()
    page.add(title, style="bold")
    for entry in entries[:most]:
        page.add(f"• {entry}", indent=2, hang=2)
    if len(entries) > most:
        page.add(f"{len(entries) - most} more: --why", indent=4)


def _add_steps(page: Page, steps: Sequence[Step], most: int, next_step: str = "") -> None:
    """The steps that every plan begins with in one line, then the first to take, then what else is asked for."""
    first = [f"{step.what}: {', '.join(step.of)}" for step in steps if not step.is_sentence]
    else_asked = [f"{', '.join(step.of)}: {step.what}" if step.of else step.what for step in steps if step.is_sentence]
    told = [*([" · ".join(first)] if first else []), *([next_step] if next_step else []), *else_asked]
    _add_list(page, "Before anybody does it", told, most + bool(next_step))


def _add_why(page: Page, document: Document) -> None:
    _add_headline(page, document)
    page.blank()
    page.add("Why", style="bold")
    _add_reasons(page, (one for one in document.reasons if one.severity is not Severity.NOTE))
    _add_steps(page, document.before, len(document.before))
    if document.notes:
        page.blank()
        page.add("What was looked at besides", style="bold")
        _add_reasons(page, document.notes)
    _add_list(page, "How sure", document.sure, len(document.sure))


def _add_reasons(page: Page, reasons: Iterable[Reason]) -> None:
    for reason in reasons:
        severity = reason.severity
        mark = f"{SEVERITY_SHAPE[severity]} {severity.value}"
        page.add_marked(mark, reason.full, style=SEVERITY_STYLE[severity], indent=2)
        page.add(f"Source: {reason.source}", indent=4, style="dim")


def _add_everything(page: Page, document: Document) -> None:
    _add_headline(page, document)
    page.add(document.headline.basis, indent=2, style="dim")
    for detail in document.decided:
        _add_detail(page, detail)
    for person in document.people:
        page.blank()
        _add_person(page, person)
    if any(row.bar for person in document.people for risk in person.risks for row in risk.rows):
        page.blank()
        page.add(LEGEND, style="dim")
    page.blank()
    page.add("What decided", style="bold")
    _add_reasons(page, document.reasons)
    _add_list(page, "How sure", document.sure, len(document.sure))
    for detail in document.details:
        _add_detail(page, detail)


def _add_detail(page: Page, detail: Detail) -> None:
    _add_list(page, detail.title, detail.entries, len(detail.entries))
    if detail.note:
        page.add(detail.note, indent=2, style="dim")


def _add_person(page: Page, person: PersonTold) -> None:
    _add_person_name(page, person)
    for risk in person.risks[:MOST_RISKS]:
        page.add(risk.origin, indent=2)
        _add_rows(page, risk.rows)
    if len(person.risks) > MOST_RISKS:
        page.add(f"and {len(person.risks) - MOST_RISKS} more, none worse (--json lists them)", indent=2)
    if not person.risks:
        page.add("bears nothing in this plan", indent=2)
    if person.day:
        page.add("the whole day", indent=2)
        _add_rows(page, person.day)


def _add_rows(page: Page, rows: Iterable[Row]) -> None:
    for row in rows:
        page.add_labelled(row.label, row.text, indent=4)
        if row.bar is not None:
            _add_bar(page, row.bar)


def _add_bar(page: Page, bar: Bar) -> None:
    room = page.width - 4 - (LABEL_WIDTH + 2 if page.width >= ROOM_FOR_LABELS else 2)
    page.add_labelled("", load_bar(bar, min(room, WIDEST_BAR)), indent=4)
