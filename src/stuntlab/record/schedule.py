"""What must be done by when for a stunt, what is late, and what comes after, from the plan and what was decided."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from stuntlab.plan import label_words
from stuntlab.plan.catcher import Catcher
from stuntlab.record.board import why_again
from stuntlab.record.briefing import still_to_brief
from stuntlab.record.consent import valid_consent
from stuntlab.record.history import History
from stuntlab.record.ladder import steps_done, steps_of
from stuntlab.record.review import reviews
from stuntlab.tables import Sourced, Table
from stuntlab.units.counting import counted, join_words


@dataclass(frozen=True, kw_only=True)
class DaysBefore(Sourced):
    """How many days before the shoot something is to be done, and why."""

    days: int
    why: str


@dataclass(frozen=True, kw_only=True)
class HoursApart(Sourced):
    """Hours between the day of the shoot and something before or after it."""

    hours: int
    why: str


@dataclass(frozen=True)
class ScheduleRules:
    """`schedule.toml`."""

    before: dict[str, DaysBefore]
    hours: dict[str, HoursApart]


RULES = Table("stuntlab.record", "schedule.toml", ScheduleRules)


@dataclass(frozen=True, slots=True)
class Due:
    """One line of the schedule.

    key: the same for the same thing in every version of a plan. what: in words. day: by when; None where the plan has
    no day of the shoot. at: the time, where one is known. ends: when it is over, where it lasts. done: None for what is
    only shown, and needs nothing.
    """

    key: str
    what: str
    day: date | None
    why: str
    done: bool | None = None
    at: time | None = None
    ends: datetime | None = None

    def is_late(self, today: date) -> bool:
        """Whether it should have been done before today."""
        return self.done is False and self.day is not None and self.day < today


def schedule_of(history: History) -> tuple[Due, ...]:
    """Everything with a date, in the order of dates; what has none comes last."""
    rows = [*_to_do(history), *_of_the_day(history)]
    return tuple(sorted(rows, key=lambda row: (row.day is None, row.day or date.max, row.at or time.max, row.key)))


def say_due(history: History, *, within_days: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What is late, and what is to be done today or within some days, each in a few words."""
    today, soon = history.today, history.today + timedelta(days=within_days)
    open_ = [row for row in schedule_of(history) if row.done is False and row.day is not None]
    late = tuple(row.what for row in open_ if row.is_late(today))
    return late, tuple(f"{row.what} {_by(row.day, today)}" for row in open_ if row.day and today <= row.day <= soon)


def _by(day: date, today: date) -> str:
    return "today" if day == today else "by tomorrow" if day == today + timedelta(days=1) else f"by {day:%A}"


def _to_do(history: History) -> Iterator[Due]:
    rules, plan = RULES.read().before, history.plan
    answered = history.answer is not None and not why_again(history)
    yield _before(history, "assessed", "assess this version", rules["assessed"], done=answered)
    if reviews(history).lines:
        reviewed = not any(finding.id == "review-missing" for finding in reviews(history).findings)
        yield _before(history, "review", "independent review", rules["review"], done=reviewed)
    for name, gear in plan.gear.items():
        if isinstance(gear, Catcher):
            made = any(plan.shoot_date is None or test.date <= plan.shoot_date for test in gear.drop_tests)
            what, own = f"drop test of {name}", plan.schedule.drop_tests
            yield _before(history, f"drop_test:{name}", what, rules["drop_test"], done=made, own=own)
    for label, action in history.gags.items():
        missing = [step for step in steps_of(action) if step not in steps_done(history, label)]
        more = f" ({', '.join(missing)})" if missing and len(missing) < len(steps_of(action)) else ""
        own = max(plan.schedule.rehearsals, default=None)
        what = f"rehearsal of {label_words(label)}{more}"
        yield _before(history, f"rehearsal:{label}", what, rules["rehearsal"], done=not missing, own=own)
    for person in history.in_action:
        given = valid_consent(history, person) is not None
        yield _before(history, f"consent:{person}", f"consent of {person}", rules["consent"], done=given)
    missing_people = still_to_brief(history)
    left = "" if len(missing_people) == len(plan.people) else f" of {join_words(list(missing_people))}"
    what = f"briefing{left if missing_people else ''}"
    briefed = not missing_people
    row = _before(history, "briefing", what, rules["briefing"], done=briefed, own=plan.schedule.briefing)
    yield row if row.day != plan.shoot_date else _at(row, plan.schedule.call)


def _before(history: History, key: str, what: str, rule: DaysBefore, *, done: bool, own: date | None = None) -> Due:
    shot = history.plan.shoot_date
    day = own or (shot - timedelta(days=rule.days) if shot else None)
    return Due(key, what, day, rule.why, done)


def _at(row: Due, at: time | None) -> Due:
    return Due(row.key, row.what, row.day, row.why, row.done, at)


def _of_the_day(history: History) -> Iterator[Due]:
    plan = history.plan
    dates, shot, hours = plan.schedule, plan.shoot_date, RULES.read().hours
    for number, day in enumerate(sorted(dates.rehearsals), start=1):
        yield Due(f"rehearsal_day:{number}", f"rehearsal day {number}", day, "the plan says so")
    for number, day in enumerate(sorted(dates.weather_holds), start=1):
        yield Due(
            f"weather_hold:{number}", f"weather hold {number}", day, "kept free in case the weather holds the shoot"
        )
    if dates.release is not None:
        yield Due("release", "release", dates.release, "the plan says so; it asks for nothing here")
    if shot is None:
        return
    yield Due("shoot", "the day of the shoot", shot, "the plan says so", None, dates.call, _wrap_of(shot, dates.wrap))
    if plan.place.wind is not None or dates.weather_holds:
        yield Due("weather", "measure the wind and look at the weather", shot, "the plan holds for the wind it says")
    if dates.call is not None:
        rule = hours["call_sheet"]
        out = datetime.combine(shot, dates.call) - timedelta(hours=rule.hours)
        yield Due("call_sheet", "call sheet with its safety line goes out", out.date(), rule.why, None, out.time())
    expires = "every consent ends with the day, at six in the morning after"
    yield Due("consents_end", "consents end", shot + timedelta(days=1), expires, None, time(6))
    wrap = _wrap_of(shot, dates.wrap)
    rule = hours["rest"]
    if wrap is None:
        what = f"{counted(rule.hours, 'hour')} of rest after wrap, for everybody in it"
        yield Due("rest", what, shot + timedelta(days=1), rule.why)
    else:
        what = f"rest for everybody in it: no call before {wrap + timedelta(hours=rule.hours):%H:%M}"
        yield Due("rest", what, wrap.date(), rule.why, None, wrap.time(), wrap + timedelta(hours=rule.hours))


def _wrap_of(shot: date, wrap: time | None) -> datetime | None:
    """When the day ends: a time before noon is after midnight."""
    if wrap is None:
        return None
    return datetime.combine(shot + timedelta(days=wrap < time(12)), wrap)
