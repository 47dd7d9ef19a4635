"""Which program this is: the versions that an answer depends on to the last bit."""

from __future__ import annotations

import importlib.metadata
from collections.abc import Mapping
from functools import cache

NUMERICAL = ("stuntlab", "mujoco-core", "numpy", "scipy", "numba")


@cache
def versions() -> Mapping[str, str]:
    """Package -> its version, of those that numbers come from."""
    return {name: importlib.metadata.version(name) for name in NUMERICAL}
