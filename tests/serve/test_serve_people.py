"""Yes and no from a person's own phone: signed there, bound to one version, and whole in the record."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import pytest
from httpx2 import Response
from nacl.signing import SigningKey
from served import PLAN, Visitor
from starlette.testclient import TestClient

from stuntlab.record import open_record
from stuntlab.record.chain import read_rows
from stuntlab.record.consent import valid_consent
from stuntlab.serve.site import Site

JSON = {"accept": "application/json"}


class Phone:
    """Somebody's phone with a key of their own: what `key.js` does, in Python."""

    def __init__(self, browser: TestClient) -> None:
        self.browser, self.key = browser, SigningKey.generate()

    @property
    def public(self) -> str:
        return self.key.verify_key.encode().hex()

    def show(self, url: str, fields: dict[str, str]) -> dict[str, object]:
        answer = self.browser.post(url, data={**fields, "key": self.public}, headers=JSON)
        assert answer.status_code == 200, answer.text
        shown: dict[str, object] = answer.json()
        return shown

    def signatures(self, shown: dict[str, object]) -> dict[str, str]:
        made = {}
        for entry in shown["entries"]:  # type: ignore[attr-defined]
            assert entry["hash"] == f"sha256:{hashlib.sha256(entry['content'].encode()).hexdigest()}"
            made[entry["hash"]] = self.key.sign(b"stuntlab record entry\n" + entry["hash"].encode()).signature.hex()
        return made

    def send(self, url: str, fields: dict[str, str], shown: dict[str, object], signatures: dict[str, str]) -> Response:
        more = {"key": self.public, "at": str(shown["at"]), "signatures": json.dumps(signatures)}
        return self.browser.post(url, data={**fields, **more}, headers=JSON)

    def sign(self, url: str, fields: dict[str, str]) -> Response:
        shown = self.show(url, fields)
        return self.send(url, fields, shown, self.signatures(shown))


def code_for(site: Site, person: str) -> str:
    return f"/c/{site.office.issue('asked', person, plan='kick.yaml', lasts_s=900)}"


def version_on(page: str) -> str:
    found = re.search(r'name="version" value="([^"]+)"', page)
    assert found is not None
    return found[1]


def test_a_yes_is_signed_on_the_phone_and_the_record_is_whole(visitor: Visitor, site: Site, shoot: Path) -> None:
    browser, code = visitor(), code_for(site, "villain")
    page = browser.get(code).text
    version = version_on(page)
    assert version.removeprefix("sha256:")[:12] in page
    told = Phone(browser).sign(f"{code}/yes", {"version": version}).json()
    assert told["written"] is True
    opened = open_record(shoot / "kick.yaml")
    entries, faults = read_rows(opened.store.rows(), opened.store.chain_name())
    assert not faults
    yes = valid_consent(opened.history(), "villain")
    assert yes is not None
    assert yes.key
    assert yes == entries[-1]
    assert Phone(browser).browser.post(f"{code}/yes", data={"version": version}, headers=JSON).status_code == 409


def test_what_was_written_in_between_is_signed_again_or_not_at_all(visitor: Visitor, site: Site, shoot: Path) -> None:
    browser, code = visitor(), code_for(site, "villain")
    fields = {"version": version_on(browser.get(code).text)}
    phone = Phone(browser)
    shown = phone.show(f"{code}/yes", fields)
    browser.post("/plan/kick.yaml/log/worry", data={"what": "the floor is wet"})
    late = phone.send(f"{code}/yes", fields, shown, phone.signatures(shown))
    assert late.status_code == 409
    assert "wrote in between" in late.json()["error"]
    assert phone.sign(f"{code}/yes", fields).json()["written"] is True


@pytest.mark.parametrize("change", ["another key", "no signature", "another day", "nonsense"])
def test_no_other_signature_counts(visitor: Visitor, site: Site, shoot: Path, change: str) -> None:
    browser, code = visitor(), code_for(site, "villain")
    fields = {"version": version_on(browser.get(code).text)}
    phone = Phone(browser)
    shown = phone.show(f"{code}/yes", fields)
    signatures = phone.signatures(shown)
    if change == "another key":
        signatures = Phone(browser).signatures(shown)
    elif change == "no signature":
        signatures = {}
    elif change == "another day":
        shown = {**shown, "at": "2020-01-01T00:00:00+00:00"}
    else:
        signatures = dict.fromkeys(signatures, "zz")
    assert phone.send(f"{code}/yes", fields, shown, signatures).status_code == 409
    assert valid_consent(open_record(shoot / "kick.yaml").history(), "villain") is None


def test_a_plan_that_changed_since_the_page_was_opened_is_not_agreed_to(
    visitor: Visitor, site: Site, shoot: Path
) -> None:
    browser, code = visitor(), code_for(site, "villain")
    fields = {"version": version_on(browser.get(code).text)}
    (shoot / "kick.yaml").write_text(PLAN.replace("30 ± 6 cm", "12 ± 6 cm"), encoding="utf-8")
    answer = browser.post(f"{code}/yes", data={**fields, "key": Phone(browser).public}, headers=JSON)
    assert answer.status_code == 409


def test_the_code_of_one_person_is_no_pass_and_opens_nobody_elses(visitor: Visitor, site: Site) -> None:
    browser = visitor()
    token = code_for(site, "villain").removeprefix("/c/")
    assert browser.get(f"/pass/{token}").status_code == 404
    assert browser.get(f"/c/{site.office.issue('coordinator')}").status_code == 404
    old = site.office.issue("asked", "villain", plan="kick.yaml", lasts_s=-1)
    assert browser.get(f"/c/{old}").status_code == 404


@pytest.mark.parametrize("no", ["withdraw", "refuse", "limit"])
def test_a_no_needs_nothing_and_names_nobody_to_others(visitor: Visitor, shoot: Path, no: str) -> None:
    browser = visitor()
    page = browser.post("/plan/kick.yaml/no", data={"person": "villain", "no": no, "text": "takes <= 2"})
    assert page.status_code == 200
    record = browser.get("/plan/kick.yaml/record").text
    listed = record.split('<ol class="entries"')[1].split("</ol>")[0]
    assert "villain" not in listed
    seen = visitor("coordinator").get("/plan/kick.yaml/record").text
    assert "villain" in seen.split('<ol class="entries"')[1]


def test_the_roll_is_ticked_by_oneself_or_by_the_first_assistant(visitor: Visitor) -> None:
    own = visitor("performer", "villain").post("/plan/kick.yaml/brief", data={})
    assert "☑ villain" in own.text
    crew = visitor("crew").post("/plan/kick.yaml/brief", data={"person:lead": "1", "person:operator": "1"})
    assert "Everybody is briefed" in crew.text
    assert visitor().post("/plan/kick.yaml/brief", data={"person:lead": "1"}).status_code == 403


def test_a_stop_is_cleared_with_pass_key_and_reason_only(visitor: Visitor, shoot: Path) -> None:
    browser = visitor("adviser", "adviser")
    browser.post("/stop", data={"plan": "kick.yaml"})
    fields = {"what_for": "clear", "reason": "the mat had slipped; it is taped down now"}
    url = "/plan/kick.yaml/log/signed"
    assert visitor().post(url, data=fields).status_code == 403
    assert visitor("crew", "first").post(url, data=fields).status_code == 403
    assert browser.post(url, data=fields, headers=JSON).status_code == 409
    assert (
        Phone(visitor("coordinator", "lead"))
        .browser.post(url, data={**fields, "key": "0" * 64}, headers=JSON)
        .status_code
        == 409
    )
    assert Phone(browser).sign(url, fields).json()["written"] is True
    assert "STOPPED" not in browser.get("/").text


def test_a_concern_is_answered_and_live_is_refused_on_hold(visitor: Visitor) -> None:
    browser = visitor("adviser", "adviser")
    browser.post("/plan/kick.yaml/log/worry", data={"what": "the floor is wet", "gag": "kick"})
    entry = re.search(r'name="entry" value="(\d+)"', browser.get("/plan/kick.yaml/log").text)
    assert entry is not None
    url = "/plan/kick.yaml/log/signed"
    fields = {"what_for": "answer", "entry": entry[1], "reason": "the floor was dried and looked at"}
    assert Phone(browser).sign(url, fields).json()["written"] is True
    live = browser.post(url, data={"what_for": "live", "key": Phone(browser).public}, headers=JSON)
    assert live.status_code == 409
    assert "not called live" in live.json()["error"]


def test_a_rehearsal_answers_back(visitor: Visitor) -> None:
    browser = visitor("crew")
    url = "/plan/kick.yaml/log/rehearsed"
    page = browser.post(url, data={"gag": "kick", "step": "dry", "field1": "gap", "value1": "-1 cm", "runs": "1"})
    assert "Rehearsal written down" in page.text
    assert "near miss" in page.text
    wrong = browser.post(url, data={"gag": "kick", "step": "dry", "field1": "gap", "value1": "5 kg"})
    assert wrong.status_code == 409
    taken = browser.post(url, data={"gag": "kick", "field1": "foot_speed", "value1": "9 m/s", "take": "1"})
    assert "This plan now" in taken.text
    slipped = {"gag": "kick", "step": "quarter", "runs": "3", "went_wrong": "support foot slips"}
    assert browser.post(url, data={**slipped, "went_wrong": "flies away"}).status_code == 409
    assert "support foot slips" in browser.post(url, data=slipped).text
    done = browser.post("/plan/kick.yaml/log/done", data={"person": "villain", "strikes": "4"})
    assert "Written down for villain" in done.text


def test_a_hold_for_weather_needs_no_pass_shows_on_the_board_and_is_answered_by_name(visitor: Visitor) -> None:
    url = "/plan/kick.yaml/log/hold"
    assert visitor().post(url, data={"why": "boredom"}).status_code == 409
    page = visitor().post(url, data={"why": "wind", "what": "gusts of 9 m/s"})
    assert "HOLD for wind" in page.text
    assert "hold for wind: gusts of 9 m/s" in visitor().get("/").text
    adviser = visitor("adviser", "adviser")
    entry = re.search(r'name="entry" value="(\d+)"', adviser.get("/plan/kick.yaml/log").text)
    assert entry is not None
    fields = {"what_for": "answer", "entry": entry[1], "reason": "the wind is down to 3 m/s for half an hour"}
    assert Phone(adviser).sign("/plan/kick.yaml/log/signed", fields).json()["written"] is True
    assert "hold for wind" not in visitor().get("/").text
