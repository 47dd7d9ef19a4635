"""A cardboard box and a rig of them: what a box bears (McKee), the air it has to let out, gaps, damp.

Source: McKee strength; Giansiracusa et al. and Kishimoto et al. (MCM 2003), see `boxes.toml`.
Valid for: empty closed boxes of single wall, 0.3 to 0.8 m, flaps taped or folded, standing on their bottoms; the
mass of the board is left out (a few per cent of what the air does).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

from stuntlab.constants import AIR_KG_PER_M3
from stuntlab.gear.bedding import Bedding
from stuntlab.gear.crush import Crush
from stuntlab.gear.foam import foam_of
from stuntlab.tables import Sourced, SourcedEnds, Table, ValueEnds

ARRIVES_M_S = 8.0
"""How fast pads on boxes are crushed: a fall of 3 m (judgement)."""


@dataclass(frozen=True)
class Board(Sourced):
    """Corrugated board: strength of its edge, thickness, and the factor of McKee's formula."""

    edge_crush_n_per_m: float
    caliper_m: float
    factor: float


@dataclass(frozen=True)
class Air(Sourced):
    """leaks: share of a box's footprint that is open. discharge: coefficient of the openings."""

    leaks: ValueEnds
    discharge: float


@dataclass(frozen=True)
class Damp(Sourced):
    """Share of its strength that damp board bears."""

    bears: float


@dataclass(frozen=True)
class Rig(Sourced):
    """A rig of boxes: what springs back, its edge, and the time from one faller to the next."""

    springs_back: float
    gives_way_m: float
    bears_at_rim: float
    ready_s: float


@dataclass(frozen=True)
class BoxNumbers:
    """`boxes.toml`. mean_share: of McKee's strength. crushes: share of the height. unknown_box: its edge, m."""

    board: Board
    mean_share: SourcedEnds
    crushes: SourcedEnds
    air: Air
    damp: Damp
    unknown_box: SourcedEnds
    rig: Rig


BOXES = Table("stuntlab.gear", "boxes.toml", BoxNumbers)


def box_strength_n(edge_m: float) -> float:
    """Top-to-bottom strength of a cube of board, pressed slowly."""
    board = BOXES.read().board
    root = sqrt(board.caliper_m * 4 * edge_m)
    return board.factor * board.edge_crush_n_per_m * root


def air_pressure_pa(leaks: float) -> float:
    """Pressure of the air pressed out of a box, for each (m/s)²: Bernoulli through what is open of its footprint."""
    return AIR_KG_PER_M3 / 2 / (BOXES.read().air.discharge * leaks) ** 2


def box_crush(
    height_m: float,
    *,
    end: str,
    box_m: float | None = None,
    layers: int | None = None,
    pads_m: float = 0.0,
    gap_m: float = 0.0,
    damp: bool = False,
) -> Crush:
    """A rig of some height, pads on top included; end: "soft" or "stiff".

    Pads and boxes lie in series and bear the same, so pads never bear more than what makes the boxes under them buckle.
    Where the plan does not give the edge of a box, the soft end has the largest and the stiff end the smallest.
    """
    row = BOXES.read()
    boxes_m = height_m - pads_m
    edge = box_m or (boxes_m / layers if layers else row.unknown_box.at(end))
    share = row.mean_share.at(end)
    buckles_pa = (row.damp.bears if damp else 1.0) * box_strength_n(edge) / edge**2
    rig, pad = row.rig, foam_of(Bedding("pad"), pads_m, end=end) if pads_m else None
    return Crush(
        stress_pa=share * buckles_pa,
        crushes_m=row.crushes.at(end) * boxes_m,
        height_m=height_m,
        springs_back=rig.springs_back,
        gives_way_m=rig.gives_way_m,
        bears_at_rim=rig.bears_at_rim,
        layers=layers or max(1, round(boxes_m / edge)),
        peak=1.0 / share,
        pad_pa=min(pad.mean_pa(ARRIVES_M_S), buckles_pa) if pad else 0.0,
        pad_m=pad.carries_m if pad else 0.0,
        air_pa=air_pressure_pa(row.air.leaks.at(end)),
        box_m=edge,
        gap_m=gap_m,
    )
