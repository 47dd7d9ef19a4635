"""A filled-in plan of each kind of action: the YAML file beside its model."""

from __future__ import annotations

from inspect import getfile
from pathlib import Path

from stuntlab.errors import UserError
from stuntlab.nearest import did_you_mean
from stuntlab.plan.stunt import ACTION_KINDS


def template(kind: str) -> str:
    """The text of a commented plan with one action of that kind.

    Raises:
        UserError: this version knows no such kind.

    """
    if kind not in ACTION_KINDS:
        known = ", ".join(ACTION_KINDS)
        raise UserError(f'"{kind}" is not a kind of gag this version knows: {known}{did_you_mean(kind, ACTION_KINDS)}')
    return Path(getfile(ACTION_KINDS[kind])).with_name(f"{kind}.yaml").read_text(encoding="utf-8")
