"""How a kind of action is rehearsed, and what a take of it puts people through: said in the file of the kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum


@dataclass(frozen=True, slots=True)
class Ladder:
    """The steps an action is rehearsed in, in order. dummy_first: a dummy goes before a person."""

    steps: tuple[str, ...]
    dummy_first: bool


@dataclass(frozen=True, slots=True)
class AlsoDose:
    """What a take counts as besides. only: fields of the action and the values they must have."""

    what: str
    only: Mapping[str, bool | str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TakeDose:
    """What a take gives, and to whom.

    person: the field of the action that names them. what: a name of `record/dose.toml`. times: the field that
    multiplies it, if one does. also: what it counts as besides, each where its fields say so.
    """

    person: str
    what: str
    times: str | None = None
    also: tuple[AlsoDose, ...] = ()


class Tamer(Enum):
    """On which side of what was planned a value harms nobody, though the shot may be lost."""

    MORE = "more"
    LESS = "less"

    def is_on(self, value: float, planned: float) -> bool:
        """Whether a value lies on that side of the planned one."""
        return value > planned if self is Tamer.MORE else value < planned


BY_SPEED = ("dry", "quarter", "half", "full")
"""Quarter, half, full speed: film practice ("if you cannot do it in slow motion you cannot do it") [R-h]."""
