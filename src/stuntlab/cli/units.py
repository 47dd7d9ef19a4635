"""`--units`: in which units an answer is told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from stuntlab.plan import Plan, unit_style
from stuntlab.units import System, UnitStyle

Command = TypeVar("Command", bound=Callable[..., Any])


TOLD = "Tell quantities in US or SI units; as the plan writes them where this is left out."


def units_option(command: Command, *, said: str = TOLD) -> Command:
    """The option of every command that prints quantities."""
    option = click.option(
        "--units",
        type=click.Choice([system.value for system in System]),
        callback=lambda _context, _option, word: None if word is None else System(word),
        help=said,
    )
    return option(command)


def style_for(plan: Plan, units: System | None) -> UnitStyle:
    """The style that was asked for, else that of the plan."""
    return style_asked(units) or unit_style(plan)


def style_asked(units: System | None) -> UnitStyle | None:
    """The style that was asked for; None where the plan decides."""
    return None if units is None else UnitStyle(units)
