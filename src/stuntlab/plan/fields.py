"""The types of a plan's fields: what each takes, how it refuses, and how an editor is told."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo

from stuntlab.nearest import did_you_mean
from stuntlab.plan.body import Region
from stuntlab.plan.everyday import find_number, find_word
from stuntlab.plan.names import check_name, name_key
from stuntlab.plan.reader import NOTHING, Context, FieldError, Reader, one_text, refusal
from stuntlab.units import Dimension, Quantity, UnitStyle, format_like, in_units, parse_quantity, parse_size
from stuntlab.units.counting import counted
from stuntlab.units.sentences import system_written

LONGEST_TEXT = 200
_LISTED_NAMES = 12
_SOURCED = {"value", "source"}
_BREAKS = re.compile(r"[\t\n\r\x0b\x0c\x85\u2028\u2029]")
_DAYS_WITH_A_MONTH = ("%d %b %Y", "%d %B %Y", "%b %d %Y", "%B %d %Y", "%d-%b-%Y")
"""Days whose month is a word, so that no two countries read them differently."""

_IN_FIGURES = {"%m %d %Y": "month first", "%d %m %Y": "day first"}
"""The same two figures are another day in another country: nobody guesses which was meant."""

_SMALLEST_SIDE_M, _LARGEST_SIDE_M = 1e-3, 1e4
_EITHER_REGION = {"leg": "thigh, knee or shin", "torso": "chest, abdomen or back", "body": "chest, abdomen or back"}
_WIDEST_SHARE = 0.5
"""Of a value, the largest spread that says anything of it: with more, one take in 40 would go the other way (J)."""

_WIDEST_ABOUT_ZERO = {
    Dimension.LENGTH: "50 cm",
    Dimension.SPEED: "1 m/s",
    Dimension.ANGLE: "30 deg",
    Dimension.TIME: "10 min",
}
"""The same where a value may be 0 and a share of it says nothing: a gap, a speed along the wall (J)."""


@dataclass(frozen=True)
class Words(Reader):
    """Free text. It is shown in one line, so that breaks of lines and tabs in it are blanks."""

    def read_text(self, text: str) -> str:
        if not text:
            raise FieldError("nothing is written here: give a word or two")
        if len(text) > LONGEST_TEXT:
            raise FieldError(f"this text has {counted(len(text), 'letter')}; at most {LONGEST_TEXT} are allowed")
        return " ".join(text.split()) if _BREAKS.search(text) else text

    def json_schema(self) -> dict[str, Any]:
        return {"type": ["string", "number"], "maxLength": LONGEST_TEXT}


@dataclass(frozen=True)
class NameOfThing(Words):
    """What a piece of gear or a camera is called."""

    def read_text(self, text: str) -> str:
        if _BREAKS.search(text):
            raise FieldError("a name is one line: take the break of the line out of it")
        return super().read_text(text)


@dataclass(frozen=True)
class Name(Words):
    """A person's name."""

    def read_text(self, text: str) -> str:
        return check_name(super().read_text(text))


@dataclass(frozen=True)
class OneOf(Reader):
    """One word of a short list."""

    allowed: tuple[str, ...]
    because: str = ""

    @property
    def written_like(self) -> str:
        return f"one of {', '.join(self.allowed)}"

    def read_text(self, text: str) -> str:
        meant = find_word(text, self.allowed)
        if meant is None:
            hint = did_you_mean(text, self.allowed)
            because = f"; {self.because}" if self.because else ""
            raise FieldError(f'"{text}" is not one of: {", ".join(self.allowed)}{hint}{because}')
        return meant

    def json_schema(self) -> dict[str, Any]:
        return {"enum": list(self.allowed)}


@dataclass(frozen=True)
class YesNo(Reader):
    """`true` or `false`."""

    def read_text(self, text: str) -> bool:
        meant = find_word(text, ("true", "false"))
        if meant is None:
            raise FieldError(f'"{text}" is neither true nor false (yes nor no)')
        return meant == "true"

    def json_schema(self) -> dict[str, Any]:
        return {"type": "boolean"}


@dataclass(frozen=True)
class Whole(Reader):
    """A whole number in a range."""

    low: int
    high: int

    def read_text(self, text: str) -> int:
        figures = text if re.fullmatch(r"[+-]?[0-9]{1,12}", text) else find_number(text)
        if figures is None or not self.low <= int(figures) <= self.high:
            raise FieldError(f'"{text}" is not a whole number from {self.low} to {self.high}')
        return int(figures)

    def json_schema(self) -> dict[str, Any]:
        return {"type": "integer", "minimum": self.low, "maximum": self.high}


@dataclass(frozen=True)
class DayField(Reader):
    """A calendar day, written 2027-02-11."""

    def read_text(self, text: str) -> date:
        text = re.sub(r"^([0-9]{4})[/.]([0-9]{2})[/.]([0-9]{2})$", r"\1-\2-\3", text)
        for written in ("%Y-%m-%d", *_DAYS_WITH_A_MONTH):
            try:
                if written in _DAYS_WITH_A_MONTH or re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
                    return datetime.strptime(text.replace(",", ""), written).date()
            except ValueError:
                continue
        raise FieldError(f'"{text}" is not a day; {_ask_which_day(text)}')

    def json_schema(self) -> dict[str, Any]:
        return {"type": "string", "format": "date"}


def _ask_which_day(text: str) -> str:
    """What to write for a day in figures, by either way to read it."""
    figures = re.sub(r"[/.\- ]+", " ", text.strip())
    figures = re.sub(r" (\d\d)$", r" 20\1", figures)
    days = dict[date, str]()
    for form, first in _IN_FIGURES.items():
        with suppress(ValueError):
            days.setdefault(datetime.strptime(figures, form).date(), first)
    if len(days) == 1:
        return f"write year-month-day: {next(iter(days))}"
    either = " or ".join(f"{day} ({first})" for day, first in days.items())
    return f"write year-month-day: {either}" if either else "write year-month-day, as in 2027-02-11"


@dataclass(frozen=True)
class BodyRegion(Reader):
    """A word for a part of the body."""

    def read_text(self, text: str) -> Region:
        meant = find_word(text, tuple(Region))
        if meant is not None:
            return Region(meant)
        either = _EITHER_REGION.get(text.casefold())
        hint = f" (say which: {either})" if either else did_you_mean(text, Region)
        raise FieldError(f'"{text}" is not a part of the body a plan knows: {", ".join(Region)}{hint}')

    def json_schema(self) -> dict[str, Any]:
        return {"enum": [str(region) for region in Region]}


@dataclass(frozen=True)
class UsualSpread:
    """How much a quantity differs from take to take where nobody measured it: nobody repeats themself exactly.

    share: of the value; least: at least so much, as a person would write it. only_above_zero: none at 0 or below, where
    a spread would make a plan milder, such as a blow that is meant to land. why: where it is from, with its mark.
    """

    why: str
    share: float = 0.0
    least: str = ""
    only_above_zero: bool = False

    def of(self, value: float, dimension: Dimension) -> float:
        """One standard deviation, SI."""
        if self.only_above_zero and value <= 0:
            return 0.0
        least = parse_quantity(self.least, dimension).value if self.least else 0.0
        return max(self.share * abs(value), least)


_BARE = re.compile(r"\s*-?\d+(\.\d+)?(\s*(±|\+/-|\+-)\s*\d+(\.\d+)?)?\s*")
"""A number, or a number and its spread, without a unit."""


@dataclass(frozen=True)
class QuantityField(Reader):
    """A quantity with its unit and, after ±, its standard deviation.

    Args:
        dimension: what it measures.
        above: smallest value, itself not allowed. least, most: smallest and largest value, themselves allowed.
        because: why the range is what it is, for the refusal. Limits are written as a person would write them.
        spreads_to: the largest spread where a share of the value says nothing and that of its dimension is too little.
        usual: the spread of such a quantity where a plan gives none, if it differs from take to take at all.
        bare: the unit that the trade leaves out, as in a 50 lens.

    """

    dimension: Dimension
    above: str = ""
    least: str = ""
    most: str = ""
    because: str = ""
    spreads_to: str = ""
    usual: UsualSpread | None = None
    bare: str = ""

    @property
    def written_like(self) -> str:
        *first, last = self.dimension.examples
        return f"written like {', '.join(first)} or {last}"

    def read_text(self, text: str) -> Quantity:
        given = f"{text.strip()} {self.bare}" if self.bare and _BARE.fullmatch(text) else text
        quantity = parse_quantity(given, self.dimension)
        self.hold(quantity)
        return quantity

    def hold(self, quantity: Quantity) -> None:
        """Refuse what is out of range, or spreads too far. Raises: FieldError."""
        text = quantity.text
        if not self.allows(quantity.value):
            allowed = f"it must be {self.range_in_words}{', ' + self.because if self.because else ''}"
            raise FieldError(f'"{text}" is out of range: {_as_written(allowed, text, self.dimension)}')
        if quantity.sd > (widest := self.widest_spread(quantity.value)):
            said = format_like(widest, self.dimension, text)
            usual = self.usual_spread(quantity.value)
            usually = f" (± {format_like(usual, self.dimension, text)} is usual)" if usual else ""
            raise FieldError(
                f'"{text}" spreads too far to say anything: after ± at most {said} is allowed here{usually}, one '
                "standard deviation; two takes in three lie inside it"
            )

    def read(self, given: object) -> Quantity:
        """A quantity, or `{value: 5 ± 0.8 m/s, source: where that comes from}`."""
        if not isinstance(given, Mapping):
            return self.read_text(one_text(given))
        if set(given) != _SOURCED:
            raise FieldError("a quantity with its source is written {value: ..., source: ...}")
        return replace(self.read(given["value"]), source=Words().read_text(one_text(given["source"])))

    def allows(self, value: float) -> bool:
        """Whether a plan may say so, SI."""
        return (
            (not self.above or value > self._si(self.above))
            and (not self.least or value >= self._si(self.least))
            and (not self.most or value <= self._si(self.most))
        )

    def widest_spread(self, value: float) -> float:
        """The largest standard deviation that a plan may give a value, SI."""
        usual = _WIDEST_ABOUT_ZERO.get(self.dimension, "") if self.allows(0.0) else ""
        at_least = self.spreads_to or usual
        return max(_WIDEST_SHARE * abs(value), self._si(at_least) if at_least else 0.0)

    def usual_spread(self, value: float) -> float:
        """The standard deviation taken where a plan gives none, SI; 0 for what does not differ between takes."""
        return self.usual.of(value, self.dimension) if self.usual else 0.0

    def _si(self, limit: str) -> float:
        return parse_quantity(limit, self.dimension).value

    @property
    def range_in_words(self) -> str:
        """What is allowed, as "above 0 m and at most 3 m"; "" where nothing is refused."""
        low = f"above {self.above}" if self.above else f"at least {self.least}" if self.least else ""
        high = f"at most {self.most}" if self.most else ""
        return " and ".join(part for part in (low, high) if part)

    def json_schema(self) -> dict[str, Any]:
        limits = f", {self.range_in_words}" if self.range_in_words else ""
        text = {
            "type": "string",
            "pattern": "[0-9]",
            "description": f"{self.dimension.kind} with its unit{limits}; ± is one standard deviation",
            "examples": list(self.dimension.examples),
        }
        sourced = {
            "type": "object",
            "description": "the same, and where the number comes from",
            "properties": {"value": text, "source": Words().json_schema()},
            "required": sorted(_SOURCED),
            "additionalProperties": False,
        }
        plain = [{"type": "number"}] if self.dimension is Dimension.NUMBER else []
        return {"anyOf": [text, *plain, sourced]}


def _as_written(allowed: str, text: str, dimension: Dimension) -> str:
    """A sentence on what is allowed, in the units of what was given."""
    system = system_written(text, dimension)
    return allowed if system is None else in_units(allowed, UnitStyle(system))


@dataclass(frozen=True)
class Size(Reader):
    """Lengths of two or three sides, "2 x 1.5 m", "6.1 x 7.6 x 2.7 m"."""

    sides: int

    def read_text(self, text: str) -> tuple[float, ...]:
        metres = parse_size(text)
        if len(metres) != self.sides:
            raise FieldError(f'"{text}" has {counted(len(metres), "length")}; {self.sides} are needed here')
        if not _SMALLEST_SIDE_M <= min(metres) <= max(metres) <= _LARGEST_SIDE_M:
            raise FieldError(f'"{text}" is out of range: every side must be at least 1 mm and at most 10 km')
        return metres

    def json_schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": "[0-9]", "examples": [" x ".join(["1.5"] * self.sides) + " m"]}


def _something(given: object) -> object:
    if given is None:
        raise refusal(NOTHING)
    return given


def _among(group: str) -> Callable[[str, ValidationInfo], str]:
    """A check that a name is one the plan gives in that group."""

    def check(name: str, info: ValidationInfo) -> str:
        names = info.context.names.get(group, ()) if isinstance(info.context, Context) else ()
        if name not in names:
            more = f" and {len(names) - _LISTED_NAMES} more" if len(names) > _LISTED_NAMES else ""
            has = f"this plan has {', '.join(names[:_LISTED_NAMES])}{more}" if names else "this plan names none"
            raise refusal(f'"{name}" is not among its {group}; {has}{did_you_mean(name, names)}')
        return name

    return check


def _as_the_plan_writes_it(name: str, info: ValidationInfo) -> str:
    """The name of somebody in the plan, in whatever letters it was given."""
    people = info.context.people if isinstance(info.context, Context) else {}
    return people.get(name_key(name)) or _among("people")(name, info)


Text = Annotated[str, Words()]
OptionalText = Annotated[str | None, Words()]
Flag = Annotated[bool, YesNo()]
OptionalDate = Annotated[date | None, DayField()]
BodyPart = Annotated[Region, BodyRegion()]
AnyName = Annotated[str, Name()]
PersonName = Annotated[str, Name(), AfterValidator(_as_the_plan_writes_it)]
WornGearName = Annotated[str, Words(), AfterValidator(_among("worn gear"))]
CatcherName = Annotated[str, Words(), AfterValidator(_among("catchers"))]
LandingName = Annotated[str, Words(), AfterValidator(_among("landings"))]
LineName = Annotated[str, Words(), AfterValidator(_among("lines"))]
HarnessName = Annotated[str, Words(), AfterValidator(_among("harnesses"))]
AnchorName = Annotated[str, Words(), AfterValidator(_among("anchors"))]
RatchetName = Annotated[str, Words(), AfterValidator(_among("ratchets"))]
RamName = Annotated[str, Words(), AfterValidator(_among("rams"))]
VehicleName = Annotated[str, Words(), AfterValidator(_among("vehicles"))]
CanopyName = Annotated[str, Words(), AfterValidator(_among("canopies"))]
DescenderName = Annotated[str, Words(), AfterValidator(_among("descenders"))]
ThingName = Annotated[str, NameOfThing()]
Length = Annotated[Quantity, QuantityField(Dimension.LENGTH, least="-10 km", most="10 km")]
Point = Annotated[tuple[Length, ...], Field(min_length=2, max_length=3, description="[x, y] or [x, y, z]")]
OptionalPoint = Annotated[Point | None, BeforeValidator(_something)]
