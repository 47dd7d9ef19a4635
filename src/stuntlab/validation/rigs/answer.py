"""What a rig answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from stuntlab.datasets import Floats


@dataclass(frozen=True, slots=True)
class Trace:
    """A curve as it is run through, SI. x, y: [time]; x_words: what x is."""

    x: Floats
    y: Floats
    x_words: str


@dataclass(frozen=True, slots=True)
class Answer:
    """Quantities by name (`quantities.toml`), SI, and curves by the name of what they show."""

    quantities: Mapping[str, float]
    curves: Mapping[str, Trace] = field(default_factory=dict)
