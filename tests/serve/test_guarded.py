"""What no page of the server sends is refused, and every answer holds the browser to the server's own files."""

from __future__ import annotations

import re

import pytest
from served import Visitor

from stuntlab.serve.guard import LARGEST_BYTES

PAGES = ("/", "/plan/kick.yaml", "/plan/broken.yaml", "/nowhere", "/static/style.css")


@pytest.mark.parametrize("page", PAGES)
def test_every_answer_has_a_strict_policy_and_no_inline_script(visitor: Visitor, page: str) -> None:
    answer = visitor("coordinator").get(page)
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    scripts = re.findall(r"<script([^>]*)>(.*?)</script>", answer.text, re.S)
    assert all("src=" in attributes and not content.strip() for attributes, content in scripts)
    assert not re.search(r"<[^>]+\s(on\w+|style)=", answer.text)
    assert not re.search(r"(?:src|href|action)=\"(?:https?:)?//", answer.text)


@pytest.mark.parametrize("host", ["evil.example", "192.168.1.9", "", "localhost.evil.example", "[", "[::1"])
def test_a_name_that_is_not_its_own_is_refused(visitor: Visitor, host: str) -> None:
    assert visitor().get("/", headers={"host": host}).status_code == 421


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "http://localhost:9999"},
        {"origin": "http://["},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_a_form_of_another_page_is_refused(visitor: Visitor, headers: dict[str, str]) -> None:
    assert visitor().post("/stop", data={"plan": ""}, headers=headers).status_code == 403


def test_more_than_a_plan_is_too_much(visitor: Visitor) -> None:
    browser = visitor("coordinator")
    assert browser.post("/plan/kick.yaml/assess", content=b"a" * (LARGEST_BYTES + 1)).status_code == 413
    streamed = (b"a" * 65536 for _ in range(20))
    assert browser.post("/plan/kick.yaml/assess", content=streamed).status_code == 400


@pytest.mark.parametrize("body", [b"\xff\xfe=1", b"&".join(b"a=1" for _ in range(500)), b"%zz=\x00"])
def test_a_form_that_cannot_be_read_is_no_fault_of_ours(visitor: Visitor, body: bytes) -> None:
    answer = visitor("coordinator").post("/plan/kick.yaml/assess", content=body)
    assert answer.status_code in (303, 400, 409)


@pytest.mark.parametrize("token", ["", "a", "a.b", "e30.x", "x" * 9000, "Ä.ö"])
def test_a_pass_that_was_not_made_here_opens_nothing(visitor: Visitor, token: str) -> None:
    browser = visitor()
    assert browser.get(f"/pass/{token}").status_code == 404
    browser.cookies.set("pass", token.encode("ascii", "ignore").decode())
    assert browser.post("/plan/kick.yaml/assess", data={}).status_code == 403


@pytest.mark.parametrize("path", ["../app.py", "..%2Fapp.py", "vendor/../../app.py", "/etc/passwd", "vendor"])
def test_no_other_file_is_sent(visitor: Visitor, path: str) -> None:
    assert visitor().get(f"/static/{path}").status_code == 404
