"""`stuntlab export`: a previs scene for other programs."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import click

from stuntlab.errors import UserError
from stuntlab.export.glb import glb
from stuntlab.export.previs import Previs
from stuntlab.export.usd import usd
from stuntlab.gags import gag_labelled, gags_of
from stuntlab.pipeline.drawn.previs import strike_previs
from stuntlab.pipeline.drawn.previs_parts import FRAME_RATE_HZ
from stuntlab.pipeline.seen.shots import missing
from stuntlab.plan import Plan, read_plan
from stuntlab.report.whole_file import write_whole

_GLTF, _USD = (".glb",), (".usdz", ".usdc", ".usda")


@click.command("export")
@click.argument("plan", type=click.Path(path_type=Path))
@click.option(
    "-o", "--output", "target", type=click.Path(path_type=Path), required=True,
    help="A file ending in .glb, .usdz, .usdc or .usda.",
)  # fmt: skip
@click.option("--gag", "label", help="Which gag of the plan, by its label; left out, the first.")
def command(plan: Path, *, target: Path, label: str | None) -> None:
    """Write a strike or a fall of PLAN with people in motion, the set, cameras and hazard zones, as glTF or USD."""
    ending = target.suffix.casefold()
    if ending not in (*_GLTF, *_USD):
        raise UserError(f'"{target.name}" ends in no scene this can write: end it in {", ".join((*_GLTF, *_USD))}')
    if not target.parent.is_dir():
        raise UserError(f"{target} cannot be written: there is no folder {target.parent}. Choose another place with -o")
    intended = read_plan(plan)
    previs = _previs(intended, label)
    made = glb(previs) if ending in _GLTF else usd(previs, ending, frame_rate_hz=FRAME_RATE_HZ)
    try:
        write_whole(target, made)
    except OSError as error:
        raise UserError(f"{target} cannot be written: {error.strerror}. Choose another place with -o") from None
    click.echo(f"{target}: {len(made) / 1000:.0f} kB")
    for name, camera in intended.cameras.items():
        if lack := missing(camera):
            click.echo(f"Without camera {name}: {lack}.")
    if take := previs.notes.get("take"):
        click.echo(f"It shows {take}.")


def _previs(plan: Plan, label: str | None) -> Previs:
    gag = gags_of(plan)[0] if label is None else gag_labelled(plan, label)
    if gag.strike() is not None:
        return strike_previs(plan, gag)
    falls = import_module("stuntlab.pipeline.drawn.fall_previs")  # strikes need no simulator
    previs: Previs = falls.fall_previs(plan, gag)
    return previs
