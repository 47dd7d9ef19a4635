"""A vehicle in a scene for other programs: where it goes, and the ground that runs reach."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from stuntlab.cli.main import main
from stuntlab.gags import gags_of
from stuntlab.gags.driving.driven_gag import DrivenGag
from stuntlab.plan import read_plan
from stuntlab.previs.drive_export import driven_previs

EXAMPLES = Path(__file__).parents[2] / "examples"


def test_a_drive_by_goes_along_its_line_and_stops_over_its_zone() -> None:
    (gag,) = gags_of(read_plan(EXAMPLES / "vehicle_pass.yaml"))
    assert isinstance(gag, DrivenGag)
    scene = driven_previs(gag)
    car = next(one for one in scene.solids if one.name == "hero car")
    assert car.path is not None
    gone = car.path.places[:, 0]
    speed = 30 / 3.6
    assert gone[-1] == pytest.approx(45 + speed**2 / (2 * 7.0), abs=0.05), "brakes with 7 m/s² past the line"
    assert (np.diff(gone) >= -1e-9).all()
    assert scene.beats[0].time_s == pytest.approx(45 / speed)
    assert {"concrete", "lamp post"} <= {one.name for one in scene.solids}
    assert [one.name for one in scene.cameras] == ["camera A", "camera B"]
    assert any("hero car" in one.name for one in scene.grounds), "cells in bands of seconds"


def test_it_is_written_as_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "roll.glb"
    assert main(["export", str(EXAMPLES / "cannon_roll.yaml"), "-o", str(target)]) == 0
    assert "a box stands for it" in capsys.readouterr().out
    assert target.read_bytes()[:4] == b"glTF"
