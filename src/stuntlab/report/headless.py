"""Drawing without a screen: which OpenGL there is, and a context of it.

EGL first, OSMesa where there is none, or what MUJOCO_GL asks for (the command line keeps that in STUNTLAB_GL). Both are
tried without the engine's help first, because PyOpenGL and the engine bind themselves to one of them once in a process.
"""

from __future__ import annotations

import ctypes
import importlib
import importlib.util
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any, Literal

from stuntlab.errors import UserError
from stuntlab.suggestions import suggest_extra

Backend = Literal["egl", "osmesa"]
_LIBRARY: dict[Backend, str] = {"egl": "libEGL.so.1", "osmesa": "libOSMesa.so.8"}
_EGL_PLATFORM_DEVICE = 0x313F
_MOST_DEVICES = 8


@contextmanager
def drawing_context(width: int, height: int) -> Iterator[None]:
    """An OpenGL context that is current inside the block, for pictures of that size in pixels.

    Raises:
        UserError: nothing to draw with is installed.
    """
    context = _context_class(backend())(width, height)
    context.make_current()
    try:
        yield
    finally:
        context.free()


@cache
def backend() -> Backend:
    """What this process draws with.

    Raises:
        UserError: PyOpenGL is missing, or there is neither EGL nor OSMesa.
    """
    if importlib.util.find_spec("OpenGL") is None:
        raise UserError(f"pictures need PyOpenGL, which is not installed; install it: {suggest_extra('render')}")
    works: dict[Backend, Callable[[], bool]] = {"egl": _egl_works, "osmesa": _osmesa_works}
    asked = os.environ.get("STUNTLAB_GL", os.environ.get("MUJOCO_GL", "")).casefold()
    for name, answers in works.items():
        if asked in (name, "") and answers():
            return name
    raise UserError(
        f"pictures need {f'MUJOCO_GL={asked}' if asked else 'EGL or OSMesa'}, which does not answer on this machine; "
        "install EGL or OSMesa (Debian, Ubuntu: apt-get install libegl1 libgl1-mesa-dri, or libosmesa6) and leave "
        "MUJOCO_GL unset. Only pictures need them"
    )


def _context_class(name: Backend) -> Any:  # the engine ships no types
    """The engine's own context for a backend; its renderer reads the variable when it first draws."""
    os.environ["MUJOCO_GL"] = os.environ["PYOPENGL_PLATFORM"] = name
    return importlib.import_module(f"mujoco.{name}").GLContext


def _egl_works() -> bool:
    """Whether some device gives a display: the library alone may be there without a driver."""
    try:
        egl = ctypes.CDLL(_LIBRARY["egl"])
    except OSError:
        return False
    egl.eglGetProcAddress.restype = ctypes.c_void_p
    query, display_of = (egl.eglGetProcAddress(name) for name in (b"eglQueryDevicesEXT", b"eglGetPlatformDisplayEXT"))
    if not query or not display_of:
        return False
    devices, count = (ctypes.c_void_p * _MOST_DEVICES)(), ctypes.c_int()
    ctypes.CFUNCTYPE(ctypes.c_uint, ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)(query)(
        _MOST_DEVICES, devices, ctypes.byref(count)
    )
    get = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_uint, ctypes.c_void_p, ctypes.c_void_p)(display_of)
    egl.eglInitialize.argtypes = (ctypes.c_void_p,) * 3
    displays = (get(_EGL_PLATFORM_DEVICE, device, None) for device in devices[: count.value])
    return any(display and egl.eglInitialize(display, None, None) for display in displays)


def _osmesa_works() -> bool:
    try:
        ctypes.CDLL(_LIBRARY["osmesa"])
    except OSError:
        return False
    return True
