"""Where the engine keeps its arrays, for compiled callbacks that are given nothing but addresses.

Found by looking for the addresses of the arrays in the engine's own struct, which no version can move out of sight. A
file of its own, because compiling is slow to import and only what falls needs it.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from functools import cache
from typing import Any

import mujoco
import numba
import numpy as np
from numba import types
from numba.extending import intrinsic
from numba.np.numpy_support import carray

from stuntlab.compiled import keep_compiled
from stuntlab.datasets import Floats
from stuntlab.errors import ModelError

_SEARCHED_WORDS, _PIECE_WORDS = 1 << 17, 1 << 9
_ODD_SIZE = 12_347
"""A number that no other size of a model is."""


@cache
def offset_of(array: str) -> int:
    """Where in the engine's data struct the address of one of its arrays stands, bytes.

    An array of no size begins where the next one does, so the model that is searched has a tendon, an actuator and a
    sensor: else `actuator_velocity` would be found for `cvel`.

    Raises: ModelError where it is not found.
    """
    data = _find_data()
    return _where(data, np.uint64(getattr(data, array).ctypes.data), f"array {array}")


@cache
def offset_of_time() -> int:
    """Where in the engine's data struct the time of the take stands, bytes.

    Raises: ModelError where it is not found.
    """
    data = _find_data()
    data.time = 1234.5678e3
    return _where(data, np.float64(data.time), "time")


@cache
def offset_of_memory_size() -> int:
    """Where in the engine's model struct the number of its `userdata` stands, bytes.

    Raises: ModelError where it is not found.
    """
    model = mujoco.MjModel.from_xml_string(f'<mujoco><size nuserdata="{_ODD_SIZE}"/></mujoco>')
    return _where(model, np.uint64(_ODD_SIZE), "size of userdata")


@cache
def _find_data() -> mujoco.MjData:
    model = mujoco.MjModel.from_xml_string(
        '<mujoco><size nuserdata="3"/><worldbody><body><freejoint/><geom size=".1"/>'
        '<body><joint name="hinge"/><geom size=".1"/></body></body></worldbody>'
        '<tendon><fixed name="tendon"><joint joint="hinge" coef="1"/></fixed></tendon>'
        '<actuator><motor joint="hinge"/></actuator><sensor><jointpos joint="hinge"/></sensor></mujoco>'
    )
    return mujoco.MjData(model)


def _where(struct: mujoco.MjData | mujoco.MjModel, wanted: np.uint64 | np.float64, what: str) -> int:
    """The first place of eight bytes in a struct, read piece by piece so that nothing behind it is touched."""
    for first in range(0, _SEARCHED_WORDS, _PIECE_WORDS):
        piece = ctypes.string_at(struct._address + 8 * first, 8 * _PIECE_WORDS)
        (found,) = np.nonzero(np.frombuffer(piece, dtype=wanted.dtype) == wanted)
        if len(found):
            return 8 * (first + int(found[0]))
    raise ModelError(f"the engine holds no {what} where this version looks for it")


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


def engine_callback(function: Callable[[int, int], None]) -> Any:
    """A function of the addresses of a model and its data, compiled so that the engine can call it.

    The engine calls it for every model that is stepped, compiled or evaluated anywhere in the process while it is
    installed. So it must look whether the data are its own, by `memory_of_take`, before it reads or writes.

    What stands outside it, such as an offset, is part of what it is kept on the disk by.
    """
    with keep_compiled(function, __file__) as kept:
        return numba.cfunc(types.void(types.int64, types.int64), cache=kept)(function)


@numba.njit(nogil=True)
def floats_at(address: int, count: int) -> Floats:
    """The doubles at an address, as an array."""
    return carray(_floats(address), count, np.float64)


@numba.njit(nogil=True)
def integer_at(address: int) -> int:
    """The 64-bit integer at an address."""
    return int(carray(_integers(address), 1, np.int64)[0])


@numba.njit(nogil=True)
def memory_of_take(
    model: int, data: int, size_at: int, memory_at: int, header: int, point: int, count_at: int
) -> Floats:
    """The memory of a take, `header` numbers and `point` more for each point; empty where these are another's data.

    size_at, memory_at: `offset_of_memory_size()`, `offset_of("userdata")`. count_at: where in it the number of points
    stands; memory that no take has been put into yet has none.
    """
    size = integer_at(model + size_at)
    address = integer_at(data + memory_at)
    if size < header:
        return floats_at(address, 0)
    count = floats_at(address, header)[count_at]
    own = count > 0.0 and size == header + point * count
    return floats_at(address, size if own else 0)
