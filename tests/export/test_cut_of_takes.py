"""A cut: OpenTimelineIO read back by its library, EDL by hand; no name becomes a line of its own."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import opentimelineio
import pytest

from stuntlab.cli.main import main
from stuntlab.export.cut import CONTACT, HOLD, Cut, CutClip, CutMarker
from stuntlab.export.edl import edl
from stuntlab.export.otio import otio
from stuntlab.plan import read_plan

EXAMPLES = Path(__file__).parents[2] / "examples"
HOSTILE = 'A "b"\n002  BL       V     C  <x>&{\\ 日本 \udcff\u2028'
CUT = Cut(
    title=HOSTILE,
    plan="kick plan.yaml",
    plan_hash="sha256:0",
    scene="12A",
    verdict="HOLD",
    rate_hz=24.0,
    tracks={
        "A": (
            CutClip(
                "kick A",
                "kick-A 1.webm",
                36,
                50.0,
                (CutMarker(0, HOLD, "HOLD", HOSTILE), CutMarker(16, CONTACT, CONTACT)),
            ),
            CutClip("fall A", "fall-A.webm", 48, 50.0, (CutMarker(30, CONTACT, CONTACT),)),
        ),
        HOSTILE: (CutClip("kick", "", 36), CutClip("fall", "fall-B.webm", 48, None)),
    },
)


def test_a_timeline_has_a_track_for_each_camera_and_markers_where_they_belong() -> None:
    made = otio(CUT)
    assert made == otio(CUT), "the same bytes twice"
    timeline = opentimelineio.adapters.read_from_string(made.decode(), "otio_json")
    assert "\n" not in timeline.name
    first, second = timeline.video_tracks()
    kick, fall = first
    assert (first.name, kick.name, kick.duration().value) == ("A", "kick A", 36)
    assert kick.media_reference.target_url == "kick-A%201.webm"
    assert dict(kick.metadata["stuntlab"]) == {
        "plan": "kick plan.yaml", "camera": "A", "lens_mm": 50.0, "verdict": "HOLD"
    }  # fmt: skip
    assert [(one.metadata["stuntlab"]["kind"], one.marked_range.start_time.value) for one in kick.markers] == [
        ("hold", 0), ("contact", 16)
    ]  # fmt: skip
    assert fall.trimmed_range_in_parent().start_time.value == 36
    assert isinstance(second[0], opentimelineio.schema.Gap)
    assert second[1].trimmed_range_in_parent() == fall.trimmed_range_in_parent(), "cameras stay in step"


def test_an_edl_counts_from_one_hour_and_no_name_begins_a_line() -> None:
    text = edl(CUT, "A").decode("ascii")
    lines = text.split("\r\n")
    events = [line for line in lines if re.match(r"\d{3}  ", line)]
    assert [event.split()[-4:] for event in events] == [
        ["00:00:00:00", "00:00:01:12", "01:00:00:00", "01:00:01:12"],
        ["00:00:00:00", "00:00:02:00", "01:00:01:12", "01:00:03:12"],
    ]
    assert "* LOC: 01:00:00:16 GREEN   contact" in lines
    assert "* LOC: 01:00:02:18 GREEN   contact" in lines
    assert [line[:6] for line in lines if line and line not in events] == [
        "TITLE:",
        "FCM: N",
        *["* FROM", "* SOUR", "* LOC:", "* LOC:"],
        *["* FROM", "* SOUR", "* LOC:"],
    ]
    gap = edl(CUT, HOSTILE).decode("ascii")
    assert "01:00:01:12 01:00:03:12" in gap, "what a camera does not see leaves its place"
    with pytest.raises(ValueError, match="whole number"):
        edl(Cut("t", "p", "", "", "", 23.976, CUT.tracks), "A")


def test_a_plan_becomes_a_cut_that_points_to_its_films(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = tmp_path / "plan.yaml"
    shutil.copy(EXAMPLES / "stomach_kick.yaml", plan)
    assert main(["edit", str(plan), "-o", str(tmp_path / "cut.otio")]) == 0
    assert "--clip" in capsys.readouterr().out
    timeline = opentimelineio.adapters.read_from_file(str(tmp_path / "cut.otio"))
    tracks = timeline.video_tracks()
    assert [track.name for track in tracks] == ["A", "B"]
    clip = tracks[0][0]
    lens = read_plan(plan).cameras["A"].lens
    assert lens is not None
    assert clip.metadata["stuntlab"]["lens_mm"] == pytest.approx(lens.value * 1000)
    assert clip.metadata["stuntlab"]["verdict"] == timeline.metadata["stuntlab"]["verdict"] == "HOLD"
    kinds = [marker.metadata["stuntlab"]["kind"] for marker in clip.markers]
    assert kinds.count(CONTACT) == 1
    assert HOLD in kinds
    for words, says in ((["-o", "x.fcpxml"], ".otio or .edl"), (["-o", str(tmp_path / "no" / "x.otio")], "no folder")):
        assert main(["edit", str(plan), *words]) == 2
        assert says in capsys.readouterr().err
