"""When: the dates of a plan besides the day of the shoot. They change nothing of what people consent to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, time
from typing import Annotated, Any

from pydantic import Field

from stuntlab.plan.fields import DayField, OptionalDate
from stuntlab.plan.model import PlanModel
from stuntlab.plan.reader import FieldError, Reader

_CLOCK = re.compile(r"([01]?[0-9]|2[0-3])[:.h]([0-5][0-9])")

Days = Annotated[tuple[Annotated[date, DayField()], ...], Field(max_length=60)]


@dataclass(frozen=True)
class ClockField(Reader):
    """A time of the day, written 07:30."""

    def read_text(self, text: str) -> time:
        found = _CLOCK.fullmatch(text.strip())
        if found is None:
            raise FieldError(f'"{text}" is no time of the day; write hours and minutes, as in 07:30')
        return time(int(found[1]), int(found[2]))

    def json_schema(self) -> dict[str, Any]:
        return {"type": "string", "examples": ["07:30"]}


OptionalClock = Annotated[time | None, ClockField()]


class ShootDates(PlanModel):
    """Dates and times of a plan, in the time zone of whoever reads it."""

    call: OptionalClock = Field(default=None, description="when everybody in it is called on the day, 07:30")
    wrap: OptionalClock = Field(default=None, description="when the day ends; before the call, it is after midnight")
    rehearsals: Days = Field(default=(), description="days of rehearsals, year-month-day")
    briefing: OptionalDate = Field(default=None, description="day of the briefing; left out, that of the shoot")
    drop_tests: OptionalDate = Field(default=None, description="day by which catchers are tried with a dummy")
    weather_holds: Days = Field(default=(), description="days kept free in case the weather holds the shoot")
    release: OptionalDate = Field(default=None, description="when the film comes out; only shown")
