"""STOP from a page: one request, no name, kept before it is told, and told as it is."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from served import PLAN, Visitor

from stuntlab.record import open_record
from stuntlab.record.kinds.stop import STOP
from stuntlab.record.plan_record import stops_on
from stuntlab.serve.site import Site

JSON = {"accept": "application/json"}


def test_one_request_without_a_pass_stops_a_plan_and_keeps_no_name(visitor: Visitor, shoot: Path) -> None:
    told = visitor().post("/stop", data={"plan": "kick.yaml", "person": "villain"}, headers=JSON).json()
    assert told["stopped"] is True
    assert told["said"].startswith("HOLD")
    entries = open_record(shoot / "kick.yaml").store.entries()
    (stop,) = [entry for entry in entries if entry.kind is STOP]
    assert stop.by is None
    assert "villain" not in stop.content


def test_the_board_shows_it_at_once_and_a_broken_plan_can_be_stopped_too(visitor: Visitor, shoot: Path) -> None:
    browser = visitor()
    assert "✕" not in browser.get("/").text.split("<main")[1].split("live-board")[1].split("small")[0]
    assert browser.post("/stop", data={"plan": "broken.yaml"}, headers=JSON).json()["stopped"] is True
    assert stops_on(shoot / "broken.yaml")
    page = browser.get("/").text
    assert "STOPPED" in page


def test_on_the_board_it_stops_every_plan_of_the_folder(visitor: Visitor, shoot: Path) -> None:
    (shoot / "second.yaml").write_text(PLAN.replace("Stomach kick", "Another"), encoding="utf-8")
    assert visitor().post("/stop", data={"plan": ""}, headers=JSON).json()["stopped"] is True
    assert all(stops_on(file) for file in shoot.glob("*.yaml"))


@pytest.mark.parametrize("name", ["", "no such.yaml", "../secret.yaml", "\x00", "x" * 5000])
def test_a_plan_that_is_not_there_stops_everything(visitor: Visitor, shoot: Path, name: str) -> None:
    assert visitor().post("/stop", data={"plan": name}, headers=JSON).json()["stopped"] is True
    assert stops_on(shoot / "kick.yaml")


def test_every_page_says_when_it_was_made_so_that_no_stop_falls_between_page_and_channel(visitor: Visitor) -> None:
    pages = [visitor().get(page).text for page in ("/", "/plan/kick.yaml/takes")]
    made = [int(page.split('data-made="')[1].split('"')[0]) for page in pages]
    assert 0 < made[0] < made[1] < time.time_ns()


def test_without_scripts_the_form_itself_answers_with_a_page(visitor: Visitor) -> None:
    page = visitor().post("/stop", data={"plan": "kick.yaml"})
    assert page.status_code == 200
    assert "HOLD" in page.text
    assert "Nobody is told who" in page.text


def test_no_number_of_posts_keeps_a_stop_out(visitor: Visitor) -> None:
    browser = visitor()
    for _ in range(130):
        last = browser.post("/plan/kick.yaml/assess", data={})
    assert last.status_code == 429
    assert browser.post("/stop", data={"plan": "kick.yaml"}, headers=JSON).json()["stopped"] is True


def test_where_the_record_cannot_be_written_it_says_that_others_do_not_see_it(
    visitor: Visitor, site: Site, shoot: Path
) -> None:
    record = next(iter([open_record(shoot / "kick.yaml").store.place.file]))
    assert record is not None
    record.write_bytes(b"this is no database, and has more than a hundred bytes" * 9)
    told = visitor().post("/stop", data={"plan": "kick.yaml"}, headers=JSON).json()
    assert told["stopped"] is True
    assert "other machines do not see it yet" in told["said"]
    assert stops_on(shoot / "kick.yaml")
