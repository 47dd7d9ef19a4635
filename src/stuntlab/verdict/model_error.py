"""How far a body model may be from a person: a scatter for every region, from measured cases nothing was fitted to."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from stuntlab.tables import Table

TWO_SIDED_95 = 1.959964

NEVER_COMPARED = 0.35
"""Scatter of a region without a row: a factor of 2 at 95 % (judgement, as in `model_error.toml`)."""


@dataclass(frozen=True, kw_only=True)
class ModelErrorRow:
    """One row of `model_error.toml`.

    scatter: standard deviation of log(model / measured). cases: measured quantities behind it. compared: whether the
    region was ever held against a measurement. weak: where every reference is weak, what it is, in words.
    """

    scatter: float
    cases: int
    compared: bool
    basis: str
    weak: str = ""


@dataclass(frozen=True, kw_only=True)
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
        region=region, scatter=NEVER_COMPARED, cases=0, compared=False, basis="no row in the table of model errors"
    )
    return model_errors().get(region, never)


def scatter_beyond(region: str, margin: float) -> float:
    """Scatter of a region's loads beyond what a limit leaves for it.

    margin: how many times lower the limit is than the reference value it was made from. The limit of a trained receiver
    is so much lower because not all is known, the model's error included; held against it once more would count it
    twice. The estimate must keep the limit, and the load with all of the model's error the reference value.
    """
    return max(model_error(region).scatter - math.log(max(margin, 1.0)) / TWO_SIDED_95, 0.0)
