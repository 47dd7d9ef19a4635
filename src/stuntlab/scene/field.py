"""A landing field: forces on bodies from something large and soft, computed inside the engine by a compiled callback.

The engine calls it once a step with the addresses of its model and data; it reads where bodies are and writes
`xfrc_applied`. Everything that differs from take to take lives in `userdata`, a row of the batch's state, so that it is
the same on any number of threads. Where the engine keeps its arrays is found by looking for their addresses in its own
struct, which no version can move out of sight.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any

import mujoco
import numba
import numpy as np
from numba import types
from numba.extending import intrinsic
from numba.np.numpy_support import carray

from stuntlab.datasets import Floats
from stuntlab.errors import ModelError

_SEARCHED_WORDS = 1 << 17


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


@cache
def offset_of(array: str) -> int:
    """Where in the engine's data struct the address of one of its arrays stands, bytes.

    An array of no size begins where the next one does, so the model that is searched has a tendon, an actuator and a
    sensor: else `actuator_velocity` would be found for `cvel`.

    Raises: ModelError where it is not found.
    """
    model = mujoco.MjModel.from_xml_string(
        '<mujoco><size nuserdata="3"/><worldbody><body><freejoint/><geom size=".1"/>'
        '<body><joint name="hinge"/><geom size=".1"/></body></body></worldbody>'
        '<tendon><fixed name="tendon"><joint joint="hinge" coef="1"/></fixed></tendon>'
        '<actuator><motor joint="hinge"/></actuator><sensor><jointpos joint="hinge"/></sensor></mujoco>'
    )
    data = mujoco.MjData(model)
    wanted = getattr(data, array).ctypes.data
    for word in range(_SEARCHED_WORDS):
        if ctypes.c_uint64.from_address(data._address + 8 * word).value == wanted:
            return 8 * word
    raise ModelError(f"the engine's data holds no array {array} where this version looks for it")


@cache
def offset_of_time() -> int:
    """Where in the engine's data struct the time of the take stands, bytes.

    Raises: ModelError where it is not found.
    """
    data = mujoco.MjData(mujoco.MjModel.from_xml_string("<mujoco/>"))
    data.time = 1234.5678e3
    for word in range(_SEARCHED_WORDS):
        if ctypes.c_double.from_address(data._address + 8 * word).value == data.time:
            return 8 * word
    raise ModelError("the engine's data holds no time where this version looks for it")


def _pointer_of(kind: Any) -> Any:
    """A compiled function from an address to a pointer at numbers of some kind."""
    pointer: Any = types.CPointer

    def convert(_typing: Any, _address: Any) -> Any:
        def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
            return builder.inttoptr(arguments[0], context.get_value_type(signature.return_type))

        return pointer(kind)(types.int64), generate

    return intrinsic(convert)


_floats = _pointer_of(types.float64)
_integers = _pointer_of(types.int64)


@numba.njit(nogil=True)
def floats_at(address: int, count: int) -> Floats:
    """The doubles at an address, as an array."""
    return carray(_floats(address), count, np.float64)


@numba.njit(nogil=True)
def integer_at(address: int) -> int:
    """The 64-bit integer at an address."""
    return int(carray(_integers(address), 1, np.int64)[0])
