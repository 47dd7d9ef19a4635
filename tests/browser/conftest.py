"""One server and one browser for the whole suite: `stuntlab serve` as a command, Chromium of the distribution."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from stuntlab.serve.folder import ServedFolder
from stuntlab.serve.passes import ASKED_S, PassOffice

SHOTS = Path(__file__).parents[2] / "build" / "screens"
TABLET, PHONE, DESKTOP = (820, 1180), (390, 844), (1280, 800)
PLAN = """\
stunt: Stomach kick
production: Night Train
scene: "67"
people:
  lead: {job: actor, height: 170 cm, mass: 72 kg, sex: male}
  villain: {job: actor, height: 168 cm, mass: 55 kg, sex: female}
action:
  # the blow that the scene is about
  - kick: {by: lead, to: villain, at: abdomen, foot_speed: 5 ± 0.8 m/s, gap: 30 ± 6 cm, takes: 8}
cameras:
  A: {lens: 85 mm, sensor: super35, distance: 6.8 m, angle: 166 ± 1 deg}
"""
Visit = Callable[..., Page]


@dataclass
class ServedShoot:
    """A folder that is served. faults: what browsers complained of; asked: every address they asked for.

    address: on the laptop itself; lan: as phones of its network reach it, where a page is not secure.
    """

    folder: Path
    address: str
    lan: str
    office: PassOffice
    faults: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def pass_for(self, role: str, name: str = "") -> str:
        return f"{self.address}/pass/{self.office.issue(role, name)}"

    def code_for(self, person: str) -> str:
        return f"{self.lan}/c/{self.office.issue('asked', person, plan='kick.yaml', lasts_s=ASKED_S)}"


@pytest.fixture(scope="session")
def shoot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedShoot]:
    folder = tmp_path_factory.mktemp("shoot")
    (folder / "kick.yaml").write_text(PLAN, encoding="utf-8")
    command = [sys.executable, "-m", "stuntlab", "serve", str(folder), "--port", "0", "--lan"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=dict(os.environ)) as server:
        assert server.stdout is not None
        board, own = server.stdout.readline(), server.stdout.readline()
        found = re.search(r"http://[\d.]+:\d+", board), re.search(r"http://localhost:\d+", own)
        assert found[0], board
        assert found[1], own
        yield ServedShoot(folder, found[1][0], found[0][0], PassOffice(ServedFolder(folder).state_folder()))
        server.terminate()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    assert program, "these tests drive Chromium of the distribution: apt-get install chromium"
    with sync_playwright() as playwright:
        flags = ["--no-sandbox", "--enable-unsafe-swiftshader", "--force-prefers-reduced-motion"]
        yield playwright.chromium.launch(executable_path=program, args=flags)


@pytest.fixture
def visit(shoot: ServedShoot, chromium: Browser) -> Iterator[Visit]:
    """A new visitor on a page: with the pass of a role, or with none; gone when the test is."""
    contexts: list[BrowserContext] = []

    def open_page(path: str = "/", *, role: str = "", name: str = "", size: tuple[int, int] = TABLET) -> Page:
        context = chromium.new_context(viewport={"width": size[0], "height": size[1]})
        context.set_default_timeout(20_000)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: shoot.faults.append(said.text) if said.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: shoot.faults.append(str(error)))
        page.on("request", lambda request: shoot.asked.append(request.url))
        if role:
            page.goto(shoot.pass_for(role, name))
        page.goto(path if "://" in path else shoot.address + path)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def keep_shot() -> Callable[[Page, str], None]:
    """Keeps a screenshot for the eye."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    return lambda page, name: page.screenshot(path=SHOTS / f"{name}.png") and None
