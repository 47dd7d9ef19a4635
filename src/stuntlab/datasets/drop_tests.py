"""What was dropped onto a catcher before anybody falls on it, beside what the program's own drop of it reads."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class DropMade:
    """One drop.

    model_g: peak of the program's own drop of it, least and most of its ends; None: it has no model. too_late: it is
    dated after the day of the shoot.
    """

    height_m: float
    mass_kg: float
    date: str
    by: str
    peak_g: float
    where: str
    model_g: tuple[float, float] | None
    too_late: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DropTested:
    """Everything dropped onto one catcher, for one fall.

    falls_m: the fall, counted as the drops are; mass_kg: of the person. claimed_m: how high it is said to have been
    tried. factor: how far model and measurement may lie apart; mass_factor: how far mass and mass. none_needed: why no
    drop is asked for, empty where one is.
    """

    catcher: str
    falls_m: float
    mass_kg: float
    claimed_m: float | None
    drops: tuple[DropMade, ...]
    factor: float
    mass_factor: float
    none_needed: str
    source: str
