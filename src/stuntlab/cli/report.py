"""`stuntlab report`: pictures of a plan."""

from __future__ import annotations

from pathlib import Path

import click

from stuntlab.errors import UserError
from stuntlab.pipeline.landings import landings_of
from stuntlab.plan import read_plan
from stuntlab.report.landing_plot import save_heights, save_landings


@click.command("report")
@click.argument("plan", type=click.Path(path_type=Path))
@click.option(
    "--folder", type=click.Path(path_type=Path, file_okay=False), default=Path(), help="Where to; here if not given."
)
@click.option("--svg", is_flag=True, help="Write SVG, not PNG.")
@click.option("--seed", type=click.IntRange(min=0), default=0, show_default=True, help="Another seed, other luck.")
def command(plan: Path, *, folder: Path, svg: bool, seed: int) -> None:
    """Draw the falls of PLAN: landings from above over the catcher, and height against time."""
    falls = landings_of(read_plan(plan), seed=seed)
    if not falls:
        raise UserError(f"{plan}: nobody falls onto a catcher in this plan, and only falls have pictures yet")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise UserError(f"{folder}: the folder cannot be made ({problem.strerror})") from problem
    ending = "svg" if svg else "png"
    for label, landings in falls.items():
        name = f"{plan.stem}-{label.replace(' ', '-')}"
        for what, save in (("landings", save_landings), ("heights", save_heights)):
            path = folder / f"{name}-{what}.{ending}"
            save(landings, path)
            click.echo(str(path))
