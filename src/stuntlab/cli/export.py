"""`stuntlab export`: people in motion, cameras and zones for other programs.

Group: See it, 4
Example: stuntlab export plan.yaml -o scene.glb
"""

from __future__ import annotations

from pathlib import Path

import click

from stuntlab.cli.progress import progress_bar
from stuntlab.cli.undrawn import explain_undrawn, select_filmed
from stuntlab.errors import UserError
from stuntlab.export.previs import Previs
from stuntlab.export.scene_format import SceneFormat, scene_formats
from stuntlab.files import write_whole
from stuntlab.gags import gag_by_label
from stuntlab.gags.roles import NotSimulated
from stuntlab.nearest import did_you_mean
from stuntlab.plan import Plan, read_plan
from stuntlab.previs.export_parts import FRAME_RATE_HZ
from stuntlab.previs.planned_scene import planned_previs
from stuntlab.shots.placement import tell_missing


def _list_formats() -> str:
    """The suffixes that can be written, as in ".glb, .usdz or .usda"."""
    *most, last = scene_formats()
    return f"{', '.join(most)} or {last}" if most else last


@click.command("export")
@click.argument("plan", type=click.Path(path_type=Path))
@click.option(
    "-o", "--output", "target", type=click.Path(path_type=Path), required=True,
    help=f"A file ending in {_list_formats()}.",
)  # fmt: skip
@click.option("--gag", "label", help="Which gag of the plan, by its label; left out, the first.")
def command(plan: Path, *, target: Path, label: str | None) -> None:
    """Write a strike, a fall or a run of PLAN with who and what moves, the set, cameras and hazard zones.

    The ending of the file says in which format.
    """
    scene_format = _format_of(target)
    scene_format.check_libraries()
    if not target.parent.is_dir():
        raise UserError(f"{target} cannot be written: there is no folder {target.parent}. Choose another place with -o")
    intended = read_plan(plan)
    with progress_bar(f"making {target.name}"):
        previs = _previs(intended, label)
        made = scene_format.file_of(previs, frame_rate_hz=FRAME_RATE_HZ)
    try:
        write_whole(target, made)
    except OSError as error:
        raise UserError(f"{target} cannot be written: {error.strerror}. Choose another place with -o") from None
    click.echo(f"{target}: {len(made) / 1000:.0f} kB")
    for name, camera in intended.cameras.items():
        if lack := tell_missing(camera):
            click.echo(f"Without camera {name}: {lack}.")
    if take := previs.notes.get("take"):
        click.echo(f"It shows {take}.")


def _format_of(target: Path) -> SceneFormat:
    known = scene_formats()
    ending = target.suffix.casefold()
    if ending not in known:
        raise UserError(
            f'"{target.name}" ends in no scene this can write: end it in {_list_formats()}{did_you_mean(ending, known)}'
        )
    return known[ending]


def _previs(plan: Plan, label: str | None) -> Previs:
    gag = select_filmed(plan)[0] if label is None else gag_by_label(plan, label)
    if isinstance(gag, NotSimulated):
        raise UserError(explain_undrawn(gag))
    return planned_previs(plan, gag)
