"""`stuntlab still`: what each camera sees."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import click

from stuntlab.errors import CameraError, UserError, did_you_mean
from stuntlab.gags import gags_of
from stuntlab.gags.base import Gag
from stuntlab.pipeline.drawn.shown import Shown
from stuntlab.pipeline.drawn.shown_strike import ShownStrike
from stuntlab.plan import Plan, read_plan
from stuntlab.report.clip import write_clip
from stuntlab.report.film import Shot, film
from stuntlab.report.headless import backend
from stuntlab.report.knap_mark import knap_marked
from stuntlab.report.png import write_png
from stuntlab.report.sheet import contact_sheet
from stuntlab.report.still import Image, View, still

STILL_PX, CLIP_PX = (1280, 720), (640, 360)
CLIP_RATE_HZ = 24.0


@click.command("still")
@click.argument("plan", type=click.Path(path_type=Path))
@click.option("--to", "folder", type=click.Path(path_type=Path), default=Path(), help="Folder the pictures go to.")
@click.option("--camera", "only", help="One camera instead of all.")
@click.option("--sheet", is_flag=True, help="Also a contact sheet: each camera at five moments.")
@click.option("--clip", is_flag=True, help="Also a clip from each camera (VP9); a border marks the knap.")
def command(plan: Path, *, folder: Path, only: str | None, sheet: bool, clip: bool) -> None:
    """Draw each strike of PLAN as each of its cameras sees it at the decisive frame."""
    intended = read_plan(plan)
    cameras = _cameras(intended, only)
    gags = [gag for gag in gags_of(intended) if gag.strike() is not None]
    if not gags:
        raise UserError(
            f"{intended.stunt}: nobody is struck at in this plan, and stills are of strikes only. Falls are drawn by "
            "`stuntlab report PLAN`, from one of the plan's cameras with --camera"
        )
    shown = [_shown(intended, gag) for gag in gags]
    views = _views(shown, cameras)
    backend()
    _make(folder)
    for one, seen in zip(shown, views, strict=True):
        for name, view in seen.items():
            _write(folder, f"{one.label} {name}.png", _still(one, view))
            if clip:
                target = folder / _file_name(f"{one.label} {name}.webm")
                write_clip(_clip(one, view), target, frame_rate_hz=CLIP_RATE_HZ)
                click.echo(str(target))
        if sheet:
            _write(folder, f"{one.label} sheet.png", _sheet(intended, one, seen))


def _cameras(plan: Plan, only: str | None) -> list[str]:
    """The cameras that are asked for."""
    if only is not None and only not in plan.cameras:
        names = ", ".join(plan.cameras) or "none"
        raise UserError(f'"{only}" is no camera of this plan; it has {names}{did_you_mean(only, plan.cameras)}')
    if not plan.cameras:
        raise UserError(f"{plan.stunt}: this plan names no camera; add cameras: with a lens, distance and angle")
    return [only] if only else list(plan.cameras)


def _shown(plan: Plan, gag: Gag) -> Shown:
    return ShownStrike(plan, gag)


def _views(shown: list[Shown], cameras: list[str]) -> list[Mapping[str, View]]:
    """Of each gag, what each camera sees of it.

    Raises:
        CameraError: a camera stands in somebody, or it looks away from everything.
    """
    for name in cameras:
        if all(one.looks_away(name) for one in shown):
            raise CameraError(
                f"camera {name} looks away from everything that happens in this plan: all of it lies behind the "
                "camera. Turn looks_at round, or take it out"
            )
    return [{name: one.view(name) for name in cameras} for one in shown]


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(f"{folder} cannot be made: {error.strerror}. Choose another folder with --to") from None


def _still(shown: Shown, view: View) -> Image:
    (things,) = shown.frames([shown.timing.decisive_s], view)
    return still(things, view, shown.setting, width=STILL_PX[0], height=STILL_PX[1])


def _clip(shown: Shown, view: View) -> Iterator[Image]:
    """From before anything moves to the end; where there is a sound, one frame falls on it and is marked."""
    timing = shown.timing
    marked_s = timing.begins_s if timing.sounds_s is None else timing.sounds_s
    before, after = (round(span_s * CLIP_RATE_HZ) for span_s in (marked_s - timing.begins_s, timing.ends_s - marked_s))
    times_s = [marked_s + frame / CLIP_RATE_HZ for frame in range(-before, after + 1)]
    for time_s, image in zip(times_s, _film(shown, view, times_s), strict=True):
        yield knap_marked(image) if time_s == timing.sounds_s else image


def _sheet(plan: Plan, shown: Shown, views: Mapping[str, View]) -> Image:
    """A row for each camera, a column for each beat."""
    beats, timing = shown.timing.beats, shown.timing
    pictures = []
    for camera, view in views.items():
        images = _film(shown, view, list(beats.values()))
        for (beat, time_s), image in zip(beats.items(), images, strict=True):
            caption = f"{_camera_words(plan, camera)}: {beat}, {1000 * time_s:+.0f} ms ({timing.zero} at 0)"
            pictures.append((caption, knap_marked(image) if time_s == timing.sounds_s else image))
    return contact_sheet(pictures, columns=len(beats))


def _camera_words(plan: Plan, name: str) -> str:
    lens = plan.cameras[name].lens
    return f"camera {name}, {lens.text if lens else ''}"


def _film(shown: Shown, view: View, times_s: list[float]) -> Iterator[Image]:
    for (image,) in film(shown.frames(times_s, view), [Shot(view, *CLIP_PX)], shown.setting):
        yield image


def _write(folder: Path, name: str, image: Image) -> None:
    target = folder / _file_name(name)
    try:
        write_png(image, target)
    except OSError as error:
        raise UserError(f"{target} cannot be written: {error.strerror}. Choose another folder with --to") from None
    click.echo(str(target))


def _file_name(words: str) -> str:
    return "".join(letter if letter.isalnum() or letter in ".-" else "-" for letter in words)
