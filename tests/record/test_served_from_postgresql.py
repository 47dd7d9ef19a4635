"""The pages of a folder whose record is a PostgreSQL database: written there, read from there, and seen by others."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from stuntlab.record import open_record
from stuntlab.record.chain import read_rows
from stuntlab.record.decisions import report
from stuntlab.record.kinds.concern import CONCERN
from stuntlab.serve.app import make_app, make_site
from stuntlab.serve.folder import ServedFolder


def test_the_pages_write_to_the_database_and_show_what_another_laptop_writes(
    plan_file: Path, postgresql: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("stuntlab.serve.folder._ASKED_AGAIN_S", 0.001)  # a board is not two seconds old here
    site = make_site(ServedFolder(plan_file.parent, postgresql), address="http://localhost:8080", lan=False)
    with TestClient(make_app(site), base_url="http://localhost", follow_redirects=False) as browser:
        url = f"/plan/{plan_file.name}"
        assert browser.post(f"{url}/log/hold", data={"why": "light", "what": "sun in the eyes"}).status_code == 200
        person = next(iter(open_record(plan_file, record=postgresql).plan.people))
        assert browser.post(f"{url}/no", data={"person": person, "no": "refuse"}).status_code == 200
        told = browser.post("/stop", data={"plan": plan_file.name}, headers={"accept": "application/json"}).json()
        assert told == {"stopped": True, "said": "HOLD. Everybody knows. Thank you. Say it aloud too."}
        elsewhere = open_record(plan_file, record=postgresql)
        elsewhere.decide(lambda history: [report(history, CONCERN, None, "the floor is wet")])
        board = browser.get("/").text
        record = browser.get(f"{url}/record").text
    assert "STOPPED" in board
    assert "sun in the eyes" in board
    assert "the floor is wet" in board
    entries, faults = read_rows(elsewhere.store.rows(), elsewhere.store.chain_name())
    assert not faults
    assert f"Whole: {len(entries)} entries" in record
    assert not list(plan_file.parent.glob("*.sqlite"))
