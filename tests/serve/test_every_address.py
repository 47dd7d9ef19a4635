"""Every address for every role: nothing fails, nothing opens that should not, and no page shows a body's numbers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from served import PLAN, Visitor
from starlette.routing import Route

from stuntlab.serve.app import make_app
from stuntlab.serve.passes import ROLES
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
