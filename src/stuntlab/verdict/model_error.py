"""How far a body model may be from a person: a scatter for every region, from measured cases nothing was fitted to."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

TWO_SIDED_95 = 1.959964


@dataclass(frozen=True, slots=True)
class ModelError:
    """One row of `model_error.toml`.

    scatter: standard deviation of log(model / measured). cases: measured quantities behind it. compared: whether the
    region was ever held against a measurement.
    """

    region: str
    scatter: float
    cases: int
    compared: bool
    basis: str

    @property
    def factor(self) -> float:
        """A load may be this many times larger or smaller than computed, at 95 %."""
        return math.exp(TWO_SIDED_95 * self.scatter)


@cache
def model_errors() -> Mapping[str, ModelError]:
    """Every region there is a row for."""
    rows = tomllib.loads((files("stuntlab.verdict") / "model_error.toml").read_text(encoding="utf-8"))
    return MappingProxyType({region: ModelError(region=region, **row) for region, row in rows.items()})


def model_error(region: str) -> ModelError:
    """The row of a region; one that has none was never compared with anything."""
    never = ModelError(region, scatter=0.0, cases=0, compared=False, basis="no row in the table of model errors")
    return model_errors().get(region, never)
