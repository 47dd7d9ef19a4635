"""How far a body model may be from a person: a scatter for every region, from measured cases nothing was fitted to."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from stuntlab.tables import Table

TWO_SIDED_95 = 1.959964


@dataclass(frozen=True)
class ModelErrorRow:
    """One row of `model_error.toml`.

    scatter: standard deviation of log(model / measured). cases: measured quantities behind it. compared: whether the
    region was ever held against a measurement.
    """

    scatter: float
    cases: int
    compared: bool
    basis: str


@dataclass(frozen=True)
class RegionError(ModelErrorRow):
    """The same of a region."""

    region: str

    @property
    def factor(self) -> float:
        """A load may be this many times larger or smaller than computed, at 95 %."""
        return math.exp(TWO_SIDED_95 * self.scatter)


MODEL_ERRORS = Table("stuntlab.verdict", "model_error.toml", dict[str, ModelErrorRow])


@cache
def model_errors() -> Mapping[str, RegionError]:
    """Every region there is a row for."""
    rows = MODEL_ERRORS.read()
    return MappingProxyType({region: RegionError(region=region, **vars(row)) for region, row in rows.items()})


def model_error(region: str) -> RegionError:
    """The row of a region; one that has none was never compared with anything."""
    never = RegionError(
        region=region, scatter=0.0, cases=0, compared=False, basis="no row in the table of model errors"
    )
    return model_errors().get(region, never)
