"""What must be done by when, for a screen, a pipe, a program or a calendar (.ics)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from importlib import import_module
from itertools import groupby
from typing import Any

from stuntlab.dates import date_in_words
from stuntlab.errors import UserError, in_one_line
from stuntlab.record.schedule import Due
from stuntlab.report.page import Page
from stuntlab.suggestions import suggest_extra
from stuntlab.units.counting import agreeing, counted

_MARKS = {True: "done", False: "open", None: ""}
_LONGEST_TITLE = 200
_PRODUCT = "-//stuntlab//schedule//EN"


@dataclass(frozen=True, slots=True)
class PlanSchedule:
    """The schedule of one plan. file, title, production, scene: whose it is. today: the day of the shoot it is now."""

    file: str
    title: str
    production: str
    scene: str
    today: date
    rows: tuple[Due, ...]

    @property
    def late(self) -> tuple[Due, ...]:
        return tuple(row for row in self.rows if row.is_late(self.today))


def render_schedule(schedules: Sequence[PlanSchedule], *, width: int, colour: bool, unicode: bool) -> str:
    """What is late first, then everything by its day."""
    page = Page(width=width, colour=colour, unicode=unicode)
    late = sum(len(one.late) for one in schedules)
    waiting = sum(row.done is False and not row.is_late(one.today) for one in schedules for row in one.rows)
    page.add(
        f"{counted(late, 'thing') if late else 'Nothing'} {agreeing(late or 1, 'is', 'are')} late; "
        f"{counted(waiting, 'more thing')} {agreeing(waiting, 'is', 'are')} to be done.",
        style="bold",
    )
    for one in schedules:
        page.blank()
        _add_plan(page, one)
    return page.render()


def _add_plan(page: Page, one: PlanSchedule) -> None:
    scene = f", scene {one.scene}" if one.scene else ""
    page.add(f"{one.title}{scene} ({one.file})", style="bold")
    if any(row.day is None for row in one.rows):
        page.add("The plan has no shoot_date, so that most of it has no day. Write the day into the plan.")
    for row in one.late:
        page.add_marked("!", f"LATE since {date_in_words(_day(row))}: {row.what}", style="bold red", indent=2)
    dated = groupby((row for row in one.rows if not row.is_late(one.today)), key=lambda row: row.day)
    for day, rows in dated:
        page.add(_say_day(day, one.today), indent=2)
        for row in rows:
            clock = f"{row.at:%H:%M} " if row.at else ""
            state = f" ({_MARKS[row.done]})" if row.done is not None else ""
            page.add(f"{clock}{row.what}{state}", indent=4, hang=2)


def _day(row: Due) -> date:
    return row.day or date.max


def _say_day(day: date | None, today: date) -> str:
    if day is None:
        return "before the shoot"
    return f"{day:%a} {date_in_words(day)}{', today' if day == today else ''}"


def schedule_to_dict(schedules: Sequence[PlanSchedule]) -> dict[str, Any]:
    """The same for a program."""
    return {"plans": [_plan_to_dict(one) for one in schedules]}


def _plan_to_dict(one: PlanSchedule) -> dict[str, Any]:
    rows = [
        {
            "key": row.key,
            "what": row.what,
            "day": row.day.isoformat() if row.day else None,
            "at": f"{row.at:%H:%M}" if row.at else None,
            "done": row.done,
            "late": row.is_late(one.today),
            "why": row.why,
        }
        for row in one.rows
    ]
    return {"file": one.file, "stunt": one.title, "scene": one.scene, "today": one.today.isoformat(), "due": rows}


def calendar_of(schedules: Sequence[PlanSchedule], *, before: bytes | None = None) -> bytes:
    """The same as a calendar, RFC 5545. before: the file that was written last, so that changes can be numbered.

    An event keeps its UID as long as production, plan and thing have their names. One that changed gets the next
    SEQUENCE, one that is gone is cancelled, and one that did not change stays as it was, byte for byte. Times are in
    UTC, from the time zone of this machine.

    Raises: UserError without the extra, and for a file that is no calendar.
    """
    ical = _library()
    known = _events_before(ical, before)
    calendar = ical.Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    made = {uid: event for one in schedules for uid, event in _events(ical, one)}
    for uid in sorted({*made, *known}):
        calendar.add_component(_numbered(made.get(uid), known.get(uid)))
    content: bytes = calendar.to_ical()
    return content


def _library() -> Any:
    try:
        return import_module("icalendar")
    except ImportError:
        raise UserError(f"a calendar needs an extra: {suggest_extra('calendar')}") from None


def _events_before(ical: Any, before: bytes | None) -> dict[str, Any]:
    if not before:
        return {}
    try:
        calendar = ical.Calendar.from_ical(before)
        if str(calendar["prodid"]) != _PRODUCT:
            raise ValueError
        return {str(event["uid"]): event for event in calendar.walk("VEVENT")}
    except (ValueError, KeyError, IndexError, AttributeError):
        raise UserError(
            "the file that is there is no calendar of stuntlab and is left as it is; give another name"
        ) from None


def _events(ical: Any, one: PlanSchedule) -> Iterator[tuple[str, Any]]:
    for row in one.rows:
        if row.day is None:
            continue
        uid = _uid(one, row)
        event = ical.Event()
        event.add("uid", uid)
        event.add("sequence", 0)
        event.add("dtstamp", datetime.combine(row.day, time(), UTC))
        begins, ends = _span(row)
        event.add("dtstart", begins)
        event.add("dtend", ends)
        done = {True: "done: ", False: "", None: ""}[row.done]
        event.add("summary", _line(f"{done}{row.what}: {one.title}"))
        event.add("description", _line(f"{row.why}. {one.production} {f'scene {one.scene}' if one.scene else ''}"))
        event.add("transp", "OPAQUE" if row.at else "TRANSPARENT")
        event.add("status", "CONFIRMED")
        yield uid, event


def _uid(one: PlanSchedule, row: Due) -> str:
    named = "\0".join((one.production, one.title, one.scene, row.key)).casefold()
    return f"{hashlib.sha256(named.encode(errors='replace')).hexdigest()[:32]}@stuntlab"


def _span(row: Due) -> tuple[date | datetime, date | datetime]:
    day = _day(row)
    if row.at is None:
        return day, day + timedelta(days=1)
    begins = datetime.combine(day, row.at)
    ends = row.ends or begins + timedelta(hours=1)
    return begins.astimezone(UTC), ends.astimezone(UTC)


def _line(text: str) -> str:
    """Words for a calendar: one line, nothing that a program obeys."""
    return " ".join(in_one_line(text).encode("utf-8", "replace").decode().split())[:_LONGEST_TITLE]


def _numbered(event: Any, known: Any) -> Any:
    """An event with its number: that of the file before, or the next where something of it changed."""
    if known is None:
        return event
    if event is None:
        if str(known.get("status", "")) != "CANCELLED":
            known["status"] = "CANCELLED"
            known["sequence"] = int(known.get("sequence", 0)) + 1
        return known
    if _said(event) == _said(known):
        return known
    event["sequence"] = int(known.get("sequence", 0)) + 1
    return event


def _said(event: Any) -> Mapping[str, bytes]:
    names = ("DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "STATUS", "TRANSP")
    return {name: event[name].to_ical() if hasattr(event[name], "to_ical") else b"" for name in names if name in event}
