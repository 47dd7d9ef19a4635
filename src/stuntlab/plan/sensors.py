"""The sensors and film gates a plan may name, from `sensors.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from stuntlab.nearest import did_you_mean
from stuntlab.plan.reader import FieldError, Reader

USUAL = "super35"
"""What a camera has whose sensor is not said; the answer names it as an assumption."""


@dataclass(frozen=True, slots=True)
class Sensor:
    """The area a picture is taken on, m, and where the numbers come from."""

    name: str
    width_m: float
    height_m: float
    source: str


@cache
def sensors() -> Mapping[str, Sensor]:
    """Every sensor by its name."""
    return MappingProxyType({name: _sensor(name, row) for name, row in _rows().items()})


@cache
def _rows() -> dict[str, dict[str, Any]]:
    return tomllib.loads((files("stuntlab.plan") / "sensors.toml").read_text(encoding="utf-8"))


def _sensor(name: str, row: Mapping[str, Any]) -> Sensor:
    return Sensor(name, row["width_mm"] / 1000, row["height_mm"] / 1000, row["source"])


@cache
def _by_spelling() -> dict[str, str]:
    return {_squeezed(word): name for name, row in _rows().items() for word in (name, *row["also"])}


def _squeezed(word: str) -> str:
    return re.sub(r"[\s_-]", "", word.casefold())


@dataclass(frozen=True)
class SensorName(Reader):
    """The name of a sensor, in any of its spellings."""

    def read_text(self, text: str) -> str:
        found = _by_spelling().get(_squeezed(text))
        if found is None:
            known = tuple(_rows())
            raise FieldError(f'"{text}" is not a sensor in the table: {", ".join(known)}{did_you_mean(text, known)}')
        return found

    def json_schema(self) -> dict[str, Any]:
        return {"type": "string", "examples": list(_rows())}
