"""Units as instruments and their programs write them: "m/(s*s)", "N-m", "in-lbs", "G's", "deg/sec", "m s^-2".

A unit is taken apart into its factors and their powers, each factor by any of its spellings in the one table of units;
how the factors are joined does not matter then.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from stuntlab.units.table import Dimension, Unit, tables

Factors = frozenset[tuple[str, int]]
"""A unit by its factors and their powers: {("m", 1), ("s", -2)}."""

# Where the factors of recorded units have their names from.
_OF_FACTORS = (Dimension.ANGLE, Dimension.FORCE, Dimension.TIME, Dimension.LENGTH)
_AS_DIGITS = str.maketrans({"²": "2", "³": "3", "¹": "1", "⁻": "-", "−": "-", "μ": "µ", "’": "'", "º": "°"})
_FACTOR = re.compile(r"(?P<word>[^\W\d_]+[0]?|[°%#])\^?\(?(?P<power>-?\d+)?\)?")
_JOINED = re.compile(r"[\s·⋅*.()\[\]{}_^-]+")
_LONGEST = 40


def recorded_unit(dimension: Dimension, text: str) -> Unit | None:
    """The unit of a dimension that a recording writes so, or None."""
    if not text.strip() or len(text) > _LONGEST:
        return None
    exact, any_case = _units_of(dimension)
    factors = _factors_of(text)
    return exact.get(factors) or any_case.get(_lower(factors))


@lru_cache(maxsize=4096)
def _factors_of(text: str) -> Factors:
    return _factors(text, _words())


@cache
def _units_of(dimension: Dimension) -> tuple[dict[Factors, Unit], dict[Factors, Unit]]:
    """The units of a dimension by their factors: as written, and in lower case where that names one unit only."""
    exact: dict[Factors, Unit] = {}
    lower: dict[Factors, set[str]] = {}
    by_name = {unit.name: unit for unit in tables()[dimension].units}
    for unit in by_name.values():
        for spelling in (unit.name, *unit.words, *unit.recorded):
            factors = _factors(spelling, _words())
            exact.setdefault(factors, unit)
            lower.setdefault(_lower(factors), set()).add(unit.name)
    return exact, {factors: by_name[next(iter(names))] for factors, names in lower.items() if len(names) == 1}


@cache
def _words() -> dict[str, str]:
    """Spellings of the factors, as written and in lower case, each with the name of its unit."""
    exact: dict[str, str] = {}
    lower: dict[str, set[str]] = {}
    for dimension in _OF_FACTORS:
        for unit in tables()[dimension].units:
            for word in (unit.name, *unit.words, *unit.recorded):
                exact[word] = unit.name
                lower.setdefault(word.casefold(), set()).add(unit.name)
    return {word: next(iter(names)) for word, names in lower.items() if len(names) == 1} | exact


def _factors(text: str, words: dict[str, str]) -> Factors:
    plain = text.translate(_AS_DIGITS).replace("**", "^").replace("'s", "s").replace("'S", "s").strip()
    whole = plain.strip("[](){} ")
    if whole in words or whole.casefold() in words:
        return frozenset({(words.get(whole) or words[whole.casefold()], 1)})
    above, _, below = re.sub(r"\bper\b", "/", plain, flags=re.IGNORECASE).partition("/")
    powers: dict[str, int] = {}
    for part, sign in ((above, 1), (below.replace("/", " "), -1)):
        for match in _FACTOR.finditer(part):
            word = words.get(match["word"]) or words.get(match["word"].casefold()) or match["word"]
            powers[word] = powers.get(word, 0) + sign * int(match["power"] or 1)
        if _JOINED.sub("", _FACTOR.sub("", part)).strip("1/"):
            return frozenset({(plain, 0)})
    return frozenset((word, power) for word, power in powers.items() if power)


def _lower(factors: Factors) -> Factors:
    return frozenset((word.casefold(), power) for word, power in factors)
