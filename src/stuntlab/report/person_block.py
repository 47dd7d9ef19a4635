"""One person's block: who makes the risk, how likely contact is, the worst load against its limit, the injury risk."""

from __future__ import annotations

from stuntlab.datasets import Borne, Day, ExposureResult, LoadSummary, PersonResult
from stuntlab.report.bar import load_bar
from stuntlab.report.page import LABEL_WIDTH, ROOM_FOR_LABELS, Page
from stuntlab.report.symbols import VERDICT_SHAPE, VERDICT_STYLE
from stuntlab.units.counting import agreeing, counted
from stuntlab.verdict import exceedance_bound, load_share, read_limits, what_narrows_shortly, worst_load
from stuntlab.verdict.words import (
    SMALLEST,
    amount,
    chance,
    chance_of,
    chance_range,
    no_less,
    of_takes,
    the,
    times,
    with_unit,
)

MOST_SHOWN = 3
MOST_BRANCHES = 3
WIDEST_BAR = 48
_INJURY = {"ais2": ("moderate injury", "AIS 2+"), "ais3": ("serious injury", "AIS 3+")}


def add_person(page: Page, name: str, person: PersonResult) -> None:
    """The block of one person, worst exposures first."""
    page.add_marked(
        f"{VERDICT_SHAPE[person.verdict]} {person.verdict.value}:", name, style=VERDICT_STYLE[person.verdict]
    )
    ranked = sorted(person.exposures, key=_badness, reverse=True)
    for result in ranked[:MOST_SHOWN]:
        _add_exposure(page, result)
    if len(ranked) > MOST_SHOWN:
        page.add(f"and {len(ranked) - MOST_SHOWN} more, none worse (--json lists them)", indent=2)
    if not ranked and not person.not_computed:
        page.add("bears nothing in this plan", indent=2)
    if person.not_computed:
        page.add(f"nothing is computed of {', '.join(map(the, person.not_computed))}", indent=2)
    if person.day is not None:
        _add_day(page, person.day)


def _add_day(page: Page, day: Day) -> None:
    """All gags together: the strikes that are to stop short, and what is counted against what a day may hold."""
    doses = ", ".join(f"{amount(dose.amount)} of {amount(dose.most)} {dose.unit}" for dose in day.doses.values())
    if not doses and day.touched is None:
        return
    page.add("the whole day", indent=2)
    if day.touched is not None:
        touched = _with_range(chance_of(day.touched), chance_range(day.touched))
        strikes = f"{counted(day.short, 'strike')} that {agreeing(day.short, 'stops', 'stop')} short"
        page.add_labelled("at least 1 touch", f"{touched}, of {strikes}", indent=4)
    if doses:
        page.add_labelled("dose", f"{doses} at most", indent=4)


def _badness(result: ExposureResult) -> tuple[float, float, float]:
    """Orders exposures by the bounds that decide: how often a limit is passed, how far, how often there is contact.

    Where no load has a limit, contact is what counts.
    """
    limited, contact = [load for load in result.loads.values() if load.exceeded], result.contact_probability.high
    passed = max(map(exceedance_bound, limited), default=contact)
    return passed, max(map(load_share, limited), default=0.0), contact


def _add_exposure(page: Page, result: ExposureResult) -> None:
    page.add(_origin(result), indent=2)
    contact = result.contact_probability
    if result.exposure.borne is Borne.BYSTANDER:
        page.add_labelled("reached in", _with_range(of_takes(chance_of(contact)), chance_range(contact)), indent=4)
        return
    page.add_labelled("contact", _with_range(of_takes(chance_of(contact)), chance_range(contact)), indent=4)
    _add_worst_load(page, result)
    for level, (label, scale) in _INJURY.items():
        if level in result.risk_per_take:
            said = "at most that; no curve reaches it" if level in result.no_curve else _risk(result, level)
            least = no_less(said) if level in result.at_least else said
            page.add_labelled(label, f"{least} ({scale})", indent=4)
    _add_basis(page, result)


def _add_basis(page: Page, result: ExposureResult) -> None:
    """What each branch adds to the chance of the worst load, or else of an injury, and what is known of it least."""
    name = worst_load(result)
    basis = result.loads[name].basis if name else next(iter(result.risk_basis.values()), None)
    adds = {branch: added for branch, added in basis.adds.items() if added >= SMALLEST} if basis else {}
    if not basis or not adds:
        return
    parts = [f"{branch} adds {chance(added)}" for branch, added in sorted(adds.items(), key=lambda one: -one[1])]
    page.add_labelled("made up of", "; ".join(parts[:MOST_BRANCHES]), indent=4)
    page.add_labelled("narrowed most by", what_narrows_shortly(basis), indent=4)


def _origin(result: ExposureResult) -> str:
    exposure = result.exposure
    own = exposure.created_by == exposure.person
    maker = "by their own act" if own else f"by {exposure.created_by}"
    manner = "chosen" if exposure.borne is Borne.CHOSEN else exposure.borne.value
    return f"{exposure.gag} {maker}, {manner}, {counted(exposure.takes_on_the_day)} on the day"


def _with_range(mean: str, ends: str) -> str:
    return f"{mean} ({ends})" if ends else mean


def _add_worst_load(page: Page, result: ExposureResult) -> None:
    name = worst_load(result)
    if name is None:
        page.add_labelled("worst load", "none that has a limit", indent=4)
        return
    load = result.loads[name]
    page.add_labelled("worst load", f"{_title(name)}, {_felt(load)}", indent=4)
    room = page.width - 4 - (LABEL_WIDTH + 2 if page.width >= ROOM_FOR_LABELS else 2)
    bar = load_bar(load, min(room, WIDEST_BAR)) if load.max else ""
    if bar:
        page.add_labelled("", bar, indent=4)
    page.add_labelled("", _against_limit(load), indent=4)


def _title(name: str) -> str:
    row = read_limits().loads.get(name)
    return row.title if row else name.replace("_", " ")


def _felt(load: LoadSummary) -> str:
    if load.max == 0:
        return "none felt in any simulated take"
    return f"median {with_unit(load.median, load.unit)}, 19 of 20 below {with_unit(load.p95, load.unit)}"


def _against_limit(load: LoadSummary) -> str:
    if not load.limit:
        limit = "no contact allowed"
    else:
        limit = f"limit {with_unit(load.limit, load.unit)}"
        limit += f", median {times(load.median / load.limit)} the limit" if load.median > load.limit else ""
    passed = f", passed in {of_takes(chance_of(load.exceeded))}" if load.exceeded else ""
    return limit + passed


def _risk(result: ExposureResult, level: str) -> str:
    per_take, day = result.risk_per_take[level], result.risk_on_the_day[level]
    return (
        f"{_with_range(chance_of(per_take), chance_range(per_take))} per take; "
        f"{_with_range(chance_of(day), chance_range(day))} on the day"
    )
