"""Risk curves read from `curves/*.toml`: a family a load, body and source, with coefficients for each severity."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import Literal

import numpy as np

from stuntlab.datasets import Floats
from stuntlab.errors import CriterionError
from stuntlab.injury.forms import FORMS, Coefficients, probability
from stuntlab.injury.units import TO_LOAD_UNIT
from stuntlab.nearest import did_you_mean
from stuntlab.tables import ValueAt, tables_in

# A curve is a fit between these probabilities and only a shape outside them (biomechanics 0.3).
BAND = (0.05, 0.95)
_LARGEST_LOAD = 1e7


Direction = Literal["frontal", "dorsal", "lateral", "axial", "any"]
"""From where the blow came in what a curve was made from: dorsal is from behind, axial along limb, neck or spine."""


@dataclass(frozen=True, slots=True, eq=False)
class Curve:
    """A family of risk curves for one load of one body.

    region: the part of the body that is hurt; load and load_unit: name and unit in the load catalogue.
    unit: the unit the coefficients were published in. levels: severity ("ais1" … "ais6", "fatal", "concussion",
    "fracture") -> coefficients. anchor: the level that is trusted where two levels cross; levels above it are held
    under it and levels below are raised to it. needs: covariate of the person -> its coefficient.
    body: the dummy the load must come from, or "person". direction: from where the blow has to come.
    follows: the published families whose points a family that goes to zero with the load keeps, each of one of them;
    all but `own_points` (loads in `unit`), which are ours.
    """

    name: str
    region: str
    load: str
    unit: str
    form: str
    population: str
    direction: Direction
    body: str
    source: str
    tag: str
    levels: Mapping[str, Coefficients]
    level_tags: Mapping[str, str]
    anchor: str | None = None
    preferred: bool = False
    needs: Mapping[str, float] = field(default_factory=dict)
    follows: tuple[str, ...] = ()
    own_points: tuple[float, ...] = ()

    @property
    def load_unit(self) -> str:
        """Unit of the load as `risk` takes it."""
        return TO_LOAD_UNIT[self.unit][0]

    @property
    def equation(self) -> str:
        """How the curve is written, x being the load in `unit`."""
        return FORMS[self.form].equation

    def raw(self, load: Floats, *, shift: float = 0.0) -> Floats:
        """Published probabilities, [..., level], before the order of severities is enforced."""
        x = load / TO_LOAD_UNIT[self.unit][1]
        return np.stack([probability(self.form, c, x, shift=shift) for c in self.levels.values()], axis=-1)

    def order_levels(self, load: Floats, *, shift: float = 0.0) -> Floats:
        """Probabilities, [..., level], with none above that of a lesser severity."""
        p = self.raw(load, shift=shift)
        pivot = list(self.levels).index(self.anchor) if self.anchor else 0
        p[..., pivot:] = np.minimum.accumulate(p[..., pivot:], axis=-1)
        below = p[..., pivot::-1]
        p[..., : pivot + 1] = np.maximum.accumulate(below, axis=-1)[..., ::-1]
        return p

    def range(self, *, shift: float = 0.0) -> tuple[float, float]:
        """Loads the curve speaks for: its points, or else from 5 % of one level to 95 % of another."""
        return _range(self, shift)

    @property
    def range_basis(self) -> str:
        """What the range is: the points of the source, or only the band in which a fit means something."""
        return "the points of the source" if self.form == "points" else "the 5–95 % band of the curve"

    def published_points(self, level: str) -> tuple[tuple[float, float], ...]:
        """Points of the source that a level goes through, (load in `load_unit`, probability); () of a fit."""
        if self.form not in POINTS:
            return ()
        factor, given = TO_LOAD_UNIT[self.unit][1], self.levels[level]
        pairs = zip(np.atleast_1d(given["loads"]), np.atleast_1d(given["probabilities"]), strict=True)
        return tuple((float(load * factor), float(p)) for load, p in pairs if load not in self.own_points)

    @property
    def data(self) -> tuple[float, float]:
        """Loads between which it rests on data: the points of the source, or of a fit the 5–95 % band."""
        loads = [load for level in self.levels for load, _ in self.published_points(level)]
        return (min(loads), max(loads)) if loads else self.range()

    def load_at(self, level: str, probability: float, *, shift: float = 0.0) -> float:
        """The load at which a severity is this likely, in `load_unit`; 0 where it is so at no load."""
        index = list(self.levels).index(level)
        return self.first_load(lambda p: p[index] >= probability, shift, self.order_levels)

    def first_load(
        self, reached: Callable[[Floats], bool], shift: float, read: Callable[..., Floats] | None = None
    ) -> float:
        """The smallest load, in `load_unit`, at which the probabilities [level] have reached something."""
        low, high = 0.0, _LARGEST_LOAD
        read = read or self.raw
        if reached(read(np.array(low), shift=shift)):
            return low
        for _ in range(100):
            middle = (low + high) / 2
            low, high = (low, middle) if reached(read(np.array(middle), shift=shift)) else (middle, high)
        return high


@cache
def _range(curve: Curve, shift: float) -> tuple[float, float]:
    """Found by halving, hundreds of readings long, and asked for with every load."""
    if curve.form == "points":
        factor = TO_LOAD_UNIT[curve.unit][1]
        loads = [load * factor for c in curve.levels.values() for load in np.atleast_1d(c["loads"])]
        return min(loads), max(loads)
    return (
        curve.first_load(lambda p: bool(p.max() >= BAND[0]), shift),
        curve.first_load(lambda p: bool(p.min() >= BAND[1]), shift),
    )


POINTS = ("points", "log-points")
"""Forms that are made of points of the source."""

Level = Literal["ais1", "ais2", "ais3", "ais4", "ais5", "ais6", "fatal", "concussion", "fracture"]


@dataclass(frozen=True)
class CurveRow:
    """One family of a file of `curves/`. levels: coefficients of the form, and a tag where it is not the family's."""

    region: str
    load: str
    unit: str
    form: str
    population: str
    direction: Direction
    body: str
    source: str
    tag: str
    levels: dict[Level, dict[str, float | tuple[float, ...] | str]]
    anchor: Level | None = None
    preferred: bool = False
    needs: dict[str, float] = field(default_factory=dict)
    follows: tuple[str, ...] = ()
    own_points: tuple[float, ...] = ()

    def coefficients(self, level: Level) -> Coefficients:
        """The numbers of a level."""
        return {name: given for name, given in self.levels[level].items() if not isinstance(given, str)}

    def __post_init__(self) -> None:
        if self.unit not in TO_LOAD_UNIT:
            raise ValueAt(("unit",), f'"{self.unit}" is none of {", ".join(TO_LOAD_UNIT)}')
        if self.form not in FORMS:
            raise ValueAt(("form",), f'"{self.form}" is none of {", ".join(FORMS)}')
        for level, given in self.levels.items():
            needed = FORMS[self.form].coefficients
            for name in given:
                if name not in (*needed, "tag"):
                    raise ValueAt(("levels", level, name), f"no such key; allowed: {', '.join(needed)}, tag")
            for name in needed:
                if name not in self.coefficients(level):
                    raise ValueAt(("levels", level), f'"{name}" is missing')


CURVES = tables_in("stuntlab.injury", "curves", dict[str, CurveRow])


def curves() -> Mapping[str, Curve]:
    """Every family of the tables by name, in the order of the files."""
    return _read_curves()


def curve(name: str) -> Curve:
    """A family by its name, or the preferred family of a load by the load's name.

    Raises: CriterionError for a name that is neither; it names the nearest.
    """
    known = curves()
    if name in known:
        return known[name]
    preferred = [family for family in known.values() if family.load == name and family.preferred]
    if preferred:
        return preferred[0]
    hint = did_you_mean(name, [*known, *dict.fromkeys(family.load for family in known.values())])
    raise CriterionError(f'"{name}" is no risk curve{hint}; there are {", ".join(known)}')


@cache
def _read_curves() -> Mapping[str, Curve]:
    families = (table.read() for table in CURVES.values())
    return MappingProxyType({name: _curve(name, row) for family in families for name, row in family.items()})


def _curve(name: str, row: CurveRow) -> Curve:
    levels: dict[str, Coefficients] = {level: row.coefficients(level) for level in row.levels}
    tags: dict[str, str] = {level: str(given.get("tag", row.tag)) for level, given in row.levels.items()}
    return Curve(**{**vars(row), "levels": levels}, name=name, level_tags=tags)
