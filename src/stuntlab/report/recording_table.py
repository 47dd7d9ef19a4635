"""A measured recording as text: each criterion with its value, its share of a limit, its risk and its source."""

from __future__ import annotations

import math
from collections.abc import Sequence

from stuntlab.criteria.lacking import lacking_lines
from stuntlab.criteria.measured import MeasuredCriterion, PersonMeasured, RecordingMeasured
from stuntlab.criteria.published import RiskAtLevel, RiskOfLoad, ShareOfLimit
from stuntlab.report.page import Page
from stuntlab.verdict.words import amount, with_unit

_LINE = 46
_BAR = 12
_BAR_SPAN = 1.5
_BESIDE = 70
_TAIL, _NOT_VALID = "*", "?"


def render_recording(
    recording: RecordingMeasured, *, width: int = 80, colour: bool = False, unicode: bool = True
) -> str:
    """The report as text, every line at most `width` cells (40 at least).

    colour: ANSI styles; colour is never the only sign. unicode: False gives plain ASCII.
    """
    page = Page(width=width, colour=colour, unicode=unicode)
    page.add(f"{recording.title} ({recording.source})" if recording.title else recording.source, style="bold")
    for person in recording.people:
        _add_person(page, person, named=len(recording.people) > 1)
    if recording.unused:
        page.blank()
        page.add("Channels left out", style="bold")
        for name, why in recording.unused:
            page.add(f"{name}: {why}", indent=2, hang=2)
    if recording.notes:
        page.blank()
        page.add("About this record", style="bold")
        for note in recording.notes:
            page.add(f"{note[:1].upper()}{note[1:]}.", indent=2, hang=2)
    _add_legend(page, recording)
    return page.render()


def _add_person(page: Page, person: PersonMeasured, *, named: bool) -> None:
    page.blank()
    worn = person.dummy or "not said what wore the sensors (--dummy)"
    page.add(f"{f'Person {person.person}, ' if named else ''}{worn}", style="bold")
    for measured in person.measured:
        _add_measured(page, measured)
    if not person.measured:
        page.add("No criterion could be computed.", indent=2)
    if person.not_measured:
        page.blank()
        page.add("Not computed", style="bold")
        for line in lacking_lines(person.not_measured):
            page.add(line, indent=2, hang=2)


def _add_measured(page: Page, measured: MeasuredCriterion) -> None:
    criterion = measured.criterion
    name = f"{criterion.title}, {criterion.place}" if criterion.place else criterion.title
    value = value_in_words(measured)
    nearest = measured.limits[0] if measured.limits else None
    over = nearest is not None and nearest.share > 1
    style = "bold red" if over else "bold"
    if page.width >= _BESIDE:
        bar = _bar(nearest.share) if nearest else ""
        page.add_marked(f"{name} {'.' * (_LINE - len(name) - len(value))} {value}", bar.rjust(_BAR), style=style)
    else:
        page.add_marked(f"{name}: {value}", "", style=style)
    if measured.limits:
        page.add(_limits(measured.limits, at_least=measured.at_least), indent=4, hang=2)
    if measured.risk.levels:
        page.add(_risks(measured.risk), indent=4, hang=2)
    for note in measured.notes:
        page.add(f"Note: {note}.", indent=4, hang=2)
    page.add(f"{_window(measured)}{criterion.source[:1].upper()}{criterion.source[1:]}.", indent=4, hang=2, style="dim")


def value_in_words(measured: MeasuredCriterion) -> str:
    """A value with its unit, "at least 1 210 N" where the record holds only a part of the load."""
    value = with_unit(measured.value, measured.criterion.unit)
    return f"at least {value}" if measured.at_least else value


def _window(measured: MeasuredCriterion) -> str:
    if math.isnan(measured.start_s):
        return ""
    if measured.start_s == measured.end_s:
        return f"At {measured.start_s * 1e3:.1f} ms. "
    return f"From {measured.start_s * 1e3:.1f} to {measured.end_s * 1e3:.1f} ms. "


def _limits(shares: Sequence[ShareOfLimit], *, at_least: bool) -> str:
    nearest = shares[0]
    over, count = sum(share.share > 1 for share in shares), len(shares)
    side = f"over {over} of {count}" if over else f"under all {count}"
    limits = "published limits; nearest"
    if count == 1:
        side, limits = "over" if over else "under", "the one published limit:"
    side = f"what was recorded is {side}" if at_least else side
    whose = "" if nearest.made_for_it else f", a limit for {nearest.limit.body}"
    level = with_unit(nearest.limit.value, nearest.limit.unit)
    held = " falling with duration" if nearest.limit.levels else ""
    return (
        f"{side[:1].upper()}{side[1:]} {limits} {nearest.limit.rule}, {level}{held}: {100 * nearest.share:.0f} % "
        f"[{nearest.limit.tag}]{whose}."
    )


def _risks(risk: RiskOfLoad) -> str:
    listed = ", ".join(_risk(level) for level in risk.levels)
    reason = f" ({risk.reason})" if risk.reason else ""
    return f"Risk {listed}{reason}; {risk.source}."


def _risk(risk: RiskAtLevel) -> str:
    level = f"{risk.level.upper()}+" if risk.level.startswith("ais") else risk.level
    marks = (_NOT_VALID if not risk.valid else "") + (_TAIL if risk.extrapolated else "")
    return f"{level} {_percent(risk.probability)}{marks}"


def _percent(probability: float) -> str:
    percent = 100 * probability
    return "under 0.1 %" if percent < 0.1 else f"{amount(percent, 2)} %"


def _bar(share: float) -> str:
    """Signs up to the share; the limit stands at two thirds of the bar, and what is over it fills the rest."""
    full = min(_BAR, round(_BAR * share / _BAR_SPAN))
    signs = ["█" if place < full else "·" for place in range(_BAR)]
    signs[round(_BAR / _BAR_SPAN)] = "│"
    return "".join(signs)


def _add_legend(page: Page, recording: RecordingMeasured) -> None:
    risks = [risk for person in recording.people for measured in person.measured for risk in measured.risk.levels]
    page.blank()
    if any(risk.extrapolated for risk in risks):
        page.add(f"{_TAIL} in a tail of the curve (under 5 % or over 95 %): a shape, not data.", style="dim")
    if any(not risk.valid for risk in risks):
        page.add(f"{_NOT_VALID} not valid: beyond the curve, or the curve was made for something else.", style="dim")
    page.add(
        "A limit is what a rule asks of a dummy in its own test. No curve was made from trained, braced people "
        "who are hit many times, and a value under a limit is no permission.",
        style="dim",
    )
