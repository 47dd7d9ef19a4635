"""What changed between two versions of a plan, in plain words: "kick: gap 30 cm became 12 cm"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any

from stuntlab.plan import ACTION_KINDS
from stuntlab.plan.gag_labels import number_words

_NOT_SAID = {"plan_hash", "kind"}
_QUANTITY = {"value", "sd", "unit", "text"}


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[str, ...]:
    """Sentences on everything that differs between two plans given as plain data (`stuntlab.plan.as_data`)."""
    old, new = actions_by_label(before), actions_by_label(after)
    names = {(one, other): _name_pair(one, other) for one, other in pair_gags(before, after)}
    return tuple(
        _changes(
            "",
            {**before, "action": {name: old[one] for (one, _), name in names.items() if one is not None}},
            {**after, "action": {name: new[other] for (_, other), name in names.items() if other is not None}},
        )
    )


def pair_gags(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[tuple[str | None, str | None], ...]:
    """Which gag of one plan is which of another, by label, in the order of the second; None where it has none.

    A gag is the same one if it is of the same kind and the same people are in it, in the same order among the others.
    What is left over between two such goes by its kind, so that a kick that somebody else does is still that kick.
    """
    old, new = actions_by_label(before), actions_by_label(after)
    labels, now = list(old), list(new)
    was, is_ = ([_signature(action) for action in side.values()] for side in (old, new))
    matcher = SequenceMatcher(None, was, is_, autojunk=False)
    pairs: list[tuple[str | None, str | None]] = []
    for _, a, b, c, d in matcher.get_opcodes():
        pairs += _pair_rest(labels[a:b], now[c:d], old, new)
    return tuple(pairs)


def _pair_rest(
    labels: list[str], now: list[str], old: Mapping[str, Any], new: Mapping[str, Any]
) -> Iterator[tuple[str | None, str | None]]:
    """Gags that stand between the same two others, kind by kind; those that are gone come last."""
    kinds = dict.fromkeys(action["kind"] for action in (*(new[one] for one in now), *(old[one] for one in labels)))
    for kind in kinds:
        was, is_ = ([one for one in side if of[one]["kind"] == kind] for side, of in ((labels, old), (now, new)))
        yield from zip_longest(was, is_)


def _signature(action: Mapping[str, Any]) -> tuple[str, ...]:
    """What makes an action this one: its kind, and the people in it."""
    return (action["kind"], *(f"{field}={name}" for field, name in sorted(action.items()) if field in ("by", "to")))


def _name_pair(one: str | None, other: str | None) -> str:
    """What a pair of gags is called: as it is now, and as it was where that is another label."""
    if one is None or other is None or one == other:
        return str(other or one)
    return f"{other}, which was {one}"


def actions_by_label(plan: Mapping[str, Any]) -> dict[str, Any]:
    """The actions of a plan given as plain data, under their labels."""
    actions = plan.get("action", [])
    return dict(zip(number_words([_word_of(action) for action in actions]), actions, strict=True))


def _word_of(action: Mapping[str, Any]) -> str:
    """What people call an action given as plain data, also one of a kind that this version does not know."""
    kind = str(action["kind"])
    called = ACTION_KINDS[kind].called_so(action.get("style")) if kind in ACTION_KINDS else kind
    return str(action.get("named") or called)


def _changes(where: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    for name in dict.fromkeys([*before, *after]):
        old, new = before.get(name), after.get(name)
        if name in _NOT_SAID or meaning_of_data(old) == meaning_of_data(new):
            continue
        if isinstance(old, Mapping) and isinstance(new, Mapping) and not _is_quantity(old) and not _is_quantity(new):
            yield from _changes(name if name not in ("people", "action", "gear", "cameras", "safety") else "", old, new)
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
