"""A lens that is dragged reads the map that is there: at once, for anybody, in the units of the plan."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from served import CAMERA, PLAN, Visitor

from stuntlab.plan import parse_plan
from stuntlab.plan.sensors import sensors
from stuntlab.serve.errands import look_through_cameras
from stuntlab.serve.kept import keep_shown
from stuntlab.serve.lens_reading import read_lens
from stuntlab.serve.site import Site
from stuntlab.units import System, UnitStyle

PERCENT = [[0, 0, 0], [0, 40, 97], [0, 0, 99]]
PLACE: dict[str, Any] = {
    "gag": "kick", "centre": [1.0, 0.0], "half_m": 2.0, "struck_at": [0.0, 0.0], "stand": {"A": [3.0, 0.0]},
    "sells_from_percent": 95, "usual_wide_m": [1.5, 3.0], "percent": PERCENT,
}  # fmt: skip
SUPER35 = sensors()["super35"]


def test_a_place_has_the_share_of_its_cell_and_the_way_to_the_nearest_that_sells() -> None:
    sold = dict(read_lens(PLACE, (2.9, 1.9), 0.035, SUPER35, UnitStyle()))
    assert sold["sells in"] == "99 of 100 takes"
    assert "what to do" not in sold
    spoilt = dict(read_lens(PLACE, (1.2, 0.3), 0.085, SUPER35, UnitStyle()))
    assert spoilt["sells in"] == "40 of 100 takes"
    assert "x 3.0 m, y 0.0 m" in spoilt["what to do"]  # 1.8 m to the right: nearer than the corner
    assert "tight" in spoilt["picture"]
    assert "not on the map" in dict(read_lens(PLACE, (9, 9), 0.05, SUPER35, UnitStyle()))["sells in"]
    assert "ft" in dict(read_lens(PLACE, (1.2, 0.3), 0.085, SUPER35, UnitStyle(System.US)))["what to do"]


def test_anybody_may_drag_and_nothing_is_simulated(
    visitor: Visitor, site: Site, shoot: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(site.errands, "ask", None)
    (shoot / "kick.yaml").write_text(PLAN + CAMERA, encoding="utf-8")
    url = "/plan/kick.yaml/cameras/read?camera=A&x={}&y=0&lens=50"
    assert visitor().get(url.format(3)).status_code == 404
    keep_shown(site.state, "cameras", parse_plan(PLAN + CAMERA).hash, {"places": [PLACE], "maps": [], "grounds": []})
    assert "97 of 100 takes" in visitor().get(url.format(3)).text
    assert "give a number" in visitor().get(url.format("far")).text
    assert "no such camera" in visitor().get(url.format(3).replace("=A", "=B")).text


def test_the_map_of_a_plan_says_of_a_camera_what_the_whole_answer_says(tmp_path: Path) -> None:
    file = tmp_path / "kick.yaml"
    file.write_text(PLAN + CAMERA, encoding="utf-8")
    told = look_through_cameras(str(file), None, str(tmp_path), lambda *_: None)
    (place,) = told["places"]
    x, y = place["stand"]["A"]
    read = dict(read_lens(place, (x, y), 0.085, SUPER35, UnitStyle()))
    assert int(read["sells in"].split()[0]) >= 95
    assert told["cameras"][0]["good"]
