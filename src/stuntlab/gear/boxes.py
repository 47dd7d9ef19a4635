"""A cardboard box and a rig of them: what a box bears (McKee), the air it has to let out, gaps, damp.

Source: McKee strength; Giansiracusa et al. and Kishimoto et al. (MCM 2003), see `boxes.toml`.
Valid for: empty closed boxes of single wall, 0.3 to 0.8 m, flaps taped or folded, standing on their bottoms; the
mass of the board is left out (a few per cent of what the air does).
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from math import sqrt
from typing import Any

from stuntlab.constants import AIR_KG_PER_M3
from stuntlab.gear.crush import Crush, crush_of


@cache
def box_numbers() -> dict[str, Any]:
    """`boxes.toml`."""
    return tomllib.loads((files("stuntlab.gear") / "boxes.toml").read_text(encoding="utf-8"))


def box_strength_n(edge_m: float) -> float:
    """Top-to-bottom strength of a cube of board, pressed slowly."""
    board = box_numbers()["board"]
    root = sqrt(board["caliper_m"] * 4 * edge_m)
    return float(board["factor"] * board["edge_crush_n_per_m"] * root)


def air_pressure_pa(leaks: float) -> float:
    """Pressure of the air pressed out of a box, for each (m/s)²: Bernoulli through what is open of its footprint."""
    air = box_numbers()["air"]
    return float(AIR_KG_PER_M3 / 2 / (air["discharge"] * leaks) ** 2)


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

    Where the plan does not give the edge of a box, the soft end has the largest and the stiff end the smallest.
    """
    row = box_numbers()
    boxes_m = height_m - pads_m
    edge = box_m or (boxes_m / layers if layers else row["unknown_box"][end])
    share = row["mean_share"][end]
    bears = row["damp"]["bears"] if damp else 1.0
    rig, pad = row["rig"], crush_of("crash pad", pads_m, end=end)
    return Crush(
        stress_pa=bears * share * box_strength_n(edge) / edge**2,
        crushes_m=row["crushes"][end] * boxes_m,
        height_m=height_m,
        springs_back=rig["springs_back"],
        gives_way_m=rig["gives_way_m"],
        bears_at_rim=rig["bears_at_rim"],
        layers=layers or max(1, round(boxes_m / edge)),
        peak=1.0 / share,
        pad_pa=pad.stress_pa,
        pad_m=pad.crushes_m,
        air_pa=air_pressure_pa(row["air"]["leaks"][end]),
        box_m=edge,
        gap_m=gap_m,
    )
