"""Whatever anybody sends to any address: it is written whole or not at all, and it is never a fault of ours."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from served import PLAN, Visitor
from starlette.routing import Route

from stuntlab.record import open_record
from stuntlab.record.chain import read_rows
from stuntlab.serve.app import make_app
from stuntlab.serve.passes import ROLES
from stuntlab.serve.site import Site

FIELDS = (
    "plan", "person", "no", "text", "what", "kind", "gag", "why", "state", "step", "runs", "take", "dummy",
    "went_wrong", "field1", "value1", "strikes", "falls", "rested", "what_for", "by", "reason", "entry", "key", "at",
    "signatures", "version", "number", "field", "value", "line", "before", "seen", "camera", "x", "y", "lens",
    "call_off", "person:villain", "person:nobody",
)  # fmt: skip
SENSIBLE = (
    "kick.yaml", "broken.yaml", "villain", "lead", "operator", "adviser", "withdraw", "limit", "takes <= 2", "kick",
    "near miss", "wind", "cold", "rehearsal", "live", "dry", "quarter", "full", "1", "0", "3", "gap", "foot_speed",
    "20 cm", "5 m/s", "9 kg", "support foot slips", "clear", "answer", "review", "the floor was dried and looked at",
    "0" * 64, "f" * 64, "2026-11-30T10:00:00+00:00", "{}", '{"a": 1}', "[]", "sha256:", "A", "85", PLAN,
)  # fmt: skip
ODD = ("", " ", "-1", "1e9", "٣", "\x00", "\u202e", "=1+1", "<b>", "../..", "a" * 5000, "'; --", "\ud7ff", "☃")
VALUES = st.one_of(st.sampled_from(SENSIBLE), st.sampled_from(ODD), st.text(max_size=30))
FORMS = st.dictionaries(st.sampled_from(FIELDS), VALUES, max_size=12)


@pytest.fixture
def posts(site: Site) -> list[str]:
    """Every address that takes a form, filled in for the two plans, with the code of a person among them."""
    token = site.office.issue("asked", "villain", plan="kick.yaml", lasts_s=900)
    found = []
    for route in make_app(site).routes:
        if isinstance(route, Route) and "POST" in (route.methods or ()) and route.path != "/leave":
            path = route.path.replace("{token}", token).replace("{what}", "takes")
            found += [path.replace("{name}", name) for name in ("kick.yaml", "broken.yaml")]
    return list(dict.fromkeys(found))


def test_a_form_is_written_whole_or_not_at_all(
    visitor: Visitor, site: Site, shoot: Path, posts: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("stuntlab.serve.guard.MOST_POSTS", 10**6)
    monkeypatch.setattr(site.errands, "ask", lambda *_, **__: None)  # nothing is simulated here
    browsers = {role: visitor(role, "adviser" if role == "adviser" else "") for role in ("", *ROLES)}
    store = open_record(shoot / "kick.yaml").store
    files = {file: file.read_bytes() for file in shoot.glob("*.yaml")}

    @given(st.sampled_from(posts), st.sampled_from(list(browsers)), FORMS, st.booleans())
    @settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow], database=None)
    def send(path: str, role: str, form: dict[str, str], as_data: bool) -> None:
        before = len(store.rows())
        headers = {"accept": "application/json"} if as_data else {}
        answer = browsers[role].post(path, data=form, headers=headers)
        assert answer.status_code < 500, f"{path} for {role or 'nobody'}: {answer.text}"
        assert answer.status_code < 400 or len(store.rows()) == before

    browsers[""].post("/plan/kick.yaml/log/worry", data={"what": "the floor is wet"})
    send()
    entries, faults = read_rows(store.rows(), store.chain_name())
    assert not faults
    assert entries
    assert {file: file.read_bytes() for file in files} == files
