"""What one person was put through in a day, over all plans of the production, against what they may be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime

from stuntlab.datasets import Finding
from stuntlab.dates import date_in_words
from stuntlab.plan import Action
from stuntlab.plan.practice import TakeDose
from stuntlab.record.entry import Entry
from stuntlab.record.history import History, Said, day_of, hold
from stuntlab.record.house_rules import DoseLimit
from stuntlab.record.kinds.done import DONE
from stuntlab.record.limits import limit_of_entry, standing_limits

HOURS = "hours_since_rest"


def doses(history: History) -> Said:
    """For everybody in the action: what is done and planned on the day of the plan, and done today, against limits."""
    lines: list[str] = []
    findings: list[Finding] = []
    for day in dict.fromkeys((history.plan.shoot_date or history.today, history.today)):
        for person in history.in_action:
            counted = dose_of(history, person, day)
            if any(counted.values()):
                lines.append(f"{person}: {_list_doses(history, counted)} on {date_in_words(day)}, done and planned")
            findings += [
                _over(person, limit, counted[name], day)
                for name, limit in _limits_of(history, person).items()
                if counted[name] > limit.most
            ]
    return Said(tuple(lines), tuple(findings))


def dose_of(history: History, person: str, day: date) -> Mapping[str, float]:
    """What a person has done on a day over all plans, and is still to do in this plan if it is shot then."""
    planned = sum_doses(history.gags, person) if day == (history.plan.shoot_date or history.today) else Counter[str]()
    here, elsewhere = _count_day(history, person, day)
    counted = {name: float(elsewhere[name] + max(planned[name], here[name])) for name in history.house.dose}
    return {**counted, HOURS: _hours_since_rest(history, person) if day == history.today else 0.0}


def day_so_far(history: History, person: str) -> str:
    """What a person has done today over all plans, beside what a day may hold, in words."""
    here, elsewhere = _count_day(history, person, history.today)
    done, limits = here + elsewhere, _limits_of(history, person)
    said = [
        f"{limits[name].say_amount(amount)} of {limits[name].most:g}" for name, amount in done.items() if name in limits
    ]
    return f"{', '.join(said)} today" if said else "rested just now"


def _list_doses(history: History, counted: Mapping[str, float]) -> str:
    limits = history.house.dose
    return ", ".join(limits[name].say_amount(amount) for name, amount in counted.items() if amount)


def _limits_of(history: History, person: str) -> dict[str, DoseLimit]:
    limits = dict(history.house.dose)
    for entry in standing_limits(history):
        name = entry.body.get("name")
        if entry.by == person and isinstance(name, str) and name in limits:
            own = limit_of_entry(entry).value
            if own < limits[name].most:
                limits[name] = replace(limits[name], most=own, why=f"their own limit, entry {entry.number}")
    return limits


def _count_day(history: History, person: str, day: date) -> tuple[Counter[str], Counter[str]]:
    """Counts of the day in this plan and in all others."""
    here, elsewhere = Counter[str](), Counter[str]()
    for entry in history.entries:
        if entry.kind is DONE and entry.body.get("person") == person and _local_day(history, entry.at) == day:
            counts = entry.body.get("counts")
            mine = entry.plan is not None and entry.plan.same_plan(history.key)
            (here if mine else elsewhere).update(_whole_numbers(counts))
    return here, elsewhere


def sum_doses(gags: Mapping[str, Action], person: str) -> Counter[str]:
    """What some gags of a plan put a person through, by the names of the house's limits."""
    planned = Counter[str]()
    for action in gags.values():
        for row in action.doses:
            if person in _name_people(action, row):
                for what in _dose_names(action, row):
                    planned[what] += action.takes * _times(action, row)
    return planned


def _name_people(action: Action, row: TakeDose) -> tuple[str, ...]:
    """Who a row is about: one person, or several."""
    named = getattr(action, row.person, None)
    return (named,) if isinstance(named, str) else tuple(named or ())


def _dose_names(action: Action, row: TakeDose) -> Iterator[str]:
    """What a take counts as: a fall on the back is a fall and a head whip."""
    yield row.what
    for also in row.also:
        if all(getattr(action, name, None) == value for name, value in also.only.items()):
            yield also.what


def _times(action: Action, row: TakeDose) -> int:
    times = getattr(action, row.times, 1) if row.times else 1
    return times if isinstance(times, int) else 1


def _hours_since_rest(history: History, person: str) -> float:
    """Hours since the person last came from rest; 0 where nobody said when that was."""
    rests = [entry for entry in history.entries if _is_rest(entry, person)]
    if not rests:
        return 0.0
    return max(0.0, round((history.now - datetime.fromisoformat(rests[-1].at)).total_seconds() / 3600, 1))


def _is_rest(entry: Entry, person: str) -> bool:
    return entry.kind is DONE and entry.body.get("person") == person and entry.body.get("rested") is True


def _over(person: str, limit: DoseLimit, amount: float, day: date) -> Finding:
    day_in_words = f"{limit.say_amount(amount)} on {date_in_words(day)} over all plans of the production"
    return hold(
        "dose",
        person,
        f"{person}: comes to {day_in_words}, limit {limit.most:g}.",
        "Take some out of the day, give them to a double, or go on after a rest.",
        source=limit.why,
        plain=f"Comes to {day_in_words}; {limit.most:g} is the most.",
    )


def _local_day(history: History, at: str) -> date:
    return day_of(datetime.fromisoformat(at).astimezone(history.now.tzinfo))


def _whole_numbers(counts: object) -> dict[str, int]:
    return {str(name): n for name, n in counts.items() if isinstance(n, int)} if isinstance(counts, dict) else {}
