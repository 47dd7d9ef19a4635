"""`stuntlab edit`: the takes of a plan as a cut, OpenTimelineIO or EDL.

Group: See it, 6
Example: stuntlab edit plan.yaml -o scene-12.otio
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path

import click

from stuntlab.cli.progress import progress_bar
from stuntlab.cli.still import (
    CLIP_RATE_HZ,
    add_asides,
    clip_times_s,
    footages_of,
    picture_name,
    placed_cameras,
    views_of,
)
from stuntlab.cli.undrawn import select_filmed
from stuntlab.datasets import Verdict
from stuntlab.errors import UserError
from stuntlab.export.cut import CONTACT, HOLD, Cut, CutClip, CutMarker
from stuntlab.export.edl import edl
from stuntlab.export.otio import otio
from stuntlab.files import is_there, write_whole
from stuntlab.plan import Plan, read_plan
from stuntlab.previs.footage import Footage
from stuntlab.record.board import BoardRow, row_of
from stuntlab.record.plan_record import open_record
from stuntlab.report.still import View
from stuntlab.suggestions import PLAN, suggest
from stuntlab.units.counting import counted

_ENDINGS = (".otio", ".edl")
_M_TO_MM = 1000.0


@click.command("edit")
@click.argument("plan", type=click.Path(path_type=Path))
@click.option(
    "-o", "--output", "target", type=click.Path(path_type=Path), required=True, help="A file ending in .otio or .edl."
)
@click.option("--camera", "only", help="One camera instead of all; an EDL has one.")
@click.option("--record", metavar="FILE|URL", help="Where the record is, if not beside the plan.")
def command(plan: Path, *, target: Path, only: str | None, record: str | None) -> None:
    """Write the planned takes of PLAN as a cut: a track for each camera, a clip for each gag, markers to know.

    A clip points to the film that `stuntlab still --clip` writes into the folder of the cut. Markers stand at contact
    and, for everything that holds the plan, at the head of each clip.
    """
    ending = target.suffix.casefold()
    if ending not in _ENDINGS:
        raise UserError(f'"{target.name}" ends in no cut this can write: end it in .otio or .edl')
    if not target.parent.is_dir():
        raise UserError(f"{target} cannot be written: there is no folder {target.parent}. Choose another place with -o")
    intended = read_plan(plan)
    cameras = placed_cameras(intended, only)
    row = row_of(open_record(plan, record=record).history(), str(plan))
    import_module("stuntlab.report.headless").backend()
    with progress_bar("looking through the cameras"):
        shown = [footage for gag in select_filmed(intended) for footage in footages_of(intended, gag)]
        views = views_of(shown, cameras)
        views = views if only else add_asides(shown, views)
    cut = _cut(intended, plan, row, shown, views)
    track = only or next(iter(cut.tracks))
    made = otio(cut) if ending == ".otio" else edl(cut, track)
    try:
        write_whole(target, made)
    except OSError as error:
        raise UserError(f"{target} cannot be written: {error.strerror}. Choose another place with -o") from None
    _tell(cut, target, track, ending)


def _cut(plan: Plan, file: Path, row: BoardRow, shown: Sequence[Footage], views: Sequence[Mapping[str, View]]) -> Cut:
    names = dict.fromkeys(name for seen in views for name in seen)
    verdict = "stopped" if row.stopped else row.verdict.value if row.verdict else "cannot be read"
    holds = _holds(row)
    return Cut(
        title=" ".join(part for part in (plan.scene and f"sc {plan.scene}", plan.stunt) if part),
        plan=file.name,
        plan_hash=plan.hash,
        scene=plan.scene or "",
        verdict=verdict,
        rate_hz=CLIP_RATE_HZ,
        tracks={
            name: tuple(_clip(plan, one, name, seen, holds) for one, seen in zip(shown, views, strict=True))
            for name in names
        },
    )


def _holds(row: BoardRow) -> tuple[CutMarker, ...]:
    """A marker for everything that keeps the plan from going ahead."""
    if row.verdict is Verdict.WITHIN_LIMITS:
        return ()
    word = row.verdict.value if row.verdict else "HOLD"
    return tuple(CutMarker(0, HOLD, word, what) for what in (*row.stopped, *row.missing)) or (CutMarker(0, HOLD, word),)


def _clip(plan: Plan, one: Footage, name: str, seen: Mapping[str, View], holds: tuple[CutMarker, ...]) -> CutClip:
    times_s, timing = clip_times_s(one), one.timing
    if name not in seen:
        return CutClip(one.title, "", len(times_s))
    touches_s = timing.decisive_s if timing.sounds_s is None else timing.sounds_s
    frame = min(range(len(times_s)), key=lambda place: abs(times_s[place] - touches_s))
    lens = plan.cameras[name].lens if name in plan.cameras else None
    return CutClip(
        name=f"{one.title} {name}",
        file=picture_name(f"{one.label} {name}.webm"),
        frames=len(times_s),
        lens_mm=None if lens is None else round(lens.value * _M_TO_MM, 3),
        markers=(*holds, CutMarker(frame, CONTACT, CONTACT)),
    )


def _tell(cut: Cut, target: Path, track: str, ending: str) -> None:
    tracks = list(cut.tracks) if ending == ".otio" else [track]
    click.echo(f"{target}: {', '.join(tracks)}, {counted(cut.rate_hz, 'frame')} a second; the plan is {cut.verdict}.")
    if ending == ".edl" and len(cut.tracks) > 1:
        click.echo(f"An EDL has one camera; the others with --camera: {', '.join(set(cut.tracks) - {track})}.")
    files = [clip.file for name in tracks for clip in cut.tracks[name] if clip.file]
    if any(not is_there(target.parent / file) for file in files):
        films = suggest("still", PLAN, "--clip", "--folder", str(target.parent))
        click.echo(f"The films that it points to are made by {films}.")
