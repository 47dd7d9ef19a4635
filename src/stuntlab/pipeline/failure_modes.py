"""The ways in which a gag goes wrong, by name, for whoever logs that one did."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path

from stuntlab.record import History
from stuntlab.record.decisions import check_modes


@cache
def modes_of_kind(kind: str) -> Mapping[str, bool]:
    """The failure modes in the table of a kind: name -> whether every gag of it has that one."""
    file = Path(__file__).parents[1] / "gags" / kind / "numbers.toml"
    rows = tomllib.loads(file.read_text(encoding="utf-8")).get("branch", {}) if file.is_file() else {}
    return {name: not any(key.startswith("if_") for key in row) for name, row in rows.items()}


def check_went_wrong(history: History, label: str, went_wrong: Sequence[str]) -> None:
    """Whether a gag of this plan goes wrong so; gags are loaded only where their table alone does not tell.

    Raises: DecisionError, with the nearest one.
    """
    if label not in history.gags:
        return
    always = {name for name, has in modes_of_kind(history.gags[label].kind).items() if has}
    if set(went_wrong) <= always:
        return
    gag = import_module("stuntlab.gags").gag_by_label(history.plan, label)
    check_modes(label, went_wrong, [branch.name for branch in gag.branches()[1:]])
