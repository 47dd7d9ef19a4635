"""What the files of a folder define, known by being there: a new kind is a new file and no list."""

from __future__ import annotations

import pkgutil
from importlib import import_module
from typing import TypeVar

Thing = TypeVar("Thing")


def find_defined(package_name: str, sort: type[Thing]) -> tuple[Thing, ...]:
    """The objects of a type that the files of a package name at their top, in the order of the files, each once."""
    files = sorted(file.name for file in pkgutil.iter_modules(import_module(package_name).__path__))
    modules = (import_module(f"{package_name}.{name}") for name in files)
    things = [thing for module in modules for thing in vars(module).values() if isinstance(thing, sort)]
    return tuple({id(thing): thing for thing in things}.values())
