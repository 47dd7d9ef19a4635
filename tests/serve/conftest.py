"""A folder of plans that is served, and a browser without a screen that asks for its pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from served import BROKEN, PLAN, Visitor
from starlette.testclient import TestClient

from stuntlab.serve.app import make_app, make_site
from stuntlab.serve.folder import ServedFolder
from stuntlab.serve.passes import ROLES
from stuntlab.serve.site import Site


@pytest.fixture
def shoot(tmp_path: Path) -> Path:
    folder = tmp_path / "shoot"
    folder.mkdir()
    (folder / "kick.yaml").write_text(PLAN, encoding="utf-8")
    (folder / "broken.yaml").write_text(BROKEN, encoding="utf-8")
    return folder


@pytest.fixture
def site(shoot: Path) -> Site:
    return make_site(ServedFolder(shoot), address="http://localhost:8080", lan=False)


@pytest.fixture
def visitor(site: Site) -> Iterator[Visitor]:
    """Somebody's browser: with the pass of a role, or with none."""
    with TestClient(make_app(site), base_url="http://localhost") as first:

        def visit(role: str = "", name: str = "") -> TestClient:
            browser = TestClient(first.app, base_url="http://localhost", follow_redirects=False)
            browser.portal = first.portal
            if role:
                assert role in ROLES
                assert browser.get(f"/pass/{site.office.issue(role, name)}").status_code == 303
            return browser

        yield visit
