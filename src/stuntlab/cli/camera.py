"""`stuntlab camera`: does it sell, and where may the lens stand.

Group: See it, 1
Example: stuntlab camera plan.yaml --map floor.svg
"""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click

from stuntlab.cli.assess import LARGEST_SEED
from stuntlab.cli.progress import progress_bar
from stuntlab.cli.runs_in_record import read_runs_so_far
from stuntlab.cli.screen import screen
from stuntlab.cli.undrawn import select_drawable
from stuntlab.cli.units import style_for, units_option
from stuntlab.errors import UserError
from stuntlab.files import write_whole
from stuntlab.pipeline.bystanders import zone_findings
from stuntlab.plan import Plan, read_plan
from stuntlab.report.camera_table import cameras_to_dict, render_cameras
from stuntlab.report.floor_plan import floor_plan_svg
from stuntlab.shots.lens_map import floor_maps
from stuntlab.shots.placement import spreads_of_cameras
from stuntlab.shots.sell import assess_shots
from stuntlab.units import System


@click.command("camera")
@click.argument("plan", type=click.Path(path_type=Path))
@click.option("--map", "map_file", type=click.Path(path_type=Path), help="Write a plan view of the set, as SVG.")
@units_option
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of the table.")
@click.option("--seed", type=click.IntRange(0, LARGEST_SEED), default=0, show_default=True, help="Which luck to draw.")
def command(plan: Path, *, map_file: Path | None, units: System | None, as_json: bool, seed: int) -> None:
    """Say of every camera of PLAN in how many takes each strike sells to it, what gives it away, what to move."""
    intended = read_plan(plan)
    style = style_for(intended, units)
    gags = select_drawable(intended, read_runs_so_far(plan, intended))
    with progress_bar("looking through the cameras") as tell:
        seen = assess_shots(intended, gags, seed=seed, progress=tell)
    findings = [finding for gag in gags for finding in zone_findings(gag, intended)]
    if map_file is not None:
        with progress_bar("drawing the map"):
            maps = floor_maps(intended, gags, seen, seed=seed, style=style)
        _write([floor_plan_svg(one) for one in maps], map_file, intended)
    taken = spreads_of_cameras(intended) if seen else ()
    if as_json:
        told = cameras_to_dict(intended.stunt, intended.hash, seed, seen, findings, taken)
        click.echo(json.dumps(told, indent=2))
        return
    click.echo(render_cameras(intended.stunt, seen, findings, taken, **asdict(screen()), style=style), nl=False)


def _write(pictures: list[str], target: Path, plan: Plan) -> None:
    """One file for each strike: out.svg, or out-1.svg, out-2.svg where there are several."""
    if target.suffix.lower() != ".svg":
        raise UserError(f"{target}: a map is written as SVG. Choose a name that ends in .svg with --map")
    if not pictures:
        raise UserError(
            f"{plan.stunt}: nobody is struck at in this plan, so there is nothing to sell and no map to draw"
        )
    names = [target.with_stem(f"{target.stem}-{number}") for number in range(1, len(pictures) + 1)]
    for name, picture in zip(names if len(pictures) > 1 else [target], pictures, strict=True):
        try:
            write_whole(name, picture.encode())
        except OSError as error:
            raise UserError(f"{name} cannot be written: {error.strerror}. Choose another place with --map") from None
