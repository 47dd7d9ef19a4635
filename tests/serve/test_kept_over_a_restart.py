"""What was worked out, and what was asked for, outlives the server; what is of another version is not shown as this."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from served import HASH, PLAN, Visitor

from stuntlab.serve.channel import MOST_OF_ONE, ScreenChannel, ScreenEvent
from stuntlab.serve.errand_queue import QUICK, ErrandQueue
from stuntlab.serve.folder import ServedFolder
from stuntlab.serve.kept import MOST_SCENES, SCENES, keep_scene, keep_shown, shown_of
from stuntlab.serve.site import Site

URL = "/plan/kick.yaml"


def test_what_waited_is_asked_again_and_what_was_called_off_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ErrandQueue, "_run", lambda *_: None)  # nothing is simulated here
    before = ErrandQueue(tmp_path)
    before.ask("assess_plan", "assess kick.yaml", {"plan_file": "kick.yaml"})
    before.ask("film_takes", "takes kick.yaml", {"plan_file": "kick.yaml"}, lane=QUICK)
    before.ask("look_through_cameras", "cameras kick.yaml", {"plan_file": "kick.yaml"}, lane=QUICK)
    others = before.ask("find_other_ways", "others kick.yaml", {"plan_file": "kick.yaml"})
    assert others is not None
    before.call_off(others.number)
    after = ErrandQueue(tmp_path)  # the first was killed: it ends nothing
    after.begin()
    found = {about: after.latest(f"{about} kick.yaml") for about in ("assess", "takes", "cameras", "others")}
    assert {about: (one.state, one.lane) for about, one in found.items() if one} == {
        "assess": ("waiting", "long"),
        "takes": ("waiting", "quick"),
    }


@pytest.mark.parametrize("left", [b"", b"{", b"[1]", b'[["assess_plan", "assess a"]]', b"\xff"])
def test_a_torn_queue_keeps_no_server_from_starting(tmp_path: Path, left: bytes) -> None:
    (tmp_path / "queue.json").write_bytes(left)
    queue = ErrandQueue(tmp_path)
    queue.begin()
    queue.end()


def test_takes_cameras_and_other_ways_are_shown_of_their_version_only(
    visitor: Visitor, site: Site, shoot: Path
) -> None:
    keep_scene(site.state, "0123456789abcdef-0.glb", b"glTF")
    take = {"file": "0123456789abcdef-0.glb", "gag": "kick", "which": "planned", "said": "foot first", "felt": []}
    keep_shown(
        site.state, "takes", HASH, {"plan_hash": HASH, "takes": [take], "notes": [], "bands": ["there in under 1 s"]}
    )
    card = {"verdict": "HOLD", "title": "far", "costs": "", "people": {}, "against": ""}
    keep_shown(site.state, "others", HASH, {"plan_hash": HASH, "said": "", "cards": [card]})
    floor = {
        "plan_hash": HASH,
        "cameras": [],
        "findings": [],
        "assumed": ["it sells"],
        "maps": ["<svg/>"],
        "places": [],
        "grounds": ["vehicle run"],
        "moved": None,
    }
    keep_shown(site.state, "cameras", HASH, floor)
    browser = visitor()
    takes = browser.get(f"{URL}/takes").text
    assert "foot first" in takes
    assert "there in under 1 s" in takes
    assert "far" in browser.get(f"{URL}/others").text
    cameras = browser.get(f"{URL}/cameras").text
    assert "it sells" in cameras
    assert f"{URL}/map/0.svg" in cameras, "the ground that a vehicle may reach comes after the maps of strikes"
    assert browser.get(f"{URL}/map/0.svg").status_code == 200
    assert browser.get("/scene/0123456789abcdef-0.glb").content == b"glTF"
    (shoot / "kick.yaml").write_text(PLAN.replace("30 ± 6 cm", "12 ± 6 cm"), encoding="utf-8")
    assert "foot first" not in browser.get(f"{URL}/takes").text
    assert browser.get(f"{URL}/map/0.svg").status_code == 404
    (site.state / SCENES / "0123456789abcdef-0.glb").unlink()
    assert shown_of(site.state, "takes", HASH) is None


def test_scenes_do_not_fill_the_disk(tmp_path: Path) -> None:
    for number in range(MOST_SCENES + 5):
        keep_scene(tmp_path, f"{number:016x}-0.glb", b"")
    assert len(list((tmp_path / SCENES).iterdir())) == MOST_SCENES


def test_a_screen_whose_line_broke_hears_of_the_stop_that_it_missed() -> None:
    async def lives() -> list[bytes]:
        channel = ScreenChannel()
        channel.begin()
        first = channel.listen("192.168.1.7")
        heard = (await anext(first)).decode().split("id: ")[1].split("\n")[0]
        await first.aclose()
        channel.tell(ScreenEvent("stop", {"what": "kick.yaml"}))
        await asyncio.sleep(0)
        return [await anext(channel.listen("192.168.1.7", heard)), await anext(channel.listen("192.168.1.8"))]

    back, new = asyncio.run(lives())
    assert b"event: stop" in back
    assert b"event: stop" not in new


def test_no_phone_takes_the_places_of_all_screens() -> None:
    async def fill() -> tuple[bool, bool]:
        channel = ScreenChannel()
        screens = [channel.listen("192.168.1.7") for _ in range(MOST_OF_ONE)]
        for screen in screens:
            await anext(screen)
        return channel.is_full("192.168.1.7"), channel.is_full("192.168.1.8")

    assert asyncio.run(fill()) == (True, False)


def test_the_same_folder_with_another_record_keeps_its_own(shoot: Path, tmp_path: Path) -> None:
    states = {ServedFolder(shoot, record).state_folder() for record in (None, str(tmp_path / "a"), str(tmp_path / "b"))}
    assert len(states) == 3
    assert ServedFolder(shoot).state_folder() in states
