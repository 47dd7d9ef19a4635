"""Markers of a rehearsal: a marker that moves at a known speed is read so; what was not seen is not made up."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import ezc3d
import numpy as np
import pytest

from stuntlab.cli.main import main
from stuntlab.datasets import Floats
from stuntlab.errors import RecordingError
from stuntlab.imports.markers import read_motion
from stuntlab.imports.motion_values import MarkerMap, read_marker_map, values_of_motion

EXAMPLES = Path(__file__).parents[2] / "examples"
RATE_HZ = 200.0
FRAMES = 200
TIME_S = np.arange(FRAMES) / RATE_HZ
STRIKE = MarkerMap(striker=("RTOE",), target=("STRN",), skin="30 mm")
LEAP = MarkerMap(feet=("LTOE", "RTOE"), hips=("LASI", "RASI"))


def write_c3d(path: Path, markers: dict[str, Floats], *, unit: str = "mm", rate_hz: float = RATE_HZ) -> Path:
    """markers: name -> [frame, 3], m; NaN where it was hidden."""
    per_metre = {"mm": 1000.0, "m": 1.0, "cm": 100.0, "": 1000.0}[unit]
    made = ezc3d.c3d()
    made["parameters"]["POINT"]["RATE"]["value"] = [rate_hz]
    made["parameters"]["POINT"]["UNITS"]["value"] = [unit]
    made["parameters"]["POINT"]["LABELS"]["value"] = list(markers)
    points = np.ones((4, len(markers), len(next(iter(markers.values())))))
    for place, track in enumerate(markers.values()):
        points[:3, place] = track.T * per_metre
    made["data"]["points"] = points
    made.write(str(path))
    return path


def kick(speed_mps: float = 5.0, stops_m: float = 0.33) -> dict[str, Floats]:
    """A foot that goes straight at a chest at a constant speed, stops short, and goes back as it came."""
    nearest = TIME_S[120]
    x = -stops_m - speed_mps * np.abs(TIME_S - nearest)
    foot = np.column_stack([x, np.zeros(FRAMES), np.full(FRAMES, 1.1)])
    return {"Ana:RTOE": foot, "Bo:STRN": np.tile([0.0, 0.0, 1.1], (FRAMES, 1)) + 1e-9}


@pytest.mark.parametrize("unit", ["mm", "cm", "m"])
def test_a_foot_at_a_known_speed_that_stops_at_a_known_gap(unit: str, tmp_path: Path) -> None:
    file = write_c3d(tmp_path / "kick.c3d", kick(), unit=unit)
    found = {value.field: value.value for value in values_of_motion("kick", file, STRIKE)}
    assert found == {"foot_speed": pytest.approx(5.0, abs=1e-3), "gap": pytest.approx(0.30, abs=1e-4)}


def test_the_speed_is_against_the_target_and_a_touch_is_no_negative_gap(tmp_path: Path) -> None:
    moves = kick(stops_m=0.01)
    drift = np.column_stack([-1.5 * TIME_S, np.zeros(FRAMES), np.zeros(FRAMES)])
    file = write_c3d(tmp_path / "kick.c3d", {name: track + drift for name, track in moves.items()})
    found = {value.field: value.value for value in values_of_motion("punch", file, STRIKE)}
    assert found["hand_speed"] == pytest.approx(5.0, abs=1e-3), "both go along: the speed between them counts"
    assert found["gap"] == 0.0


def test_a_take_off_at_a_known_speed(tmp_path: Path) -> None:
    leaves = 0.5
    flies = np.clip(TIME_S - leaves, 0, None)
    x, z = 2.0 * TIME_S, 10.0 - 9.80665 * flies**2 / 2
    hips = np.column_stack([x, 0.3 * TIME_S, z + 1.0])
    feet = np.column_stack([2.0 * flies, 0.3 * flies, z])
    shift = np.array([0.0, 0.1, 0.0])
    tracks = {"LASI": hips, "RASI": hips + shift, "LTOE": feet, "RTOE": feet + shift}
    (value,) = values_of_motion("high_fall", write_c3d(tmp_path / "fall.c3d", tracks), LEAP)
    assert (value.field, value.value) == ("push", pytest.approx(np.hypot(2.0, 0.3), abs=1e-3))
    turned = {name: track[:, [0, 2, 1]] for name, track in tracks.items()}
    y_up = MarkerMap(up="y", feet=LEAP.feet, hips=LEAP.hips)
    (same,) = values_of_motion("high_fall", write_c3d(tmp_path / "y_up.c3d", turned), y_up)
    assert same.value == pytest.approx(value.value, abs=1e-6)


@pytest.mark.parametrize(
    ("hidden", "says"),
    [(slice(118, 122), "nothing is filled in"), (slice(0, 200), "never seen"), (slice(60, 109), "")],
)
def test_a_gap_stays_a_gap(hidden: slice, says: str, tmp_path: Path) -> None:
    moves = kick()
    moves["Ana:RTOE"][hidden] = np.nan
    file = write_c3d(tmp_path / "kick.c3d", moves)
    assert np.isnan(read_motion(file, unit=None).of("RTOE")[hidden]).all()
    if says:
        with pytest.raises(RecordingError, match=says):
            values_of_motion("kick", file, STRIKE)
    else:
        speed, gap = values_of_motion("kick", file, STRIKE)
        assert "hidden in" in speed.said
        assert (speed.value, gap.value) == (pytest.approx(5.0, abs=1e-3), pytest.approx(0.30, abs=1e-4))


BVH = """HIERARCHY
ROOT Hips
{
 OFFSET 0 0 0
 CHANNELS 6 Xposition Yposition Zposition Zrotation Xrotation Yrotation
 JOINT Foot
 {
  OFFSET 0 0 100
  CHANNELS 3 Zrotation Xrotation Yrotation
  End Site
  {
   OFFSET 0 0 20
  }
 }
}
MOTION
Frames: 3
Frame Time: 0.01
0 0 0 0 0 0 0 0 0
10 0 0 0 0 90 0 0 0
10 0 0 0 0 90 0 0 -90
"""


def test_joints_of_a_bvh_are_where_its_angles_put_them(tmp_path: Path) -> None:
    file = tmp_path / "a.bvh"
    file.write_text(BVH)
    with pytest.raises(RecordingError, match="unit"):
        read_motion(file, unit=None)
    capture = read_motion(file, unit="cm")
    assert capture.rate_hz == pytest.approx(100)
    assert capture.of("foot") == pytest.approx(np.array([[0, 0, 1], [1.1, 0, 0], [1.1, 0, 0]]))
    assert capture.of("Foot end") == pytest.approx(np.array([[0, 0, 1.2], [1.3, 0, 0], [1.1, 0, 0.2]]))


@pytest.mark.parametrize(
    "text",
    [BVH.replace("Frames: 3", "Frames: 4"), BVH.replace("}\nMOTION", "MOTION"), BVH.replace("JOINT", "JOIN"), BVH[:200],
     BVH.replace("Frames: 3", "Frames: 999999999"), BVH.replace("-90", "nan"), BVH.replace("0.01", "0"),
     BVH.replace("Zrotation", "Wrotation")],
)  # fmt: skip
def test_a_broken_bvh_is_one_sentence(text: str, tmp_path: Path) -> None:
    file = tmp_path / "a.bvh"
    file.write_text(text)
    with pytest.raises(RecordingError, match="BVH"):
        read_motion(file, unit="cm")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"striker": ("RTO",)}, 'did you mean "Ana:RTOE"|no marker is called "RTO"'),
        ({"target": ()}, "names no target"),
        ({"skin": None}, "skin = "),
        ({"skin": "3 kg"}, "skin"),
    ],
)
def test_a_wrong_map_names_what_is_wrong(change: dict[str, Any], says: str, tmp_path: Path) -> None:
    file = write_c3d(tmp_path / "kick.c3d", kick())
    wrong = MarkerMap(**{"striker": ("RTOE",), "target": ("STRN",), "skin": "30 mm", **change})
    with pytest.raises(RecordingError, match=says):
        values_of_motion("kick", file, wrong)


def test_a_map_is_read_with_the_line_of_its_faults(tmp_path: Path) -> None:
    file = tmp_path / "markers.toml"
    file.write_text('striker = ["RTOE"]\nup = "north"\n')
    with pytest.raises(RecordingError, match=r"markers.toml:2: up: .*no axis"):
        read_marker_map(file)
    file.write_text('strikr = ["RTOE"]\n')
    with pytest.raises(RecordingError, match='did you mean "striker"'):
        read_marker_map(file)


def test_a_file_without_a_unit_asks_for_it(tmp_path: Path) -> None:
    file = write_c3d(tmp_path / "kick.c3d", kick(), unit="")
    with pytest.raises(RecordingError, match="unit"):
        values_of_motion("kick", file, STRIKE)
    with_unit = MarkerMap(unit="mm", striker=STRIKE.striker, target=STRIKE.target, skin=STRIKE.skin)
    assert values_of_motion("kick", file, with_unit)[1].value == pytest.approx(0.30, abs=1e-4)


def test_a_rehearsal_with_markers_is_drift_evidence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STUNTLAB_STATE", str(tmp_path / "state"))
    plan, markers = tmp_path / "plan.yaml", Path(__file__).parent / "data" / "markers.toml"
    shutil.copy(EXAMPLES / "stomach_kick.yaml", plan)
    motion = write_c3d(tmp_path / "run.c3d", kick(speed_mps=7.5, stops_m=0.20))
    for step in ("dry", "quarter", "half"):
        assert main(["rehearsed", str(plan), "--gag", "kick", "--step", step]) in (0, 30)
    capsys.readouterr()
    code = main(["rehearsed", str(plan), "--motion", str(motion), "--markers", str(markers), "--json"])
    out, err = capsys.readouterr()
    assert code in (0, 30), err
    assert "kick.foot_speed: 7.50 m/s" in err
    assert json.loads(out)
    main(["record", "show", str(plan)])
    assert "7.5" in capsys.readouterr().out
    for words, says in (
        (["--motion", str(motion)], "go together"),
        (["--motion", str(plan), "--markers", str(markers)], "neither C3D nor BVH"),
        (["--motion", str(tmp_path / "no.c3d"), "--markers", str(markers)], "no.c3d"),
    ):
        assert main(["rehearsed", str(plan), *words]) == 2
        assert says in capsys.readouterr().err
