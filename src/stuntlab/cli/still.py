"""`stuntlab still`: what each camera sees: stills, a contact sheet, a clip.

Group: See it, 2
Example: stuntlab still plan.yaml --folder pictures --sheet
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from importlib import import_module
from pathlib import Path

import click
import numpy as np

from stuntlab.cli.progress import progress_bar
from stuntlab.cli.undrawn import select_filmed
from stuntlab.cli.units import style_for, units_option
from stuntlab.errors import CameraError, UserError
from stuntlab.gags import gags_of
from stuntlab.gags.base import Gag
from stuntlab.gags.roles import DrivesLoose, SeenStrike
from stuntlab.nearest import did_you_mean
from stuntlab.plan import Plan, read_plan
from stuntlab.previs.footage import Footage, Timing
from stuntlab.previs.strike_footage import StrikeFootage
from stuntlab.previs.tags import place_tags
from stuntlab.report.clip import write_clip
from stuntlab.report.cue_mark import mark_cue
from stuntlab.report.film import FilmShot, film
from stuntlab.report.headless import backend
from stuntlab.report.png import write_png
from stuntlab.report.still import Image, Painted, View, stills
from stuntlab.shots.placement import tell_missing
from stuntlab.units import System, UnitStyle, in_units

STILL_PX, CLIP_PX = (1280, 720), (960, 540)
CLIP_RATE_HZ = 24.0


@click.command("still")
@click.argument("plan", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--folder",
    type=click.Path(path_type=Path),
    default=Path(),
    help="Where to; here if not given.",
)
@click.option("--camera", "only", help="One camera instead of all.")
@click.option(
    "--sheet",
    is_flag=True,
    help="Also a contact sheet for each camera: four or five moments.",
)
@click.option("--clip", is_flag=True, help="Also a clip from each camera (VP9), at life speed.")
@units_option
def command(plan: Path, *, folder: Path, only: str | None, sheet: bool, clip: bool, units: System | None) -> None:
    """Draw each strike, fall and run of PLAN as each of its cameras sees it at the decisive frame.

    That of a strike is when it has to be believed, that of a fall when the body first touches, that of a run when the
    vehicle goes by, rolls or flies. In sheets and clips a border marks the frame in which the sound of it belongs.
    Where no camera is placed, it is drawn from aside.
    """
    intended = read_plan(plan)
    cameras = placed_cameras(intended, only)
    shown = [footage for gag in select_filmed(intended) for footage in footages_of(intended, gag)]
    views = views_of(shown, cameras)
    views = views if only else add_asides(shown, views)
    style = style_for(intended, units)
    backend()
    _make(folder)
    verdict = import_module("stuntlab.record.last_verdict").verdict_on(plan)
    with progress_bar("looking through the cameras"):
        captions = _captions(intended, shown, views, verdict, style)
    for one, seen in zip(shown, views, strict=True):
        with progress_bar(f"{one.title}: drawing pictures") as tell:
            drawn = _Counter(sum(_pictures(one, *each, sheet=sheet, clip=clip) for each in seen.items()), tell)
            _draw(one, seen, captions, folder, drawn, style=style, sheet=sheet, clip=clip)
    _tell(shown, views, cameras, {} if only else _unplaced_cameras(intended))


class _Counter:
    """Counts pictures, and tells how many of how many are drawn."""

    def __init__(self, total: int, tell: Callable[[int, int], None] | None) -> None:
        self.total, self.tell, self.done = total, tell, 0

    def each(self, images: Iterable[Image]) -> Iterator[Image]:
        """The images as they come, each counted."""
        for image in images:
            self.done += 1
            if self.tell:
                self.tell(self.done, self.total)
            yield image


def _pictures(shown: Footage, name: str, view: View, *, sheet: bool, clip: bool) -> int:
    """How many pictures are drawn of a gag from one camera."""
    return 1 + (len(_beats_seen(shown, name, view)) if sheet else 0) + (len(clip_times_s(shown)) if clip else 0)


def placed_cameras(plan: Plan, only: str | None) -> list[str]:
    """The cameras that are asked for, or else all that are placed."""
    if only is not None and only not in plan.cameras:
        names = ", ".join(plan.cameras) or "none"
        raise UserError(f'"{only}" is no camera of this plan; it has {names}{did_you_mean(only, plan.cameras)}')
    unplaced = _unplaced_cameras(plan)
    if only in unplaced:
        raise CameraError(
            f"camera {only}: no picture can be taken from it, {unplaced[only]}; give lens:, and distance: and angle: "
            "or at:"
        )
    return [only] if only else [name for name in plan.cameras if name not in unplaced]


def _unplaced_cameras(plan: Plan) -> dict[str, str]:
    """Cameras that no picture can be taken from, and why."""
    return {name: lack for name, camera in plan.cameras.items() if (lack := tell_missing(camera))}


def footages_of(plan: Plan, gag: Gag) -> tuple[Footage, ...]:
    """What is filmed of a gag: a strike as it is acted, a run as it is driven, else each world of the planned take."""
    if isinstance(gag, SeenStrike):
        return (StrikeFootage(plan, gag),)
    if isinstance(gag, DrivesLoose) and not gag.worlds():
        driven: Footage = import_module("stuntlab.previs.drive_footage").DriveFootage(gag)
        return (driven,)
    simulated = import_module("stuntlab.previs.take_footage")  # strikes need no simulator
    found: tuple[Footage, ...] = simulated.footage_of_worlds(gag)
    return found


def views_of(shown: list[Footage], cameras: list[str]) -> list[Mapping[str, View]]:
    """Of each gag, what each camera sees of it that does not look away; all of it from aside where there is no camera.

    Raises:
        CameraError: a camera stands in somebody or something, or it looks away from everything.
    """
    if not cameras:
        return [one.aside() for one in shown]
    for name in cameras:
        if all(one.looks_away(name) for one in shown):
            raise CameraError(
                f"camera {name} looks away from everything that happens in this plan: all of it lies behind the "
                "camera. Turn looks_at round, or take it out"
            )
    return [{name: one.view(name) for name in cameras if not one.looks_away(name)} for one in shown]


def add_asides(shown: list[Footage], views: list[Mapping[str, View]]) -> list[Mapping[str, View]]:
    """A gag from aside too, where nobody can be made out in any camera: off a mountain, from the other side of it.

    One that every camera looks away from is not meant to be seen.
    """
    return [
        {**seen, **one.aside()} if seen and not _is_made_out(one, seen) else seen
        for one, seen in zip(shown, views, strict=True)
    ]


def _is_made_out(shown: Footage, views: Mapping[str, View]) -> bool:
    """Whether somebody is large enough in the picture of any of these views to see what becomes of them.

    Nobody is, where a gag has nobody to be named.
    """
    about = [places[0] for places in shown.names(shown.timing.decisive_s).values() if len(places)]
    shares = [
        _BODY_M / (2 * float(np.linalg.norm(place - np.array(view.eye_m))) * np.tan(view.height_rad / 2))
        for view in views.values()
        for place in about
    ]
    return not about or max(shares, default=0.0) >= _MADE_OUT


def _tell(
    shown: list[Footage], views: list[Mapping[str, View]], cameras: list[str], without: Mapping[str, str]
) -> None:
    """What is shown and what is not, for people: files are on standard output."""
    for one, seen in zip(shown, views, strict=True):
        click.echo(f"{one.title}: {one.note}.", err=True)
        if cameras and not {*seen} <= {*cameras}:
            click.echo(f"In no camera is anybody of {one.title} large enough to see: also from aside.", err=True)
        for name in cameras:
            if name not in seen:
                click.echo(f"Camera {name} looks away from {one.title}.", err=True)
            elif (early_s := one.timing.decisive_s - one.still_s(name, seen[name])) > 0:
                click.echo(
                    f"Camera {name} has nobody in its picture at the decisive frame of {one.title}; its still is "
                    f"of the last moment before it, {1000 * early_s:.0f} ms earlier.",
                    err=True,
                )
    for name, lack in without.items():
        click.echo(f"Without camera {name}: {lack}.", err=True)
    if not cameras:
        click.echo(
            "No camera of this plan is placed, so that all is seen from aside, a catcher cut open. Give a camera a "
            "lens:, and distance: and angle: or at:, to see what it sees.",
            err=True,
        )


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(f"{folder} cannot be made: {error.strerror}. Choose another folder with --folder") from None


_BODY_M, _MADE_OUT = 1.7, 0.05
"""A body, and the share of a picture's height that it has to fill for anybody to make out what it does (J)."""

Captions = Mapping[tuple[str, str], Sequence[str]]
"""Gag and view -> the lines under its pictures."""


def _captions(
    plan: Plan, shown: list[Footage], views: list[Mapping[str, View]], verdict: str, style: UnitStyle
) -> Captions:
    """What is seen, from where, whether it sells, and the verdict on the plan: burnt into every picture."""
    sells: dict[tuple[str, str], str] = {}
    if plan.cameras and any(isinstance(one, StrikeFootage) for one in shown):
        told = import_module("stuntlab.shots.sell")  # it compiles, and stills of falls need none of it
        looks = {
            name for one, mine in zip(shown, views, strict=True) if isinstance(one, StrikeFootage) for name in mine
        }
        strikes = plan.model_copy(update={"cameras": {name: plan.cameras[name] for name in looks & {*plan.cameras}}})
        seen = told.assess_shots(strikes, gags_of(strikes), seed=0)
        sells = {(one.gag, one.camera): told.sell_words(one) for one in seen}
    return {
        (one.label, name): (
            f"{plan.stunt}: {one.title}, {_camera_words(plan, name)}",
            in_units(f"{_sentence(sells[one.label, name])} {_sentence(one.note_on(view))} {verdict}", style)
            if (one.label, name) in sells
            else f"{_sentence(one.note_on(view))} {verdict}",
        )
        for one, mine in zip(shown, views, strict=True)
        for name, view in mine.items()
    }


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."


def _draw(
    one: Footage,
    views: Mapping[str, View],
    captions: Captions,
    folder: Path,
    drawn: _Counter,
    *,
    style: UnitStyle,
    sheet: bool,
    clip: bool,
) -> None:
    pictures, caption = _stills(one, views, drawn), import_module("stuntlab.report.caption")  # it needs Pillow
    for name, view in views.items():
        said = captions[one.label, name]
        still_s = one.still_s(name, view)
        shot = FilmShot(view, *STILL_PX, towards=one.towards(name, [still_s]))
        tagged = _tag(pictures[name], one, shot.turn_to_frame(0), still_s)
        _write(folder, f"{one.label} {name}.png", caption.caption_picture(tagged, said))
        if clip:
            target = folder / picture_name(f"{one.label} {name}.webm")
            frames = (caption.caption_picture(frame, said) for frame in drawn.each(_clip(one, name, view)))
            write_clip(frames, target, frame_rate_hz=CLIP_RATE_HZ)
            click.echo(str(target))
        if sheet:
            for number, page in enumerate(_sheet(one, name, view, said, drawn, style), start=1):
                _write(folder, f"{one.label} {name} sheet{f' {number}' if number > 1 else ''}.png", page)


def _stills(shown: Footage, views: Mapping[str, View], drawn: _Counter) -> dict[str, Image]:
    """Cameras that see the same things at the same moment are drawn together."""
    times_s = {name: shown.still_s(name, view) for name, view in views.items()}
    things = {name: next(shown.frames([times_s[name]], view)) for name, view in views.items()}
    turned = {
        name: FilmShot(view, *STILL_PX, towards=shown.towards(name, [times_s[name]])).turn_to_frame(0).view
        for name, view in views.items()
    }
    pictures: dict[str, Image] = {}
    for name in views:
        if name not in pictures:
            alike = [one for one in views if one not in pictures and _alike(things[name], things[one])]
            width, height = STILL_PX
            seen = [turned[one] for one in alike]
            images = list(drawn.each(stills(things[name], seen, shown.setting, width=width, height=height)))
            pictures |= dict(zip(alike, images, strict=True))
    return pictures


def _alike(some: Sequence[Painted], others: Sequence[Painted]) -> bool:
    pairs = zip(some, others, strict=False)
    return len(some) == len(others) and all(np.array_equal(one.vertices, other.vertices) for one, other in pairs)


def _clip(shown: Footage, name: str, view: View) -> Iterator[Image]:
    times_s = clip_times_s(shown)
    for time_s, image in zip(times_s, _film(shown, name, view, times_s), strict=True):
        yield _mark_cue(image, time_s, shown.timing)


def clip_times_s(shown: Footage) -> list[float]:
    """From before anything moves to the end; where there is a sound, one frame falls on it and is marked."""
    timing = shown.timing
    marked_s = timing.begins_s if timing.sounds_s is None else timing.sounds_s
    before, after = (round(span_s * CLIP_RATE_HZ) for span_s in (marked_s - timing.begins_s, timing.ends_s - marked_s))
    return [marked_s + frame / CLIP_RATE_HZ for frame in range(-before, after + 1)]


def _beats_seen(shown: Footage, name: str, view: View) -> Mapping[str, float]:
    """The beats of a gag with somebody in the picture of one camera; all of them where there is never anybody."""
    beats = shown.timing.beats
    return {beat: time_s for beat, time_s in beats.items() if shown.is_seen(name, view, time_s)} or beats


def _sheet(
    shown: Footage, name: str, view: View, title: Sequence[str], drawn: _Counter, style: UnitStyle
) -> Iterator[Image]:
    """The beats of a gag as one camera sees them, on pages of the shape of A4."""
    beats, timing = _beats_seen(shown, name, view), shown.timing
    images = drawn.each(_film(shown, name, view, list(beats.values())))
    zero_s = timing.beats[timing.zero]
    pictures = [
        (in_units(_beat_words(beat, time_s - zero_s, timing.zero), style), _mark_cue(image, time_s, timing))
        for (beat, time_s), image in zip(beats.items(), images, strict=True)
    ]
    pages: Iterator[Image] = import_module("stuntlab.report.sheet").contact_sheets(title, pictures)
    return pages


def _mark_cue(image: Image, time_s: float, timing: Timing) -> Image:
    return mark_cue(image) if time_s == timing.sounds_s else image


def _beat_words(beat: str, since_s: float, zero: str) -> str:
    """Which moment it is, and how long before or after the one that is counted from."""
    if beat == zero:
        return beat
    return f"{beat} ({abs(since_s):.2f} s {'after' if since_s > 0 else 'before'} {zero})"


def _camera_words(plan: Plan, name: str) -> str:
    """What a caption calls a view."""
    lens = plan.cameras[name].lens if name in plan.cameras else None
    return f"camera {name}, {lens.text} lens" if lens else name


def _film(shown: Footage, name: str, view: View, times_s: list[float]) -> Iterator[Image]:
    shot = FilmShot(view, *CLIP_PX, towards=shown.towards(name, times_s))
    images = film(shown.frames(times_s, view), [shot], shown.setting)
    for frame, (time_s, (image,)) in enumerate(zip(times_s, images, strict=True)):
        yield _tag(image, shown, shot.turn_to_frame(frame), time_s)


def _tag(image: Image, shown: Footage, shot: FilmShot, time_s: float) -> Image:
    """A picture of a moment with the names of everybody in it."""
    tagged: Image = import_module("stuntlab.report.name_tags").tag_picture(image, place_tags(shown.names(time_s), shot))
    return tagged


def _write(folder: Path, name: str, image: Image) -> None:
    target = folder / picture_name(name)
    try:
        write_png(image, target)
    except OSError as error:
        raise UserError(f"{target} cannot be written: {error.strerror}. Choose another folder with --folder") from None
    click.echo(str(target))


def picture_name(words: str) -> str:
    """The name of a file for words: letters, figures, full stops and hyphens."""
    return "".join(letter if letter.isalnum() or letter in ".-" else "-" for letter in words)
