"""Foam under a body: what its cells bear, the air pressed out of it, and where it is used up.

Stress of the cells at a strain ε: σ₄₀·s(ε)·(ε̇/0.01 s⁻¹)ⁿ, s(ε) = f(ε)/f(0.4), f = 0.78·tanh(ε/0.06) + 0.25·ε +
0.5·(1/(1 − ε/ε_D) − 1). Near ε_D it goes on as a straight line: foam has no stop. The area that bears grows with depth,
A·(1 + c·x/√A). Air leaves sideways, Darcy under a disc of radius R: η·v·R²/(8·K·h·(1 − ε)), K = K₀·(1 − ε)²; a cover
adds ½ρ·(flow/(C_d·A_v))². What does not leave is compressed: the pressure is at most that of a sealed box,
p₀·((1 − ε)^−γ − 1). On the way back there is neither rate nor air, and a share of the energy.

Source: catchers.md 1.2 (shape and ranges from data sheets, V-S and R-m; Mills 2005, V-P, for the flow of air).
Valid for: one body, 0.05 to 1.5 m of foam, up to 20 m/s. Every landing is run at a soft and a stiff end, since
firmness, permeability and spread, not the fall, are what is unknown. One test of a pad under a person was found, and
lies at the stiff end (`validation/cases/stunt-man-57-ft-stiff.toml`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import cosh, log, pi, sqrt, tanh

import numpy as np

from stuntlab.compiled import compiled
from stuntlab.constants import AIR_HEAT_RATIO, AIR_KG_PER_M3, STANDARD_ATMOSPHERE_PA
from stuntlab.datasets import Floats
from stuntlab.errors import UserError
from stuntlab.gear.bedding import NOT_SAID, Bedding
from stuntlab.tables import Sourced, Table, ValueEnds

TRUNK_REACH_M = 0.32
"""Radius of a disc as large as a trunk, 0.32 m² (judgement)."""

_STEPS = 50
MISFIT = 0.3
"""How far, as a share, the law may lie from a measured curve of foam on average (judgement)."""

MOST_SQUEEZED = 0.95
"""Strain beyond which the air of a foam is no longer squeezed (judgement: nothing but closed cells is left)."""


@dataclass(frozen=True, slots=True)
class Foam:
    """Foam of some height, whole.

    unit_pa: σ₄₀/f(0.4). locks: strain beyond which the stress is a straight line of slope `locked_pa`. settles, rate,
    spread, returns: as in `bedding.toml`. air_pa_s_m2: η/(8·K₀). cover_pa: pressure below the cover for each (m³/s)².
    slow_per_s: strain rate at which n counts from. gives_way_m, bears_at_rim: of the edge. carries_m: how deep it is
    crushed before a floor below it is met.
    """

    unit_pa: float
    height_m: float
    densifies: float
    locks: float
    locked_pa: float
    settles: float
    rate: float
    slow_per_s: float
    air_pa_s_m2: float
    cover_pa: float
    spread: float
    returns: float
    gives_way_m: float
    bears_at_rim: float
    carries_m: float

    def mean_pa(self, speed_m_s: float) -> float:
        """Mean of what it bears under a trunk that arrives at a speed and crushes it all: where one stress is asked."""
        strains = [self.carries_m / self.height_m * (step + 0.5) / _STEPS for step in range(_STEPS)]
        faster = max(speed_m_s / (self.height_m * self.slow_per_s), 1.0) ** self.rate
        air = [
            air_pressure_pa(
                strain,
                speed_m_s * sqrt(1 - strain * self.height_m / self.carries_m),
                TRUNK_REACH_M,
                self.height_m,
                self.air_pa_s_m2,
                0.0,
            )
            for strain in strains
        ]
        return float(faster * sum(self.stress_pa(strain) for strain in strains) + sum(air)) / _STEPS

    def stress_pa(self, strain: float) -> float:
        """What its cells bear, pressed slowly over the whole area."""
        return float(foam_stress_pa(strain, self.unit_pa, self.densifies, self.settles, self.locks, self.locked_pa))


@dataclass(frozen=True)
class Law(Sourced):
    """What holds for every foam."""

    air_viscosity_pa_s: float
    discharge: float
    slow_per_s: float
    locked_pa: float
    hands_over: float


@dataclass(frozen=True)
class PadNumbers(Sourced):
    """What holds for every thick pad."""

    rate: ValueEnds
    densifies: float
    returns: float
    gives_way_m: float
    bears_at_rim: float
    ready_s: float


@dataclass(frozen=True)
class Fill(Sourced):
    """What a pad is filled with."""

    settles: ValueEnds
    permeability_m2: ValueEnds
    spread: ValueEnds


@dataclass(frozen=True)
class Firmness(Sourced):
    """Stress of foam at 40 % strain."""

    stress_pa: ValueEnds


@dataclass(frozen=True)
class Cover(Sourced):
    """Open share of the top of a cover."""

    vents: ValueEnds


@dataclass(frozen=True)
class MatNumbers(Sourced):
    """One class of mats. between_m: how thick such mats are."""

    stress_pa: ValueEnds
    densifies: float
    permeability_m2: ValueEnds
    spread: ValueEnds
    rate: ValueEnds
    returns: float
    between_m: tuple[float, float]


@dataclass(frozen=True)
class MatEdge(Sourced):
    """Edge of a mat."""

    gives_way_m: float
    bears_at_rim: float


@dataclass(frozen=True)
class BeddingNumbers:
    """`bedding.toml`, which explains each."""

    law: Law
    pad: PadNumbers
    fill: dict[str, Fill]
    firmness: dict[str, Firmness]
    cover: dict[str, Cover]
    mat: dict[str, MatNumbers]
    mat_edge: MatEdge


BEDDING = Table("stuntlab.gear", "bedding.toml", BeddingNumbers)


def foam_of(bedding: Bedding, height_m: float, *, end: str, top_m2: float | None = None) -> Foam:
    """Foam of some height; end: "soft" or "stiff"; top_m2: of its cover, which has vents in proportion."""
    return _pad(bedding, height_m, end, top_m2) if bedding.kind == "pad" else _mat(bedding, height_m, end)


def foam_by_curve(height_m: float, strain: Floats, stress_pa: Floats, *, end: str) -> Foam:
    """Foam of some height whose slow curve over its whole area was measured; air, rate and spread as of one block.

    strain, stress_pa: [point], strain from above 0 to at most 0.9. The law is fitted to the curve by least squares of
    the logarithm; end: "soft" or "stiff", of what a slow test does not tell.

    Raises: UserError where the law misses the curve by more than `MISFIT` on average.
    """
    rows = BEDDING.read()

    def misses(densifies: float) -> tuple[float, float]:
        shape = np.log([_shape(min(one, 0.98 * densifies), densifies) for one in strain])
        ratio = np.log(stress_pa) - shape
        return float(np.std(ratio)), float(np.exp(ratio.mean()))

    tried = {densifies: misses(densifies) for densifies in np.arange(0.60, 0.981, 0.01)}
    densifies = min(tried, key=lambda one: tried[one][0])
    scatter, unit_pa = tried[densifies]
    if scatter > MISFIT:
        raise UserError(
            f"the law of foam misses this curve by {100 * scatter:.0f} % on average, and {100 * MISFIT:.0f} % is the "
            "most; a curve of open foam pressed slowly over its whole area is needed"
        )
    block = rows.fill["solid"]
    return _foam(
        height_m,
        stress_pa=unit_pa * float(_shape(0.4, densifies)),
        densifies=float(densifies),
        settles=0.0,
        rate=rows.pad.rate.at(end),
        permeability_m2=block.permeability_m2.at(end),
        vent_m2=None,
        spread=block.spread.at(end),
        returns=rows.pad.returns,
        edge=(rows.pad.gives_way_m, rows.pad.bears_at_rim),
    )


def fits_made_for(height_m: float) -> tuple[str, ...]:
    """What mats of a thickness are made for."""
    rows = BEDDING.read().mat
    fitting = tuple(name for name, row in rows.items() if row.between_m[0] <= height_m <= row.between_m[1])
    return fitting or (max(rows, key=lambda name: rows[name].between_m[1]),)


def _pad(bedding: Bedding, height_m: float, end: str, top_m2: float | None) -> Foam:
    """A pad whose fill is not said is pieces at its soft end and one block at its stiff end."""
    rows = BEDDING.read()
    unsaid = "pieces" if end == "soft" else "solid"
    fill = rows.fill[unsaid if bedding.fill == NOT_SAID else bedding.fill]
    vents = rows.cover[bedding.cover].vents.at(end)
    return _foam(
        height_m,
        stress_pa=rows.firmness[bedding.firmness].stress_pa.at(end),
        densifies=rows.pad.densifies,
        settles=fill.settles.at(end),
        rate=rows.pad.rate.at(end),
        permeability_m2=fill.permeability_m2.at(end),
        vent_m2=None if top_m2 is None else vents * top_m2,
        spread=fill.spread.at(end),
        returns=rows.pad.returns,
        edge=(rows.pad.gives_way_m, rows.pad.bears_at_rim),
    )


def _mat(bedding: Bedding, height_m: float, end: str) -> Foam:
    """A mat of which nothing is said is the softest or the stiffest that is made as thick as it is."""
    rows = BEDDING.read()
    names: Iterable[str] = fits_made_for(height_m) if bedding.made_for == NOT_SAID else (bedding.made_for,)
    choose = min if end == "soft" else max
    row = choose((rows.mat[name] for name in names), key=lambda one: one.stress_pa.at(end))
    return _foam(
        height_m,
        stress_pa=row.stress_pa.at(end),
        densifies=row.densifies,
        settles=0.0,
        rate=row.rate.at(end),
        permeability_m2=row.permeability_m2.at(end),
        vent_m2=None,
        spread=row.spread.at(end),
        returns=row.returns,
        edge=(rows.mat_edge.gives_way_m, rows.mat_edge.bears_at_rim),
    )


def _foam(
    height_m: float,
    *,
    stress_pa: float,
    densifies: float,
    settles: float,
    rate: float,
    permeability_m2: float,
    vent_m2: float | None,
    spread: float,
    returns: float,
    edge: tuple[float, float],
) -> Foam:
    law = BEDDING.read().law
    unit = stress_pa / float(_shape(0.4, densifies))
    steepens = sqrt(unit / (2 * densifies * (law.locked_pa - 0.25 * unit)))
    cover = 0.0 if vent_m2 is None else AIR_KG_PER_M3 / 2 / (law.discharge * vent_m2) ** 2
    return Foam(
        unit_pa=unit,
        height_m=height_m,
        densifies=densifies,
        locks=densifies * (1 - steepens),
        locked_pa=law.locked_pa,
        settles=settles,
        rate=rate,
        slow_per_s=law.slow_per_s,
        air_pa_s_m2=law.air_viscosity_pa_s / (8 * permeability_m2),
        cover_pa=cover,
        spread=spread,
        returns=returns,
        gives_way_m=edge[0],
        bears_at_rim=edge[1],
        carries_m=law.hands_over * height_m,
    )


@compiled
def _shape(strain: float, densifies: float) -> float:
    """f(ε) of this module."""
    return 0.78 * tanh(strain / 0.06) + 0.25 * strain + 0.5 * (1.0 / (1.0 - strain / densifies) - 1.0)


@compiled
def foam_stress_pa(
    strain: float, unit_pa: float, densifies: float, settles: float, locks: float, locked_pa: float
) -> float:
    """What the cells bear at a strain, pressed slowly over the whole area."""
    pressed = max(strain - settles, 0.0) / (1.0 - settles)
    curved = min(pressed, locks)
    return unit_pa * _shape(curved, densifies) + locked_pa * (pressed - curved)


@compiled
def foam_work_pa(
    strain: float, unit_pa: float, densifies: float, settles: float, locks: float, locked_pa: float
) -> float:
    """Integral of that stress up to a strain: energy for each volume."""
    pressed = max(strain - settles, 0.0) / (1.0 - settles)
    curved = min(pressed, locks)
    plateau = 0.78 * 0.06 * log(cosh(curved / 0.06)) + 0.125 * curved * curved
    closes = 0.5 * (-densifies * log(1.0 - curved / densifies) - curved)
    straight = pressed - curved
    beyond = straight * (unit_pa * _shape(curved, densifies) + locked_pa * straight / 2.0)
    return (1.0 - settles) * (unit_pa * (plateau + closes) + beyond)


@compiled
def air_pressure_pa(
    strain: float, speed_m_s: float, reach_m: float, height_m: float, air_pa_s_m2: float, under_cover_pa: float
) -> float:
    """Pressure of the air that is being pressed out; reach_m: how far it is to free edges."""
    left = 1.0 - min(strain, MOST_SQUEEZED)
    flows = air_pa_s_m2 * speed_m_s * reach_m * reach_m / (height_m * left * left * left) + under_cover_pa
    if flows <= 0.0:
        return 0.0
    sealed = STANDARD_ATMOSPHERE_PA * (left**-AIR_HEAT_RATIO - 1.0)
    return float(flows * sealed / (flows + sealed))


@compiled
def spread_times(depth_m: float, reach_m: float, spread: float) -> float:
    """How many times its own area a pressed disc is borne by."""
    return 1.0 + spread * depth_m / (sqrt(pi) * reach_m)


@compiled
def share_that_comes_back(stress_pa: float, work_pa: float, returns: float, spread: float, risen: float) -> float:
    """Share of the stress left after a rise, a strain: straight down, so that `returns` of the work comes back.

    spread: `spread_times` at the deepest; on the way down it was half of that, on average.
    """
    back = returns * work_pa * (1.0 + 1.0 / spread) / max(stress_pa, 1e-9)
    return float(max(1.0 - risen / back, 0.0)) if back > 0.0 else 0.0
