"""What changed between two versions of a plan, in plain words: "kick: gap 30 cm became 12 cm"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from stuntlab.plan.gag_labels import number_words

_NOT_SAID = {"plan_hash", "kind"}
_QUANTITY = {"value", "sd", "unit", "text"}


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[str, ...]:
    """Sentences on everything that differs between two plans given as plain data (`stuntlab.plan.as_data`)."""
    return tuple(_changes("", _by_label(before), _by_label(after)))


def _by_label(plan: Mapping[str, Any]) -> dict[str, Any]:
    """The plan with its actions under their labels instead of in a list."""
    return {**plan, "action": actions_by_label(plan)}


def actions_by_label(plan: Mapping[str, Any]) -> dict[str, Any]:
    """The actions of a plan given as plain data, under their labels."""
    actions = plan.get("action", [])
    labels = number_words([str(action.get("named") or action["kind"]) for action in actions])
    return dict(zip(labels, actions, strict=True))


def _changes(where: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    for name in dict.fromkeys([*before, *after]):
        old, new = before.get(name), after.get(name)
        if name in _NOT_SAID or meaning_of_data(old) == meaning_of_data(new):
            continue
        if isinstance(old, Mapping) and isinstance(new, Mapping) and not _is_quantity(old) and not _is_quantity(new):
            yield from _changes(name if name not in ("people", "action", "gear", "cameras") else "", old, new)
            continue
        subject = f"{where}: {_words(name)}" if where else _words(name)
        yield _sentence(subject, old, new)


def _sentence(subject: str, old: Any, new: Any) -> str:
    if _absent(old):
        return f"{subject} {_describe_value(new)} came in".replace("  ", " ")
    if _absent(new):
        return f"{subject} {_describe_value(old)} was taken out".replace("  ", " ")
    return f"{subject} {_describe_value(old)} became {_describe_value(new)}"


def meaning_of_data(value: Any) -> Any:
    """What of a value counts: not the text it was written in, nor its source."""
    if _is_quantity(value):
        return (value["value"], value["sd"])
    if isinstance(value, Mapping):
        return {name: meaning_of_data(item) for name, item in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [meaning_of_data(item) for item in value]
    return value


def _describe_value(value: Any) -> str:
    if _is_quantity(value):
        return str(value["text"]) or f"{value['value']:g} {value['unit']}"
    if isinstance(value, Mapping):
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ", ".join(_describe_value(item) for item in value) or "nothing"
    return str(value)


def _is_quantity(value: Any) -> bool:
    return isinstance(value, Mapping) and set(value) >= _QUANTITY


def _absent(value: Any) -> bool:
    return value is None


def _words(name: str) -> str:
    return name.replace("_", " ")
