"""What a lens that is dragged would have, read off the map that was worked out before: at once, and for anybody."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import hypot
from typing import Any

import numpy as np

from stuntlab.camera import width_seen_m
from stuntlab.datasets import Flags, Floats
from stuntlab.plan.sensors import Sensor
from stuntlab.units import UnitStyle, in_units
from stuntlab.verdict.words import amount


def read_lens(
    place: Mapping[str, Any], at_m: tuple[float, float], lens_m: float, sensor: Sensor, style: UnitStyle
) -> list[tuple[str, str]]:
    """(label, text) of a camera at a place of the set that looks at the point struck. place: of `errands.place_of`."""
    return [(label, in_units(text, style)) for label, text in _rows(place, at_m, lens_m, sensor)]


def _rows(
    place: Mapping[str, Any], at_m: tuple[float, float], lens_m: float, sensor: Sensor
) -> Iterator[tuple[str, str]]:
    percent = np.asarray(place["percent"])
    x, y = _axes(place, len(percent))
    column, row = int(np.abs(x - at_m[0]).argmin()), int(np.abs(y - at_m[1]).argmin())
    away = hypot(at_m[0] - place["struck_at"][0], at_m[1] - place["struck_at"][1])
    outside = max(abs(at_m[0] - place["centre"][0]), abs(at_m[1] - place["centre"][1])) > place["half_m"]
    yield "sells in", "not on the map" if outside else f"{percent[row, column]} of 100 takes"
    yield "stands", f"{amount(away)} m from the point struck"
    wide = float(width_seen_m(away, sensor.width_m, lens_m))
    least, most = place["usual_wide_m"]
    usual = f"{least:g} m to {most:g} m shows a strike well"
    fits = "" if least <= wide <= most else f"; {'tight' if wide < least else 'wide'}: {usual}"
    yield "picture", f"{wide:.1f} m wide there with the {amount(1000 * lens_m)} mm lens on {sensor.name}{fits}"
    if outside or percent[row, column] < place["sells_from_percent"]:
        yield "what to do", _nearest(percent >= place["sells_from_percent"], x, y, at_m)


def _axes(place: Mapping[str, Any], cells: int) -> tuple[Floats, Floats]:
    steps = np.linspace(-place["half_m"], place["half_m"], cells)
    return place["centre"][0] + steps, place["centre"][1] + steps


def _nearest(sells: Flags, x: Floats, y: Floats, at_m: tuple[float, float]) -> str:
    rows, columns = np.nonzero(sells)
    if not len(rows):
        return "nowhere on this map does it sell: change the strike, or cut to the reaction"
    apart = np.hypot(x[columns] - at_m[0], y[rows] - at_m[1])
    best = int(apart.argmin())
    where = f"x {x[columns[best]]:.1f} m, y {y[rows[best]]:.1f} m"
    return f"the nearest place where it sells is {amount(float(apart[best]))} m away, at {where}"
