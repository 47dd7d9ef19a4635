"""Files of compiled code that are looked at before they are trusted.

numba loads what lies in its folder as it is: a file that was cut, overwritten or swapped ends the command with an error
of its parser, or runs as machine code. Here a digest stands in front of what each file holds, and the code carries what
it was compiled for. What is not whole, cannot be read, or is of another function, signature or machine is not there:
it is compiled again and written over.
"""

from __future__ import annotations

import hashlib
import pickle
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from numba.core import caching, ccallback, dispatcher

_DIGEST_BYTES = 32
_THAT_KEEP: tuple[Any, ...] = (dispatcher, ccallback)
"""The modules of numba that ask a `FunctionCache`."""


class _WholeFiles(caching.IndexDataCacheFile):
    """numba's index, and its files of code, each with the digest of what it holds."""

    def save(self, key: Any, data: Any) -> None:
        super().save(key, (key, data))

    def load(self, key: Any) -> Any:
        name = self._load_index().get(key)
        kept_for, code = (name and _read(self._data_path(name))) or (None, None)
        return code if kept_for == key else None

    def _load_index(self) -> dict[Any, str]:
        kept_for, names = _read(self._index_path) or (None, {})
        return names if kept_for == (self._version, self._source_stamp) else {}

    def _save_index(self, overloads: dict[Any, str]) -> None:
        self._write(self._index_path, ((self._version, self._source_stamp), overloads))

    def _save_data(self, name: str, data: Any) -> None:
        self._write(self._data_path(name), data)

    def _write(self, path: str, value: Any) -> None:
        held = self._dump(value)
        with self._open_for_write(path) as file:
            file.write(_digest(held) + held)


class KeptFunction(caching.FunctionCache):
    """Where numba keeps one function. A folder that takes nothing, or a full disk, keeps nothing and stops nobody."""

    def __init__(self, function: Any) -> None:
        super().__init__(function)
        locator = self._impl.locator
        self._cache_file = _WholeFiles(locator.get_cache_path(), self._impl.filename_base, locator.get_source_stamp())

    def save_overload(self, sig: Any, data: Any) -> None:
        with suppress(OSError):
            super().save_overload(sig, data)


@contextmanager
def files_looked_at() -> Iterator[None]:
    """While this lasts, numba keeps its functions in such files."""
    before = [module.FunctionCache for module in _THAT_KEEP]
    for module in _THAT_KEEP:
        module.FunctionCache = KeptFunction
    try:
        yield
    finally:
        for module, own in zip(_THAT_KEEP, before, strict=True):
            module.FunctionCache = own


def takes_files(folder: Path) -> bool:
    """Whether a folder is there, or can be made, and files can be written in it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=folder).close()
    except (OSError, ValueError):
        return False
    return True


def _read(path: str) -> Any:
    """What a file holds, None where it is not whole or cannot be read."""
    try:
        with open(path, "rb") as file:
            digest, held = file.read(_DIGEST_BYTES), file.read()
    except OSError:
        return None
    if digest != _digest(held):
        return None
    try:
        return pickle.loads(held)
    except Exception:  # whole, and written by another Python or numba: whatever loading it raises, it is of no use here
        return None


def _digest(held: bytes) -> bytes:
    return hashlib.blake2b(held, digest_size=_DIGEST_BYTES).digest()
