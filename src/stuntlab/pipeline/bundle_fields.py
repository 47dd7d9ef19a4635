"""What a bundle may hold: every field there, of its type, within bounds, and about one and the same plan.

Whoever passes a bundle on may have written it by hand. Whatever it says has to be what `record export` could have
written, or it is refused by the name of the field.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from stuntlab.errors import RecordError
from stuntlab.plan import Plan, ProductionFile
from stuntlab.plan.file import LARGEST_FILE_BYTES
from stuntlab.plan.names import same_name
from stuntlab.record.clock import CLOCK_TOLERANCE, clock_behind, later_than
from stuntlab.record.entry import Entry
from stuntlab.record.location import production_of

MOST_TAKES = 1_000_000
LARGEST_SEED = 2**63 - 1
_LONGEST_WORD = 300
_DEEPEST = 40
"""Groups within groups of an answer; it has fewer than ten (judgement)."""
_YEARS = range(2020, 2200)
"""Years in which a bundle may have been made (judgement)."""

Check = Callable[[object], bool]


def _is_word(value: object) -> bool:
    return isinstance(value, str) and len(value) <= _LONGEST_WORD and value.isprintable()


def _is_file(value: object) -> bool:
    return isinstance(value, str) and len(value.encode("utf-8", "surrogatepass")) <= LARGEST_FILE_BYTES


def _is_moment(value: object) -> bool:
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return False
    return moment is not None and moment.tzinfo is not None and moment.year in _YEARS


def _is_whole(low: int, high: int) -> Check:
    return lambda value: type(value) is int and low <= value <= high


def _is_group(**fields: Check) -> Check:
    def check(value: object) -> bool:
        return (
            isinstance(value, dict) and set(value) == set(fields) and all(fields[name](value[name]) for name in value)
        )

    return check


def _is_list(item: Check) -> Check:
    return lambda value: isinstance(value, list) and all(map(item, value))


def _or_nothing(check: Check) -> Check:
    return lambda value: value is None or check(value)


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_versions(value: object) -> bool:
    return isinstance(value, dict) and len(value) <= 100 and all(map(_is_word, (*value, *value.values())))


def _is_shallow(value: object) -> bool:
    """Whether groups and lists lie in one another no deeper than in any answer."""
    level: list[object] = [value]
    for _ in range(_DEEPEST):
        level = [
            inner
            for outer in level
            for inner in (outer.values() if isinstance(outer, dict) else outer if isinstance(outer, list) else ())
        ]
    return not level


_KEY = _is_group(file=_is_word, title=_is_text, hash=_is_word)
_FIELDS: Mapping[str, Check] = {
    "format": _is_word,
    "at": _is_moment,
    "versions": _is_versions,
    "plan": _is_group(file=_is_word, text=_is_file),
    "production_file": _or_nothing(_is_file),
    "production": _is_word,
    "seed": _is_whole(0, LARGEST_SEED),
    "takes": _or_nothing(_is_whole(1, MOST_TAKES)),
    "limits": _is_group(version=_is_word, table=_is_text),
    "record": _is_list(
        _is_group(number=_is_whole(1, 10**9), content=_is_text, hash=_is_word, signature=_or_nothing(_is_word))
    ),
    "kept_aside": _is_list(_is_group(id=_is_word, plan=_KEY, file=_is_text, at=_is_moment)),
    "assessment": lambda value: isinstance(value, dict) and _is_shallow(value),
    "seal": _is_group(
        by=_or_nothing(_is_word), key=_or_nothing(_is_word), hash=_is_word, signature=_or_nothing(_is_word)
    ),
}


def check_fields(bundle: Mapping[str, Any]) -> None:
    """Whether a bundle has what `record export` writes, and nothing else.

    Raises: RecordError with the name of the first field that is missing, unknown, or no value of its kind.
    """
    for name in (*_FIELDS, *bundle):
        if name not in bundle:
            raise RecordError(f'the bundle was changed: it has no "{name}"')
        if name not in _FIELDS:
            raise RecordError(f'the bundle was changed: "{name[:_LONGEST_WORD]}" is nothing that record export writes')
        if not _FIELDS[name](bundle[name]):
            raise RecordError(f'the bundle was changed: its "{name}" holds something that record export never writes')


def check_belongs(
    bundle: Mapping[str, Any], plan: Plan, production: ProductionFile | None, entries: Sequence[Entry], now: datetime
) -> None:
    """Whether plan, production, decisions and moment of a bundle belong together.

    Raises: RecordError for decisions of another production, or a moment before them or still to come.
    """
    named = production_of(plan, production)
    if not same_name(bundle["production"], named):
        raise RecordError(
            f'the bundle was changed: its plan is of "{named}", its decisions of "{bundle["production"]}"'
        )
    at = datetime.fromisoformat(bundle["at"])
    if at > now + CLOCK_TOLERANCE:
        raise RecordError(
            f"the bundle was changed, or a clock is wrong: it was made at {bundle['at']}, which is to come"
        )
    said = at.astimezone(UTC).isoformat(timespec="seconds")
    all_later = bool(entries) and all(clock_behind(said, entry.at) for entry in entries)
    later = entries[0] if all_later else later_than(said, entries)
    if later is not None:
        raise RecordError(
            f"the bundle was changed, or a clock is wrong: it was made at {bundle['at']}, before entry "
            f"{later.number} of {later.at}"
        )
