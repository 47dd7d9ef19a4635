"""What must be done by when: from the plan's dates and the record, late where it is, and the same in any calendar."""

from __future__ import annotations

import json
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import icalendar
import pytest
from click.testing import CliRunner
from dateutil import parser as other_parser

from stuntlab.cli.briefed import command as briefed
from stuntlab.cli.consent import command as consent
from stuntlab.cli.schedule import command as schedule
from stuntlab.cli.today import command as today
from stuntlab.dates import local_now
from stuntlab.plan import read_plan, template

PLAN = template("high_fall")


def day(ahead: int) -> date:
    return (local_now() - timedelta(hours=6)).date() + timedelta(days=ahead)


def write(folder: Path, *, shot: date | None, dates: str = "{}", title: str = "Roof back fall") -> Path:
    text = PLAN.replace("stunt: Roof back fall", f"stunt: {json.dumps(title)}")
    when = f"shoot_date: {shot}\n" if shot else ""
    plan = folder / "fall.yaml"
    plan.write_text(text.replace("people:", f"{when}schedule: {dates}\npeople:", 1), encoding="utf-8")
    return plan


def told(plan: Path, *words: str) -> tuple[int, dict[str, Any]]:
    done = CliRunner().invoke(schedule, [str(plan), "--json", *words])
    assert done.exit_code in (0, 30), done.output
    return done.exit_code, {row["key"]: row for row in json.loads(done.output)["plans"][0]["due"]}


@pytest.fixture(autouse=True)
def _own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STUNTLAB_STATE", str(tmp_path / "state"))


def test_days_count_back_from_the_shoot_and_the_plan_may_say_its_own(tmp_path: Path) -> None:
    shot = day(20)
    dates = (
        f"{{call: 07:00, wrap: 01:30, rehearsals: [{day(10)}, {day(12)}], drop_tests: {day(9)}, release: 2031-05-01}}"
    )
    code, rows = told(write(tmp_path, shot=shot, dates=dates))
    assert code == 0
    assert rows["assessed"]["day"] == str(shot - timedelta(days=7))
    assert rows["consent:faller"]["day"] == str(shot - timedelta(days=1))
    assert rows["rehearsal:high_fall"]["day"] == str(day(12))
    assert rows["drop_test:bag"]["day"] == str(day(9))
    assert (rows["briefing"]["day"], rows["briefing"]["at"]) == (str(shot), "07:00")
    assert (rows["call_sheet"]["day"], rows["call_sheet"]["at"]) == (str(shot - timedelta(days=1)), "19:00")
    assert (rows["rest"]["day"], rows["rest"]["at"]) == (str(day(21)), "01:30"), "wrap is after midnight"
    assert "13:30" in rows["rest"]["what"]
    assert (rows["release"]["done"], rows["release"]["late"]) == (None, False)


def test_what_is_late_is_said_until_it_is_done(tmp_path: Path) -> None:
    plan = write(tmp_path, shot=day(1))
    code, rows = told(plan)
    assert code == 30
    assert {key for key, row in rows.items() if row["late"]} == {"assessed"}
    plan = write(tmp_path, shot=day(0))
    assert {key for key, row in told(plan)[1].items() if row["late"]} >= {"consent:faller", "rehearsal:high_fall"}
    assert CliRunner().invoke(consent, [str(plan), "--person", "faller", "--give"]).exit_code == 0
    everybody = [part for name in read_plan(plan).people for part in ("--attended", name, "--read", name)]
    assert CliRunner().invoke(briefed, [str(plan), *everybody]).exit_code in (0, 30)
    rows = told(plan)[1]
    assert (rows["consent:faller"]["done"], rows["briefing"]["done"]) == (True, True)
    board = CliRunner().invoke(today, [str(plan), "--json"]).output
    (row,) = json.loads(board)["plans"]
    assert "rehearsal of high fall" in row["late"]
    assert "consent of faller" not in row["late"]
    shown = CliRunner().invoke(schedule, [str(plan)]).output
    assert "LATE since" in shown


def test_without_a_day_nothing_is_late_and_it_is_said(tmp_path: Path) -> None:
    plan = write(tmp_path, shot=None)
    code, rows = told(plan)
    assert code == 0
    assert rows["consent:faller"]["day"] is None
    assert "no shoot_date" in CliRunner().invoke(schedule, [str(plan)]).output


def test_other_dates_leave_a_consent_as_it_is(tmp_path: Path) -> None:
    first = read_plan(write(tmp_path, shot=day(20)))
    second = read_plan(write(tmp_path, shot=day(20), dates=f"{{call: 06:00, weather_holds: [{day(21)}]}}"))
    assert first.hash == second.hash
    assert read_plan(write(tmp_path, shot=day(21))).hash != first.hash


@pytest.mark.parametrize("dates", ["{call: 25:00}", "{rehearsals: [tomorrow]}", "{calls: 07:00}"])
def test_a_wrong_date_names_its_line(dates: str, tmp_path: Path) -> None:
    done = CliRunner().invoke(schedule, [str(write(tmp_path, shot=day(3), dates=dates))])
    assert "fall.yaml:" in str(done.exception)


def events(file: Path) -> dict[str, dict[str, str]]:
    """The events of a calendar, read without the library that wrote it: unfolded lines, by their UID."""
    content = file.read_bytes()
    assert all(len(line) <= 75 for line in content.split(b"\r\n")), "RFC 5545 3.1: at most 75 octets"
    lines = content.replace(b"\r\n ", b"").decode("utf-8").split("\r\n")
    found: dict[str, dict[str, str]] = {}
    event: dict[str, str] = {}
    for line in lines:
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            event = {}
        elif line == "END:VEVENT":
            found[event["UID"]] = event
        else:
            event[name.split(";")[0]] = value
    return found


HOSTILE = "Fall; “A, B”\\n, 日本 🎬 BEGIN:VEVENT " + "long " * 30


@pytest.mark.parametrize("title", ["Roof back fall", HOSTILE])
def test_the_calendar_is_the_same_twice_and_counts_its_changes(title: str, tmp_path: Path) -> None:
    file = tmp_path / "out.ics"
    plan = write(tmp_path, shot=day(20), dates="{call: 07:00}", title=title)
    told(plan, "--ics", str(file))
    first = file.read_bytes()
    told(plan, "--ics", str(file))
    assert file.read_bytes() == first
    before = events(file)
    imported = icalendar.Calendar.from_ical(first).walk("VEVENT")
    assert {str(event["UID"]) for event in imported} == set(before)
    assert all(event.decoded("DTSTART") and event.decoded("DTSTAMP") for event in imported)
    assert {event["SEQUENCE"] for event in before.values()} == {"0"}
    assert all("\n" not in event["SUMMARY"] for event in before.values())

    told(write(tmp_path, shot=day(21), dates="{}", title=title), "--ics", str(file))
    after = events(file)
    assert set(before) <= set(after)
    shoot = next(uid for uid, event in before.items() if event["SUMMARY"].startswith("the day of the shoot"))
    assert after[shoot]["SEQUENCE"] == "1"
    assert other_parser.parse(after[shoot]["DTSTART"]).date() == day(21)
    sheet = next(uid for uid, event in before.items() if event["SUMMARY"].startswith("call sheet"))
    assert (after[sheet]["STATUS"], after[sheet]["SEQUENCE"]) == ("CANCELLED", "1")


def test_a_time_is_written_in_utc_from_the_zone_of_this_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "America/Los_Angeles")
    time.tzset()
    try:
        file = tmp_path / "out.ics"
        told(write(tmp_path, shot=date(2031, 7, 4), dates="{call: 07:00}"), "--ics", str(file))
        sheet = next(event for event in events(file).values() if event["SUMMARY"].startswith("call sheet"))
    finally:
        monkeypatch.undo()
        time.tzset()
    assert sheet["DTSTART"] == "20310704T020000Z", "19:00 the evening before, seven hours behind UTC"


@pytest.mark.parametrize("content", [b"dear diary", b"BEGIN:VCALENDAR\r\nPRODID:-//other//EN\r\nEND:VCALENDAR\r\n"])
def test_a_file_of_somebody_else_is_left_alone(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "mine.ics"
    file.write_bytes(content)
    done = CliRunner().invoke(schedule, [str(write(tmp_path, shot=day(3))), "--ics", str(file)])
    assert "no calendar of stuntlab" in str(done.exception)
    assert file.read_bytes() == content
