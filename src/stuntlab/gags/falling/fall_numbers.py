"""What stands in the table of a fall without a catcher to aim at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from math import inf
from typing import Literal

from stuntlab.gags.base import FailureRow
from stuntlab.nearest import did_you_mean
from stuntlab.tables import REST, Sourced, ValueAt

Unit = Literal["deg", "m", "m_s", "rad_s", "kg", "1"]


@dataclass(frozen=True, slots=True)
class DrawnNumber:
    """A number that differs from take to take: its unit, and between what it stays, in SI.

    plan_says_sd: whether its standard deviation stands in the plan; all others need one in `Spread`.
    """

    unit: Unit
    low: float = -inf
    high: float = inf
    plan_says_sd: bool = False


@dataclass(frozen=True, slots=True)
class Spread(Sourced):
    """Numbers that are drawn: `<name>_<unit>` is the mean, `<name>_sd_<unit>` the standard deviation."""

    numbers: Mapping[str, float] = field(default_factory=dict, metadata=REST)


@dataclass(frozen=True, slots=True)
class FallFailure(FailureRow):
    """A failure mode of a fall. numbers: named as in `Spread`, added to it. controls: factors on the probability."""

    controls: Mapping[str, float] = field(default_factory=dict)
    numbers: Mapping[str, float] = field(default_factory=dict, metadata=REST)


@dataclass(frozen=True, slots=True)
class FallNumbers:
    """What the table of every such fall has. control: why it makes a failure mode rarer, by its name."""

    drawn: Mapping[str, DrawnNumber]
    spread: Spread
    control: Mapping[str, str]
    branch: Mapping[str, FallFailure]

    def __post_init__(self) -> None:
        for name, row in self.drawn.items():
            sd = f"{name}_sd_{row.unit}"
            if not row.plan_says_sd and sd not in self.spread.numbers:
                raise ValueAt(("spread",), f'"{sd}" is missing')
        of_drawn = [*self._names_of_numbers()]
        _refuse_unknown(("spread",), self.spread.numbers, of_drawn)
        for name, failure in self.branch.items():
            _refuse_unknown(("branch", name), failure.numbers, of_drawn)
            _refuse_unknown(("branch", name, "controls"), failure.controls, [*self.control])

    def _names_of_numbers(self) -> Iterator[str]:
        for name, row in self.drawn.items():
            yield from (f"{name}_{row.unit}", f"{name}_sd_{row.unit}")


def _refuse_unknown(path: tuple[str, ...], given: Mapping[str, float], known: list[str]) -> None:
    for name in given:
        if name not in known:
            raise ValueAt((*path, name), f"no such key{did_you_mean(name, known)}")


@dataclass(frozen=True, slots=True)
class UnmeasuredMat(Sourced):
    """How far a mat of no stated size reaches.

    begins_m: from the edge turned about. beyond_m: past the head. width_m: across the fall.
    """

    beyond_m: float
    width_m: float
    begins_m: float


@dataclass(frozen=True, slots=True)
class FallOverNumbers(FallNumbers):
    """What the table of a fall over an edge has besides."""

    mat: UnmeasuredMat
