"""Findings on a vehicle that may be lost: who is in its way, in how many seconds, and what would stop it."""

from __future__ import annotations

from collections.abc import Iterator
from math import isfinite

from stuntlab.datasets import Borne, Finding, Interval, Severity
from stuntlab.datasets.vehicles import HitFacts, MetInWay, VehicleFacts
from stuntlab.plan.gear.car import BICYCLE, MOTORCYCLE, TWO_WHEELS
from stuntlab.units.counting import agreeing, join_words
from stuntlab.verdict.table import Limits
from stuntlab.verdict.words import SMALLEST, amount, capitalise, chance, chance_of, of_takes, takes_at_most

ZONE_PER_TAKE = 1e-5
"""The most that a take in a zone may come to for somebody on whom it is imposed (vehicles_fire.md 0.5 and 2, from R2P2
1e-4 a year) [J]."""

FASTER = 1.05
"""A speed within a twentieth of the rehearsed one is that speed (J: what a driver holds with a speedometer)."""

_OPEN_SHARE = 0.1
"""Without any barrier, the share of what is allowed from which somebody who cannot get away is a HOLD (J)."""

OPEN_M, OPEN_KM_H = 10.0, 30.0
"""Nobody who has no part in it is nearer than so to where a vehicle goes that is driven so fast, with nothing between
that holds and too few seconds to leave, however rarely it comes to them: a person in a zone who has no way to leave in
the seconds there are is STOP (vehicles_fire.md 0.5). 10 m is what one rally tells its spectators (V-S), 30 km/h is
where cities limit speed among people on foot (J). Somebody at a camera works with a spotter who pulls them away, and
the answer for them is HOLD (J)."""

_KM_H = 3.6
_WRITTEN = 3  # digits of a speed that the plan wrote: 9.6 mph told as 15 km/h would be 9.3 mph again
_RUNS = "reduced runs of every branch [C]; rates of vehicles_fire.md 2 [J]"
_OPEN = "vehicles_fire.md 0.5: nobody in a zone who cannot leave it in time; 10 m, 30 km/h [V-S, J]"
_CASE_2017 = "case-2017-ramp-camera: a manned camera ahead, 47 km/h, faster than in rehearsal (V)"
_CASE_BIKE = "case-2017-stairs-bike: throttle, no barrier, no lanyard worn (V)"
_SECONDS = (
    "time from first sight, reaction 0.7 or 1.5 s in the mean (Green 2000, V-A) with 37 % of spread, 1 m/s back, "
    "2.5 m/s after 1 s (J)"
)


def vehicle_findings(facts: VehicleFacts) -> tuple[Finding, ...]:
    """Everything that is not about one person in the way."""
    return (
        *_drives(facts),
        *_not_told(facts),
        *_unplaced(facts),
        *_stops(facts),
        *_cut_off(facts),
        *_runaway(facts),
        *_inspected(facts),
        *_speed(facts),
        *_rehearsed(facts),
        *_barriers(facts),
        *_behind(facts),
        *_backwards(facts),
        *_lookout(facts),
    )


def _drives(facts: VehicleFacts) -> Iterator[Finding]:
    """Whose job it is to drive at somebody, near them, or fast with others in reach; alone it is their choice."""
    near = any(met.near for met in facts.people)
    fast = facts.speed_m_s * _KM_H >= OPEN_KM_H and any(met.reached.sum() for met in facts.people)
    if facts.driver_trained or not (facts.hit or fast or near) or (facts.body == BICYCLE and not facts.hit):
        return
    how = "at somebody" if facts.hit else "near people who are part of it" if near else "fast with others in reach"
    said = f"{facts.driver}: is to drive {facts.car} {how}, and neither driving nor stunts are their job."
    severity = Severity.STOP if facts.hit else Severity.HOLD
    source = "house rule: nobody drives at people for the first time on a set [J]"
    yield Finding("driver-untrained", severity, facts.driver, said, source, "Let a precision driver double them.")


def seconds_left(met: MetInWay) -> float | None:
    """From first sight, less what they need, s; None where nothing reaches them."""
    if not isfinite(met.seconds):
        return None
    return met.seconds - met.needs_s if isfinite(met.needs_s) else -met.seconds


def in_way_findings(
    limits: Limits, met: MetInWay, facts: VehicleFacts, reached: Interval, caught: Interval
) -> tuple[Finding, ...]:
    """What one person in the way has: how often, how fast, how many seconds, and whether that is enough."""
    if reached.mean <= 0:
        said = f"{met.name}: no run of {facts.car} reaches them."
        return (Finding("way-clear", Severity.NOTE, met.name, said, _RUNS),)
    allowed = _allowed(limits, met)
    share = reached if met.borne is Borne.BYSTANDER or met.near else caught
    middle, worst = met.speed_m_s
    often = f"{_best_of_takes(reached)}, at {_km_h(middle)} in the middle of them and {_km_h(worst)} in the worst"
    room = _gap_said(met) if met.drives else f"{_seconds_said(met)}{f' {_gap_said(met)}' if met.near else ''}"
    short = f"allowed {chance(allowed)}"
    if share is caught:
        short = f"they have too little time in {_of_takes(caught)}, {short}"
    said = f"{met.name}: {facts.car} reaches them in {often}; {short}. {room}"
    plain = f"{capitalise(facts.car)} reaches them in {of_takes(chance_of(reached))}. {room}"
    remedy = _remedy(met)
    if share.mean > allowed:
        return (Finding("in-the-way", Severity.STOP, met.name, said, f"{_RUNS}; {_SECONDS}", remedy, plain),)
    beside = _stands_open(met, facts)
    unshielded = not met.near and not facts.holding and caught.mean > _OPEN_SHARE * allowed
    if beside:
        said = f"{said} Nothing that holds is between. {_gap_said(met)} At this speed {_m(OPEN_M)} are wanted."
        plain = (
            f"{capitalise(facts.car)} goes by them with nothing that holds between, too near: {_gap_said(met)} "
            f"At this speed {_m(OPEN_M)} are wanted. {room}"
        )
    elif unshielded:
        said = f"{said} No barrier that holds stands anywhere."
    stops = beside and not met.operates
    close = Severity.HOLD if beside or unshielded else Severity.FLAG if share.mean > 0 else Severity.NOTE
    severity, basis = (Severity.STOP, _OPEN) if stops else (close, _RUNS)
    found = [Finding("in-the-way", severity, met.name, said, f"{basis}; {_SECONDS}", remedy, plain)]
    if met.operates and met.ahead:
        said = f"{met.name}: is with a camera ahead of {facts.car}, in its way or within 2 m of it."
        remedy = "Leave that camera unmanned, or put it behind a barrier that holds."
        found.append(Finding("camera-ahead", Severity.HOLD, met.name, said, _CASE_2017, remedy))
    return tuple(found)


def _stands_open(met: MetInWay, facts: VehicleFacts) -> bool:
    """Whether somebody who has no part in it is by a fast vehicle that may come to them before they are gone."""
    left, beside_m = seconds_left(met), met.gap_m[0]
    cannot_leave = left is not None and left < 0.0 and bool(met.caught.sum())
    return not met.near and cannot_leave and beside_m < OPEN_M and _KM_H * facts.speed_m_s >= OPEN_KM_H


def hit_findings(
    limits: Limits, hit: HitFacts, facts: VehicleFacts, leg: Interval, under: Interval
) -> Iterator[Finding]:
    """On whoever is knocked down: who they are, the leg, the wheel, the dummy, and how far they are thrown."""
    person = hit.person
    if not hit.trained:
        said = f"{person}: is to be knocked down by {facts.car}, and stunts are not their job."
        yield Finding(
            "hit-untrained", Severity.STOP, person, said, "house rule: no actor is hit by a vehicle [J]", "Double them."
        )
    if not hit.rides:
        yield from _struck_leg(hit, leg)
    if not hit.dummy_runs:
        said = f"{person}: no dummy was hit at this setting before a person."
        remedy = (
            "Hit one at 5 km/h, 10 km/h and 15 km/h, film it at 120 frames a second, and say so (dummy_runs: true)."
        )
        yield Finding("no-dummy", Severity.HOLD, person, said, "rehearsal ladder, film practice [R-h]", remedy)
    (middle, far), (ahead, beside) = hit.thrown_m, hit.clear_m
    planned, worst = (_km_h(speed) for speed in hit.speed_m_s)
    said = (
        f"{person}: is struck at {planned} as planned, {worst} in the worst of 1 000 takes, and thrown "
        f"{_m(middle)}, {_m(far)} in the worst of twenty; keep {_m(ahead)} clear ahead, "
        f"{_m(beside)} to both sides."
    )
    yield Finding(
        "throw", Severity.NOTE, person, said, "between sliding only and Searle's form, friction 0.66 (R-h) [C]"
    )
    for name in hit.in_the_throw:
        said = f"{name}: stands where {person} may come down, up to {_m(ahead)} ahead of {facts.car}."
        remedy = "Move them out of there, or leave that camera unmanned."
        yield Finding("in-the-throw", Severity.HOLD, name, said, "vehicles_fire.md 1.3 [J]", remedy)
    allowed = limits.allowance("trained_ais2")
    said = f"{person}: a wheel may come over them in {of_takes(chance_of(under))}, allowed {chance(allowed)}."
    remedy = "Brake harder or at contact, roll off to the side, drive slower, or put somebody on the hand brake."
    if under.mean > allowed:
        yield Finding("run-over", Severity.STOP, person, said, "stopping against throw [C]; 1 in 1 000 [J]", remedy)
    else:
        yield Finding("run-over", Severity.NOTE, person, said, "stopping against throw [C]; 1 in 1 000 [J]")


def _struck_leg(hit: HitFacts, leg: Interval) -> Iterator[Finding]:
    """On a leg of somebody on foot: whether it bears weight, and what is soft before it."""
    person, source = hit.person, "vehicles_fire.md 1 [J]; knees fail at 134 N·m, tibias at 291 (Kerrigan 2003, V-A)"
    if hit.stands:
        said = f"{person}: stands on the leg that is struck. A standing leg is not for any speed."
        yield Finding("standing-leg", Severity.STOP, person, said, source, "Jump, with the near leg lifted first.")
    else:
        often = of_takes(chance_of(leg))
        said = (
            f"{person}: the jump keeps their legs off the road for {_s(hit.window_s)}; in {often} one bears weight "
            "when it is struck."
        )
        yield Finding("standing-leg", Severity.NOTE, person, said, source)
    if not hit.padded:
        said = f"{person}: nothing soft is between bumper and leg: no pads on shin or knee, no foam on the car."
        yield Finding(
            "hit-unpadded", Severity.HOLD, person, said, "film.md 2.4 (V2)", "Pad the shins, and cover the bumper."
        )


def _allowed(limits: Limits, met: MetInWay) -> float:
    if met.near and met.trained:
        return limits.allowance("trained_ais2")
    return ZONE_PER_TAKE


def _seconds_said(met: MetInWay) -> str:
    """The seconds in tenths, so that what is left over is the difference of the two that are read beside it."""
    if not isfinite(met.needs_s):
        return f"They would see it {met.seconds:.1f} s before, and have no way out."
    seen, needs = round(met.seconds, 1), round(met.needs_s, 1)
    in_time = met.seconds >= met.needs_s
    apart = f"{abs(seen - needs):.1f} s"
    enough = f"{apart} to spare" if in_time else f"{apart} too few"
    if seen == needs:
        enough = "just enough" if in_time else "just too few"
    return f"They would see it {seen:.1f} s before and need {needs:.1f} s: {enough}."


def _gap_said(met: MetInWay) -> str:
    middle, least = met.gap_m
    if met.drives and not middle:
        return "As planned they touch."
    return f"As planned it passes {_m(middle)} from them, {_m(least)} in the worst of 1 000 takes."


def _remedy(met: MetInWay) -> str:
    if met.operates:
        return "Lock that camera off unmanned, put it behind a barrier that holds, or drive slower."
    if met.drives:
        ahead = "let the one ahead ease to a stop (eases) or drive on"
        return f"Widen the gap, drive slower, {ahead}, or set the lines half a lane apart."
    if met.near:
        return "Widen the gap, drive slower, or split it into two shots."
    return "Move them out of that ground, put a barrier that holds between, or drive slower."


def _not_told(facts: VehicleFacts) -> Iterator[Finding]:
    """What happens in the vehicle that no model tells."""
    for person, what, remedy in facts.not_told:
        said = f"{person}: {what}."
        yield Finding("out-of-validity", Severity.CANNOT_ASSESS, person, said, "validity of the models", remedy)
    if facts.measured:
        said = (
            f"{facts.driver}: the plan says that this very stunt was measured with dummies; nothing here looks at that."
        )
        remedy = "Hold the recording against the limits before anybody gets in."
        yield Finding("instrumented-run", Severity.FLAG, facts.driver, said, "the plan", remedy)


def _unplaced(facts: VehicleFacts) -> Iterator[Finding]:
    if not facts.unplaced:
        return
    said = f"Nobody says where these are while {facts.car} is driven: {join_words(facts.unplaced)}."
    remedy = "Give each a place (stands, or moves with times; at for a camera): who has none may be in its way."
    yield Finding("way-unknown", Severity.HOLD, None, said, "house rule: no place given is a HOLD [J]", remedy)


def _stops(facts: VehicleFacts) -> Iterator[Finding]:
    if facts.stops_m is None:
        return
    middle, worst = facts.stops_m
    source = f"reaction and braking on {facts.surface}, v·t + v²/(2a) [C]; decelerations V-S"
    guess = "" if facts.surface_said else " The plan does not say what it drives on; dry asphalt is taken."
    said = (
        f"{facts.driver}: stops {_m(middle)} past the end of the line as planned, {_m(worst)} in the worst of 1 000 "
        "takes"
    )
    if facts.run_out_m is None:
        text = f"{said}. How much is clear there is not in the plan.{guess}"
        remedy = "Measure it to the first hard thing, drop or person, and say so (run_out)."
        yield Finding("vehicle-run-out", Severity.HOLD, facts.driver, text, source, remedy)
        return
    text = f"{said}; {_m(facts.run_out_m)} are clear.{guess}"
    if worst > facts.run_out_m:
        remedy = "Drive slower, begin to brake earlier, or clear a longer way."
        yield Finding("vehicle-run-out", Severity.STOP, facts.driver, text, source, remedy)
    else:
        yield Finding("vehicle-run-out", Severity.NOTE, facts.driver, text, source)


def _cut_off(facts: VehicleFacts) -> Iterator[Finding]:
    if facts.cut_off is not None or facts.body == BICYCLE:
        return
    bike = facts.body == MOTORCYCLE
    said = f"{facts.driver}: nothing but the driver stops the engine of {facts.car}"
    said += " if they come off." if bike else " if the throttle sticks."
    wear, put = "Wear the kill switch on its lanyard.", "Put somebody in it who cuts the engine, or a remote cut-off."
    remedy = wear if bike else put
    severity = Severity.HOLD if bike or _exposed(facts) else Severity.FLAG
    yield Finding("no-cut-off", severity, facts.driver, said, _CASE_BIKE, f"{remedy} Say so (cut_off).")


def _exposed(facts: VehicleFacts) -> bool:
    """Whether anybody is within what runs reach."""
    return any(bool(met.reached.sum()) for met in facts.people)


def _runaway(facts: VehicleFacts) -> Iterator[Finding]:
    """Hard things that a lost vehicle meets, and people where nothing stops a motorcycle alone; helmets."""
    bike = facts.body == MOTORCYCLE
    loose = bike and facts.cut_off is None and not facts.holding
    met = (*facts.things, *(one for one in facts.people if loose and not one.near and not one.drives))
    hit = [one for one in met if bool(one.reached.sum())]
    if not hit:
        return
    names = ", ".join(dict.fromkeys(thing.name for thing in hit))
    fastest = max(thing.speed_m_s[1] for thing in hit)
    said = f"{facts.driver}: {facts.car}, once lost, meets {names} at up to {_km_h(fastest)}"
    if loose:
        said += "; there is no barrier, and no lanyard that cuts the engine."
        remedy = "Put a barrier that holds before it, wear the lanyard, and see what the run-out is with it."
        yield Finding("runaway", Severity.STOP, facts.driver, said, _CASE_BIKE, remedy)
    elif facts.body in TWO_WHEELS and not facts.helmet:
        said += "; the plan names no helmet."
        yield Finding("runaway", Severity.STOP, facts.driver, said, _CASE_BIKE, "Wear one, or move what stands there.")
    else:
        yield Finding("runaway", Severity.FLAG, facts.driver, f"{said}.", _RUNS, "Move it, or put a barrier before it.")


def _inspected(facts: VehicleFacts) -> Iterator[Finding]:
    if facts.inspected:
        return
    parts = "brakes, steering and tyres" if facts.body == BICYCLE else "brakes, steering, tyres and throttle"
    said = f"{facts.driver}: the plan does not say that {parts} are inspected on the day."
    remedy = "Inspect them and say so (inspected: true)."
    yield Finding("vehicle-inspected", Severity.HOLD, facts.driver, said, "vehicles_fire.md 2 [J]", remedy)


def _speed(facts: VehicleFacts) -> Iterator[Finding]:
    if facts.speed_by == "nothing":
        said = f"{facts.driver}: nothing that works tells how fast {facts.car} goes; 15 % of spread is taken."
        remedy = "Time it with a gate, or put GPS on the dash."
        plain = f"Nothing that works tells how fast {facts.car} goes."
        yield Finding("speed-unknown", Severity.HOLD, facts.driver, said, f"{_CASE_2017}; 15 % [J]", remedy, plain)


def _rehearsed(facts: VehicleFacts) -> Iterator[Finding]:
    slow, ladder = facts.rehearsed_m_s, "Work up to it, every step with everybody in place, and brief again."
    planned = _km_h(facts.speed_m_s, _WRITTEN)
    if slow is not None and facts.speed_m_s > FASTER * slow:
        said = f"{facts.driver}: {planned} are planned, and {_km_h(slow, _WRITTEN)} is the fastest that was rehearsed."
        yield Finding("faster-than-rehearsed", Severity.HOLD, facts.driver, said, _CASE_2017, ladder)
    elif slow is None and _exposed(facts):
        said = f"{facts.driver}: the plan does not say how fast it was rehearsed, and people are within its reach."
        yield Finding("faster-than-rehearsed", Severity.HOLD, facts.driver, said, _CASE_2017, ladder)


def _barriers(facts: VehicleFacts) -> Iterator[Finding]:
    if facts.untested:
        names, count = ", ".join(facts.untested), len(facts.untested)
        counts = agreeing(count, "it counts", "they count")
        said = f"What {names} {agreeing(count, 'holds', 'hold')} is not said, so {counts} as none."
        remedy = "Give the test it passed: held_mass, held_speed, held_angle, moves."
        yield Finding("barrier-untested", Severity.HOLD, None, said, "EN 1317 containment by test (R-m)", remedy)
    for person, barrier in facts.through:
        said = f"{person}: their way leads through {barrier}, which is to stop a vehicle."
        remedy = "Give the way round it with its times, or leave the gap open: then it is two barriers."
        yield Finding("way-through-barrier", Severity.HOLD, person, said, "the plan", remedy)


def _behind(facts: VehicleFacts) -> Iterator[Finding]:
    """The gap to whoever follows: in a run of the plan they watch for it, in any other they are surprised."""
    if facts.behind_m is None:
        return
    expected, surprised = facts.behind_needs_m
    who = facts.behind or "whoever follows"
    said = f"{facts.driver}: {who} needs {_m(surprised)} between, with 1.5 s to react and brakes a tenth weaker"
    if facts.behind:
        said += f", or {_m(expected)} with 0.7 s where they wait for it,"
    said, source = f"{said} and has {_m(facts.behind_m)}.", f"stopping distances [C]; {_SECONDS}"
    remedy = "Let it follow further off, or stop on a cue that both hear."
    if facts.behind_m >= surprised:
        yield Finding("second-vehicle", Severity.NOTE, facts.driver, said, source)
    elif facts.behind and facts.behind_m >= expected:
        yield Finding("second-vehicle", Severity.FLAG, facts.driver, said, source, remedy)
    else:
        yield Finding("second-vehicle", Severity.HOLD, facts.driver, said, source, remedy)


def _backwards(facts: VehicleFacts) -> Iterator[Finding]:
    """In reverse: who sees for the driver, and whether it is faster than the gear is made for."""
    driver, limit = facts.driver, facts.reverse_ends_m_s
    if limit is None:
        return
    blind = f"{driver}: drives {facts.car} in reverse, with less in sight than forwards"
    if facts.stoppers:
        said = f"{blind}; {join_words(facts.stoppers)} can stop it."
        yield Finding("reverse", Severity.NOTE, driver, said, "judgement [J]")
    else:
        remedy = "Name somebody who sees the ground behind it and has a word that the driver hears (may_stop)."
        yield Finding("reverse", Severity.HOLD, driver, f"{blind}, and nobody sees for them.", "judgement [J]", remedy)
    if facts.fastest_m_s > limit:
        said = (
            f"{driver}: {_km_h(facts.fastest_m_s)} in reverse is faster than {_km_h(limit)}, where reverse gears end."
        )
        remedy = "Drive it slower, or turn it round and build a tail as a front."
        yield Finding("reverse-speed", Severity.HOLD, driver, said, "30 to 50 km/h (R-m) [J]", remedy)


def _lookout(facts: VehicleFacts) -> Iterator[Finding]:
    if facts.stoppers or not _exposed(facts):
        return
    said = f"Nobody in the plan watches for a stop while {facts.car} is driven, and people are within its reach."
    remedy = "Name somebody who only watches, with a word that the driver hears (may_stop)."
    yield Finding("no-lookout", Severity.HOLD, None, said, "film.md 1.10 [R-h]", remedy)


def _of_takes(share: Interval) -> str:
    """So many takes by the best estimate, which is what is held against what is allowed."""
    return of_takes(chance(share.mean))


def _best_of_takes(share: Interval) -> str:
    """The same; where it is too small to be said, with the upper end, which is what is said of it elsewhere."""
    said = _of_takes(share)
    return said if share.mean >= SMALLEST else f"{said} by the best estimate, {takes_at_most(share.high)}"


def _s(seconds: float) -> str:
    return f"{amount(seconds, 2)} s"


def _m(length_m: float) -> str:
    return f"{amount(length_m)} m"


def _km_h(speed_m_s: float, digits: int = 2) -> str:
    return f"{amount(_KM_H * speed_m_s, digits)} km/h"
