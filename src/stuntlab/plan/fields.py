"""The types of a plan's fields: how the text of one field is read, refused, and described to an editor.

A reader turns the text a person wrote into a value; it replaces pydantic's own conversions, whose messages are written
for programmers. `context` carries what one field must know of the rest of the plan.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler, ValidationInfo
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from stuntlab.errors import UserError, did_you_mean
from stuntlab.plan.body import EVERYDAY_WORDS, Region
from stuntlab.units import Dimension, Quantity, parse_quantity, parse_size

_LONGEST_TEXT = 200


@dataclass(frozen=True, slots=True)
class Context:
    """What a field may need to know of the rest of the plan.

    names: the names a plan gives, by group: "people", "gear", and "worn gear" (a part of "gear").
    allowed_keys: for each mapping read so far (by identity), the keys it may have; for the nearest right word.
    """

    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    allowed_keys: dict[int, tuple[str, ...]] = field(default_factory=dict)


class Refusal(UserError):
    """A value that its field does not take."""


class Reader(ABC):
    """How one sort of field is read."""

    @abstractmethod
    def read(self, given: str, context: Context) -> object:
        """The value that the text stands for.

        Raises:
            UserError: the text does not stand for one; the message says what is allowed.
        """

    @abstractmethod
    def json_schema(self) -> dict[str, Any]:
        """The same for editors, as JSON Schema."""

    def _validate(self, given: Any, info: ValidationInfo) -> object:
        context = info.context if isinstance(info.context, Context) else Context()
        try:
            return self.read(_one_text(given), context)
        except UserError as error:
            raise PydanticCustomError("refused", "{text}", {"text": str(error)}) from None

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.with_info_plain_validator_function(self._validate)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return self.json_schema()


def _one_text(given: Any) -> str:
    if given is None:
        raise Refusal("nothing is written here: give a value or take the line out")
    if isinstance(given, Mapping):
        raise Refusal("one value is needed here, not a group of keys")
    if isinstance(given, (list, tuple)):
        raise Refusal("one value is needed here, not a list")
    return str(given).strip()


@dataclass(frozen=True)
class Words(Reader):
    """Free text, one line or a few."""

    def read(self, given: str, context: Context) -> str:
        if not given:
            raise Refusal("nothing is written here: give a word or two")
        if len(given) > _LONGEST_TEXT:
            raise Refusal(f"this text has {len(given)} letters; at most {_LONGEST_TEXT} are allowed")
        return given

    def json_schema(self) -> dict[str, Any]:
        return {"type": ["string", "number"], "maxLength": _LONGEST_TEXT}


@dataclass(frozen=True)
class OneOf(Reader):
    """One word of a short list."""

    allowed: tuple[str, ...]

    def read(self, given: str, context: Context) -> str:
        if given not in self.allowed:
            hint = did_you_mean(given, self.allowed)
            raise Refusal(f'"{given}" is not one of: {", ".join(self.allowed)}{hint}')
        return given

    def json_schema(self) -> dict[str, Any]:
        return {"enum": list(self.allowed)}


@dataclass(frozen=True)
class YesNo(Reader):
    """`true` or `false`."""

    def read(self, given: str, context: Context) -> bool:
        if given not in ("true", "false"):
            raise Refusal(f'"{given}" is neither true nor false')
        return given == "true"

    def json_schema(self) -> dict[str, Any]:
        return {"type": "boolean"}


@dataclass(frozen=True)
class Whole(Reader):
    """A whole number in a range."""

    low: int
    high: int

    def read(self, given: str, context: Context) -> int:
        if not re.fullmatch(r"[+-]?[0-9]{1,12}", given) or not self.low <= int(given) <= self.high:
            raise Refusal(f'"{given}" is not a whole number from {self.low} to {self.high}')
        return int(given)

    def json_schema(self) -> dict[str, Any]:
        return {"type": "integer", "minimum": self.low, "maximum": self.high}


@dataclass(frozen=True)
class Day(Reader):
    """A calendar day, written 2027-02-11."""

    def read(self, given: str, context: Context) -> date:
        try:
            return date.fromisoformat(given)
        except ValueError:
            raise Refusal(f'"{given}" is not a day; write year-month-day, as in 2027-02-11') from None

    def json_schema(self) -> dict[str, Any]:
        return {"type": "string", "format": "date"}


@dataclass(frozen=True)
class BodyRegion(Reader):
    """A word for a part of the body."""

    def read(self, given: str, context: Context) -> Region:
        if given in tuple(Region):
            return Region(given)
        meant = EVERYDAY_WORDS.get(given.casefold())
        hint = f' (did you mean "{meant}"?)' if meant else did_you_mean(given, Region)
        raise Refusal(f'"{given}" is not a part of the body a plan knows: {", ".join(Region)}{hint}')

    def json_schema(self) -> dict[str, Any]:
        return {"enum": [str(region) for region in Region]}


@dataclass(frozen=True)
class Measured(Reader):
    """A quantity with its unit and, after ±, its standard deviation.

    Args:
        dimension: what it measures.
        above: smallest value, itself not allowed. least, most: smallest and largest value, themselves allowed.
        because: why the range is what it is, for the refusal. Limits are written as a person would write them.
    """

    dimension: Dimension
    above: str = ""
    least: str = ""
    most: str = ""
    because: str = ""

    def read(self, given: str, context: Context) -> Quantity:
        quantity = parse_quantity(given, self.dimension)
        if not self._allows(quantity.value):
            raise Refusal(f'"{given}" is not {self._range()}{", " + self.because if self.because else ""}')
        return quantity

    def _allows(self, value: float) -> bool:
        return (
            (not self.above or value > self._si(self.above))
            and (not self.least or value >= self._si(self.least))
            and (not self.most or value <= self._si(self.most))
        )

    def _si(self, limit: str) -> float:
        return parse_quantity(limit, self.dimension).value

    def _range(self) -> str:
        low = f"above {self.above}" if self.above else f"at least {self.least}" if self.least else ""
        high = f"at most {self.most}" if self.most else ""
        return " and ".join(part for part in (low, high) if part)

    def json_schema(self) -> dict[str, Any]:
        limits = f" ({self._range()})" if self._range() else ""
        text = f"{self.dimension.kind} with its unit{limits}: {self.dimension.examples}; ± is one standard deviation"
        return {"type": "string", "pattern": "[0-9]", "description": text}


@dataclass(frozen=True)
class Size(Reader):
    """Lengths of two or three sides, "2 x 1.5 m", "6.1 x 7.6 x 2.7 m"."""

    sides: int

    def read(self, given: str, context: Context) -> tuple[float, ...]:
        metres = parse_size(given)
        if len(metres) != self.sides:
            raise Refusal(f'"{given}" has {len(metres)} lengths; {self.sides} are needed here')
        return metres

    def json_schema(self) -> dict[str, Any]:
        example = "6.1 x 7.6 x 2.7 m" if self.sides == 3 else "2 x 1.5 m"
        return {"type": "string", "pattern": "[0-9]", "description": f"{self.sides} lengths: {example}"}


@dataclass(frozen=True)
class NameOf(Reader):
    """A name that the plan gives elsewhere: of its people, its gear, or its worn gear."""

    group: str

    def read(self, given: str, context: Context) -> str:
        names = context.names.get(self.group, ())
        if given not in names:
            has = f"this plan has {', '.join(names)}" if names else "this plan names none"
            raise Refusal(f'"{given}" is not among its {self.group}; {has}{did_you_mean(given, names)}')
        return given

    def json_schema(self) -> dict[str, Any]:
        return {"type": "string", "description": f"the name of one of the plan's {self.group}"}


Text = Annotated[str, Words()]
Flag = Annotated[bool, YesNo()]
Date = Annotated[date, Day()]
BodyPart = Annotated[Region, BodyRegion()]
PersonName = Annotated[str, NameOf("people")]
GearName = Annotated[str, NameOf("gear")]
WornGearName = Annotated[str, NameOf("worn gear")]
Length = Annotated[Quantity, Measured(Dimension.LENGTH)]
