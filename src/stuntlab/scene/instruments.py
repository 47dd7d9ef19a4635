"""What is to be measured on whom: the words in which a gag asks for loads, without saying how they are computed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Instrument:
    """One load of one person.

    person: whose body; load: its name in the limits table; method: how the pipeline computes it (`pipeline.measure`);
    channels: the traces it is computed from; constants: numbers the method needs (a depth, an area, an intercept), SI.
    """

    person: str
    load: str
    method: str
    channels: tuple[str, ...]
    constants: Mapping[str, float] = field(default_factory=dict)
