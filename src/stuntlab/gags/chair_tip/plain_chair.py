"""The plain chair that people sit on and go over with: its measures, for whoever ties somebody to it or draws it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def chair_numbers() -> Mapping[str, Any]:
    """The chair's row of `chair_tip.toml`."""
    text = (files("stuntlab.gags.chair_tip") / "numbers.toml").read_text(encoding="utf-8")
    row: dict[str, Any] = tomllib.loads(text)["chair"]
    return row
