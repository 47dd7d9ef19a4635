"""Pictures of falls: the body is where lens and distance put it, clips last as long as life, refusals write nothing."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image as Picture

from stuntlab.cli import still as still_command
from stuntlab.cli.main import main
from stuntlab.datasets import Flags
from stuntlab.gags import gags_of
from stuntlab.plan import Plan, parse_plan
from stuntlab.previs.planned_take import planned_take
from stuntlab.previs.take_footage import TakeFootage
from stuntlab.report.cue_mark import MARK
from stuntlab.report.film import FilmShot, film

EXAMPLES = Path(__file__).parents[2] / "examples"
SIZE = (320, 180)
LENS_M, SENSOR_M = 0.024, 0.02489
"""24 mm on Super 35."""

PLACED = "cameras:\n  A: {lens: 24 mm, at: [16 m, -9 m, 2 m], manned: true}\n  B: {lens: 50 mm}\n"


def text_of(name: str) -> str:
    return (EXAMPLES / f"{name}.yaml").read_text(encoding="utf-8")


def only_footage(plan: Plan) -> TakeFootage:
    (gag,) = gags_of(plan)
    return TakeFootage(gag, planned_take(gag))


@cache
def roof() -> TakeFootage:
    plan = parse_plan(text_of("roof_back_fall") + PLACED)
    return only_footage(plan)


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(still_command, "STILL_PX", SIZE)
    monkeypatch.setattr(still_command, "CLIP_PX", (96, 54))
    monkeypatch.setattr(still_command, "CLIP_RATE_HZ", 6.0)


def who_is_seen(fall: TakeFootage, time_s: float) -> Flags:
    """Where camera A's picture changes when the faller is taken out of it, [row, column]."""
    view = fall.view("A")
    (things,) = fall.frames([time_s], view)
    ((there,),) = film([things], [FilmShot(view, *SIZE, shadows=False)], fall.setting)
    ((gone,),) = film([things[1:]], [FilmShot(view, *SIZE, shadows=False)], fall.setting)
    return np.asarray(np.abs(there.astype(int) - gone).sum(axis=2) > 20)


def test_a_sheet_leaves_out_the_moments_without_anybody() -> None:
    fall = roof()
    seen = {name: list(still_command._beats_seen(fall, name, view)) for name, view in fall.aside().items()}
    assert seen["the whole fall"] == list(fall.timing.beats)
    assert seen["the landing"] == ["first contact", "deepest"]


@pytest.mark.parametrize("before_s", [0.1, 0.2])
def test_the_body_is_where_lens_and_distance_put_it(before_s: float) -> None:
    """A pinhole: a point x aside and y above the axis at depth d is at f·x/d, f·y/d on the sensor."""
    fall = roof()
    time_s = fall.timing.decisive_s - before_s
    (things,) = fall.frames([time_s], fall.view("A"))
    eye, target = np.array([16.0, -9.0, 2.0]), np.array([1.6 + 6.1 / 2, 0.0, 2.7])  # the middle of the bag's top
    ahead = (target - eye) / np.linalg.norm(target - eye)
    right = np.array([ahead[1], -ahead[0], 0.0]) / np.hypot(*ahead[:2])
    away = things[0].vertices - eye
    pixels_per_m = SIZE[0] / SENSOR_M
    across = SIZE[0] / 2 + pixels_per_m * LENS_M * (away @ right) / (away @ ahead)
    down = SIZE[1] / 2 - pixels_per_m * LENS_M * (away @ np.cross(right, ahead)) / (away @ ahead)
    rows, columns = np.nonzero(who_is_seen(fall, time_s))
    found = (columns.min(), columns.max() + 1, rows.min(), rows.max() + 1)
    assert found == pytest.approx((across.min(), across.max(), down.min(), down.max()), abs=1.6)


def test_nobody_is_in_the_picture_before_they_come_down_into_it() -> None:
    assert not who_is_seen(roof(), 0.0).any()


def test_a_camera_that_is_given_no_point_follows_who_falls() -> None:
    """Half a second from the edge hips are in the middle; a camera that is given a point stays on it."""
    fall, times_s = roof(), [0.0, 0.5]
    shot = FilmShot(fall.view("A"), *SIZE, shadows=False, towards=fall.towards("A", times_s))
    there, gone = (list(film([part[first:] for part in fall.frames(times_s, shot.view)], [shot])) for first in (0, 1))
    for (with_faller,), (without,) in zip(there, gone, strict=True):
        rows, columns = np.nonzero(np.abs(with_faller.astype(int) - without).sum(axis=2) > 20)
        assert (columns.mean(), rows.mean()) == pytest.approx((SIZE[0] / 2, SIZE[1] / 2), abs=4)
    text = text_of("roof_back_fall") + PLACED.replace("2 m]", "2 m], looks_at: [4 m, 0 m, 8 m]")
    plan = parse_plan(text)
    assert not only_footage(plan).towards("A", times_s)


def test_a_camera_on_the_edge_has_its_still_of_the_last_moment_it_sees() -> None:
    """Hips on the axis when they pass 8 m: half a picture's height below it, 0.5·14/50·d, they leave it."""
    text = text_of("roof_back_fall") + "cameras:\n  A: {lens: 50 mm, at: [20 m, 0 m, 8 m], looks_at: [4 m, 0 m, 8 m]}\n"
    plan = parse_plan(text)
    fall = only_footage(plan)
    time_s = fall.still_s("A", fall.view("A"))
    x, _, z = fall.stage.motion.at(time_s)[:3]
    leaves_m = 8 - 0.5 * 14.0 / 50.0 * (20 - x)
    assert leaves_m < z < leaves_m + 12 / 24  # within a frame at no more than 12 m/s
    assert roof().still_s("A", roof().view("A")) == roof().timing.decisive_s


def test_a_clip_of_a_fall_lasts_as_long_as_life_and_marks_the_contact(small: None, tmp_path: Path) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_text(text_of("roof_back_fall") + PLACED, encoding="utf-8")
    assert main(["still", str(plan), "--folder", str(tmp_path), "--sheet", "--clip"]) == 0
    names = {path.name for path in tmp_path.iterdir()} - {"plan.yaml"}
    assert names == {"high-fall-A.png", "high-fall-A.webm", "high-fall-A-sheet.png"}
    with av.open(str(tmp_path / "high-fall-A.webm")) as container:
        stream = container.streams.video[0]
        assert stream.codec_context.name == "vp9"
        frames = [frame.to_ndarray(format="rgb24") for frame in container.decode(stream)]
    timing = roof().timing
    assert len(frames) == pytest.approx(1 + 6.0 * (timing.ends_s - timing.begins_s), abs=1)
    marked = [bool(np.abs(frame[0].mean(axis=0) - MARK).max() < 30) for frame in frames]
    assert [number for number, mark in enumerate(marked) if mark] == [
        pytest.approx(6.0 * (timing.decisive_s - timing.begins_s), abs=1)
    ]
    with Picture.open(tmp_path / "high-fall-A.png") as picture:
        assert picture.size[0] == SIZE[0]
        assert picture.size[1] > SIZE[1], "its caption is burnt in"


def test_without_a_placed_camera_it_is_seen_from_aside(
    small: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["still", str(EXAMPLES / "airbag_44_ft.yaml"), "--folder", str(tmp_path)]) == 0
    assert {path.name for path in tmp_path.iterdir()} == {"high-fall-the-whole-fall.png", "high-fall-the-landing.png"}
    said = capsys.readouterr().err
    assert "from aside" in said
    assert "exactly as planned" in said


def test_strikes_and_falls_of_one_plan_are_drawn_from_the_same_cameras(small: None, tmp_path: Path) -> None:
    assert main(["still", str(EXAMPLES / "beating.yaml"), "--folder", str(tmp_path)]) == 0
    assert {path.name for path in tmp_path.iterdir()} == {
        f"{gag}-{camera}.png" for gag in ("punch-1", "punch-2", "chair-tip", "kick") for camera in "AB"
    }


def test_a_camera_that_looks_away_from_one_gag_still_sees_the_other(
    small: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It stands between them, with its back to the kick."""
    text = text_of("stomach_kick").split("cameras:")[0]
    plan = tmp_path / "plan.yaml"
    fall = "  - ground_fall: {by: lead, onto: floor, style: back}\n"
    plan.write_text(
        text.replace("sex: male}", "sex: male, stands: [[40 m, 1 m]]}").replace(
            "sex: female}", "sex: female, stands: [[40 m, 0 m]]}"
        )
        + fall
        + "cameras:\n  A: {lens: 35 mm, at: [6 m, 1 m, 1.6 m], looks_at: [0 m, 0 m]}\n",
        encoding="utf-8",
    )
    assert main(["still", str(plan), "--folder", str(tmp_path / "out")]) == 0
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["ground-fall-A.png"]
    assert "looks away from kick" in capsys.readouterr().err


@pytest.mark.parametrize(("away_m", "views"), [(16, ["A"]), (400, ["A", "the whole fall", "the landing"])])
def test_a_camera_from_which_nobody_can_be_made_out_is_not_left_alone(away_m: int, views: list[str]) -> None:
    far = PLACED.replace("16 m, -9 m", f"{away_m} m, -9 m")
    fall = only_footage(parse_plan(text_of("roof_back_fall") + far))
    (seen,) = still_command.add_asides([fall], [{"A": fall.view("A")}])
    assert sorted(seen) == sorted(views)


def test_a_gag_without_a_body_does_not_keep_the_others_from_being_drawn(
    small: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = tmp_path / "plan.yaml"
    run = "  - vehicle_run: {by: lead, car: car, speed: 5 m/s, line: [[0 m, 20 m], [20 m, 20 m]]}\n"
    other = "  - anything: {by: lead, what: walks through a window of sugar glass}\n"
    text = text_of("stomach_kick").split("cameras:")[0]
    plan.write_text(f"{text}{run}{other}gear:\n  car: {{kind: car, mass: 1400 kg}}\n", encoding="utf-8")
    assert main(["still", str(plan), "--folder", str(tmp_path / "out")]) == 0
    drawn = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert drawn == ["kick-from-aside.png", "vehicle-run-from-aside.png"]
    assert "anything: nothing of it is simulated" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("camera", "words"),
    [
        ("lens: 50 mm, at: [4 m, 0 m, 1 m]", "stands inside the catcher"),
        ("lens: 50 mm, at: [20 m, 0 m], looks_at: [30 m, 0 m]", "looks away from everything"),
    ],
)
def test_a_camera_that_sees_nothing_is_refused_and_nothing_is_written(
    camera: str, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_text(f"{text_of('roof_back_fall')}cameras:\n  A: {{{camera}}}\n", encoding="utf-8")
    assert main(["still", str(plan), "--folder", str(tmp_path / "out"), "--sheet", "--clip"]) == 2
    said = capsys.readouterr().err
    assert words in said
    assert said.count("\n") == 1
    assert [path.name for path in tmp_path.iterdir()] == ["plan.yaml"]


def test_a_camera_that_is_not_placed_is_refused_when_it_is_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_text(text_of("roof_back_fall") + PLACED, encoding="utf-8")
    assert main(["still", str(plan), "--folder", str(tmp_path / "out"), "--camera", "B"]) == 2
    assert "not said where it stands" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_wall_in_a_cameras_way_is_taken_out() -> None:
    plan = parse_plan(text_of("roof_back_fall") + "cameras:\n  A: {lens: 24 mm, at: [-6 m, 0 m, 3 m]}\n")
    fall = only_footage(plan)
    (behind,) = fall.frames([0.0], fall.view("A"))
    (before,) = roof().frames([0.0], roof().view("A"))
    assert len(behind) == len(before) - 2  # the wall and its roof
