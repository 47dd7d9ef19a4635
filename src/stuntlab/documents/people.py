"""Who bears what: the numbers of each person, in words."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from stuntlab.datasets import Assessment, Basis, Borne, Day, ExposureResult, LoadSummary, PersonResult
from stuntlab.documents.document import Bar, LoadTold, PersonTold, RiskTold, Row
from stuntlab.documents.reasons import Say
from stuntlab.units.counting import agreeing, counted
from stuntlab.verdict import LoadLimits, exceedance_bound, load_share, nearest_load, read_limits, what_narrows_shortly
from stuntlab.verdict.words import (
    PER_CENT_FROM,
    PLAIN_INJURY,
    SMALLEST,
    SURE,
    amount,
    chance,
    chance_of,
    chance_range,
    no_less,
    of_takes,
    say_load,
    the,
    times,
    with_unit,
)

MOST_BRANCHES = 3
ALWAYS = 0.99
"""A chance of contact above which it touches in every take, as a fall does."""

_INJURY = {"ais2": ("moderate injury", "AIS 2+"), "ais3": ("serious injury", "AIS 3+")}
_CHOICE = {
    Borne.IMPOSED: "not their choice",
    Borne.TRAINED_RECEIVER: "trained to take it",
    Borne.CHOSEN: "their choice",
    Borne.BYSTANDER: "a bystander, who may never be reached",
}


def tell_people(assessment: Assessment, say: Say) -> tuple[PersonTold, ...]:
    """Everybody in the answer, in its order."""
    return tuple(_person(name, person, say) for name, person in assessment.people.items())


def _person(name: str, person: PersonResult, say: Say) -> PersonTold:
    ranked = sorted(person.exposures, key=_badness, reverse=True)
    unknown = (_not_computed(person.not_computed),) if person.not_computed else ()
    told = (*unknown, *(_risk(result, say) for result in ranked))
    return PersonTold(name, person.verdict, told, tuple(_day_rows(person.day)))


def _not_computed(gags: Sequence[str]) -> RiskTold:
    """Gags of which nothing is known: that is the worst that can be said of a risk."""
    named = ", ".join(gag.replace("_", " ") for gag in gags)
    what = f"{named}: nothing is computed of {agreeing(len(gags), 'it', 'them')}"
    return RiskTold(what=what, contact="", load=None, injury="", origin=what, rows=())


def _badness(result: ExposureResult) -> tuple[float, float, float]:
    """Orders exposures by the bounds that decide: how often a limit is passed, how far, how often there is contact.

    Where no load has a limit, contact is what counts.
    """
    limited, contact = [load for load in result.loads.values() if load.exceeded], result.contact_probability.high
    passed = max(map(exceedance_bound, limited), default=contact)
    return passed, max(map(load_share, limited), default=0.0), contact


def _risk(result: ExposureResult, say: Say) -> RiskTold:
    return RiskTold(
        what=_what(result),
        contact=_contact(result),
        load=_load(result, say),
        injury=_injury(result),
        origin=_origin(result),
        rows=tuple(Row(row.label, say(row.text), row.bar) for row in _rows(result)),
    )


def _what(result: ExposureResult) -> str:
    exposure = result.exposure
    gag, takes = exposure.gag.replace("_", " "), counted(exposure.takes_on_the_day)
    own = f"sets off {the(gag)}" if exposure.sets_off else f"own {gag}"
    act = own if exposure.created_by == exposure.person else f"{gag} by {exposure.created_by}"
    return f"{act}, {_CHOICE[exposure.borne]}, {takes}"


def _contact(result: ExposureResult) -> str:
    """How often it touches; nothing where it does in every take, as a fall does."""
    contact = result.contact_probability
    if result.exposure.borne is Borne.BYSTANDER:
        return f"reached in {of_takes(chance_of(contact))}"
    if contact.low > ALWAYS or not result.exposure.feels:
        return ""
    verb = "touches" if result.exposure.borne is Borne.CHOSEN else "touched"
    said = of_takes(chance_of(contact))
    if said.startswith("under"):
        said = said.removesuffix(" takes")  # it is long, and "takes" was said before
    return f"{verb} in {said}"


def _load(result: ExposureResult, say: Say) -> LoadTold | None:
    """The load that decides: the middle take that touches where that passes the limit, else the worst one."""
    name = nearest_load(result)
    if name is None or name not in read_limits().loads:
        return None
    load, row = result.loads[name], read_limits().loads[name]
    seldom = result.contact_probability.mean < PER_CENT_FROM
    what = f"if it touches, {row.everyday}" if seldom and result.exposure.borne is not Borne.CHOSEN else row.everyday
    if load.max == 0 and result.contact_probability.low > ALWAYS:
        return None  # nothing was simulated: a gag that moves somebody in every take is felt
    if load.max == 0:
        return LoadTold(row.everyday, "not felt in any take that was simulated", "", None)
    over = bool(load.limit) and load.median > (load.limit or 0.0)
    value = load.median if over else load.max
    return LoadTold(what, say(_number(value, row, over=over)), say(_against(load, value, row)), _bar(load, row))


def _number(value: float, row: LoadLimits, *, over: bool) -> str:
    """What is felt: nothing for a load without a unit, whose number says nothing to people."""
    if row.measured_to is not None and value > row.measured_to:
        return "beyond any published data"
    if row.unit == "1":
        return ""
    return with_unit(value, row.unit) if over else f"up to {with_unit(value, row.unit)}"


def _against(load: LoadSummary, value: float, row: LoadLimits) -> str:
    if not load.limit:
        return "no contact there is allowed"
    limit = "its limit" if load.unit == "1" else f"limit {with_unit(load.limit, load.unit)}"
    if value <= load.limit:
        return f"below {limit}" if load.unit == "1" else limit
    if row.measured_to is not None and value > row.measured_to:
        return f"above {limit}" if load.unit == "1" else limit
    if value == load.max and load.exceeded and load.median <= load.limit:
        share = of_takes(chance_of(load.exceeded))
        return f"above {limit} in {share}" if load.unit == "1" else f"{limit}, passed in {share}"
    over = times(value / load.limit)
    return f"{over} {limit}" if load.unit == "1" else f"{limit}: {over}"


def _bar(load: LoadSummary, row: LoadLimits) -> Bar | None:
    """Nothing where there is no limit or the limit is no contact at all; no longer than anything that was measured."""
    if not load.limit or not load.max:
        return None
    ends = row.measured_to or math.inf
    return Bar(*(float(f"{min(value, ends) / load.limit:.3g}") for value in (load.median, load.p95)))


def _injury(result: ExposureResult) -> str:
    """The injury that the rule asks for: one that needs a doctor from another's act, a hospital from one's own."""
    levels = ("ais3", "ais2") if result.exposure.borne is Borne.CHOSEN else ("ais2",)
    level = next((one for one in levels if one in result.risk_on_the_day and one not in result.no_curve), None)
    if level is None:
        return ""
    risk = result.risk_on_the_day[level]
    likely, most = chance_of(risk), chance(risk.high)
    if likely == SURE:
        return f"{PLAIN_INJURY[level]}: certain"
    least = no_less(likely) if level in result.at_least else likely
    same_scale = most.removesuffix(" in 100") if likely.endswith(" in 100") else most
    up_to = f", up to {same_scale}" if most not in likely else ""
    known = ", as far as is known" if level in result.at_least and least == likely else ""
    return f"{PLAIN_INJURY[level]}: {least} on the day{up_to}{known}"


def _origin(result: ExposureResult) -> str:
    exposure = result.exposure
    own = exposure.created_by == exposure.person
    maker = "by their own act" if own else f"by {exposure.created_by}"
    manner = "chosen" if exposure.borne is Borne.CHOSEN else exposure.borne.value
    return f"{exposure.gag} {maker}, {manner}, {counted(exposure.takes_on_the_day)} on the day"


def _rows(result: ExposureResult) -> Iterator[Row]:
    """Every number of a risk, with its ends."""
    contact = result.contact_probability
    often = _with_range(of_takes(chance_of(contact)), chance_range(contact))
    if result.exposure.borne is Borne.BYSTANDER:
        yield Row("reached in", often)
        return
    yield Row("contact", often)
    yield from _load_rows(result)
    for level, (label, scale) in _INJURY.items():
        if level in result.risk_per_take:
            said = "at most that; no curve reaches it" if level in result.no_curve else _risk_words(result, level)
            least = no_less(said) if level in result.at_least else said
            yield Row(label, f"{least} ({scale})")
            yield from _made_up_of(result.risk_basis.get(level))
    basis = _basis_of_worst(result)
    if basis and basis.adds:
        yield Row("narrowed most by", what_narrows_shortly(basis))


def _load_rows(result: ExposureResult) -> Iterator[Row]:
    name = nearest_load(result)
    if name is None:
        yield Row("worst load", "none that has a limit")
        return
    load, row = result.loads[name], read_limits().loads.get(name)
    ends = row.measured_to if row else None
    title = row.title if row else name.replace("_", " ")
    yield Row("worst load", f"{title}, {_say_load(load, ends)}", _bar(load, row) if row else None)
    yield Row("", _against_limit(load, ends))
    yield from _made_up_of(load.basis)


def _say_load(load: LoadSummary, measured_to: float | None) -> str:
    if load.max == 0:
        return "none felt in any simulated take"
    middle, most = (say_load(value, load.unit, measured_to) for value in (load.median, load.p95))
    return f"median {middle}, 19 of 20 below {most}" if middle != most else f"median {middle}"


def _against_limit(load: LoadSummary, measured_to: float | None) -> str:
    if not load.limit:
        limit = "no contact allowed"
    else:
        limit = f"limit {with_unit(load.limit, load.unit)}"
        sayable = load.limit < load.median <= (measured_to or math.inf)
        limit += f", median {times(load.median / load.limit)} the limit" if sayable else ""
    passed = f", passed in {of_takes(chance_of(load.exceeded))}" if load.exceeded else ""
    return limit + passed


def _basis_of_worst(result: ExposureResult) -> Basis | None:
    """What the chance of the worst load rests on, or else that of an injury."""
    name = nearest_load(result)
    return result.loads[name].basis if name else next(iter(result.risk_basis.values()), None)


def _made_up_of(basis: Basis | None) -> Iterator[Row]:
    """What each branch adds to the chance in the row above."""
    adds = {branch: added for branch, added in basis.adds.items() if added >= SMALLEST} if basis else {}
    parts = [f"{branch} adds {chance(added)}" for branch, added in sorted(adds.items(), key=lambda one: -one[1])]
    if parts:
        yield Row("made up of", "; ".join(parts[:MOST_BRANCHES]))


def _risk_words(result: ExposureResult, level: str) -> str:
    per_take, day = result.risk_per_take[level], result.risk_on_the_day[level]
    return (
        f"{_with_range(chance_of(per_take), chance_range(per_take))} per take; "
        f"{_with_range(chance_of(day), chance_range(day))} on the day"
    )


def _day_rows(day: Day | None) -> Iterator[Row]:
    """All gags together: the strikes that are to stop short, and what is counted against what a day may hold."""
    if day is None:
        return
    if day.touched is not None:
        touched = _with_range(chance_of(day.touched), chance_range(day.touched))
        strikes = f"{counted(day.short, 'strike')} that {agreeing(day.short, 'stops', 'stop')} short"
        yield Row("at least 1 touch", f"{touched}, of {strikes}")
    doses = ", ".join(f"{amount(dose.amount)} of {amount(dose.most)} {dose.unit}" for dose in day.doses.values())
    if doses:
        yield Row("dose", f"{doses} at most")


def _with_range(mean: str, ends: str) -> str:
    return f"{mean} ({ends})" if ends else mean
