"""The scene files that can be written: each is defined by the file that writes it, and found by being there."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from stuntlab.errors import ModelError, UserError
from stuntlab.export.previs import Previs
from stuntlab.registry import find_defined
from stuntlab.suggestions import suggest_extra


@dataclass(frozen=True, slots=True)
class Library:
    """A package that a format needs. module: as it is imported. extra: of stuntlab, by which it is installed."""

    module: str
    package: str
    extra: str


PILLOW = Library("PIL", "Pillow", "render")
USD_CORE = Library("pxr", "usd-core", "usd")


@dataclass(frozen=True, eq=False)
class SceneFormat:
    """One format of a scene file.

    suffix: with its dot, in small letters. holds: what is in such a file, in a few words. write: the bytes of a scene
    at a frame rate, Hz.
    """

    suffix: str
    name: str
    holds: str
    needs: tuple[Library, ...]
    write: Callable[[Previs, float], bytes]

    def check_libraries(self) -> None:
        """Raise a UserError where a library it needs is not installed."""
        for library in self.needs:
            if importlib.util.find_spec(library.module) is None:
                raise UserError(
                    f"{self.suffix} needs {library.package}, which is not installed; install it: "
                    f"{suggest_extra(library.extra)}"
                )

    def file_of(self, previs: Previs, *, frame_rate_hz: float) -> bytes:
        """The scene as one file.

        Raises:
            UserError: a library it needs is not installed.

        """
        self.check_libraries()
        return self.write(previs, frame_rate_hz)


@cache
def scene_formats() -> Mapping[str, SceneFormat]:
    """Every format that a file of `export` defines, by its suffix.

    Raises:
        ModelError: two of them have the same suffix.

    """
    formats = find_defined("stuntlab.export", SceneFormat)
    by_suffix = {one.suffix: one for one in formats}
    if len(by_suffix) < len(formats):
        raise ModelError(f"two scene formats have the same suffix: {', '.join(one.suffix for one in formats)}")
    return MappingProxyType(by_suffix)
