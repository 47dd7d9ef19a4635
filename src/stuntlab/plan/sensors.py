"""The sensors and film gates a plan may name, from `sensors.toml`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from stuntlab.nearest import did_you_mean
from stuntlab.plan.reader import FieldError, Reader
from stuntlab.tables import Table

USUAL = "super35"
"""What a camera has whose sensor is not said; the answer names it as an assumption."""


@dataclass(frozen=True, slots=True)
class Sensor:
    """The area a picture is taken on, m, and where the numbers come from."""

    name: str
    width_m: float
    height_m: float
    source: str


@dataclass(frozen=True)
class SensorRow:
    """One row of `sensors.toml`. also: other words for it."""

    also: tuple[str, ...]
    width_mm: float
    height_mm: float
    source: str


SENSORS = Table("stuntlab.plan", "sensors.toml", dict[str, SensorRow])


@cache
def sensors() -> Mapping[str, Sensor]:
    """Every sensor by its name."""
    return MappingProxyType(
        {
            name: Sensor(name, row.width_mm / 1000, row.height_mm / 1000, row.source)
            for name, row in SENSORS.read().items()
        }
    )


@cache
def _by_spelling() -> dict[str, str]:
    return {_squeeze_blanks(word): name for name, row in SENSORS.read().items() for word in (name, *row.also)}


def _squeeze_blanks(word: str) -> str:
    return re.sub(r"[\s_-]", "", word.casefold())


@dataclass(frozen=True)
class SensorName(Reader):
    """The name of a sensor, in any of its spellings."""

    def read_text(self, text: str) -> str:
        found = _by_spelling().get(_squeeze_blanks(text))
        if found is None:
            known = tuple(SENSORS.read())
            raise FieldError(f'"{text}" is not a sensor in the table: {", ".join(known)}{did_you_mean(text, known)}')
        return found

    def json_schema(self) -> dict[str, Any]:
        return {"type": "string", "examples": list(SENSORS.read())}
