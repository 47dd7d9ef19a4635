"""Entries that say nothing but a text, to fill a record with."""

from __future__ import annotations

from collections.abc import Callable

from stuntlab.record.entry import Draft, Json, Kind, PlanKey

KEY = PlanKey("plan.yaml", "Stomach kick | 67", "sha256:1")


def note(text: Json = "") -> Callable[[object], list[Draft]]:
    """A decision that says nothing but a text."""
    return lambda _: [Draft(Kind.CONCERN, KEY, None, {"gag": None, "what": text})]
