"""A number in SI with its spread."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in SI with its spread.

    value, sd: SI; `sd` is one standard deviation, 0 where none was given.
    text: as the user wrote it. source: where the user says the number comes from. Neither is part of its meaning.
    """

    value: float
    sd: float = 0.0
    text: str = field(default="", compare=False)
    source: str = field(default="", compare=False)
