"""What is wrong with a case, in plain sentences: what was given, what is allowed, the nearest word."""

from __future__ import annotations

from collections.abc import Iterable

from pydantic_core import ErrorDetails

from stuntlab.nearest import did_you_mean

_UNKNOWN = ("unexpected_keyword_argument", "extra_forbidden")
_MISSING = ("missing", "missing_argument", "missing_keyword_only_argument")
_BOUNDS = {
    "greater_than": ("gt", "it has to be more than"),
    "greater_than_equal": ("ge", "the least is"),
    "less_than": ("lt", "it has to be less than"),
    "less_than_equal": ("le", "the most is"),
}


def say_fault(fault: ErrorDetails, words: Iterable[str]) -> str:
    """One fault of a case or of its set-up, after the word it is at. words: those that may stand there.

    Bounds are told in SI, in which set-ups are read.
    """
    kind, context, place = fault["type"], fault.get("ctx", {}), ".".join(map(str, fault["loc"]))
    at, given = f"{place}: " if place else "", fault["input"]
    if kind in _UNKNOWN:
        key = str(fault["loc"][-1])
        there = f"{did_you_mean(key, words)}; there are {', '.join(words)}" if len(fault["loc"]) == 1 else ""
        return f'there is no "{place}"{there}'
    if kind in _MISSING:
        return f'"{place}" is missing'
    if kind in _BOUNDS:
        name, says = _BOUNDS[kind]
        return f"{at}{given} is not allowed; {says} {context[name]:g}, in SI units"
    if kind == "literal_error":
        return f'{at}"{given}" is not allowed; there are {context["expected"]}'
    if kind == "finite_number":
        return f"{at}a finite number is needed"
    return at + fault["msg"].removeprefix("Value error, ")
