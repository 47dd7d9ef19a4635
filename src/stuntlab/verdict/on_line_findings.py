"""Findings on whoever hangs on a line, and on everybody around: harness, rescue, what is in the arc, what falls."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from stuntlab.datasets import Borne, Branch, Exposure, Finding, Interval, Severity
from stuntlab.datasets.rigging import Below, Gusts, MayDrop, Rigging, StandsBelow, SwungPast
from stuntlab.units.counting import agreeing, counted
from stuntlab.verdict.doubt import contact_of_counts
from stuntlab.verdict.face_findings import face_findings
from stuntlab.verdict.line_findings import anchor_findings, line_findings
from stuntlab.verdict.rigging_numbers import RIGGING
from stuntlab.verdict.shares import severity_of_share
from stuntlab.verdict.table import Limits
from stuntlab.verdict.words import amount, chance, chance_of, of_takes, takes_with_bound

_BELOW = "drift and energy of a falling thing [C]; 40 J without a helmet (DROPS, R-m); nobody below a height [J]"
_HARNESS = "EN 361 and EN 813 by use (R-m); chest alone: mean 6 min to collapse hanging still (USAF 1987, V-A)"
BRUSH_M_S = 2.0
"""Slower than this a body brushes past what it meets (judgement, as in a high fall)."""


def rigging_findings(limits: Limits, rigging: Rigging, branches: Sequence[Branch], *, seed: int) -> tuple[Finding, ...]:
    """Everything that needs no body, for whoever hangs on the line."""
    return (
        *_at_the_face(limits, rigging, branches, seed),
        *_ledge(limits, rigging, branches, seed),
        *line_findings(rigging),
        *anchor_findings(rigging),
        *_harness(rigging),
        *_belayer(rigging),
        *_rescue(rigging),
        *_gusts(rigging.gusts, rigging.person),
        *_many_takes(rigging),
        *_no_dummy(rigging),
        *_below(rigging.below, rigging.person),
    )


def swung_past_findings(limits: Limits, past: SwungPast, exposure: Exposure, reached: Interval) -> tuple[Finding, ...]:
    """What a swing does to somebody, or to whoever swings, at what stands in its arc."""
    by = exposure.created_by
    often = takes_with_bound(reached)
    middle, worst = past.speed_m_s
    at = f"at {_m_s(middle)} in the middle of them, {_m_s(worst)} at worst"
    source = "pendulum of the drawn offsets without drag [C]; 2 m/s: house rule [J]"
    if reached.mean <= 0:
        said = (
            f"{past.name}: no draw swings {by} into them." if past.borne else f"{by}: no draw swings into {past.name}."
        )
        return (Finding("in-the-arc", Severity.NOTE, past.name if past.borne else by, said, source),)
    if past.borne is None:
        hard = worst >= BRUSH_M_S
        severity = severity_of_share(reached, limits.allowance("chosen_exceedance")) if hard else None
        said = f"{by}: swings into {past.name} in {often}, {at}; what that does to a body is told with their loads."
        remedy = "Start nearer to plumb, move the anchor, or pad it."
        asked = Severity.HOLD if severity is not None else Severity.FLAG
        return (Finding("in-the-arc", asked, by, said, source, remedy),)
    allowed = 0.0 if past.borne is Borne.BYSTANDER else limits.allowance("imposed_exceedance")
    severity = severity_of_share(reached, allowed) or Severity.FLAG
    said = f"{past.name}: hangs or stands in the arc of {by}, who reaches them in {often}, {at}."
    return (
        Finding("in-the-arc", severity, past.name, said, source, "Move them out of the arc, or shorten the swing."),
    )


def _at_the_face(limits: Limits, rigging: Rigging, branches: Sequence[Branch], seed: int) -> Iterator[Finding]:
    if rigging.face is not None:
        drawn = [int(count) for count in rigging.drawn]
        missed = contact_of_counts(branches, drawn, rigging.face.missed, seed=seed)
        yield from face_findings(rigging.face, rigging.person, missed, limits.allowance("chosen_exceedance"))


def _ledge(limits: Limits, rigging: Rigging, branches: Sequence[Branch], seed: int) -> Iterator[Finding]:
    """Whether a ledge or the ground is met before the line holds."""
    deep, person = rigging.deep, rigging.person
    if deep is None or not deep.reaches.any():
        return
    drawn = [int(count) for count in rigging.drawn]
    share = contact_of_counts(branches, drawn, deep.reaches, seed=seed)
    said = (
        f"{person}: comes down on a ledge or the ground before the line holds in {of_takes(chance_of(share))}: fall "
        f"and stretch take {amount(deep.needs_m)} m in the deepest of 1 000 who come off, and {amount(deep.clear_m)} m "
        "are clear. What a ledge does to a body is not simulated; it counts as harm."
    )
    severity = severity_of_share(share, limits.allowance("chosen_exceedance")) or Severity.FLAG
    remedy = "Take in slack, climb higher above it, or pad it and say how high it is (clear_below)."
    yield Finding("ledge", severity, person, said, "fall and stretch of the drawn catches [C]", remedy)


def reached_in(past: SwungPast, rigging: Rigging, branches: Sequence[Branch], *, seed: int) -> Interval:
    """How often a take swings into it."""
    drawn = [int(count) for count in rigging.drawn]
    return contact_of_counts(branches, drawn, past.draws, seed=seed)


def _harness(rigging: Rigging) -> Iterator[Finding]:
    person = rigging.person
    if rigging.harness is None:
        said = f"{person}: the plan does not say what harness the line is joined to."
        yield Finding(
            "harness-unknown", Severity.CANNOT_ASSESS, person, said, _HARNESS, "Name it in the gear, with its cut."
        )
        return
    if rigging.harness == "chest":
        said = (
            f"{person}: hangs from a chest harness alone, on which a fall and hanging still have no limit "
            "that anybody published."
        )
        yield Finding("harness-unknown", Severity.CANNOT_ASSESS, person, said, _HARNESS, "Use a full body harness.")
    if rigging.attached is None:
        said = f"{person}: the plan does not say where on the harness the line is attached."
        yield Finding(
            "harness-point", Severity.HOLD, person, said, _HARNESS, "Say it (attached: sternal, dorsal, waist, hips)."
        )
    if rigging.harness_heavy_kg > 0:
        said = f"{person}: is {amount(rigging.harness_heavy_kg, 2)} kg heavier than the harness allows."
        yield Finding(
            "harness-heavy", Severity.STOP, person, said, "rating of the gear", "Get one that is rated for them."
        )
    if not rigging.inspected:
        said = f"{person}: the plan does not say that the harness is inspected on the day."
        yield Finding(
            "harness-inspected", Severity.HOLD, person, said, _HARNESS, "Inspect it and say so (inspected: true)."
        )


def _belayer(rigging: Rigging) -> Iterator[Finding]:
    """Whether somebody who belays by their weight alone weighs enough."""
    rule, belays, person = RIGGING.read().belayer, rigging.belays, rigging.person
    if belays is None or belays.heavier <= rule.heavier:
        return
    hangs_up = belays.heavier * belays.arrives > 1.0
    said = f"{person}: weighs {amount(belays.heavier, 2)} times as much as {belays.name}, who belays and " + (
        "is hung up by their weight alone, as far as the first runner or the top."
        if hangs_up
        else "is lifted far by a fall."
    )
    remedy = "Let somebody heavier belay, or tie the belay down (belay: device), or put a resistor at the first runner."
    severity = Severity.STOP if hangs_up else Severity.HOLD
    yield Finding("belayer-light", severity, person, said, f"{rule.source} [{rule.tag}]", remedy)


def _rescue(rigging: Rigging) -> Iterator[Finding]:
    rule, rescued, person = RIGGING.read().rescue, rigging.rescued, rigging.person
    source = f"{rule.source} [{rule.tag}]"
    most = f"{amount(rescued.most_s / 60.0, 2)} min"
    if rescued.how is None or rescued.takes_s is None:
        lacks = (
            "how they are brought down if they cannot act"
            if rescued.how is None
            else "how long a practised rescue took"
        )
        said = f"{person}: the plan does not say {lacks}; whoever hangs still must be down within {most}."
        remedy = "Practise it with a stopwatch, and write down rescue and rescue_takes."
        yield Finding("rescue", Severity.HOLD, person, said, source, remedy)
        return
    took, worst = (f"{amount((seconds or 0.0) / 60.0, 2)} min" for seconds in (rescued.takes_s, rescued.worst_s))
    said = (
        f"{person}: a practised rescue took {took}, one of twenty takes {worst} or longer; hanging still is "
        f"borne for {most}"
    )
    if rescued.takes_s > rescued.most_s:
        remedy = "Practise a faster one before anybody goes up: a second line down, somebody beside them."
        yield Finding("rescue", Severity.HOLD, person, f"{said}.", source, remedy)
    elif (rescued.worst_s or 0.0) > rescued.most_s:
        yield Finding("rescue", Severity.FLAG, person, f"{said}.", source, "Practise it until it is quicker.")
    else:
        yield Finding("rescue", Severity.NOTE, person, f"{said}.", source)


def _gusts(gusts: Gusts | None, person: str) -> Iterator[Finding]:
    if gusts is None:
        return
    rule = RIGGING.read().gust
    source = f"{rule.source} [{rule.tag}]; swing in a gust of 3 to 11 s and in a step of wind [C]"
    if gusts.gust_m_s is None:
        said = f"{person}: the plan gives no gust at which a take is called off; on a long line a gust is a swing."
        yield Finding(
            "gust", Severity.HOLD, person, said, source, "Name it (gust), and who reads the anemometer at that height."
        )
        return
    clear = rule.of_overshoot * gusts.out_m + rule.body_half_m
    said = (
        f"{person}: a gust of {_m_s(gusts.gust_m_s)} brings them {amount(gusts.out_m, 2)} m out and back through plumb "
        f"at {_m_s(gusts.back_m_s)}; that asks for {amount(clear, 2)} m of clear space"
    )
    if gusts.clear_m is None:
        hard = gusts.back_m_s >= BRUSH_M_S  # what they then meet decides, and nobody has said what is there
        remedy = f"Measure what is clear on both sides and say so (clear){', or call takes off at less wind' * hard}."
        severity = Severity.HOLD if hard else Severity.FLAG
        yield Finding("gust", severity, person, f"{said}. What is clear is not in the plan.", source, remedy)
    elif gusts.clear_m < clear:
        text = f"{said}, and there are {amount(gusts.clear_m, 2)} m."
        yield Finding("gust", Severity.HOLD, person, text, source, "Call takes off at less wind, or clear more space.")
    else:
        yield Finding("gust", Severity.NOTE, person, f"{said}, and there are {amount(gusts.clear_m, 2)} m.", source)


def _many_takes(rigging: Rigging) -> Iterator[Finding]:
    rule = RIGGING.read().takes
    if rigging.takes <= rule.many:
        return
    said = (
        f"{rigging.person}: {counted(rigging.takes, 'take')} on the line in one day: arms tire, and every "
        "take is an exposure of its own."
    )
    remedy = "Find focus and framing with a stand-in on the ground, and do the rest of the takes on another day."
    yield Finding("many-takes", Severity.FLAG, rigging.person, said, f"{rule.source} [{rule.tag}]", remedy)


def _no_dummy(rigging: Rigging) -> Iterator[Finding]:
    if rigging.dummy_runs:
        return
    said = f"{rigging.person}: no dummy of that weight was run at this setting before a person."
    remedy = "Run one from the same place with the same slack, read the load cell, and say so (dummy_runs: true)."
    yield Finding("no-dummy", Severity.HOLD, rigging.person, said, "rehearsal ladder, film practice [R-h]", remedy)


def _below(below: Below, person: str) -> Iterator[Finding]:
    if not below.said:
        said = (
            f"{person}: the plan does not say what they carry that may be dropped from "
            f"{amount(below.height_m)} m (carries)."
        )
        yield Finding(
            "carried-unknown",
            Severity.HOLD,
            person,
            said,
            _BELOW,
            "List it with its mass and its tether, or carries: [].",
        )
    if below.ground == "netted":
        return
    hurting = [thing for thing in below.things if thing.energy_j >= below.hurts_from_j]
    if hurting and below.ground is None:
        said = (
            f"{person}: the plan does not say whether the ground below is closed; within "
            f"{_m(_reach(hurting))} of it {_list(hurting)} may come down."
        )
        yield Finding(
            "below-unknown", Severity.HOLD, person, said, _BELOW, "Close it and say so (below: closed), or net it."
        )
    for who in below.people:
        yield from _somebody_below(below, hurting, who, person)
    if hurting and below.ground == "open" and not any(below.reaching(who) for who in below.people):
        said = f"{person}: the ground below is open; within {_m(_reach(hurting))} of it {_list(hurting)} may come down."
        yield Finding("dropped-object", Severity.STOP, person, said, _BELOW, "Close it, or net it.")


def _somebody_below(below: Below, hurting: Sequence[MayDrop], who: StandsBelow, person: str) -> Iterator[Finding]:
    if who.away_m is None:
        if who.watches and below.ground != "closed" and hurting:
            said = (
                f"{who.name}: where they are is not said, and {_list(hurting)} may come down within "
                f"{_m(_reach(hurting))} of straight below {person}."
            )
            yield Finding("dropped-object", Severity.STOP, who.name, said, _BELOW, "Close the ground below, or net it.")
        return
    reach = below.reaching(who)
    if not reach:
        return
    worst = max(reach, key=lambda thing: thing.energy_j)
    said = (
        f"{who.name}: stands {_m(who.away_m)} from straight below {person}; {worst.what} arrives with "
        f"{amount(worst.energy_j, 2)} J within {_m(worst.radius_m)}, {amount(worst.seconds, 2)} s after "
        "somebody calls, in "
        f"{of_takes(chance(sum(thing.per_take for thing in reach)))} "
        f"{agreeing(len(reach), 'it', 'something')} comes down."
    )
    plain = (
        f"Stands {_m(who.away_m)} from straight below {person}, and {worst.what} may land up to {_m(worst.radius_m)} "
        f"from there, {amount(worst.seconds, 2)} s after somebody calls, harder than a bare head bears. "
        f"{agreeing(len(reach), 'It', 'Something')} comes down in "
        f"{of_takes(chance(sum(thing.per_take for thing in reach)))}."
    )
    loose = any(not thing.tethered for thing in reach)
    severity = Severity.STOP if loose or who.watches else Severity.FLAG
    remedy = "Move them out of that ground, net it, or tether everything above."
    yield Finding("dropped-object", severity, who.name, said, _BELOW, remedy, plain)


def _reach(things: Sequence[MayDrop]) -> float:
    return max(thing.radius_m for thing in things)


def _list(things: Sequence[MayDrop]) -> str:
    return ", ".join(thing.what for thing in things)


def _m(length_m: float) -> str:
    return f"{amount(length_m, 2)} m"


def _m_s(speed_m_s: float) -> str:
    return f"{amount(speed_m_s, 2)} m/s"
