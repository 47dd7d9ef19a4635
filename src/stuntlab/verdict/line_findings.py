"""Findings on lines and anchors that need no body: strength, what is left of it, slack, edges, tests.

A factor of rigging is no law of physics: each is said with both quotients, that of the trade and the one that is left.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import cos, degrees

from stuntlab.datasets import Finding, Severity
from stuntlab.datasets.rigging import AnchorRigged, LineRigged, Rigging, TakesOver
from stuntlab.tables import Sourced
from stuntlab.verdict.rigging_numbers import RIGGING
from stuntlab.verdict.words import amount

_TWO_LINES = (
    "work on ropes: two lines, each on its own anchor, unless a second would be the greater danger and that is in "
    "writing (Directive 2009/104/EC, annex II 4.1, R-h)"
)
_ONE_ROPE = (
    "climbers trust one rope (EN 892 single rope, V-S); 128 severed since 1963 (EDEL, V-S); that a stunt says so is a "
    "house rule [J]"
)

_PLANNED = "every part for planned loads, twice the peak for a single arrest by two lines (lines_and_flight.md 1.6)"

_MOVES = 2.5
"""Weights at rest that whoever moves may pull with: 2 where it is taken up at once (C), and a little slack (J)."""

SECOND = "second line"
"""The role of the line that takes over."""


def line_findings(rigging: Rigging) -> Iterator[Finding]:
    """Every line, in the order in which they hold."""
    for line in rigging.lines:
        yield from _unknown(line, rigging.person)
        yield from _strength(line, rigging.person)
        yield from _working(line, rigging)
        yield from _stiff_with_slack(line, rigging.person)
        yield from _over_an_edge(line, rigging.person)
        if line.short_m > 0:
            said = f"{rigging.person}: {line.name} is {_m(line.short_m)} shorter than what hangs out of it."
            yield Finding("line-short", Severity.STOP, rigging.person, said, "lengths of the plan", "Get a longer one.")
    if rigging.takes_over is not None:
        yield from _second_line(rigging.takes_over, rigging.person)
    else:
        yield _alone(rigging)


def anchor_findings(rigging: Rigging) -> Iterator[Finding]:
    """Every anchor: strength, legs, tests, and what a load cell on it reads."""
    if not rigging.anchors:
        said = f"{rigging.person}: the plan names no anchor, so nobody can say whether it holds."
        yield _missing("anchor-unknown", rigging.person, said, "Name it in the gear (kind: anchor) and in the action.")
    for anchor in rigging.anchors:
        yield from _anchor_strength(anchor, rigging.person)
        yield from _working(anchor, rigging)
        yield from _legs(anchor, rigging.person)
        yield from _judge_tests(anchor, rigging.person)
        yield from _cell(anchor, rigging.person)


def _unknown(line: LineRigged, person: str) -> Iterator[Finding]:
    if line.unknown:
        said = f"{person}: of {line.name} the plan does not say {line.unknown}, and a line is never guessed."
        yield _missing("line-unknown", person, said, "Read it off the label or the certificate and write it down.")
    if line.slack_needed and line.slack_m is None:
        said = (
            f"{person}: the plan does not say how far they drop before {line.name} is straight; slack decides "
            "what it catches with."
        )
        remedy = f"Lay a tape along it and write it down ({'slack' if line.role == 'line' else 'second_slack'})."
        yield _missing("slack-unknown", person, said, remedy)
    if line.label_lacks:
        said = (
            f"{person}: of {line.name} the plan does not give {line.label_lacks}; the most that its standard allows "
            "stands in for it."
        )
        yield Finding("label-missing", Severity.HOLD, person, said, "EN 892, EN 1891 (V-S)", "Read it off the label.")


def _strength(line: LineRigged, person: str) -> Iterator[Finding]:
    """Both quotients: what the trade asks for, and what is left of the strength in the worst catch of 1 000."""
    rule = RIGGING.read().design
    if line.new_n is None:
        said = f"{person}: the plan does not say what {line.name} breaks at."
        remedy = "Write its breaking_load (MBS) from the certificate."
        yield Finding("line-strength", Severity.HOLD, person, said, _of(rule), remedy)
        return
    holds = line.new_n * line.left
    worst = max(line.peak_n or 0.0, line.rest_n)
    used = (
        ""
        if line.left == 1.0
        else f" ({_told_kn(line.new_n)} new, {amount(line.left, 2)} of it left by ends and bends)"
    )
    moved = f", {amount(holds / worst, 2)} times the worst catch of 1 000, {_kn(worst)}" if line.peak_n else ""
    said = (
        f"{person}: {line.name} breaks at {_told_kn(holds)}{used}: {amount(holds / line.rest_n, 2)} times the "
        "weight at rest, "
        f"{_kn(line.rest_n)}{moved}. At {amount(rule.line, 2)}:1 it may carry {_told_kn(holds / rule.line)}"
    )
    tells = f"{line.name.capitalize()} breaks at {amount(holds / worst, 2)} times the worst catch of 1 000."
    stops_at = line.middle_n or 0.0 if line.role == SECOND else worst  # a second line is asked for seldom
    if holds < rule.stop * stops_at:
        text, remedy = f"{said}.", "Get a stronger line, or take the slack out."
        yield Finding("line-strength", Severity.STOP, person, text, _of(rule), remedy, tells)
    elif holds < rule.line * worst:
        text = f"{said}, {_exceeded_by(holds / rule.line, line.rest_n)}."
        remedy = "A rule of rigging, not of physics: a competent person signs for the factor that is left."
        yield Finding("line-strength", Severity.FLAG, person, text, _of(rule), remedy, tells)
    else:
        yield Finding("line-strength", Severity.NOTE, person, f"{said}.", _of(rule), "", tells)


def _exceeded_by(may_carry_n: float, rest_n: float) -> str:
    """What passes the load that the trade allows."""
    if may_carry_n < rest_n:
        return "less than hangs on it"
    return "which whoever moves exceeds" if may_carry_n < _MOVES * rest_n else "less than that worst catch"


def _working(part: LineRigged | AnchorRigged, rigging: Rigging) -> Iterator[Finding]:
    """What its maker allows is for what is planned; a mistake is arrested once, by two lines, and asks for strength."""
    allows, worst, planned = part.working_n, part.peak_n, part.planned_n or part.rest_n
    if allows is None or worst is None or not _is_below(allows, max(worst, part.rest_n)):
        return
    in_plan, at_rest = _is_below(allows, planned), _is_below(allows, part.rest_n)
    most = f"{_told_kn(worst)} in the worst catch of 1 000, where something went wrong, and {_kn(planned)} as planned"
    usual = (
        f"{_told_kn(planned)} in the worst catch of 1 000 as planned" if part.planned_n else f"{_kn(planned)} at rest"
    )
    said = (
        f"{rigging.person}: {part.name} gets {usual if in_plan else most}; its maker allows {_told_kn(allows)} on it."
    )
    redundant = rigging.takes_over is not None
    severity = Severity.STOP if at_rest else Severity.HOLD if in_plan or not redundant else Severity.FLAG
    remedy = "Get a stronger one." if at_rest else "Take the slack out, or have a competent person allow it in writing."
    yield Finding("working-load", severity, rigging.person, said, f"working load of the gear; {_PLANNED}", remedy)


def _stiff_with_slack(line: LineRigged, person: str) -> Iterator[Finding]:
    rule = RIGGING.read().slack
    if line.on_rope_n is None or line.middle_n is None or line.slack_m is None or line.slack_m <= rule.of_wire_m:
        return
    said = (
        f"{person}: {line.name} ({line.made_of}) with {_m(line.slack_m)} of slack catches them with "
        f"{_kn(line.middle_n)} in the middle take; a dynamic rope would with {_kn(line.on_rope_n)}. A stiff "
        "line may not take a fall."
    )
    remedy = "Take the slack out of it, or let a dynamic rope take the fall and the wire only be seen."
    yield Finding("stiff-line-slack", Severity.FLAG, person, said, f"{_of(rule)}; reduced model of the line", remedy)


def _over_an_edge(line: LineRigged, person: str) -> Iterator[Finding]:
    source = (
        "severed ropes: over 60 % by sharp edges under sideways load (EDEL, V-S); edges below 5 mm (CAI, "
        "V-S); house rule [J]"
    )
    if not line.textile or line.unknown:
        return
    if line.edge is None:
        said = (
            f"{person}: the plan does not say over what edge {line.name} may come; a loaded rope is cut by a sharp one."
        )
        yield Finding(
            "edge-unknown", Severity.HOLD, person, said, source, "Look, and write edge: none, rounded or sharp."
        )
    elif line.edge == "sharp" and not line.protected:
        said = (
            f"{person}: {line.name} comes over a sharp edge under load with nothing between: it is cut as it "
            "moves sideways."
        )
        remedy = "Protect the edge and say with what (edge_protection), move the anchor, or use a cable there."
        yield Finding("edge-cuts", Severity.STOP, person, said, source, remedy)
    elif line.edge == "rounded" and not line.protected:
        said = f"{person}: {line.name} comes over a rounded edge with no protection named."
        yield Finding("edge-cuts", Severity.FLAG, person, said, source, "Tie a protector to it (edge_protection).")


def _second_line(over: TakesOver, person: str) -> Iterator[Finding]:
    slack = (
        f"with its slack of {_m(over.slack_m or 0.0)} the load is {_kn(over.with_slack_n)}"
        if over.with_slack_n is not None
        else "what its slack adds is not known"
    )
    said = (
        f"{person}: if the first line gives at rest, the second carries {_kn(over.even_share_n)} where it bore half "
        f"before and {_kn(over.no_share_n)} where it bore nothing; {slack}."
    )
    yield Finding("second-line", Severity.NOTE, person, said, "(2 - share)·W on any elastic line [C]; reduced model")
    if over.same_anchor:
        text = f"{person}: both lines hang from one anchor, so where it gives neither holds."
        yield Finding(
            "one-anchor", Severity.FLAG, person, text, "house rule [J]", "Give the second line an anchor of its own."
        )


def _alone(rigging: Rigging) -> Finding:
    """One line: whoever hangs in it as planned is asked for a second, and of climbers one rope is the custom."""
    person = rigging.person
    said = f"{person}: there is no second line; where this one parts or is not connected, nothing holds them"
    remedy = "Put a second line on an anchor of its own (second_line, second_anchor, second_slack)"
    if rigging.carries:
        said += ", and it bears them all the time."
        return Finding("one-line", Severity.HOLD, person, said, _TWO_LINES, f"{remedy}.")
    remedy += ", or say to them that there is none."
    return Finding("one-line", Severity.FLAG, person, f"{said}.", _ONE_ROPE, remedy)


def _anchor_strength(anchor: AnchorRigged, person: str) -> Iterator[Finding]:
    rule = RIGGING.read().anchor
    worst = max(anchor.peak_n or 0.0, anchor.rest_n)
    if anchor.breaking_n is None:
        said = (
            f"{person}: the plan does not say what {anchor.name} breaks at; it gets {_kn(worst)} in the worst "
            "catch of 1 000."
        )
        remedy = "Write its breaking_load, from the engineer or the maker."
        yield Finding("anchor-strength", Severity.HOLD, person, said, _of(rule), remedy)
        return
    asked = max(rule.arrest * worst, rule.at_least_n)
    of_worst, of_rest = amount(anchor.breaking_n / worst, 2), amount(anchor.breaking_n / anchor.rest_n, 2)
    said = (
        f"{person}: {anchor.name} breaks at {_told_kn(anchor.breaking_n)}, {of_worst} times the worst catch of 1 000 "
        f"({_kn(worst)}), {of_rest} times the weight at rest."
    )
    if anchor.breaking_n < rule.arrest * worst:
        yield Finding(
            "anchor-strength", Severity.STOP, person, said, _of(rule), "Get a stronger anchor, or take slack out."
        )
    elif anchor.breaking_n < asked:
        more = f" {_kn(rule.at_least_n)} is usual for people."
        yield Finding(
            "anchor-strength", Severity.FLAG, person, said + more, _of(rule), "Build a stronger one beside it."
        )
    else:
        yield Finding("anchor-strength", Severity.NOTE, person, said, _of(rule))


def _legs(anchor: AnchorRigged, person: str) -> Iterator[Finding]:
    rule = RIGGING.read().anchor
    if anchor.legs < 2:
        return
    if anchor.angle_rad is None:
        said = f"{person}: {anchor.name} has {anchor.legs} legs, and the plan does not give the angle between them."
        yield Finding("anchor-angle", Severity.HOLD, person, said, _of(rule), "Measure it and write it down (angle).")
        return
    share = 1.0 / (2.0 * cos(anchor.angle_rad / 2.0))
    said = (
        f"{person}: the legs of {anchor.name} stand {amount(degrees(anchor.angle_rad), 2)} degrees apart, and each "
        f"bears {amount(share, 2)} of the load."
    )
    severity = Severity.HOLD if degrees(anchor.angle_rad) >= rule.angle_deg else Severity.NOTE
    remedy = (
        "Make the legs longer: beyond 120 degrees each bears more than the whole load."
        if severity is Severity.HOLD
        else ""
    )
    yield Finding(
        "anchor-angle", severity, person, said, f"1/(2·cos α) of the load for two legs [C]; {_of(rule)}", remedy
    )


def _judge_tests(anchor: AnchorRigged, person: str) -> Iterator[Finding]:
    rule = RIGGING.read().anchor
    worst = max(anchor.peak_n or 0.0, anchor.rest_n)
    asked = rule.test * (anchor.working_n if anchor.working_n is not None else anchor.rest_n)
    if anchor.tested_n is None:
        said = f"{person}: {anchor.name} was not pulled before somebody hangs on it, as far as the plan says."
    elif _is_below(anchor.tested_n, asked):
        what = "what is allowed on it" if anchor.working_n is not None else "the weight that hangs on it"
        said = (
            f"{person}: {anchor.name} was tested to {_told_kn(anchor.tested_n)}; {amount(rule.test)} times {what} "
            f"is {_told_kn(asked)}."
        )
    elif _is_below(anchor.tested_n, worst):
        said = (
            f"{person}: {anchor.name} was tested to {_told_kn(anchor.tested_n)}, and gets {_told_kn(worst)} in the "
            "worst catch of 1 000."
        )
        yield Finding("anchor-test", Severity.FLAG, person, said, _of(rule), "Pull it to what it may get.")
        return
    else:
        return
    remedy = "Pull it on the day, write down what it held (tested_to), and who pulled."
    yield Finding("anchor-test", Severity.HOLD, person, said, _of(rule), remedy)


def _cell(anchor: AnchorRigged, person: str) -> Iterator[Finding]:
    rule = RIGGING.read().cell
    if anchor.expected_n is None:
        return
    if anchor.reads_n is None:
        said = (
            f"{person}: a load cell at {anchor.name} should read {_told_kn(anchor.expected_n)} with them at rest; "
            "no reading is in the plan."
        )
        remedy = "Hang them off the ground on it and write down what it reads (cell_reads): that checks model and rig."
        yield Finding("cell-reading", Severity.FLAG, person, said, _of(rule), remedy)
        return
    off = anchor.reads_n / anchor.expected_n - 1.0
    said = (
        f"{person}: the load cell at {anchor.name} read {_told_kn(anchor.reads_n)} with them at rest, and "
        f"{_told_kn(anchor.expected_n)} was expected"
    )
    if abs(off) > rule.share:
        remedy = "Find out what else hangs on it or what holds part of the weight, before anybody swings."
        yield Finding("cell-reading", Severity.HOLD, person, f"{said}.", _of(rule), remedy)
    else:
        yield Finding("cell-reading", Severity.NOTE, person, f"{said}: it is rigged as it was computed.", _of(rule))


def _missing(name: str, person: str, said: str, remedy: str) -> Finding:
    return Finding(name, Severity.CANNOT_ASSESS, person, said, "house rule: nothing of a line is guessed [J]", remedy)


def _of(rule: Sourced) -> str:
    return f"{rule.source} [{rule.tag}]"


def _kn(force_n: float) -> str:
    """A force that was computed."""
    return f"{amount(force_n / 1000.0, 2)} kN"


def _told_kn(force_n: float) -> str:
    """A force that the plan gives, and what is held against it: 4 200 lbf have to stay 4 200 lbf."""
    return f"{amount(force_n / 1000.0)} kN"


def _is_below(force_n: float, asked_n: float) -> bool:
    """Below by more than what is told: 1 350 lbf are 1.5 times 900 lbf, whatever is left after the last digit."""
    return force_n < asked_n and _told_kn(force_n) != _told_kn(asked_n)


def _m(length_m: float) -> str:
    return f"{amount(length_m, 2)} m"
