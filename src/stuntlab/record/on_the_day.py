"""What a run says at once, without a simulation: outside the plan's own spread, or a touch where none was planned."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from stuntlab.datasets import Finding
from stuntlab.plan import Action, dimensions, quantities
from stuntlab.record.entry import Entry, list_field
from stuntlab.record.history import History
from stuntlab.record.limits import SPREADS
from stuntlab.record.rehearsals import MEASURING
from stuntlab.units import Dimension, Quantity, format_like


@dataclass(frozen=True, slots=True)
class Beyond:
    """A measured value that the plan does not hold. touch: somebody was touched where the plan stops short.

    tame: on the side on which it harms nobody.
    """

    field: str
    value: float
    planned: Quantity
    dimension: Dimension
    touch: bool
    tame: bool

    def text(self) -> str:
        """Both values in words, in the unit of the plan."""
        name, measured = self.field.replace("_", " "), format_like(self.value, self.dimension, self.planned.text)
        said = f"{name} was {measured}, and the plan says {self.planned.text}"
        return f"it touched where the plan stops short: {said}" if self.touch else said


def beyond_plan(action: Action, run: Mapping[str, float]) -> Iterator[Beyond]:
    """Everything measured in a run that lies outside the plan's own spread, or is a touch that was not planned."""
    planned = quantities(action)
    for field, value in run.items():
        if field not in planned:
            continue
        touch = field == action.touches_at and planned[field].value > 0 >= value
        if touch or not is_within_spread(value, planned[field]):
            tamer = action.tamer.get(field)
            tame = tamer is not None and tamer.is_on(value, planned[field].value)
            yield Beyond(field, value, planned[field], dimensions(type(action))[field], touch, tame)


def is_within_spread(value: float, planned: Quantity) -> bool:
    """Whether a value is what the plan says, give and take twice its spread, or what a radar gun may be wrong by."""
    return abs(value - planned.value) <= max(SPREADS * planned.sd, MEASURING * abs(planned.value))


def near_misses_in(action: Action, runs: Sequence[Mapping[str, float]], *, take: bool) -> list[str]:
    """What makes runs a near miss, in words: a touch that was not planned; in a take, all that is not tame besides."""
    kind = "a take" if take else "a rehearsal"
    missed = []
    for run in runs:
        found = [beyond for beyond in beyond_plan(action, run) if beyond.touch or (take and not beyond.tame)]
        if found:
            missed.append(f"in {kind}, {'; '.join(beyond.text() for beyond in found)}")
    return list(dict.fromkeys(missed))


def tame_in(history: History, entry: Entry) -> list[str]:
    """What of some runs was outside the plan on the side that harms nobody, in sentences."""
    action = history.gags.get(str(entry.body.get("gag")))
    runs = [run for run in list_field(entry, "runs") if isinstance(run, dict)]
    numbers = [{name: float(value) for name, value in run.items() if isinstance(value, int | float)} for run in runs]
    found = [
        beyond for run in numbers if action for beyond in beyond_plan(action, run) if beyond.tame and not beyond.touch
    ]
    return [f"Tamer than planned, and no near miss: {beyond.text()}." for beyond in found]


CAUSED_BY_RUNS = frozenset({"near-miss", "own-limit", "drift", "takes-done", "dose"})
"""What a run or a count of the day can hold by itself; all else was missing before it."""


def newly_held(before: Sequence[Finding], after: Sequence[Finding]) -> tuple[Finding, ...]:
    """What holds because of what was just written down."""
    known = set(before)
    return tuple(finding for finding in after if finding.id in CAUSED_BY_RUNS and finding not in known)
