"""How a high fall goes wrong, how often, and what differs from take to take when it does."""

from __future__ import annotations

from collections.abc import Mapping
from math import hypot, prod, radians
from typing import Any

import numpy as np

from stuntlab.datasets import Branch, Floats, Integers, Unknown
from stuntlab.errors import ModelError
from stuntlab.gags.base import FailureMode, failure_modes_of
from stuntlab.gags.high_fall.landing_zone import priors
from stuntlab.gear.catchers.properties import PROPERTY_NAMES, Properties
from stuntlab.plan import Plan
from stuntlab.plan.actions.high_fall import HighFall as HighFallWords

AS_PLANNED = "as planned"
IF_PROPERTY = "if_property"
"""Key of a failure mode that only a catcher with some property has."""

Row = Mapping[str, Any]


def failure_modes() -> tuple[FailureMode, ...]:
    """Those that every fall has, whatever it goes over and onto."""
    rows = check_rows(priors()["branch"])
    return failure_modes_of({name: row for name, row in rows.items() if IF_PROPERTY not in row})


def check_rows(rows: Mapping[str, Row]) -> Mapping[str, Row]:
    """The rows of a table of failure modes, as they are.

    Raises: ModelError for a row that depends on a property that no catcher has.
    """
    for name, row in rows.items():
        if row.get(IF_PROPERTY, PROPERTY_NAMES[0]) not in PROPERTY_NAMES:
            raise ModelError(
                f'failure mode "{name}": "{row[IF_PROPERTY]}" is no property of a catcher; they are '
                f"{', '.join(PROPERTY_NAMES)}"
            )
    return rows


def rows_of(properties: Properties) -> Mapping[str, Row]:
    """Rows of the failure modes that can happen on a catcher, by name."""
    rows = check_rows(priors()["branch"])
    return {name: row for name, row in rows.items() if IF_PROPERTY not in row or properties.has(row[IF_PROPERTY])}


def branches_of(fall: HighFallWords, properties: Properties) -> tuple[Branch, ...]:
    """As planned first; a branch is only made rarer by a control that the plan names."""
    wrong = tuple(_branch(name, row, fall) for name, row in rows_of(properties).items())
    planned = 1.0 - sum(branch.probability for branch in wrong)
    return (Branch(AS_PLANNED, planned, "", "the fall goes as the plan says, within its spread"), *wrong)


def _branch(name: str, row: Row, fall: HighFallWords) -> Branch:
    """Its rate where it happens, and in words what made it rarer or likelier and what else would make it rarer."""
    controls: Row = row["controls"]
    named = {priors()["control"][control]: controls[control] for control in controls if _has(fall, control)}
    edge = _edge(fall)
    if name in edge.get("branches", {}):
        named = {edge["words"]: edge["branches"][name], **named}
    counted = "".join(f"; {factor:g} times that, because {why}" for why, factor in named.items())
    left = "".join(
        f"; {_WORD_OF[control]} would make it {factor:g} times that"
        for control, factor in controls.items()
        if not _has(fall, control)
    )
    return Branch(name, row["probability"] * prod(named.values()), row["reason"] + counted + left, row["outcome"])


_WORD_OF = {
    "outrigger": "an outrigger",
    "rehearsed": "a ladder of lower heights (rehearsed_from)",
    "plumb_line": "a plumb line",
    "spotter_calls": "a spotter's call",
}


def _has(fall: HighFallWords, control: str) -> bool:
    """Whether the plan names a control."""
    rehearsed = fall.rehearsed_from
    return {
        "outrigger": fall.outrigger is not None and fall.outrigger.value > 0,
        "rehearsed": rehearsed is not None and rehearsed.value >= fall.from_.value * 2 / 3,
        "plumb_line": fall.plumb_line,
        "spotter_calls": fall.spotter_calls,
    }[control]


def _edge(fall: HighFallWords) -> Row:
    row: Row = priors()["edge"][fall.edge] if fall.edge else {}
    return row


def unknowns_of(plan: Plan, fall: HighFallWords, branch: Row, to_edge_m: float) -> tuple[Unknown, ...]:
    """What differs from take to take in a branch; to_edge_m: from the planned landing to just inside the near edge."""
    spread, edge, across = priors()["spread"], _edge(fall), fall.sideways
    wind = plan.place.wind
    wind_sd = hypot(*((wind.value, wind.sd) if wind else (0.0,)), branch.get("wind_sd_m_s", 0.0)) / 2**0.5
    push_share = edge.get("push_factor", 1.0) * branch.get("push_factor", 1.0)
    rotation, rotation_sd = _rotation(fall, branch, edge)
    aim_sd = branch.get("aim_sd_m", 0.0)
    return (
        Unknown("height_m", fall.from_.value, hypot(fall.from_.sd, spread["take_off_m"]["sd"]), low=0.5),
        Unknown("push_m_s", fall.push.value * push_share, branch.get("push_sd_m_s", fall.push.sd), low=0.0),
        Unknown("sideways_m_s", across.value, hypot(across.sd, branch.get("sideways_sd_m_s", 0.0))),
        Unknown("wind_out_m_s", 0.0, wind_sd),
        Unknown("wind_across_m_s", 0.0, wind_sd),
        Unknown("rotation_rad", rotation, rotation_sd),
        Unknown("yaw_rad", 0.0, radians(spread["yaw_deg"]["sd"])),
        Unknown("aim_out_m", to_edge_m if branch.get("to_edge") else 0.0, aim_sd),
        Unknown("aim_across_m", 0.0, aim_sd),
        Unknown("strength", branch.get("strength", 1.0), 0.0, low=0.0, high=1.0),
    )


def of_catcher(properties: Properties, branch: Integers) -> dict[str, Floats]:
    """What the catcher still bears and how long its fans are off, in the branch of each take, [take]."""
    rows: tuple[Row, ...] = ({}, *rows_of(properties).values())
    usual = {"bears": 1.0, "fans_off_s": 0.0}
    return {name: np.array([row.get(name, value) for row in rows])[branch] for name, value in usual.items()}


def _rotation(fall: HighFallWords, branch: Row, edge: Row) -> tuple[float, float]:
    """How far past flat, and its spread, rad."""
    asked, style = fall.rotation, priors()["style"][fall.style]
    mean = (asked.value if asked else 0.0) + radians(branch.get("rotation_deg", 0.0))
    usual = radians(priors()["spread"]["rotation_deg"]["sd"]) * style["spread_factor"]
    sd = (asked.sd if asked else usual) * edge.get("rotation_factor", 1.0)
    return mean, hypot(sd, radians(branch.get("rotation_sd_deg", 0.0)))
