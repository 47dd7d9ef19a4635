"""A published case in the words of its file."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, FiniteFloat, StringConstraints, model_validator

from stuntlab.errors import UnitError
from stuntlab.nearest import did_you_mean
from stuntlab.report.validation.comparison import Basis, Kind, MeasuredRange, Subject
from stuntlab.validation.quantities import quantities, si_along

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Numbers = tuple[FiniteFloat, ...]
Tag = Literal["V-P", "V-A", "V-S", "R-h", "R-m", "R-l", "C", "J"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Published(_Strict):
    """One number of a case, in one of three forms: low and high; mean, sd and within_sd; value and a tolerance."""

    name: Words
    unit: Words
    low: FiniteFloat | None = None
    high: FiniteFloat | None = None
    mean: FiniteFloat | None = None
    sd: Annotated[FiniteFloat, Field(gt=0)] | None = None
    within_sd: Annotated[FiniteFloat, Field(gt=0)] = 1.0
    value: FiniteFloat | None = None
    tolerance: Annotated[FiniteFloat, Field(ge=0)] | None = None

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        _require_unit(self.name, self.unit)
        forms = (
            (self.low, self.high),
            (self.mean, self.sd),
            (self.value, self.tolerance),
        )
        given = [form for form in forms if form != (None, None)]
        if len(given) != 1 or None in given[0]:
            raise ValueError("give either low and high, or mean and sd, or value and tolerance")
        if self.low is not None and self.high is not None and not self.low < self.high:
            raise ValueError(f"low {self.low:g} must be below high {self.high:g}")
        return self

    @property
    def measured(self) -> MeasuredRange:
        """With its corridor."""
        if self.low is not None and self.high is not None:
            return MeasuredRange((self.low + self.high) / 2, self.low, self.high, is_range=True)
        if self.mean is not None and self.sd is not None:
            reach = self.within_sd * self.sd
            return MeasuredRange(self.mean, self.mean - reach, self.mean + reach, is_range=True)
        value, tolerance = self.value or 0.0, self.tolerance or 0.0
        return MeasuredRange(value, value - tolerance, value + tolerance, is_range=False)


class PublishedCurve(_Strict):
    """A corridor along an axis: x with low and high, or with mean, sd and within_sd; all [point]."""

    name: Words
    x_unit: Words
    unit: Words
    x: Annotated[Numbers, Field(min_length=2)]
    low: Numbers = ()
    high: Numbers = ()
    mean: Numbers = ()
    sd: Numbers = ()
    within_sd: Annotated[FiniteFloat, Field(gt=0)] = 1.0

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        given = [(first, second) for first, second in ((self.low, self.high), (self.mean, self.sd)) if first or second]
        if len(given) != 1 or any(len(numbers) != len(self.x) for numbers in given[0]):
            raise ValueError("give either low and high, or mean and sd, as many of each as of x")
        if any(after <= before for before, after in zip(self.x, self.x[1:], strict=False)):
            raise ValueError("x must rise from point to point")
        _require_unit(self.name, self.unit)
        _require_unit_along(self.x_unit)
        return self

    @property
    def corridor(self) -> tuple[Numbers, Numbers]:
        """Low and high, [point] each."""
        if self.low:
            return self.low, self.high
        pairs = list(zip(self.mean, self.sd, strict=True))
        low = tuple(mean - self.within_sd * sd for mean, sd in pairs)
        return low, tuple(mean + self.within_sd * sd for mean, sd in pairs)


class Case(_Strict):
    """One published case.

    kind: "fitted" where a parameter of the model was made from it (or the code is checked against it), else
    "predicted". basis: a measured test, a standard, or a closed form. rig: the function that sets the model up so, with
    `setup` as its arguments; a case without a rig says in `no_model` why there is none and in `published` what was
    found. measured_on: whom or what the test was made on. weak: why the reference is weak, where it is no measurement
    of what the rig sets up, such as a formula, a wish of a design or another kind of test. note: what a reader should
    know about the comparison.
    """

    name: Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    title: Words
    region: Words
    kind: Kind = "predicted"
    basis: Basis = "measured"
    source: Words
    tag: Tag
    measured_on: Subject | None = None
    weak: str = ""
    note: str = ""
    rig: str = ""
    setup: dict[str, Any] = Field(default_factory=dict)
    quantity: tuple[Published, ...] = ()
    curve: tuple[PublishedCurve, ...] = ()
    no_model: str = ""
    published: str = ""

    @model_validator(mode="after")
    def _rig_or_reason(self) -> Self:
        if bool(self.rig) == bool(self.no_model):
            raise ValueError("give either a rig or, as no_model, why there is none")
        if self.rig and not (self.quantity or self.curve):
            raise ValueError("a case with a rig needs at least one [[quantity]] or [[curve]]")
        if self.no_model and not self.published:
            raise ValueError("a case without a rig needs its outcome in words, as published")
        return self


def _require_unit(name: str, unit: str) -> None:
    """The quantity is known and the unit measures it."""
    if name not in quantities():
        hint = did_you_mean(name, quantities())
        raise ValueError(f'there is no quantity "{name}"{hint}; there are {", ".join(quantities())}')
    try:
        quantities()[name].si(unit)
    except UnitError as problem:
        raise ValueError(f"{name}: {problem}") from None


def _require_unit_along(unit: str) -> None:
    try:
        si_along(unit)
    except UnitError as problem:
        raise ValueError(f"x_unit: {problem}") from None
