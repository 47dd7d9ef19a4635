"""The kinds of gag as a shell finishes them."""

from __future__ import annotations

import click

from stuntlab.plan import ACTION_KINDS, GEAR_KINDS


def complete_kind(_context: click.Context, _parameter: click.Parameter, begun: str) -> list[str]:
    """The kinds that begin as what is typed."""
    return [kind for kind in ACTION_KINDS if kind.startswith(begun)]


def complete_gag_or_gear(_context: click.Context, _parameter: click.Parameter, begun: str) -> list[str]:
    """The kinds of gag and of gear that begin as what is typed."""
    return [kind for kind in (*ACTION_KINDS, *GEAR_KINDS) if kind.startswith(begun)]
