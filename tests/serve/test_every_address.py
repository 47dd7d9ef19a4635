"""Every address for every role: nothing fails, nothing opens that should not, and no page shows a body's numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from served import ANSWER, BROKEN, HASH, PLAN, Visitor
from starlette.routing import Route
from starlette.testclient import TestClient

from stuntlab.pipeline.whole_answers import Kept, keep
from stuntlab.record import open_record
from stuntlab.record.decisions import limit, refuse
from stuntlab.record.state_folders import own_folders
from stuntlab.record.stopping import stop_plan
from stuntlab.serve.app import make_app, make_site
from stuntlab.serve.folder import ServedFolder
from stuntlab.serve.passes import ROLES
from stuntlab.serve.places import leave_out_of_page, leave_out_places
from stuntlab.serve.site import Site

WHO = ("", *ROLES)
FOR_COORDINATOR = ("/passes", "/plan/{name}/edit")
FOR_PRINTING = ("/plan/{name}/paper/{sheet}",)
NEEDS_A_PASS = {
    "/plan/{name}/assess": ("coordinator", "adviser"),
    "/plan/{name}/ask": ("coordinator",),
    "/plan/{name}/brief": ("coordinator", "adviser", "crew", "performer"),
    "/plan/{name}/log/rehearsed": ("coordinator", "adviser", "crew"),
    "/plan/{name}/log/done": ("coordinator", "adviser", "crew"),
    "/plan/{name}/log/signed": ("coordinator", "adviser"),
    "/plan/{name}/ask/takes": ROLES,
    "/plan/{name}/ask/paper": ("coordinator", "adviser"),
    "/plan/{name}/ask/others": ROLES,
    "/plan/{name}/ask/cameras": ROLES,
}
FILLED = {
    "name": "kick.yaml",
    "token": "none",
    "file:path": "style.css",
    "file": "no.glb",
    "what": "takes",
    "sheet": "plan-card.pdf",
    "number:int": "0",
}


def addresses(site: Site, method: str) -> Iterator[str]:
    for route in make_app(site).routes:
        if isinstance(route, Route) and method in (route.methods or ()) and route.path != "/events":
            yield route.path


def fill(path: str) -> str:
    for name, value in FILLED.items():
        path = path.replace(f"{{{name}}}", value)
    return path


@pytest.mark.parametrize("role", WHO)
def test_every_page_opens_for_whom_it_is_and_for_nobody_else(visitor: Visitor, site: Site, role: str) -> None:
    browser = visitor(role, "villain" if role else "")
    for path in addresses(site, "GET"):
        answer = browser.get(fill(path))
        assert answer.status_code < 500, path
        closed = path in FOR_COORDINATOR and role != "coordinator"
        closed |= path in FOR_PRINTING and role not in ("coordinator", "adviser")
        assert (answer.status_code == 403) == closed, f"{path} for {role or 'nobody'}: {answer.status_code}"
        if path != "/plan/{name}/edit":
            assert "72 kg" not in answer.text
            assert "55 kg" not in answer.text


@pytest.mark.parametrize("role", WHO)
def test_every_form_takes_nothing_from_whom_it_is_not_for(
    visitor: Visitor, site: Site, role: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = visitor(role, "adviser" if role else "")
    monkeypatch.setattr(site.errands, "ask", lambda *_, **__: None)  # nothing is simulated here
    for path in sorted(addresses(site, "POST"), key=lambda path: path == "/leave"):  # the last gives the pass back
        answer = browser.post(fill(path), data={"garbage": "☃" * 50})
        assert answer.status_code < 500, f"{path}: {answer.text}"
        if path in NEEDS_A_PASS:
            assert (answer.status_code == 403) == (role not in NEEDS_A_PASS[path]), f"{path} for {role}"


def test_a_refusal_leads_back_to_its_page_also_of_a_plan_with_a_blank_in_its_name(
    visitor: Visitor, shoot: Path
) -> None:
    (shoot / "my kick.yaml").write_text(PLAN, encoding="utf-8")
    form = {"gag": "no such gag", "step": "walk-through"}
    refused = visitor("coordinator").post(
        "/plan/my%20kick.yaml/log/rehearsed", data=form, headers={"origin": "http://localhost"}
    )
    assert refused.status_code == 409
    assert '<a href="/plan/my%20kick.yaml/log">Back to the page</a>' in refused.text


@pytest.fixture
def shoot_with_trouble(tmp_path: Path) -> Path:
    """A folder whose pages have much to say of files: an answer, a broken plan, and a stop in a record elsewhere."""
    folder, other = tmp_path / "Night Train & Co", tmp_path / "Second Unit"
    for one in (folder, other):
        one.mkdir()
        (one / "kick.yaml").write_text(PLAN, encoding="utf-8")
    (folder / "broken.yaml").write_text(BROKEN, encoding="utf-8")
    (folder / "torn.yaml").write_bytes(b"stunt: \xff")
    stop_plan(other / "kick.yaml", None)
    for file in (other / "kick.yaml", folder / "kick.yaml"):
        open_record(file).decide(lambda history: [refuse(history, "villain"), limit(history, "lead", "takes <= 4")])
    return folder


@pytest.mark.parametrize("role", WHO)
def test_no_page_of_any_role_names_a_folder_of_the_laptop(
    shoot_with_trouble: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, role: str
) -> None:
    site = make_site(ServedFolder(shoot_with_trouble), address="http://localhost:8080", lan=False)
    monkeypatch.setattr(site.errands, "ask", lambda *_, **__: None)
    text = f"Look at `stuntlab record verify {tmp_path}/x/kick.yaml` or {tmp_path}/Third Unit/night.record.sqlite."
    answer = replace(ANSWER, findings=(*ANSWER.findings, replace(ANSWER.findings[0], said=text, plain=text)))
    keep(site.state, Kept(replace(answer, plan_hash=HASH), "grounds"))
    with TestClient(make_app(site), base_url="http://localhost") as browser:
        if role:
            browser.get(f"/pass/{site.office.issue(role, 'villain')}")
        told = "".join(
            browser.get(fill(path).replace("kick.yaml", name)).text
            for path in addresses(site, "GET")
            for name in ("kick.yaml", "broken.yaml", "torn.yaml", "none.yaml")
        )
        forms = ({"no": "limit", "person": "lead", "text": "x"}, {"gag": "kick", "state": "live", "by": "lead"})
        for path in sorted(addresses(site, "POST"), key=lambda path: path == "/leave"):
            if path != "/plan/{name}/edit/save":
                told += "".join(browser.post(fill(path), data={"plan": "kick.yaml", **form}).text for form in forms)
    assert "another record" in told
    for folder in (tmp_path, *own_folders()[:1]):
        assert str(folder) not in told


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("entry 3 of /home/ana/Night Train/x.record.sqlite.", "entry 3 of x.record.sqlite."),
        ("(/srv/a/kick.yaml: line 3)", "(kick.yaml: line 3)"),
        (r"C:\Users\ana\kick.yaml is gone", "kick.yaml is gone"),
        ("in /var/lib/shoot/ it is", "in a folder of the laptop it is"),
        ("5 m/s and/or 3 ft/s, 1/2 in", "5 m/s and/or 3 ft/s, 1/2 in"),
        ("postgresql://db/shoot", "postgresql://db/shoot"),
    ],
)
def test_a_path_becomes_the_name_of_its_file(said: str, shown: str) -> None:
    assert leave_out_places(said) == shown


def test_addresses_of_a_page_stay() -> None:
    page = '<a href="/plan/kick.yaml/log">log it</a> <p>/srv/Night Train/kick.yaml</p>'
    assert leave_out_of_page(page, []) == '<a href="/plan/kick.yaml/log">log it</a> <p>kick.yaml</p>'
