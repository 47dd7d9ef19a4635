"""`stuntlab export`: a previs scene for other programs."""

from __future__ import annotations

from pathlib import Path

import click

from stuntlab.errors import UserError
from stuntlab.export.glb import glb
from stuntlab.export.usd import write_usd
from stuntlab.gags import gags_of
from stuntlab.pipeline.previs import FRAME_RATE_HZ, previs_of
from stuntlab.plan import read_plan

_GLTF, _USD = (".glb",), (".usda", ".usdc", ".usdz")


@click.command("export")
@click.argument("plan", type=click.Path(path_type=Path))
@click.option(
    "-o", "--output", "target", type=click.Path(path_type=Path), required=True,
    help="A file ending in .glb, .usdz, .usdc or .usda.",
)  # fmt: skip
def command(plan: Path, *, target: Path) -> None:
    """Write the first strike of PLAN with people in motion, cameras and hazard zones, as glTF or USD."""
    ending = target.suffix.casefold()
    if ending not in (*_GLTF, *_USD):
        raise UserError(f'"{target.name}" ends in no scene this can write: end it in {", ".join((*_GLTF, *_USD))}')
    intended = read_plan(plan)
    gag = next((gag for gag in gags_of(intended) if gag.strike() is not None), None)
    if gag is None:
        raise UserError(f"{intended.stunt}: nobody is struck at in this plan, and only strikes can be exported")
    if not target.parent.is_dir():
        raise UserError(f"{target} cannot be written: there is no folder {target.parent}. Choose another place with -o")
    previs = previs_of(intended, gag)
    try:
        if ending in _GLTF:
            target.write_bytes(glb(previs))
        else:
            write_usd(previs, target, frame_rate_hz=FRAME_RATE_HZ)
    except OSError as error:
        raise UserError(f"{target} cannot be written: {error.strerror}. Choose another place with -o") from None
    click.echo(f"{target}: {target.stat().st_size / 1000:.0f} kB")
