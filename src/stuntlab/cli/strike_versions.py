"""What `stuntlab alternatives` does for strikes."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click

from stuntlab.alternatives.strike_versions import strike_versions
from stuntlab.cli.progress import progress_of_tries
from stuntlab.cli.screen import screen
from stuntlab.errors import UserError
from stuntlab.plan import Plan
from stuntlab.report.versions_list import render_versions, save_versions_figure, versions_to_dict
from stuntlab.units import UnitStyle
from stuntlab.verdict import read_limits

USUAL_TAKES = 48
"""Full-body takes of each version: those that hardly touch are decided by their draws, so few are enough."""


def show_strike_versions(
    plan: Plan, style: UnitStyle, *, figure: Path | None, as_json: bool, takes: int | None, seed: int
) -> None:
    """Print the versions of a plan's strikes, best sold first, in some units.

    Raises:
        UserError: there is no strike to vary, or the figure cannot be written.
    """
    limits = read_limits()
    with progress_of_tries() as told:
        versions = strike_versions(plan, seed=seed, takes=takes or USUAL_TAKES, limits=limits, progress=told)
    if not versions:
        raise UserError(
            f"{plan.stunt}: no action of this plan has versions this program can try; kicks and punches have"
        )
    if figure is not None:
        save_versions_figure(versions, limits.allowance("imposed_exceedance"), figure, style)
    if as_json:
        click.echo(json.dumps(versions_to_dict(plan.stunt, plan.hash, seed, versions), indent=2))
        return
    click.echo(render_versions(plan.stunt, versions, **asdict(screen()), style=style), nl=False)
