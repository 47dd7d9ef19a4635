"""Findings on a jump off a ramp and down again: the landing first, then how hard, the nose, speed, who stands there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from stuntlab.datasets import Borne, Branch, Finding, Severity
from stuntlab.datasets.jump import LandingFacts
from stuntlab.plan.gear.car import TWO_WHEELS
from stuntlab.units.counting import counted
from stuntlab.verdict.doubt import contact_of_counts
from stuntlab.verdict.jump_findings import (
    card_findings,
    in_m,
    of_share,
    run_up_short,
    say_clean_runs,
    wind_findings,
)
from stuntlab.verdict.jump_numbers import JUMP_RULES
from stuntlab.verdict.table import Limits
from stuntlab.verdict.words import amount, chance, chance_of, of_takes, takes_with_bound

_DRAWS = "draws of this assessment, one point a draw [C]"
_MANY = 0.05
"""Of takes that miss or come off, from which on nobody waits for the body to decide (J)."""


def landing_findings(
    limits: Limits, facts: LandingFacts, branches: Sequence[Branch], *, seed: int
) -> tuple[Finding, ...]:
    """Everything that needs no body, in the order in which a coordinator asks."""
    allowed = limits.allowance("chosen_ais3_take")
    return (
        *_where(facts, branches, allowed, seed),
        *_how_hard(facts),
        *_nose(facts),
        *_speed(facts),
        *wind_findings(facts.person, facts.winds, facts.limits_lack, "the lip"),
        *_run_out(facts),
        *_in_the_way(facts),
        *_lost(facts),
        *_practice(facts),
        *_many(facts, allowed),
        *card_findings(facts),
    )


def _where(facts: LandingFacts, branches: Sequence[Branch], allowed: float, seed: int) -> Iterator[Finding]:
    rule, person = JUMP_RULES.read().wheels, facts.person
    source = f"{rule.source} [{rule.tag}]; {_DRAWS}"
    drawn = [int(count) for count in facts.drawn]
    short, past, off = (
        contact_of_counts(branches, drawn, counts, seed=seed) for counts in (facts.short, facts.past, facts.comes_off)
    )
    middle, low, high = facts.along_m
    begins, ends = facts.landing_m
    bounded = ends < float("inf")
    lies = f"the landing lies from {in_m(begins)} to {in_m(ends)} out; " if bounded else ""
    window = (
        "no speed in the draws lands it"
        if facts.window_m_s is None
        else f"speeds of {amount(facts.window_m_s[0], 3)} to {amount(facts.window_m_s[1], 3)} m/s at the lip land it"
    )
    misses = (
        f" It comes down short in {of_takes(chance_of(short))} and beyond in {of_takes(chance_of(past))}."
        if bounded
        else ""
    )
    front = (
        f" In {of_takes(chance(facts.front))} it meets the front of that and not its top."
        if facts.front > allowed
        else ""
    )
    wheels = (
        "Whoever rides comes off into what catches, as planned: the body decides."
        if facts.caught
        else f"It does not stay on its wheels in {takes_with_bound(off, allowed=allowed)}."
    )
    said = (
        f"{person}: comes down {in_m(middle)} out ({in_m(low)} to {in_m(high)} in 998 of 1 000 as planned); {lies}"
        f"{window}.{misses}{front} {wheels}"
    )
    missed = short.mean + past.mean
    if facts.vehicle not in TWO_WHEELS:
        severity = of_share(off, allowed)
    else:  # whoever comes off a bike is simulated: the body decides, and this says how often
        often = missed if facts.caught else off.mean
        severity = Severity.STOP if often > _MANY else Severity.HOLD if missed > allowed else Severity.NOTE
    remedy = "Plan the speed that lands in its middle, fill the gap with a deck, make the landing longer, count runs."
    name = "landing-missed" if missed > allowed and (facts.caught or missed > 0.5 * off.mean) else "stays-on-wheels"
    yield Finding(name, severity, person, said, source, "" if severity is Severity.NOTE else remedy)


def _how_hard(facts: LandingFacts) -> Iterator[Finding]:
    rule, person = JUMP_RULES.read().landing_height, facts.person
    source = f"{rule.source} [{rule.tag}]; {_DRAWS}"
    middle, worst = facts.efh_m
    said = (
        f"{person}: lands as from an equivalent fall height of {in_m(middle)} in the middle and {in_m(worst)} in the "
        f"worst of 1 000; ramps are built for {rule.least_m:g} m."
    )
    over = middle > rule.least_m
    remedy = "A landing as steep as the way that comes down on it takes the blow away (landing_angle)."
    yield Finding(
        "equivalent-fall-height", Severity.FLAG if over else Severity.NOTE, person, said, source, remedy if over else ""
    )


def _nose(facts: LandingFacts) -> Iterator[Finding]:
    rule, person = JUMP_RULES.read().wheels, facts.person
    middle, worse = facts.off_deg
    said = (
        f"{person}: the {facts.vehicle} stands {_deg(middle)} off the slope as it lands, one of twenty "
        f"{_deg(worse)} or more, nose down negative."
    )
    source = f"{rule.source} [{rule.tag}]; {_DRAWS}"
    if facts.vehicle not in TWO_WHEELS and abs(middle) > rule.off_deg:
        remedy = "Ballast behind, a curved lip, a shorter flight or a kicker: nothing trims a car once it flies."
        yield Finding("nose-dive", Severity.STOP, person, said, source, remedy)
    else:
        yield Finding("nose", Severity.NOTE, person, said, source)
    if facts.vehicle not in TWO_WHEELS and not facts.dummy_dropped:
        said = (
            f"{person}: this {facts.vehicle} has not left this ramp with a dummy in it; how it turns in the air is "
            "computed only."
        )
        remedy = "Send it with a dummy first, film it from aside, and say so (dummy_dropped: true)."
        yield Finding("dummy-first", Severity.HOLD, person, said, source, remedy)


def _deg(angle: float) -> str:
    return f"{amount(angle, 2)} deg"


def _speed(facts: LandingFacts) -> Iterator[Finding]:
    rule, person = JUMP_RULES.read().speed, facts.person
    source = f"{rule.source} [{rule.tag}]"
    yield from run_up_short(person, facts.runs_up_to_m_s, facts.planned_m_s, source)
    if not facts.speed_gate:
        said = f"{person}: no gate reads the speed of the run-up in time to stop."
        remedy = (
            "Set a gate before the last point to stop at, read every run to 0.1 m/s, and say so (speed_gate: true)."
        )
        yield Finding("no-speed-gate", Severity.HOLD, person, said, source, remedy)


def _run_out(facts: LandingFacts) -> Iterator[Finding]:
    person, source = facts.person, "v²/2a at 0.4 g of braking on loose ground, as it lands in the worst of 1 000 [J, C]"
    needs = f"it needs {in_m(facts.stops_m)} behind where it comes down to stop"
    if facts.run_out_m is None:
        said = f"{person}: the plan does not say how much free ground lies behind the landing; {needs}."
        yield Finding("run-out-unknown", Severity.HOLD, person, said, source, "Measure it and say it (run_out).")
    elif facts.run_out_m < facts.stops_m and facts.onto in ("ramp", "ground"):
        said = f"{person}: {in_m(facts.run_out_m)} of free ground lie behind the landing, and {needs}."
        yield Finding("run-out-short", Severity.STOP, person, said, source, "Clear more ground, or go slower.")


def _in_the_way(facts: LandingFacts) -> Iterator[Finding]:
    for one in facts.near:
        imposed = one.borne is not Borne.CHOSEN
        said = (
            f"{one.name}: stands where the {facts.vehicle} of {facts.person} flies, lands or runs out in "
            f"{of_takes(chance(one.share))}, {amount(one.seconds, 2)} s after the lip."
        )
        severity = Severity.STOP if imposed and one.manned else Severity.FLAG
        yield Finding(
            "vehicle-falls", severity, one.name, said, _DRAWS, "Move them out of the way, 3 m or more to the side."
        )


def _lost(facts: LandingFacts) -> Iterator[Finding]:
    """What another kind of gag tells of a car."""
    if facts.vehicle in TWO_WHEELS:
        return
    said = (
        f"{facts.person}: where a {facts.vehicle} goes that is lost on the run-up or past the landing, and how many "
        "seconds whoever stands there has, is not followed here."
    )
    remedy = "Where anybody is near, plan the same jump as a car_jump too; it follows that, and nobody's body."
    yield Finding("lost-not-followed", Severity.FLAG, facts.person, said, "what a ramp_landing simulates", remedy)


def _practice(facts: LandingFacts) -> Iterator[Finding]:
    rule, person = JUMP_RULES.read().practice, facts.person
    source = "no failure in n runs leaves p below 3/n (bio 10.1, C)"
    told = [say_clean_runs(one) for one in facts.practice if one.count]
    if told:
        said = f"{person}: practised without a failure: {'; '.join(told)}. That says nothing of what was not practised."
        yield Finding("practice", Severity.NOTE, person, said, source)
    few = [one.stage for one in facts.practice if (one.count or 0) < rule.few]
    if few:
        said = f"{person}: not practised, or not counted, {rule.few} times or more: {', '.join(few)}."
        remedy = "Practise at rising speed, count it, and say so (practised: {ramp: 60, landings: 40})."
        yield Finding("practice-lacks", Severity.HOLD, person, said, source, remedy)


def _many(facts: LandingFacts, allowed: float) -> Iterator[Finding]:
    if facts.takes > 1:
        said = (
            f"{facts.person}: {counted(facts.takes, 'jump')} in one day multiply: what is {chance(allowed)} a jump is "
            f"{chance(1.0 - (1.0 - allowed) ** facts.takes)} a day."
        )
        yield Finding("many-jumps", Severity.NOTE, facts.person, said, "exposures multiply (film.md P3) [C]")
