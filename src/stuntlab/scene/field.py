"""A landing field: forces on bodies from something large and soft, computed inside the engine by a compiled callback.

The engine calls it once a step with the addresses of its model and data; it reads where bodies are and writes
`xfrc_applied`. Everything that differs from take to take lives in `userdata`, a row of the batch's state, so that it is
the same on any number of threads. How a callback finds its way: `engine_memory`.

The engine has one place for a callback in a process. `install_field` is the only way to it, and runs take turns there.
"""

from __future__ import annotations

import os
import threading
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


_TURN = threading.RLock()
"""Whoever holds it steps the engine; one thread of a process at a time, with or without a field."""

_INSTALLED: list[Any] = []
"""The callbacks that the thread whose turn it is has installed, the one in force last."""

if hasattr(os, "register_at_fork"):
    # A fork waits for another thread's run, so that a child begins with no callback and with a lock it can take.
    os.register_at_fork(before=_TURN.acquire, after_in_parent=_TURN.release, after_in_child=_TURN.release)


@contextmanager
def install_field(field: Field | None) -> Iterator[None]:
    """While inside, the engine of this process is the caller's: it calls the field once a step, or nothing if None.

    Other threads wait here until it is their turn. Inside, the same thread may install another field, or None, for a
    while. Whatever ends the run, the callback that was there before is put back.
    """
    with _TURN:
        depth = len(_INSTALLED)
        try:
            _INSTALLED.append(None if field is None else field.callback)
            mujoco.set_mjcb_control(_INSTALLED[-1])
            yield
        finally:
            del _INSTALLED[depth:]
            mujoco.set_mjcb_control(_INSTALLED[-1] if _INSTALLED else None)
