"""A vehicle in a scene for other programs: where it goes, and the ground that runs reach."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from stuntlab.cli.main import main
from stuntlab.gags import gags_of
from stuntlab.gags.driving.driven_gag import DrivenGag
from stuntlab.gags.zones import CellZone
from stuntlab.plan import parse_plan, read_plan
from stuntlab.plan.templates import template
from stuntlab.previs.drive_export import driven_previs
from stuntlab.previs.drive_footage import DriveFootage
from stuntlab.report.still import View

EXAMPLES = Path(__file__).parents[2] / "examples"
ANY_VIEW = View((0.0, -30.0, 2.0), (0.0, 0.0, 1.0), 0.5)


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
    names = [one.name for one in scene.grounds]
    assert names == [
        f"zone: driver loses hero car: {left}" for left in ("under 1 s", "under 2 s", "under 4 s", "4 s and more")
    ]
    (zone,) = gag.zones()
    assert isinstance(zone, CellZone)
    cells = zone.cells()
    for band, ground in enumerate(scene.grounds):
        x, y = np.moveaxis(ground.outlines[..., :2], -1, 0)
        area = 0.5 * np.abs((x * np.roll(y, -1, 1) - y * np.roll(x, -1, 1)).sum(axis=1)).sum()
        assert area == pytest.approx((cells.band == band).sum() * cells.side_m**2)


def test_it_is_written_as_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "roll.glb"
    assert main(["export", str(EXAMPLES / "cannon_roll.yaml"), "-o", str(target)]) == 0
    assert "how it goes round is drawn" in capsys.readouterr().out
    assert target.read_bytes()[:4] == b"glTF"


def footage(text: str) -> DriveFootage:
    (gag,) = gags_of(parse_plan(text))
    assert isinstance(gag, DrivenGag)
    return DriveFootage(gag)


@pytest.mark.parametrize("kind", ["vehicle_run", "roll", "car_jump"])
def test_whatever_is_driven_stays_on_or_over_the_ground(kind: str) -> None:
    shown = footage(template(kind))
    times = np.linspace(0.0, shown.timing.ends_s, 60).tolist()
    lowest = [
        min(float(part.vertices[:, 2].min()) for part in frame[-len(shown.vehicle) :])
        for frame in shown.frames(times, ANY_VIEW)
    ]
    assert min(lowest) > -0.3, "a corner of a nose-down car at most"
    assert sorted(shown.timing.beats.values()) == list(shown.timing.beats.values())
    assert shown.timing.begins_s <= shown.timing.decisive_s <= shown.timing.ends_s


def test_a_jump_comes_down_where_a_point_does_and_a_roll_goes_round() -> None:
    jump = footage(template("car_jump"))
    speed, angle, high, g = 50 / 3.6, np.radians(10.0), 1.0, 9.80665
    flight = (speed * np.sin(angle) + np.sqrt((speed * np.sin(angle)) ** 2 + 2 * g * high)) / g
    assert jump.timing.beats["lands"] - jump.timing.beats["the lip"] == pytest.approx(flight)
    _, nose = jump.way.at(jump.timing.beats["lands"])
    assert nose[0] - 80.0 == pytest.approx(speed * np.cos(angle) * flight, abs=0.05)
    roll = footage(template("roll"))
    ups = [float(roll.way.at(time_s)[0][2, 2]) for time_s in np.linspace(roll.way.ends_s, roll.way.stops_s, 200)]
    assert min(ups) < -0.95, "on its roof"
    _, rests = roll.way.at(roll.way.lasts_s)
    speed = 70 / 3.6
    middle = rests[0] if abs(roll.way.at(roll.way.lasts_s)[0][0, 0]) > 0.9 else roll.way.middle_at(roll.way.lasts_s)[0]
    assert middle == pytest.approx(80 + speed**2 / (2 * 0.42 * g) - roll.way.gag.way.length_m / 2, abs=0.5)


def test_whoever_moves_is_where_the_plan_has_them_then() -> None:
    text = (EXAMPLES / "vehicle_pass.yaml").read_text()
    walks = "moves: [{at: [30 m, 4 m], when: 0 s}, {at: [30 m, 8 m], when: 4 s}]"
    shown = footage(text.replace("stands: [[30 m, 3.6 m]]", walks))
    assert [shown.names(time_s)["walker"][0][1] for time_s in (0.0, 2.0, 4.0)] == pytest.approx(
        [4.0, 6.0, 8.0], abs=0.1
    )
    assert shown.view("B").looks_at_m == pytest.approx(shown.way.middle_at(shown.timing.decisive_s).tolist())
