"""Sheets of paper in the app: made beside the server from the answer it shows, and taken by whom they are for."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from served import ANSWER, HASH, Visitor

from stuntlab.errors import UserError
from stuntlab.pipeline.whole_answers import Kept, keep
from stuntlab.serve.errands import write_paper
from stuntlab.serve.site import Site

URL = "/plan/kick.yaml/paper"


def test_every_sheet_is_a_button(visitor: Visitor, site: Site, shoot: Path) -> None:
    file = str(shoot / "kick.yaml")
    with pytest.raises(UserError, match="assess it"):
        write_paper(file, None, str(site.state), lambda *_: None)
    keep(site.state, Kept(replace(ANSWER, plan_hash=HASH), "grounds"))
    made = write_paper(file, None, str(site.state), lambda *_: None)
    browser = visitor("coordinator", "lead")
    page = browser.get(URL).text
    for name in made["files"]:
        assert f'href="{URL}/{name}"' in page
        taken = browser.get(f"{URL}/{name}")
        assert taken.status_code == 200
        assert taken.content.startswith(b"%PDF" if name.endswith("pdf") else b"PK" if name[-3] != "t" else b"\xe2")
    assert browser.get(f"{URL}/plan-none.pdf").status_code == 404
    assert browser.get(f"{URL}/..%2F..%2Fqueue.json").status_code == 404
    crew = visitor("crew", "grip")
    assert "/paper/plan-card.pdf" not in crew.get(URL).text
    assert crew.get(f"{URL}/plan-card.pdf").status_code == 403
