"""Findings on a catcher and on where falls come down: what a plan shows before anybody is simulated.

Each check stands alone: rating, clear space and landing spread are three findings, so that none hides another.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from stuntlab.datasets import Borne, Catch, Exposure, Finding, InReach, Interval, Severity
from stuntlab.verdict.collision_findings import collision_findings
from stuntlab.verdict.confidence import share_of_draws
from stuntlab.verdict.order_findings import order_findings, placeless_findings
from stuntlab.verdict.shares import severity_of_share, worst_share
from stuntlab.verdict.table import Limits
from stuntlab.verdict.water_findings import water_findings
from stuntlab.verdict.words import amount, chance, of_takes, takes_with_bound

_READ_CARD = "Read the maker's card."
_UNDER_THE_MIDDLE = "Put its middle under the middle of the landings, take off from further out, or get a wider one."
_UNDER_THE_EDGE = (
    "Push it under the edge (near_edge below 0), until its middle is under the middle of the landings, or get a wider "
    "one."
)
_MAKER = "the maker's card, as the plan gives it"
_DRAWS = "draws of this assessment"
_CASE = "NIOSH FACE 94CA018 (case-1994-airbag, V-A)"


def catch_findings(
    limits: Limits, catch: Catch, exposure: Exposure, branch_probability: Sequence[float], *, seed: int
) -> tuple[Finding, ...]:
    """Every check of a catcher, for the person who falls."""
    person = exposure.person
    if catch.bare is not None:
        return (
            *_nothing_catches(catch, catch.bare, person),
            *collision_findings(limits, catch, person, branch_probability, seed=seed),
            *_hard_things(limits, catch, person, branch_probability, seed),
            *_around(catch, person),
        )
    outer = share_of_draws(catch, catch.outer, branch_probability, seed=seed)
    beside = share_of_draws(catch, catch.beside, branch_probability, seed=seed)
    return (
        *(_rating(catch, person) if catch.rated else ()),
        *_mass(catch, person),
        *_clear_space(catch, person),
        *_clear_below(catch, person),
        *_water(limits, catch, person, branch_probability, seed),
        *_landing_spread(limits, catch, person, outer, beside),
        *collision_findings(limits, catch, person, branch_probability, seed=seed),
        *_hard_things(limits, catch, person, branch_probability, seed),
        *_against_practice(catch, person),
        *order_findings(catch, person),
        *_around(catch, person),
    )


def _around(catch: Catch, person: str) -> Iterator[Finding]:
    """What every fall is asked, caught or not."""
    yield from placeless_findings(catch, person)
    yield from _height_ladder_findings(catch, person)
    yield from _dark(catch, person)


def _nothing_catches(catch: Catch, ground: str, person: str) -> Iterator[Finding]:
    text = f"{person}: nothing in the plan catches the fall of {_metres(catch.take_off_m)}; it ends on {ground}."
    yield Finding("catch-none", Severity.FLAG, person, text, "the plan", "Name what catches (onto), if anything does.")


def _water(
    limits: Limits, catch: Catch, person: str, branch_probability: Sequence[float], seed: int
) -> tuple[Finding, ...]:
    if catch.water is None:
        return ()
    flat = share_of_draws(catch, catch.water.flat, branch_probability, seed=seed)
    return water_findings(limits, catch, catch.water, person, flat)


def _clear_below(catch: Catch, person: str) -> Iterator[Finding]:
    """What a net needs under it to sag into."""
    if catch.below is None:
        return
    needs, has = catch.below.needs_m, catch.below.has_m
    if needs is None:
        text = (
            f"{person}: how much clear height {catch.catcher} needs below it is not in the plan (clear_below). It "
            f"hangs {_metres(has)} above the ground."
        )
        yield Finding("catch-clear-below", Severity.HOLD, person, text, _MAKER, _READ_CARD)
    elif needs > has:
        text = (
            f"{person}: {catch.catcher} needs {_metres(needs)} clear below it and hangs {_metres(has)} above the "
            "ground: they would go through to it."
        )
        yield Finding("catch-clear-below", Severity.STOP, person, text, _MAKER, "Hang it higher, or take off lower.")


def _against_practice(catch: Catch, person: str) -> Iterator[Finding]:
    for text, source in catch.against_practice:
        yield Finding("catch-practice", Severity.FLAG, person, f"{person}: onto {catch.catcher}: {text}.", source)


def _metres(value: float) -> str:
    return f"{amount(value)} m"


def _rating(catch: Catch, person: str) -> Iterator[Finding]:
    """The take-off with twice its spread against the maker's height, from the ground unless the card says not."""
    drop_m = catch.take_off_m - catch.top_m
    if catch.rated_m is None:
        text = (
            f"{person}: {catch.catcher} has no rated height in the plan, and a fall of {_metres(drop_m)} to its top "
            "cannot be held against anything."
        )
        yield Finding("catch-unrated", Severity.HOLD, person, text, "CSATF bulletin 18 (V, FSUAIR)", _READ_CARD)
        return
    fallen = catch.high_m - (catch.top_m if catch.rated_from_top else 0.0)
    counted = "to the top of it" if catch.rated_from_top else "above the ground"
    said = (
        f"{person}: takes off {_metres(fallen)} {counted} at most ({_metres(drop_m)} to the top of {catch.catcher} as "
        f"planned), and it is rated for {_metres(catch.rated_m)}"
    )
    if fallen > catch.rated_m:
        text = f"{said}: {amount(100 * (fallen / catch.rated_m - 1), 2)} % too high."
        lower = "Take off lower, or get a bigger one."
        yield Finding("catch-rating", Severity.STOP, person, text, f"{_MAKER}; {_CASE}", lower)
    else:
        yield Finding("catch-rating", Severity.NOTE, person, f"{said}.", _MAKER)


def _mass(catch: Catch, person: str) -> Iterator[Finding]:
    if catch.rated_mass_kg is not None and catch.mass_kg > catch.rated_mass_kg:
        text = (
            f"{person}: weighs {amount(catch.mass_kg)} kg, and {catch.catcher} is rated for "
            f"{amount(catch.rated_mass_kg)} kg."
        )
        yield Finding("catch-mass", Severity.STOP, person, text, _MAKER, "Get one that is rated for them.")


def _clear_space(catch: Catch, person: str) -> Iterator[Finding]:
    """What a bag's vents need on every side."""
    if not catch.vents:
        return
    if catch.needs_m is None:
        text = f"{person}: how much clear space the vents of {catch.catcher} need is not in the plan."
        yield Finding("catch-clear-space", Severity.HOLD, person, text, "CSATF bulletin 18 (V, FSUAIR)", _READ_CARD)
        return
    close = {name: gap for name, gap in catch.clear_m.items() if gap < catch.needs_m}
    if close:
        listed = ", ".join(f"{name} is {_metres(gap)} from it" for name, gap in close.items())
        text = f"{person}: {catch.catcher} needs {_metres(catch.needs_m)} clear on every side for its vents; {listed}."
        away = "Move it away, and the take-off with it: an outrigger."
        yield Finding("catch-clear-space", Severity.STOP, person, text, f"{_MAKER}; {_CASE}", away)


def _landing_spread(limits: Limits, catch: Catch, person: str, outer: Interval, beside: Interval) -> Iterator[Finding]:
    """Beside the catcher counts as a serious injury; the outer metre as a load that may be passed."""
    may_miss, may_graze = limits.allowance("chosen_ais3_take"), limits.allowance("chosen_exceedance")
    missed = takes_with_bound(beside)
    lands = (
        f"{person}: lands in the outer {_metres(catch.outer_m)} of {catch.catcher} in {takes_with_bound(outer)} and "
        f"beside it in {missed}"
        if catch.outer_m
        else f"{person}: lands beside {catch.catcher} in {missed}"
    )
    severity = worst_share((outer, may_graze), (beside, may_miss))
    if severity is not None:
        text = f"{lands}; {chance(may_graze)} and {chance(may_miss)} are allowed, with every branch counted."
        source = f"{_DRAWS}; allowances: house rule [J]; {_CASE}"
        edge = (
            f", in its outer {_metres(catch.outer_m)} in {of_takes(chance(outer.high))} (allowed {chance(may_graze)})"
            if catch.outer_m
            else ""
        )
        plain = (
            f"May land beside {catch.catcher} in {of_takes(chance(beside.high))} (allowed {chance(may_miss)}){edge}."
        )
        remedy = _UNDER_THE_EDGE if catch.may_go_under else _UNDER_THE_MIDDLE
        yield Finding("landing-spread", severity, person, text, source, remedy, plain)
    else:
        yield Finding("landing-spread", Severity.NOTE, person, f"{lands}.", _DRAWS)


def _hard_things(
    limits: Limits, catch: Catch, person: str, branch_probability: Sequence[float], seed: int
) -> Iterator[Finding]:
    for thing in catch.near:
        hit = share_of_draws(catch, thing.draws, branch_probability, seed=seed)
        if thing.borne is not None or hit.mean <= 0:
            continue
        text = (
            f"{person}: comes within reach of {thing.name}, {_metres(thing.distance_m)} from {catch.catcher}, in "
            f"{takes_with_bound(hit)}."
        )
        severity = severity_of_share(hit, limits.allowance("chosen_exceedance")) or Severity.FLAG
        plain = f"May come within reach of {thing.name} in {of_takes(chance(hit.high))}."
        source = f"{_DRAWS}; reach: judgement [J]"
        yield Finding("hard-thing", severity, person, text, source, "Move it, or pad it.", plain)


def _height_ladder_findings(catch: Catch, person: str) -> Iterator[Finding]:
    """The first fall from a height comes after lower ones."""
    planned, before = catch.take_off_m, catch.rehearsed_m
    if before is not None and before >= 2 / 3 * planned:
        return
    done = "no lower one is in the plan" if before is None else f"the highest before it was {_metres(before)}"
    text = f"{person}: the fall is from {_metres(planned)}, and {done}."
    climb = f"Climb to it in steps: one of at least {_metres(2 / 3 * planned)} comes first (rehearsed_from)."
    yield Finding("rehearsal-ladder", Severity.HOLD, person, text, "house rule [J]; case-2017-balcony", climb)


def _dark(catch: Catch, person: str) -> Iterator[Finding]:
    if catch.in_the_dark:
        text, light = f"{person}: it is night and {catch.catcher} is not lit.", "Light it without blinding the faller."
        yield Finding("night-target", Severity.HOLD, person, text, "CSATF bulletin 18 (V, FSUAIR)", light)


def in_reach_findings(
    limits: Limits, catch: Catch, near: InReach, faller: str, reached: Interval
) -> tuple[Finding, ...]:
    """What a falling body does to somebody else: imposed on spotters, never on bystanders."""
    allowed = 0.0 if near.borne is Borne.BYSTANDER else limits.allowance("imposed_exceedance")
    often = takes_with_bound(reached)
    stands = f"{near.name}: stands {_metres(near.distance_m)} from {catch.catcher}"
    if reached.mean <= 0:
        text = f"{stands}; no draw brings {faller} within reach."
        return (Finding("landing-zone", Severity.NOTE, near.name, text, _DRAWS),)
    text = (
        f"{stands}; {faller} lands or is thrown within reach in {often}, and they "
        f"would have {amount(near.seconds, 2)} s from the take-off"
    )
    late = near.borne is Borne.BYSTANDER or near.seconds < catch.react_s
    severity = severity_of_share(reached, allowed)
    if late and severity is not None:
        text, source = f"{text}; {chance(allowed)} is allowed.", "house rule [J]; reach: judgement [J]"
        return (Finding("landing-zone", severity, near.name, text, source, "Move them back."),)
    text += f"; {amount(catch.react_s, 2)} s are needed to step clear."
    return (Finding("landing-zone", Severity.FLAG, near.name, text, "reach and time: judgement [J]"),)
