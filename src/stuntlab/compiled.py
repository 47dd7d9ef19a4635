"""Compiled functions, kept on disk, and compiled again as soon as any source beside them changes.

numba keeps what it has compiled until the file of the function changes. But a function takes in what it calls, and the
constants it imports, from other files: a landing would go on running on a gas that has been edited since. So what is
kept lies in a folder named by everything that stands in the folder of the source, and by the physical constants.
`kept_code.py` has the files in it, which are looked at before they are trusted.

numba is slow to import: only files that compile import this one.
"""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any, ParamSpec, TypeVar, overload

import numba
from numba.core import event as numba_event

from stuntlab import constants
from stuntlab.kept_code import files_looked_at, takes_files

_CONFIG: Any = numba.config  # its names are made when it is imported
_KEEPING = threading.RLock()
"""numba has one setting for the process; two threads that import at once must not swap theirs."""

P = ParamSpec("P")
R = TypeVar("R")


FEW_THREADS = min(os.cpu_count() or 1, 4)
"""For work of about a second whose caller gives no number of threads; more than this bring little (J)."""


@overload
def compiled(function: Callable[P, R]) -> Callable[P, R]: ...
@overload
def compiled(**options: Any) -> Callable[[Callable[P, R]], Callable[P, R]]: ...
def compiled(function: Callable[..., Any] | None = None, **options: Any) -> Callable[..., Any]:
    """A function of numbers and arrays, compiled when it is first called; it holds no interpreter lock.

    It may take in compiled functions of its own folder and `constants` only (a test looks).
    options: as numba.njit takes them.
    """
    if function is None:
        return lambda given: compiled(given, **options)
    with keep_compiled(function) as kept:
        made: Callable[..., Any] = numba.njit(cache=kept, nogil=True, **options)(function)
    return made


def run_in_parts(run: Callable[[slice], None], rows: int, *, threads: int) -> None:
    """Run compiled work on so many rows, in equal parts on so many threads; each part writes its own rows."""
    ends = [rows * part // max(threads, 1) for part in range(max(threads, 1) + 1)]
    with ThreadPoolExecutor(max(threads, 1)) as pool:
        list(pool.map(run, map(slice, ends[:-1], ends[1:])))


@contextmanager
def when_compiling(tell: Callable[[bool], None]) -> Iterator[None]:
    """While this lasts, tell when code begins to be compiled (True) and when that has ended (False).

    What is kept on the disk is not compiled again: on a machine that has run the same before, nothing is told.
    """
    listener = _Compiling(tell)
    with numba_event.install_listener("numba:compile", listener):
        yield


class _Compiling(numba_event.Listener):
    """Functions are compiled inside of one another; only the outermost begins and ends it."""

    def __init__(self, tell: Callable[[bool], None]) -> None:
        self.tell, self.within = tell, 0

    def on_start(self, event: Any) -> None:  # noqa: ARG002
        self.within += 1
        if self.within == 1:
            self.tell(True)

    def on_end(self, event: Any) -> None:  # noqa: ARG002
        self.within -= 1
        if self.within == 0:
            self.tell(False)


@contextmanager
def keep_compiled(function: Callable[..., Any], *beside: str) -> Iterator[bool]:
    """While this lasts, numba keeps what it compiles by the function's folder, the constants and the files beside.

    It yields whether anything can be kept; where no folder takes it, each process compiles for itself.
    """
    folder = Path(function.__code__.co_filename).parent
    with _KEEPING, files_looked_at():
        before = _CONFIG.CACHE_DIR
        base = _base(before)
        if base is not None:
            _CONFIG.CACHE_DIR = str(base / sources_of(folder, str(constants.__file__), *beside))
        try:
            yield base is not None
        finally:
            _CONFIG.CACHE_DIR = before


@cache
def _base(chosen: str) -> Path | None:
    """The first folder that takes files: where numba is told to keep code; beside the program; the user's cache."""
    beside = Path(__file__).parent / "__pycache__"
    return next(
        (folder for folder in ([Path(chosen)] if chosen else []) + [beside, *_own()] if takes_files(folder)), None
    )


def _own() -> Iterator[Path]:
    """The user's cache; nothing where nobody knows their home."""
    with suppress(RuntimeError):
        yield cache_folder()


def cache_folder() -> Path:
    """Where programs of this user keep what they can make again.

    Raises: RuntimeError where nobody knows their home.
    """
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "stuntlab"


@cache
def sources_of(folder: Path, *beside: str) -> str:
    """A name for the state of all code and tables of a folder, and of the files beside it."""
    files = sorted(path for path in folder.iterdir() if path.suffix in (".py", ".toml"))
    state = hashlib.blake2b(digest_size=8)
    for path in (*files, *map(Path, beside)):
        state.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return f"compiled-{folder.name}-{state.hexdigest()}"
