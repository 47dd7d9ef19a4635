"""Kinds of arrays, and what every container asks of its own."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from stuntlab.errors import DatasetError
from stuntlab.units.counting import agreeing, counted

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]


def same_length(arrays: Mapping[str, NDArray[np.generic]]) -> None:
    """Raises: DatasetError unless all have as many rows."""
    lengths = {name: np.shape(values)[:1] for name, values in arrays.items()}
    if len(set(lengths.values())) > 1:
        listed = ", ".join(f"{name} {shape}" for name, shape in lengths.items())
        raise DatasetError(f"arrays must have one row per take, given {listed}")


def all_finite(arrays: Mapping[str, Floats]) -> None:
    """Raises: DatasetError for NaN or infinity."""
    for name, values in arrays.items():
        bad = int(np.count_nonzero(~np.isfinite(values)))
        if bad:
            raise DatasetError(
                f"{name}: {bad} of {counted(values.size, 'value')} {agreeing(bad, 'is', 'are')} not finite"
            )
