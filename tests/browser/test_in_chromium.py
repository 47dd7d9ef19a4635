"""The pages as people meet them, in a real browser. In order: the last tests look at what all the others asked for."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from conftest import DESKTOP, PHONE, PLAN, TABLET, ServedShoot, Visit
from stuntlab.cli import main as cli
from stuntlab.record import open_record
from stuntlab.record.consent import valid_consent

AXE = (Path(__file__).parent / "axe.min.js").read_text(encoding="utf-8")
SERIOUS = ("serious", "critical")
PAGES = ("/", "/plan/kick.yaml", *(f"/plan/kick.yaml/{one}" for one in
         ("people", "log", "cameras", "takes", "others", "edit", "record", "paper")), "/passes")  # fmt: skip
Shot = Callable[[Page, str], None]


def test_no_page_has_a_serious_fault_of_access_and_none_is_wider_than_a_phone(visit: Visit, keep_shot: Shot) -> None:
    page = visit("/", role="coordinator", name="adviser", size=PHONE)
    found = {}
    for path in PAGES:
        page.goto(f"{page.url.split('/plan')[0].rstrip('/').removesuffix('/passes')}{path}")
        keep_shot(page, f"phone{path.replace('/', '-')}")
        page.evaluate(AXE)
        faults = page.evaluate("axe.run({resultTypes: ['violations']}).then((seen) => seen.violations)")
        told = [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in faults if one["impact"] in SERIOUS]
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        found |= {path: told} if told else {}
        found |= {f"{path} is too wide": [str(wide)]} if wide > 0 else {}
    assert found == {}


def test_the_board_is_read_from_three_metres_in_one_glance(visit: Visit, keep_shot: Shot) -> None:
    page = visit("/")
    keep_shot(page, "board-tablet")
    for what in (".state", ".title", ".set"):
        assert float(page.locator(what).first.evaluate("one => parseFloat(getComputedStyle(one).fontSize)")) >= 28
    assert page.locator("#stop button").bounding_box()["height"] >= 96  # type: ignore[index]
    bar = page.locator("#stop").bounding_box()
    assert bar is not None
    assert bar["y"] + bar["height"] == TABLET[1]  # nothing of the page shows below it
    page.emulate_media(color_scheme="dark", media="screen")
    keep_shot(page, "board-dark")
    page.evaluate(AXE)
    faults = page.evaluate("axe.run({runOnly: ['color-contrast']}).then((seen) => seen.violations)")
    assert faults == []
    page.emulate_media(color_scheme="light", forced_colors="active")
    keep_shot(page, "board-forced-colours")
    page.set_viewport_size({"width": DESKTOP[0] // 2, "height": DESKTOP[1] // 2})  # 200 %
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert page.locator("#stop button").bounding_box()["height"] <= 100  # type: ignore[index]
    page.emulate_media(media="print")
    assert not page.locator("#stop").is_visible()


def test_problems_show_at_their_line_while_somebody_types(visit: Visit, keep_shot: Shot) -> None:
    page = visit("/plan/kick.yaml/edit", role="coordinator", size=DESKTOP)
    text = page.locator("#text")
    text.fill(PLAN.replace("foot_speed: 5", "foot_sped: 5"))
    expect(page.locator("#problems")).to_contain_text("foot_speed")
    expect(page.locator(".wrong-line")).to_have_text("✕ 9")
    page.locator(".to-line").first.click()
    expect(page.locator("#fields")).to_contain_text("kick")
    text.fill(PLAN)
    expect(page.locator("#problems")).to_contain_text("Understood so")
    gap = page.locator("input[data-field=gap]")
    gap.fill("20 ± 6 cm")
    gap.press("Tab")
    expect(text).to_have_value(PLAN.replace("30 ± 6 cm", "20 ± 6 cm"))
    page.get_by_role("button", name="What does it change?").click()
    expect(page.locator("#compare")).to_contain_text("became 20 ± 6 cm")
    keep_shot(page, "edit-desktop")


def test_a_yes_is_signed_in_the_page_and_verified_by_the_command(
    visit: Visit, shoot: ServedShoot, keep_shot: Shot, capsys: pytest.CaptureFixture[str]
) -> None:
    laptop = visit("/plan/kick.yaml/people", role="coordinator")
    laptop.get_by_role("button", name="Show the code for villain").click()
    link = laptop.locator("figcaption a").get_attribute("href") or ""
    assert link.startswith(f"{shoot.lan}/c/")
    keep_shot(laptop, "code-tablet")
    page = visit(link, size=PHONE)  # over the network, where a browser gives a page no keys of its own
    assert page.evaluate("isSecureContext || typeof crypto.subtle") == "undefined"
    keep_shot(page, "consent-phone")
    page.get_by_role("button", name="I say yes to this version").click()
    expect(page.locator("form[data-sign] output")).to_contain_text("signed")
    yes = valid_consent(open_record(shoot.folder / "kick.yaml").history(), "villain")
    assert yes is not None
    assert yes.key
    assert cli.main(["record", "verify", str(shoot.folder / "kick.yaml")]) == 0
    assert "1 signed" in capsys.readouterr().out


def test_by_keyboard_alone_a_rehearsal_is_logged_and_answered_back(visit: Visit, shoot: ServedShoot) -> None:
    page = visit("/plan/kick.yaml/log", role="crew", size=(640, 400))
    for wanted in ("SELECT gag", "SELECT step", "SELECT field1", "INPUT value1"):
        for _ in range(20):
            page.keyboard.press("Tab")
            if page.evaluate("`${document.activeElement.tagName} ${document.activeElement.name}`") == wanted:
                break
        seen = page.evaluate("""(() => {
            const box = document.activeElement.getBoundingClientRect();
            const bar = document.getElementById("stop").getBoundingClientRect();
            return [box.top >= 0 && box.bottom <= bar.top, getComputedStyle(document.activeElement).outlineStyle];
        })()""")
        assert seen == [True, "solid"], wanted
        if wanted == "SELECT field1":
            page.keyboard.type("foot")
        if wanted == "INPUT value1":
            page.keyboard.type("9 m/s")
    page.keyboard.press("Enter")
    said = page.locator(".said")
    expect(said).to_contain_text("Rehearsal written down")
    expect(said).to_contain_text("not what was rehearsed")
    expect(said.get_by_role("link", name="log it")).to_be_visible()
    expect(said).not_to_contain_text("stuntlab")  # neither a command nor a path of the laptop
    expect(page).to_have_url(f"{shoot.address}/plan/kick.yaml/log")  # to load it again logs nothing twice


def test_other_ways_and_cameras_come_to_an_end_in_the_page(visit: Visit, keep_shot: Shot) -> None:
    page = visit("/plan/kick.yaml/cameras", role="crew", size=TABLET)
    page.get_by_role("button", name="Look through the cameras").click()
    page.get_by_role("link", name="Show it").click(timeout=120_000)
    expect(page.locator("article.person").first).to_contain_text("Camera A")
    lens = page.locator(".lens").first
    expect(lens).to_be_visible(
        timeout=30_000
    )  # it is shown once the picture of the map has come: till then nothing has the focus
    lens.focus()
    expect(lens).to_be_focused()
    x, y = (float(page.locator(f"input[name={name}]").input_value()) for name in ("x", "y"))
    assert math.hypot(x, y) == pytest.approx(6.8, abs=1.0)  # where the plan has the camera
    expect(page.locator("input[name=lens]")).to_have_value("85")
    page.keyboard.press("ArrowRight")
    expect(page.locator("input[name=x]")).to_have_value(f"{x + 0.1:.2f}")
    box = lens.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 24, box["y"] + 24)
    page.mouse.down()
    page.mouse.move(box["x"] + 24, box["y"] + 90, steps=3)
    page.mouse.up()
    assert float(page.locator("input[name=y]").input_value()) < y - 0.3
    expect(page.locator("#reading")).to_contain_text("of 100 takes", timeout=3000)  # the map has it: nobody waits
    keep_shot(page, "cameras-tablet")
    page.get_by_role("button", name="Look through it from there").click()
    page.get_by_role("link", name="Show it").click(timeout=120_000)
    expect(page.locator("main")).to_contain_text("The plan is as it was")
    page.goto(page.url.replace("cameras", "others"))
    page.get_by_role("button", name="Try other ways").click()
    page.get_by_role("button", name="Call it off").click(timeout=60_000)
    expect(page.locator("#wait")).to_contain_text("Called off")


def test_the_viewer_reaches_its_first_frame(visit: Visit, keep_shot: Shot) -> None:
    page = visit("/plan/kick.yaml/takes", role="crew", size=DESKTOP)
    page.get_by_role("button", name="Make the takes").click()
    page.get_by_role("link", name="Show it").click(timeout=120_000)
    expect(page.locator("canvas[data-ready=yes]")).to_be_visible(timeout=60_000)
    page.locator("#camera").select_option(index=1)
    page.locator("#beats button").first.click()
    keep_shot(page, "viewer-desktop")
    page.locator("#take").select_option(label="kick, worst")
    expect(page.locator("#loads li").first).to_contain_text("ABOVE THE LIMIT")
    page.get_by_role("button", name="touches").click()
    page.locator("#picture").scroll_into_view_if_needed()
    box = page.locator("#picture").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + 0.435 * box["width"], box["y"] + 0.40 * box["height"])  # the belly, seen from aside
    keep_shot(page, "viewer-worst")
    expect(page.locator("#loads .tapped").first).to_contain_text("belly")


def test_stop_by_the_keyboard_alone_reaches_another_screen_within_a_second(
    visit: Visit, shoot: ServedShoot, keep_shot: Shot
) -> None:
    board, hand = visit("/"), visit(f"{shoot.lan}/plan/kick.yaml", size=PHONE)
    board.wait_for_function("document.getElementById('line').hidden")
    hand.evaluate("document.getElementById('stop').addEventListener('submit', () => { window.pressed = Date.now(); })")
    board.evaluate("""new MutationObserver(() => { window.heard ??= Date.now(); })
        .observe(document.getElementById('hold'), { attributes: true })""")
    hand.locator("#stop button").focus()
    hand.keyboard.press("Enter")
    expect(board.locator("#hold")).to_be_visible()
    took_ms = board.evaluate("heard") - hand.evaluate("pressed")
    expect(hand.locator("#stop-said")).to_contain_text("HOLD")
    expect(board.locator(".board")).to_contain_text("STOPPED")
    keep_shot(board, "board-stopped")
    keep_shot(hand, "stopped-phone")
    assert took_ms < 1000


def test_a_stop_that_is_not_sent_says_so_and_is_tried_again(visit: Visit) -> None:
    page = visit("/plan/kick.yaml", size=PHONE)
    page.route("**/stop", lambda route: route.abort())
    page.locator("#stop button").click()
    expect(page.locator("#stop-said")).to_contain_text("NOT SENT YET. SHOUT")
    page.unroute("**/stop")
    expect(page.locator("#stop-said")).to_contain_text("HOLD")


def test_nothing_was_asked_of_another_machine_and_no_page_complained(shoot: ServedShoot) -> None:
    own = {urlsplit(shoot.address).netloc, urlsplit(shoot.lan).netloc}
    assert {url for url in shoot.asked if url.startswith("http") and urlsplit(url).netloc not in own} == set()
    ours = ("ERR_FAILED", "GL Driver Message")  # the stop that was held up on purpose; the renderer without a chip
    assert [fault for fault in shoot.faults if not any(word in fault for word in ours)] == []
