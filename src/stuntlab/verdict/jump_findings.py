"""Findings on a jump to a canopy: height first, then the wall, the vehicle, everybody below, practice, the card."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from stuntlab.datasets import Borne, Branch, Finding, Interval, Severity
from stuntlab.datasets.jump import BikeFall, JumpFacts, LandingFacts, StagePractised, StandsInWay
from stuntlab.units.counting import counted
from stuntlab.verdict.doubt import contact_of_counts
from stuntlab.verdict.jump_numbers import JUMP_RULES
from stuntlab.verdict.table import Limits
from stuntlab.verdict.words import amount, chance, chance_of, of_takes, takes_with_bound

_DRAWS = "draws of this assessment, one point a draw [C]"
_FEWEST = 3
"""Runs, up to which 3/n says nothing."""

_BASE = (
    "BASE at one cliff: 9 deaths in 20 850 jumps, 1 injury in 254 (Kjerag to 2005, V-A); US skydiving 2021: 1 death in "
    "357 000 (USPA21, V-S)"
)


def jump_findings(limits: Limits, facts: JumpFacts, branches: Sequence[Branch], *, seed: int) -> tuple[Finding, ...]:
    """Everything that needs no body, in the order in which a coach asks."""
    allowed = limits.allowance("chosen_ais3_take")
    return (
        *_height(facts),
        *_wall(facts, branches, allowed, seed),
        *_landing_area(facts, branches, allowed, seed),
        *_speed(facts),
        *wind_findings(facts.person, facts.winds, facts.limits_lack, "the edge, the pull and the landing"),
        *_backwards(facts),
        *_bike(facts),
        *_in_the_way(facts),
        *_canopy(facts),
        *_practice(facts),
        *_takes(facts, allowed),
        *_review(facts),
        *card_findings(facts),
    )


def _height(facts: JumpFacts) -> Iterator[Finding]:
    rule, person = JUMP_RULES.read().height, facts.person
    source = f"{rule.source} [{rule.tag}]; {_DRAWS}"
    lines = "; ".join(f"{row.what} {in_m(row.middle_m)} (worst of 1 000: {in_m(row.worst_m)})" for row in facts.budget)
    if facts.no_survey or facts.left_worst_m is None:
        low, high = facts.fallen_m
        needs = facts.budget_worst("fallen at the pull") + facts.budget_worst("opening") + rule.least_m
        press = (
            f" The {in_m(facts.press_m)} that it gives are refused: nobody says who measured them."
            if facts.press_m
            else ""
        )
        said = (
            f"{person}: the ground under the way is not surveyed: the plan {facts.no_survey}.{press} They have fallen "
            f"{in_m(low)} to {in_m(high)} at the pull as planned; with the opening and {in_m(rule.least_m)} to spare "
            f"the surveyed drop under the way must be {in_m(needs)} or more, failures counted. Height left and "
            "distance to the wall cannot be said."
        )
        remedy = (
            "Have a surveyor take the profile under the way, ledge by ledge, and write it down (profile, surveyed_by)."
        )
        yield Finding("height-unknown", Severity.CANNOT_ASSESS, person, said, source, remedy)
        return
    left = facts.left_worst_m
    said = (
        f"{person}: height budget: {lines}. In the worst of 1 000 openings {in_m(left)} are left; {in_m(rule.least_m)} "
        "are asked for"
    )
    if left < rule.least_m:
        remedy = "Pull earlier, take a longer drop, or pack for a quicker opening."
        yield Finding("height-budget", Severity.STOP, person, f"{said}.", source, remedy)
    else:
        yield Finding("height-budget", Severity.NOTE, person, f"{said}.", source)
    late = facts.left_m.get(JUMP_RULES.read().names.late)
    if late is not None and facts.single:
        said = (
            f"{person}: there is one canopy and no second: pulled 2 s late, {in_m(late[0])} are left in the middle, "
            f"and {in_m(late[1])} in the worst of 1 000."
        )
        severity = Severity.STOP if late[1] <= 0.0 else Severity.FLAG
        yield Finding(
            "late-pull", severity, person, said, source, "Pull earlier, so that two seconds are there to lose."
        )


def _wall(facts: JumpFacts, branches: Sequence[Branch], allowed: float, seed: int) -> Iterator[Finding]:
    if facts.clearance_m is None:
        return
    rule, person = JUMP_RULES.read().wall, facts.person
    source = f"{rule.source} [{rule.tag}]; {_DRAWS}"
    drawn = [int(count) for count in facts.drawn]
    strikes = contact_of_counts(branches, drawn, facts.strikes, seed=seed)
    slow = {name: wall for name, wall in facts.wall_m.items() if name.startswith("slow exit")}
    planned_m = facts.wall_m.get(branches[0].name)  # of a pull that is always too late there is none
    others = "".join(f", {in_m(wall)} in '{name}'" for name, wall in slow.items())
    apart = (
        "As planned the canopy is never full."
        if planned_m is None
        else f"The canopy is full {in_m(planned_m)} as planned{others} from the wall."
    )
    off = {name: rate for name, rate in facts.rates.items() if name.startswith("opens ")}
    rates = ", ".join(f"'{name}' {chance(rate)}" for name, rate in (*off.items(), *_rates_of(facts, slow)))
    counted_at = (
        f"{counted(facts.openings, 'opening')} were read off film" if facts.openings else "no opening was read off film"
    )
    said = (
        f"{person}: comes within {in_m(rule.near_m)} of the wall in {takes_with_bound(strikes, allowed=allowed)}. "
        f"{apart} It rests on rates that nobody publishes: {rates}; {counted_at}."
    )
    remedy = (
        "More speed at the edge, a wall that falls back, and openings that are counted on film (openings, off_heading)."
    )
    severity = of_share(strikes, allowed)
    yield Finding("wall-strike", severity, person, said, source, "" if severity is Severity.NOTE else remedy)


def _rates_of(facts: JumpFacts, names: Sequence[str] | dict[str, float]) -> Iterator[tuple[str, float]]:
    yield from ((name, facts.rates[name]) for name in names)


def of_share(share: Interval, allowed: float) -> Severity:
    """STOP over it; HOLD where only the rates could be; else a NOTE."""
    if share.mean > allowed:
        return Severity.STOP
    return Severity.HOLD if share.high > allowed else Severity.NOTE


def _landing_area(facts: JumpFacts, branches: Sequence[Branch], allowed: float, seed: int) -> Iterator[Finding]:
    rule, person = JUMP_RULES.read().landing, facts.person
    source = f"{rule.source} [{rule.tag}]; {_DRAWS}"
    middle, worst = facts.landing_m_s
    at = f"the ground is met at {_m_s(middle)} in the middle and {_m_s(worst)} in the worst of 1 000"
    if not facts.area_said:
        said = f"{person}: the plan does not say where the canopy lands; {at}."
        remedy = "Name a landing area with its radius (landing_area), and walk it."
        yield Finding("landing-unknown", Severity.HOLD, person, said, source, remedy)
        return
    if facts.no_survey:
        return
    drawn = [int(count) for count in facts.drawn]
    outside = contact_of_counts(branches, drawn, facts.outside, seed=seed)
    said = f"{person}: does not reach the landing area in {of_takes(chance_of(outside))}; {at}."
    severity = of_share(outside, allowed)
    remedy = "Bring the landing area nearer, open higher, or name a second one."
    yield Finding("landing-area", severity, person, said, source, "" if severity is Severity.NOTE else remedy)


def _backwards(facts: JumpFacts) -> Iterator[Finding]:
    """Wind against which nobody flies: they come down backwards, into whatever is there."""
    rule, person = JUMP_RULES.read().backwards, facts.person
    if facts.backwards <= rule.seldom:
        return
    said = (
        f"{person}: the wind is stronger than the canopy flies, {_m_s(facts.flies_m_s)}, in "
        f"{of_takes(chance(facts.backwards))}: they come down backwards, and not where they steer."
    )
    severity = Severity.STOP if facts.backwards > rule.often else Severity.FLAG
    source = f"{rule.source} [{rule.tag}]; {_DRAWS}"
    yield Finding("wind-over-canopy", severity, person, said, source, "Wait for less wind, or jump a faster canopy.")


def _speed(facts: JumpFacts) -> Iterator[Finding]:
    rule, person = JUMP_RULES.read().speed, facts.person
    source = f"{rule.source} [{rule.tag}]"
    yield from run_up_short(person, facts.runs_up_to_m_s, facts.planned_m_s, source)
    if facts.speed_gate is False:
        said = (
            f"{person}: no gate reads the speed before the lip; whoever rides cannot look at a "
            "speedometer, and there is "
            "no stop after the lip."
        )
        remedy = "Set a gate 5 m and 1 m before the lip, read every run to 0.1 m/s, and say so (speed_gate: true)."
        yield Finding("no-speed-gate", Severity.HOLD, person, said, source, remedy)
    if facts.pitch_deg is not None:
        middle, low = facts.pitch_deg
        said = (
            f"{person}: the bike is turned as they leave it: middle {amount(middle, 2)} deg, one of twenty "
            f"{amount(low, 2)} deg or less, nose down negative; a chopped throttle turns it further."
        )
        yield Finding("pitch", Severity.NOTE, person, said, f"{source}; {_DRAWS}")


def run_up_short(person: str, reaches_m_s: float | None, planned_m_s: float, source: str) -> Iterator[Finding]:
    """Where the run-up does not give the speed that is planned."""
    if reaches_m_s is not None and reaches_m_s < planned_m_s:
        said = (
            f"{person}: the run-up gives {_m_s(reaches_m_s)} at full throttle, and the plan asks {_m_s(planned_m_s)}."
        )
        yield Finding(
            "run-up-short", Severity.STOP, person, said, source, "Make it longer, or plan the speed it gives."
        )


def wind_findings(
    person: str, winds: Sequence[tuple[str, float, float, float]], lack: Sequence[str], where_to: str
) -> Iterator[Finding]:
    """Wind over a limit of the plan, near it, and limits that the plan does not give."""
    rule = JUMP_RULES.read().wind
    source = f"{rule.source} [{rule.tag}]"
    for where, wind, spread, limit in winds:
        if wind > limit:
            said = f"{person}: the plan has {_m_s(wind)} of wind {where}, over its own limit of {_m_s(limit)}."
            yield Finding("wind-over", Severity.STOP, person, said, source, "Wait for the wind that the limit allows.")
        elif wind + spread > limit:
            said = (
                f"{person}: {_m_s(wind)} of wind {where} with a spread of {_m_s(spread)} comes over the limit of "
                f"{_m_s(limit)} in one day of six or more."
            )
            yield Finding(
                "wind-near", Severity.FLAG, person, said, source, "Read it in the last minute before the word."
            )
    if lack:
        said = f"{person}: the plan gives no wind at which nobody jumps: {', '.join(lack)} is missing."
        remedy = f"Give one for {where_to}, and say who reads it."
        yield Finding("wind-limit", Severity.HOLD, person, said, source, remedy)


def _bike(facts: JumpFacts) -> Iterator[Finding]:
    bike = facts.bike
    if bike is None:
        return
    rule, person = JUMP_RULES.read().bike, facts.person
    source = f"{rule.source} [{rule.tag}]; {_DRAWS}"
    middle, least = bike.gap_m
    apart = f"at the pull it is {in_m(middle)} away in the middle and {in_m(least)} in one of twenty"
    if not bike.dummy_dropped:
        said = (
            f"{person}: whether the bike is above or below them at the pull is not known: the drag of a bike that "
            f"tumbles was never measured. By the model {apart}."
        )
        remedy = "Send the bike off the ramp with a dummy, film both, and say so (dummy_dropped: true)."
        yield Finding("bike-above", Severity.CANNOT_ASSESS, person, said, source, remedy)
    else:
        said = (
            f"{person}: {apart}; within {in_m(bike.near_m)} across it is above in "
            f"{of_takes(chance(bike.above))} and below "
            f"in {of_takes(chance(bike.below))}, by a drag that the dummy run must bear out."
        )
        yield Finding("bike-above", Severity.FLAG, person, said, source, "Hold it against the film of the dummy run.")
    if not facts.no_survey:
        yield Finding("bike-falls", Severity.NOTE, person, f"{person}: {_disc(bike)}.", source)


def _disc(bike: BikeFall) -> str:
    return (
        f"the vehicle comes down {in_m(bike.out_m)} out, {amount(bike.seconds, 2)} s after the lip; nobody "
        "may stand within "
        f"{in_m(bike.radius_m)} of that"
    )


def _in_the_way(facts: JumpFacts) -> Iterator[Finding]:
    rule = JUMP_RULES.read().bike
    source = f"{rule.source} [{rule.tag}]; {_DRAWS}"
    for one in facts.near:
        yield from _somebody(facts, one, source)
    for name in facts.unplaced:
        said = f"{name}: where they are is not said, and the vehicle or whoever jumps may come there."
        remedy = "Give the place (stands), out and across from the lip, and the height above the ground for a pilot."
        yield Finding("place-unknown", Severity.HOLD, name, said, source, remedy)


def _somebody(facts: JumpFacts, one: StandsInWay, source: str) -> Iterator[Finding]:
    if one.in_disc:
        said = (
            f"{one.name}: stands {in_m(one.away_m)} from where the vehicle of {facts.person} comes down, "
            "inside the disc of "
            f"{in_m(facts.bike.radius_m if facts.bike else 0.0)}, and has {amount(one.seconds, 2)} s from "
            "the lip; it comes "
            f"within reach in {of_takes(chance(one.share))}."
        )
        yield Finding("vehicle-falls", Severity.STOP, one.name, said, source, "Move them out of the disc.")
    elif one.in_air and one.share > 0.0:
        allowed = JUMP_RULES.read().bike.corridor
        severity = Severity.STOP if one.share > allowed or one.borne is Borne.BYSTANDER else Severity.FLAG
        said = (
            f"{one.name}: flies within {in_m(JUMP_RULES.read().bike.corridor_m)} of the way of {facts.person} in "
            f"{of_takes(chance(one.share))}, {amount(one.seconds, 2)} s after the edge; the nearest pass "
            f"is {in_m(one.away_m)}."
        )
        yield Finding("corridor", severity, one.name, said, source, "Move that flight out of the way of every branch.")


def _canopy(facts: JumpFacts) -> Iterator[Finding]:
    rule, person = JUMP_RULES.read().canopy, facts.person
    source = f"{rule.source} [{rule.tag}]; {_DRAWS}"
    middle, worst = facts.opening_g
    how = (
        ""
        if facts.closed_form_valid
        else " Below two weights the closed form of Pflanz does not hold; gravity is in this number."
    )
    said = (
        f"{person}: the canopy opens with {amount(middle, 2)} g in the middle and {amount(worst, 2)} g in the "
        f"worst of 1 000.{how}"
    )
    severity = Severity.FLAG if worst > rule.hard_g else Severity.NOTE
    yield Finding("opening-shock", severity, person, said, source)
    if not facts.slider_said:
        said = (
            f"{person}: the plan does not say whether the slider is up or down, nor how long the canopy takes to open."
        )
        yield Finding(
            "slider-unknown", Severity.HOLD, person, said, source, "Say it (slider, opening_time), from film."
        )
    if not facts.checked:
        said = f"{person}: the plan does not say that somebody checks packing and gear before each jump."
        yield Finding("canopy-check", Severity.HOLD, person, said, source, "Name it in the gear (checked: true).")


def say_clean_runs(one: StagePractised) -> str:
    """A stage with its count, and what so many runs without a failure say of how often it fails."""
    count = one.count or 0
    says = f"fails in under {chance(3.0 / count)}" if count > _FEWEST else "too few to say how often it fails"
    return f"{one.stage} {amount(count)} ({says})"


def _practice(facts: JumpFacts) -> Iterator[Finding]:
    rule, person = JUMP_RULES.read().practice, facts.person
    source = f"no failure in n runs leaves p below 3/n (bio 10.1, C); {_BASE}, shown beside it and never multiplied in"
    told = [say_clean_runs(one) for one in facts.practice if one.count]
    lacks = [one.stage for one in facts.practice if one.count is None]
    if told:
        said = f"{person}: practised without a failure: {'; '.join(told)}. That says nothing of what was not practised."
        yield Finding("practice", Severity.NOTE, person, said, source)
    few = [one.stage for one in facts.practice if one.count is not None and one.count < rule.few]
    if lacks or few:
        both = ", ".join([*lacks, *few])
        said = f"{person}: not practised, or not counted, {rule.few} times or more: {both}."
        remedy = "Practise each stage apart and count it (practised: {ramp: 240, landings: 30})."
        yield Finding("practice-lacks", Severity.HOLD, person, said, source, remedy)
    said = f"{person}: as a context and not as the risk of this jump: {_BASE}."
    yield Finding("base-rate", Severity.NOTE, person, said, "lines_and_flight.md 4.6")


def _takes(facts: JumpFacts, allowed: float) -> Iterator[Finding]:
    person = facts.person
    if facts.takes > 1:
        said = (
            f"{person}: {counted(facts.takes, 'jump')} in one day multiply: what is {chance(allowed)} a jump is "
            f"{chance(1.0 - (1.0 - allowed) ** facts.takes)} a day. After the lip there is no abort."
        )
        remedy = "Let the first good take end the day (takes: 1)."
        yield Finding("many-jumps", Severity.HOLD, person, said, "exposures multiply (film.md P3) [C]", remedy)
    else:
        said = (
            f"{person}: one take is the end of the day. The last stop is before the edge; after it there is no abort."
        )
        yield Finding("one-take", Severity.NOTE, person, said, "film.md P3 [A]")


def _review(facts: JumpFacts) -> Iterator[Finding]:
    person = facts.person
    if facts.reviewed_by:
        return
    who = "They have power over those who say go. " if facts.stars else ""
    said = f"{person}: nobody is named who reviews the go or no-go on their own. {who}".rstrip()
    remedy = "Name somebody who depends neither on whoever jumps nor on whoever pays (reviewed_by)."
    yield Finding("no-reviewer", Severity.HOLD, person, said, "film.md P3: independent review [house rule, J]", remedy)


def card_findings(facts: JumpFacts | LandingFacts) -> Iterator[Finding]:
    """The go or no-go card."""
    lines = "; ".join(
        f"{line.what}: {line.limit}{' (from the draws)' if line.from_draws else ''}" for line in facts.card
    )
    said = f"{facts.person}: go or no-go, one line over is no: {lines}."
    yield Finding("go-no-go", Severity.NOTE, facts.person, said, _DRAWS)


def in_m(length_m: float) -> str:
    """A length in words, such as "14 m"."""
    return f"{amount(length_m, 2 if abs(length_m) < 100 else 3)} m"


def _m_s(speed_m_s: float) -> str:
    return f"{amount(speed_m_s, 2)} m/s"
