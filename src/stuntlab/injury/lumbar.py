"""What a dummy's lumbar force means for a person."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from stuntlab.datasets import Floats
from stuntlab.sampling import numbers


class LumbarRange(NamedTuple):
    """Lowest and highest compression of a human lumbar spine, [...], N."""

    low_n: Floats
    high_n: Floats


def human_lumbar_compression(dummy_compression_n: ArrayLike) -> LumbarRange:
    """Compression of a human lumbar spine where a Hybrid III reads this, [...], N.

    dummy_compression_n: [...], from `peak_compression` of the lumbar cell, N.

    Equation: dummy/1.7 … dummy/1.45.

    Raises: SignalError for numbers that are not finite.

    Source: PMC7105154: the abstract says the dummy reads 45 % higher, its means 2.2 and 1.3 kN give 69 % (V-A).
    Valid for: frontal crashes, 50M; the two figures of the source disagree and both are kept.
    """
    dummy = numbers(dummy_compression_n, name="lumbar compression")
    return LumbarRange(np.asarray(dummy / 1.7), np.asarray(dummy / 1.45))
