"""`stuntlab export`: a previs scene for other programs."""

from __future__ import annotations

from pathlib import Path

import click

from stuntlab.errors import UserError
from stuntlab.export.glb import glb
from stuntlab.gags import gags_of
from stuntlab.pipeline.previs import previs_of
from stuntlab.plan import read_plan


@click.command("export")
@click.argument("plan", type=click.Path(path_type=Path))
@click.option("-o", "--output", "target", type=click.Path(path_type=Path), required=True, help="A file ending in .glb.")
def command(plan: Path, *, target: Path) -> None:
    """Write the first strike of PLAN with people in motion, cameras and hazard zones, as binary glTF."""
    if target.suffix.casefold() != ".glb":
        raise UserError(f'"{target.name}" ends in no scene this version writes: end it in .glb')
    intended = read_plan(plan)
    gag = next((gag for gag in gags_of(intended) if gag.strike() is not None), None)
    if gag is None:
        raise UserError(f"{intended.stunt}: nobody is struck at in this plan, and only strikes can be exported")
    data = glb(previs_of(intended, gag))
    try:
        target.write_bytes(data)
    except OSError as error:
        raise UserError(f"{target} cannot be written: {error.strerror}. Choose another place with -o") from None
    click.echo(f"{target}: {len(data) / 1000:.0f} kB")
