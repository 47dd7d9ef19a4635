"""Skin burn: heat conducted into layered skin, and the damage that adds up at two depths."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from stuntlab.compiled import compiled
from stuntlab.datasets import Floats
from stuntlab.errors import CriterionError, SignalError
from stuntlab.sampling import numbers, sample
from stuntlab.tables import Sourced, Table

Rates = Literal["weaver-stoll", "takata", "henriques"]

FIRST_DEGREE, SECOND_DEGREE, THIRD_DEGREE = 0.53, 1.0, 1.0
_LONGEST_STEP_S = 2e-3


@dataclass(frozen=True)
class SkinLayer(Sourced):
    """A layer of skin, from the surface down."""

    name: str
    thickness_m: float
    conductivity_w_mk: float
    heat_capacity_j_m3k: float
    cells: int


@dataclass(frozen=True)
class SkinStart(Sourced):
    """Temperatures at the beginning, °C."""

    surface_c: float
    back_c: float


@dataclass(frozen=True)
class Arrhenius:
    """A rate P·exp(−E/T): P in 1/s, E in K."""

    p: float
    e: float


@dataclass(frozen=True)
class DamageRate(Sourced):
    """The rate of damage below and above 50 °C."""

    below_50: Arrhenius
    above_50: Arrhenius


@dataclass(frozen=True)
class SkinTable:
    """`skin.toml`."""

    layer: tuple[SkinLayer, ...]
    start: SkinStart
    rate: dict[str, DamageRate]


SKIN = Table("stuntlab.injury", "skin.toml", SkinTable)


class Burn(NamedTuple):
    """Damage Ω at two depths, [...], and the highest temperature at the base of the epidermis, [...], °C.

    0.53 at the base of the epidermis is a first-degree burn and 1 a second; 1 at the base of the dermis is a third.
    """

    epidermis: Floats
    dermis: Floats
    hottest_c: Floats


def burn(
    time_s: ArrayLike, heat_flux_w_m2: ArrayLike, *, rates: Rates = "weaver-stoll", cool_down_s: float = 60.0
) -> Burn:
    """Burn of bare skin by a heat flux.

    time_s: [time], s; heat_flux_w_m2: [..., time], absorbed by the skin, W/m²; rates: damage rates at the base of the
    epidermis (at the base of the dermis always Takata's). cool_down_s: time after the record, without flux and without
    cooling from outside, over which hot skin goes on being damaged.
    Returns `Burn(epidermis, dermis, hottest_c)`, each [...].

    Equation: ρc·∂T/∂t = ∂/∂x(k·∂T/∂x) in three layers, back face held; Ω = ∫ P·exp(−E/T) dt while T > 44 °C.

    Raises: CriterionError for an unknown set of rates; SignalError for a negative cool-down or a bad signal.

    Source: ASTM F1930 type model (R-m) with rates of Weaver and Stoll (V-S).
    Valid for: 4 to 80 kW/m² for 0.5 to 36 s (Ω of 0.93 to 1.09 where the table says 1). Clothes, gel and
        sweat are not covered.
    """
    known = SKIN.read().rate
    if rates not in known:
        raise CriterionError(f"there are no damage rates {rates!r}; known are {', '.join(known)}")
    if not cool_down_s >= 0:
        raise SignalError(f"the cool-down cannot be negative, given {cool_down_s} s")
    sampled = sample(time_s, heat_flux_w_m2, name="heat flux")
    skin = _Skin.from_table()
    inner = max(1, math.ceil(sampled.step_s / _LONGEST_STEP_S))
    after = math.ceil(cool_down_s / sampled.step_s)
    found = np.empty((sampled.rows.shape[0], 3))
    damage_rates = np.array([_rate_row(rates), _rate_row("takata")])
    _burn_rows(sampled.rows, sampled.step_s, inner, after, *skin, damage_rates, found)
    return Burn(*(sampled.per_signal(column) for column in found.T))


def stoll_heat_flux(exposure_s: ArrayLike) -> Floats:
    """Heat flux that gives a second-degree burn after an exposure, [...], W/m²: the Stoll curve.

    exposure_s: [...], s.

    Equation: q = 50 204·t^−0.7099 W/m².

    Raises: SignalError for an exposure that is not positive.

    Source: fit to Stoll and Chianta's table (R-h), within 8 % of it (C).
    Valid for: 0.5 to 36 s of steady flux on bare skin.
    """
    exposure = numbers(exposure_s, name="exposure")
    if (exposure <= 0).any():
        raise SignalError("the exposure must be above 0 s")
    return np.asarray(50204.0 * exposure**-0.7099)


class _Skin(NamedTuple):
    """Nodes from the surface down: conductance between neighbours, W/m²K, heat capacity, J/m²K, and start, °C."""

    conductance: Floats
    capacity: Floats
    start_c: Floats
    epidermal_base: int
    dermal_base: int

    @classmethod
    def from_table(cls) -> _Skin:
        table = SKIN.read()
        layers = table.layer
        spacing = np.concatenate([np.full(layer.cells, layer.thickness_m / layer.cells) for layer in layers])
        conductivity = np.concatenate([np.full(layer.cells, layer.conductivity_w_mk) for layer in layers])
        heat = np.concatenate([np.full(layer.cells, layer.heat_capacity_j_m3k) for layer in layers]) * spacing
        capacity = np.zeros(spacing.size + 1)
        capacity[:-1] += heat / 2
        capacity[1:] += heat / 2
        depth = np.concatenate([[0.0], np.cumsum(spacing)])
        start = table.start
        temperature = start.surface_c + (start.back_c - start.surface_c) * depth / depth[-1]
        first, second = layers[0].cells, layers[0].cells + layers[1].cells
        return cls(conductivity / spacing, capacity, temperature, first, second)


def _rate_row(name: str) -> list[float]:
    """Logarithm of P and E of a set of rates, below and above 50 °C."""
    row = SKIN.read().rate[name]
    return [value for part in (row.below_50, row.above_50) for value in (math.log(part.p), part.e)]


@compiled
def _damage_rate(celsius: float, rate: Floats) -> float:
    if celsius <= 44.0:
        return 0.0
    part = 0 if celsius <= 50.0 else 2
    return math.exp(rate[part] - rate[part + 1] / (celsius + 273.15))


@compiled
def _conduct(t: Floats, flux: float, h: float, conductance: Floats, capacity: Floats, upper: Floats) -> None:
    """One Crank–Nicolson step of h seconds in place, the last node held; `upper` is scratch."""
    count = t.size - 1
    before = flux  # heat flow into the node from above, as it was
    scale = 0.0
    for i in range(count):
        below = conductance[i] * (t[i] - t[i + 1])
        above_conductance = conductance[i - 1] if i > 0 else 0.0
        diagonal = capacity[i] / h + 0.5 * (above_conductance + conductance[i])
        right = capacity[i] / h * t[i] + 0.5 * (before - below)
        right += 0.5 * (flux if i == 0 else 0.0) + (0.5 * conductance[i] * t[count] if i == count - 1 else 0.0)
        before = below
        scale = diagonal - 0.5 * above_conductance * (upper[i - 1] if i > 0 else 0.0)
        upper[i] = 0.5 * conductance[i] / scale
        t[i] = (right + (0.5 * above_conductance * t[i - 1] if i > 0 else 0.0)) / scale
    for i in range(count - 2, -1, -1):
        t[i] += upper[i] * t[i + 1]


@compiled
def _burn_rows(
    rows: Floats,
    step_s: float,
    inner: int,
    after: int,
    conductance: Floats,
    capacity: Floats,
    start_c: Floats,
    epidermal_base: int,
    dermal_base: int,
    rates: Floats,
    found: Floats,
) -> None:
    h = step_s / inner
    upper = np.empty(start_c.size)
    length = rows.shape[1]
    for i in range(rows.shape[0]):
        t = start_c.copy()
        omega = np.zeros(2)
        hottest = t[epidermal_base]
        for j in range(length - 1 + after):
            for k in range(inner):
                flux = 0.0
                if j < length - 1:
                    flux = rows[i, j] + (rows[i, j + 1] - rows[i, j]) * (k + 0.5) / inner
                _conduct(t, flux, h, conductance, capacity, upper)
                omega[0] += h * _damage_rate(t[epidermal_base], rates[0])
                omega[1] += h * _damage_rate(t[dermal_base], rates[1])
                hottest = max(hottest, t[epidermal_base])
        found[i, 0], found[i, 1], found[i, 2] = omega[0], omega[1], hottest
