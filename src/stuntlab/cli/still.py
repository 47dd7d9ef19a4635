"""`stuntlab still`: what each camera sees."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from stuntlab.errors import UserError, did_you_mean
from stuntlab.gags import gags_of
from stuntlab.gags.base import Gag
from stuntlab.pipeline.drawn.pictures import ActedGag, acted_gag, refuse_cameras, view_of
from stuntlab.pipeline.drawn.stage_set import StageSet, setting_on
from stuntlab.pipeline.drawn.strike_set import seen_from, set_round
from stuntlab.plan import Plan, read_plan
from stuntlab.report.clip import write_clip
from stuntlab.report.headless import backend
from stuntlab.report.knap_mark import knap_marked
from stuntlab.report.png import write_png
from stuntlab.report.sheet import contact_sheet
from stuntlab.report.still import Image, still

STILL_PX, CLIP_PX = (1280, 720), (640, 360)
CLIP_RATE_HZ = 24.0
BEATS = {"wind-up": -0.45, "strike": -0.06, "knap": 0.0, "decisive": None, "sold": 0.30}
"""What a contact sheet shows of each camera: name and seconds from the knap; the frame of the knap has a border."""


@click.command("still")
@click.argument("plan", type=click.Path(path_type=Path))
@click.option("--to", "folder", type=click.Path(path_type=Path), default=Path(), help="Folder the pictures go to.")
@click.option("--camera", "only", help="One camera instead of all.")
@click.option("--sheet", is_flag=True, help="Also a contact sheet: each camera at five moments.")
@click.option("--clip", is_flag=True, help="Also a clip from each camera (VP9); a border marks the knap.")
def command(plan: Path, *, folder: Path, only: str | None, sheet: bool, clip: bool) -> None:
    """Draw each strike of PLAN as each of its cameras sees it at the decisive frame."""
    intended = read_plan(plan)
    gags = [gag for gag in gags_of(intended) if gag.strike() is not None]
    if not gags:
        raise UserError(
            f"{intended.stunt}: nobody is struck at in this plan, and stills are of strikes only. Falls are drawn by "
            "`stuntlab report PLAN`, from one of the plan's cameras with --camera"
        )
    cameras = _cameras(intended, only)
    refuse_cameras(intended, gags, cameras)
    backend()
    _make(folder)
    for one in (_shown(intended, gag) for gag in gags):
        for name in cameras:
            _write(
                folder, f"{one.acted.label} {name}.png", _picture(intended, one, name, one.acted.decisive_s, STILL_PX)
            )
            if clip:
                target = folder / _file_name(f"{one.acted.label} {name}.webm")
                write_clip(_frames(intended, one, name), target, frame_rate_hz=CLIP_RATE_HZ)
                click.echo(str(target))
        if sheet:
            _write(folder, f"{one.acted.label} sheet.png", _sheet(intended, one, cameras))


def _cameras(plan: Plan, only: str | None) -> list[str]:
    if only is not None and only not in plan.cameras:
        names = ", ".join(plan.cameras) or "none"
        raise UserError(f'"{only}" is no camera of this plan; it has {names}{did_you_mean(only, plan.cameras)}')
    if not plan.cameras:
        raise UserError(f"{plan.stunt}: this plan names no camera; add cameras: with a lens, distance and angle")
    return [only] if only else list(plan.cameras)


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(f"{folder} cannot be made: {error.strerror}. Choose another folder with --to") from None


@dataclass(frozen=True, slots=True)
class _Shown:
    """A strike and the set round it."""

    acted: ActedGag
    stage: StageSet


def _shown(plan: Plan, gag: Gag) -> _Shown:
    acted = acted_gag(plan, gag)
    return _Shown(acted, set_round(plan, acted.line, acted.strike))


def _picture(plan: Plan, shown: _Shown, camera: str, time_s: float, size: tuple[int, int]) -> Image:
    view = view_of(plan.cameras[camera], camera, shown.acted)
    things = (*shown.acted.frame(time_s), *seen_from(shown.stage, shown.acted.line, view))
    return still(things, view, setting_on(shown.stage), width=size[0], height=size[1])


def _frames(plan: Plan, shown: _Shown, camera: str) -> Iterator[Image]:
    """From before the wind-up to the end, so that one frame falls on the knap."""
    acted = shown.acted
    before, after = (
        round(span_s * CLIP_RATE_HZ) for span_s in (acted.knap_s - acted.begins_s, acted.ends_s - acted.knap_s)
    )
    for frame in range(-before, after + 1):
        image = _picture(plan, shown, camera, acted.knap_s + frame / CLIP_RATE_HZ, CLIP_PX)
        yield image if frame else knap_marked(image)


def _sheet(plan: Plan, shown: _Shown, cameras: list[str]) -> Image:
    return contact_sheet(
        [_beat(plan, shown, camera, beat, after_s) for camera in cameras for beat, after_s in BEATS.items()],
        columns=len(BEATS),
    )


def _beat(plan: Plan, shown: _Shown, camera: str, beat: str, after_s: float | None) -> tuple[str, Image]:
    """Caption and picture of one moment."""
    lens, acted = plan.cameras[camera].lens, shown.acted
    since = acted.decisive_s - acted.knap_s if after_s is None else after_s
    image = _picture(plan, shown, camera, acted.knap_s + since, CLIP_PX)
    caption = f"camera {camera}, {lens.text if lens else ''}: {beat}, {1000 * since:+.0f} ms (knap at 0)"
    return caption, image if since else knap_marked(image)


def _write(folder: Path, name: str, image: Image) -> None:
    target = folder / _file_name(name)
    try:
        write_png(image, target)
    except OSError as error:
        raise UserError(f"{target} cannot be written: {error.strerror}. Choose another folder with --to") from None
    click.echo(str(target))


def _file_name(words: str) -> str:
    return "".join(letter if letter.isalnum() or letter in ".-" else "-" for letter in words)
