"""The loads stuntlab knows by name, read from `catalogue.toml`: unit, method, channel class and why that class."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, NoReturn

from stuntlab.errors import ModelError
from stuntlab.nearest import did_you_mean

CHANNEL_CLASSES = (60, 180, 600, 1000)
_FILE = "loads/catalogue.toml"


class Method(StrEnum):
    """How a load is made from its signals. `criteria.methods` has one function for each."""

    LARGEST_MAGNITUDE = "largest magnitude"
    LARGEST_POSITIVE = "largest positive"
    LARGEST_NEGATIVE = "largest negative"
    LARGEST_OVER_AN_AREA = "largest over an area"
    LARGEST_RATE = "largest rate"
    HELD_FOR_3_MS = "held for 3 ms"
    HIC15 = "hic15"
    HIC36 = "hic36"
    SEVERITY_INDEX = "severity index"
    ANGULAR_ACCELERATION = "angular acceleration"
    BRIC = "bric"
    DAMAGE = "damage"
    CONCUSSION = "concussion"
    NIJ = "nij"
    NIC = "nic"
    SHARE_OF_DEPTH = "share of depth"
    VISCOUS_CRITERION = "viscous criterion"
    CTI = "cti"
    CHEST_WALL_VELOCITY = "chest wall velocity"
    DRI = "dri"
    FEMUR_IMPULSE = "femur impulse"
    TIBIA_INDEX = "tibia index"
    REVISED_TIBIA_INDEX = "revised tibia index"
    SOLE_IMPULSE = "sole impulse"
    MARGIN_OF_SUPPORT = "margin of support"
    GOES_DOWN = "goes down"
    BURN = "burn"
    PEAK_SOUND_LEVEL = "peak sound level"
    GIVEN = "given"
    """A number that is made from no signal here."""


@dataclass(frozen=True, slots=True)
class LoadKind:
    """One load.

    unit: in limits, risk curves and reports. what: one line for people. channel_class: CFC of its signals, None where
    they stay as they are; class_source: why that class, "" where there is none. made_of: loads it is combined from.
    """

    unit: str
    what: str
    method: Method
    channel_class: int | None = None
    class_source: str = ""
    made_of: tuple[str, ...] = ()


@cache
def catalogue() -> Mapping[str, LoadKind]:
    """Every load by name, in the order of the body from head to foot."""
    return read_catalogue(files("stuntlab.loads").joinpath("catalogue.toml").read_text(encoding="utf-8"))


def read_catalogue(text: str) -> Mapping[str, LoadKind]:
    """Loads by name, from the text of a catalogue.

    Raises: ModelError that names the file, the load and the key for whatever is not as the file's head says.
    """
    tables = tomllib.loads(text)
    _known_keys("", tables, ("class_source", "load"))
    sources, rows = tables.get("class_source", {}), tables.get("load", {})
    kinds = {name: _kind(name, row, sources) for name, row in rows.items()}
    for name, kind in kinds.items():
        for part in kind.made_of:
            if part not in kinds or kinds[part].made_of:
                _refuse(name, "made_of", f"{part!r} is no load that is made from signals{did_you_mean(part, kinds)}")
    return MappingProxyType(kinds)


def _kind(name: str, row: Mapping[str, Any], sources: Mapping[str, Any]) -> LoadKind:
    _known_keys(name, row, ("unit", "what", "method", "channel_class", "class_source", "made_of"))
    unit, what = (_words(name, row, key) for key in ("unit", "what"))
    channel_class, made_of = row.get("channel_class"), row.get("made_of", [])
    if channel_class is not None and channel_class not in CHANNEL_CLASSES:
        allowed = ", ".join(map(str, CHANNEL_CLASSES))
        _refuse(name, "channel_class", f"{channel_class!r} is none of the classes {allowed}")
    if ("class_source" in row) != (channel_class is not None):
        _refuse(name, "class_source", "a channel class and its source are given together or not at all")
    if not isinstance(made_of, list) or (made_of and channel_class is not None):
        _refuse(name, "made_of", "a load is combined from a list of loads, each with its own channel class")
    return LoadKind(
        unit, what, _method(name, row), channel_class, _class_source(name, row, sources), tuple(map(str, made_of))
    )


def _method(name: str, row: Mapping[str, Any]) -> Method:
    word = _words(name, row, "method")
    methods = [method.value for method in Method]
    if word not in methods:
        _refuse(name, "method", f"there is no method {word!r}{did_you_mean(word, methods)}")
    return Method(word)


def _class_source(name: str, row: Mapping[str, Any], sources: Mapping[str, Any]) -> str:
    if "class_source" not in row:
        return ""
    key = _words(name, row, "class_source")
    if key not in sources:
        _refuse(name, "class_source", f"there is no source {key!r}{did_you_mean(key, sources)}")
    return _words("class_source", sources, key)


def _words(name: str, row: Mapping[str, Any], key: str) -> str:
    words = row.get(key)
    if not isinstance(words, str) or not words.strip():
        _refuse(name, key, "words are missing here")
    return words


def _known_keys(name: str, row: Mapping[str, Any], known: Sequence[str]) -> None:
    for key in row:
        if key not in known:
            _refuse(name, key, f"there is no such key{did_you_mean(key, known)}")


def _refuse(name: str, key: str, why: str) -> NoReturn:
    raise ModelError(f"{_FILE}: {f'{name}, ' if name else ''}{key}: {why}")
