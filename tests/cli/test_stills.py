"""Pictures of a plan: the right sizes, one for each camera, and refusals in one sentence."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image as Picture

from stuntlab.cli import still as still_command
from stuntlab.cli.main import main
from stuntlab.gags import gags_of
from stuntlab.plan import read_plan
from stuntlab.previs.strike_footage import StrikeFootage
from stuntlab.previs.strike_pictures import act_gag, view_of
from stuntlab.report import headless
from stuntlab.report.clip import write_clip
from stuntlab.report.cue_mark import MARK
from stuntlab.report.sheet import contact_sheets

EXAMPLES = Path(__file__).parents[2] / "examples"
SOLD = EXAMPLES / "stomach_kick.yaml"


def test_every_camera_has_its_still_and_a_place_on_the_sheet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(still_command, "STILL_PX", (160, 90))
    monkeypatch.setattr(still_command, "CLIP_PX", (96, 54))
    assert main(["still", str(SOLD), "--folder", str(tmp_path), "--sheet"]) == 0
    names = ["kick-A-sheet.png", "kick-A.png", "kick-B-sheet.png", "kick-B.png"]
    assert sorted(path.name for path in tmp_path.iterdir()) == names
    pictures = [np.asarray(Picture.open(tmp_path / f"kick-{name}.png")) for name in "AB"]
    assert [picture.shape[1:] for picture in pictures] == [(160, 3)] * 2
    assert min(picture.shape[0] for picture in pictures) > 90 + 10, "a caption is burnt in under it"
    assert max(picture.shape[0] for picture in pictures) % 2 == 0
    red = [(picture[..., 0] > picture[..., 2].astype(int) + 40).mean() for picture in pictures]
    assert min(red) > 0.01  # somebody in a red jacket is in both


def test_a_view_sees_as_wide_as_its_lens() -> None:
    """85 mm on Super 35 in 16:9 at 6.8 m: 1.12 m high."""
    plan = read_plan(SOLD)
    (gag,) = gags_of(plan)
    acted = act_gag(plan, gag)
    view = view_of(plan.cameras["A"], "A", acted)
    assert np.linalg.norm(np.subtract(view.eye_m, view.looks_at_m)) == pytest.approx(6.8, rel=1e-6)
    assert 2 * 6.8 * np.tan(view.height_rad / 2) == pytest.approx(1.12, abs=0.01)


def test_a_clip_holds_its_frames_in_vp9(tmp_path: Path) -> None:
    frames = [np.full((36, 64, 3), 10 * number, dtype=np.uint8) for number in range(12)]
    write_clip(frames, tmp_path / "clip.webm", frame_rate_hz=24)
    with av.open(str(tmp_path / "clip.webm")) as container:
        stream = container.streams.video[0]
        assert stream.codec_context.name == "vp9"
        shown = [frame.to_ndarray(format="rgb24").mean() for frame in container.decode(stream)]
    assert shown == pytest.approx([10 * number for number in range(12)], abs=3)


def test_the_frame_of_the_knap_and_no_other_has_a_border(monkeypatch: pytest.MonkeyPatch) -> None:
    """Move, sound, reaction: the foot has arrived, and nobody has answered yet."""
    monkeypatch.setattr(still_command, "CLIP_PX", (96, 54))
    monkeypatch.setattr(still_command, "CLIP_RATE_HZ", 6.0)
    plan = read_plan(SOLD)
    shown = StrikeFootage(plan, gags_of(plan)[0])
    acted, timing, frames = shown.acted, shown.timing, list(still_command._clip(shown, "B", shown.view("B")))
    marked = [bool((frame[0] == MARK).all() and (frame[:, 0] == MARK).all()) for frame in frames]
    assert sum(marked) == 1
    assert marked.index(True) == round((acted.knap_s - timing.begins_s) * 6.0)
    assert acted.giver.tip(acted.knap_s)[0] == pytest.approx(0.30, abs=1e-3)
    assert acted.knap_s < acted.receiver.starts_s


def test_a_sheet_is_in_rows_of_two_on_pages_of_the_shape_of_a4() -> None:
    """Nine pictures of 16:9 with their captions do not fit one page; none is cut or made smaller."""
    white, black = np.full((270, 480, 3), 255, np.uint8), np.zeros((270, 480, 3), np.uint8)
    pages = list(contact_sheets(["a title"], [("a", white), ("long words " * 20, black)] * 4 + [("i", white)]))
    assert len(pages) == 2
    assert all(page.shape[0] / page.shape[1] <= 297 / 210 for page in pages)
    dark = [(page == 0).all(axis=2).sum() for page in pages]
    assert sum(dark) >= 4 * black[..., 0].size


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["still", str(SOLD), "--camera", "C"], "no camera of this plan"),
        (["still", str(SOLD), "--folder", str(SOLD)], "cannot be made"),
    ],
)
def test_what_cannot_be_drawn_is_one_sentence(
    arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    shown = capsys.readouterr().err
    assert words in shown
    assert shown.count("\n") == 1


def test_no_display_and_no_egl_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(headless, "_egl_works", lambda: False)
    monkeypatch.setattr(headless, "_osmesa_works", lambda: False)
    headless.backend.cache_clear()
    assert main(["still", str(SOLD), "--folder", str(tmp_path), "--camera", "A"]) == 2
    headless.backend.cache_clear()
    assert "EGL or OSMesa" in capsys.readouterr().err


def test_a_still_of_a_strike_compiles_nothing_and_fits_no_curves() -> None:
    """Half of a cold still was imports: numba for what falls, scipy for what nobody asked. A fresh process tells.

    `scipy.spatial`, which turns bodies, brings `scipy.special` with it.
    """
    asked = (
        "import sys, stuntlab.cli.still as s; from stuntlab.gags import gags_of; from stuntlab.plan import read_plan; "
        "from stuntlab.previs.strike_pictures import act_gag; plan = read_plan(sys.argv[1]); "
        "act_gag(plan, gags_of(plan)[0]).frame(0.0); "
        "print([name for name in ('numba', 'scipy.interpolate') if name in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", asked, str(SOLD)], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
