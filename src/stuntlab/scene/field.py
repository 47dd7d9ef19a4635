"""A landing field: forces on bodies from something large and soft, computed inside the engine by a compiled callback.

The engine calls it once a step with the addresses of its model and data; it reads where bodies are and writes
`xfrc_applied`. Everything that differs from take to take lives in `userdata`, a row of the batch's state, so that it is
the same on any number of threads. How a callback finds its way: `engine_memory`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import mujoco

from stuntlab.datasets import Floats


@dataclass(frozen=True, slots=True)
class Slab:
    """An upright box that a field stands for, to be drawn: the field itself has no shape. Corners (x, y, z), m.

    soft: whether bodies sink into it; stays: whether it then stays down. height_at: where in the field's memory the
    height of its top stands, if takes differ in it.
    """

    low_m: tuple[float, float, float]
    high_m: tuple[float, float, float]
    soft: bool
    stays: bool = False
    height_at: int | None = None


def soft_slab(slabs: Sequence[Slab]) -> Slab | None:
    """The one that bodies sink into, where there is one."""
    return next((slab for slab in slabs if slab.soft), None)


@dataclass(frozen=True, slots=True)
class Field:
    """A compiled callback (a ctypes function) and what its memory holds when a take begins, `[nuserdata]`.

    slabs: what it looks like.
    """

    callback: Any
    memory: Floats
    slabs: tuple[Slab, ...] = ()


@contextmanager
def installed(field: Field | None) -> Iterator[None]:
    """While inside, the engine calls the field once a step; the callback is the engine's own and there is but one."""
    if field is None:
        yield
        return
    mujoco.set_mjcb_control(field.callback)
    try:
        yield
    finally:
        mujoco.set_mjcb_control(None)
