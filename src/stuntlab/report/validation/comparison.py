"""What the bench hands to the report: each published quantity beside what the model answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from stuntlab.datasets import Floats

Kind = Literal["fitted", "predicted"]
Basis = Literal["measured", "standard", "closed form"]
Subject = Literal["people", "cadavers", "dummies", "masses", "catchers"]
"""On whom, or on what, something was measured."""


@dataclass(frozen=True, slots=True)
class MeasuredRange:
    """A published value and what still counts as agreement, in the unit of its row.

    middle: the mean, or the middle of a corridor. low, high: the corridor, or the value with its tolerance.
    is_range: whether it was published, and is shown, as a corridor rather than as one number.
    """

    middle: float
    low: float
    high: float
    is_range: bool

    def holds(self, model: float) -> bool:
        """Whether an answer lies inside."""
        return self.low <= model <= self.high


@dataclass(frozen=True, slots=True)
class CaseComparison:
    """One quantity of one case.

    basis: a test that somebody measured, a limit of a standard, or a closed form that only checks the code.
    measured_on: nothing for a closed form. weak: why the reference is weak, such as a formula; empty for a good one.
    is_load: whether its scatter says something about loads (a time, a share or a sign does not). note: what a reader
    should know about the comparison.
    """

    case: str
    title: str
    region: str
    kind: Kind
    basis: Basis
    quantity: str
    unit: str
    measured: MeasuredRange
    model: float
    source: str
    tag: str
    measured_on: Subject | None
    weak: str
    note: str
    is_load: bool

    @property
    def inside(self) -> bool:
        """Whether the model agrees with what was published."""
        return self.measured.holds(self.model)

    @property
    def error(self) -> float | None:
        """Model over the published middle, less one; nothing where the middle is zero."""
        return self.model / self.measured.middle - 1 if self.measured.middle else None


@dataclass(frozen=True, slots=True)
class NotCompared:
    """A published case that no model here can be compared with. published: its outcome in words."""

    case: str
    title: str
    region: str
    published: str
    why: str
    source: str
    tag: str


@dataclass(frozen=True, slots=True)
class DrawnCurve:
    """A published corridor along an axis, and the model's curve.

    x, low, high, middle: [point]; model_x, model_y: [time]; at_points: [point], the model there on its way up.
    """

    case: str
    title: str
    kind: Kind
    x_words: str
    y_words: str
    x_unit: str
    unit: str
    x: Floats
    low: Floats
    high: Floats
    middle: Floats
    model_x: Floats
    model_y: Floats
    at_points: Floats


@dataclass(frozen=True, slots=True)
class Scatter:
    """How far the predictions of one region lie from what was measured.

    mean_log_ratio, sd_log_ratio: of ln(model / measured) over `count` loads of `case_count` cases; the deviation is
    nothing for a single load.
    """

    region: str
    count: int
    case_count: int
    mean_log_ratio: float
    sd_log_ratio: float | None


@dataclass(frozen=True, slots=True)
class Validation:
    """Everything one run of the bench found. never_compared: regions no measured load was predicted for."""

    comparisons: tuple[CaseComparison, ...]
    not_compared: tuple[NotCompared, ...]
    curves: tuple[DrawnCurve, ...]
    scatter: tuple[Scatter, ...]
    never_compared: tuple[str, ...]
