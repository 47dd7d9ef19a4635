"""What the record says of a sheet that was written before: whether its entry is still there, and what came since."""

from __future__ import annotations

from stuntlab.datasets.head_code import head_code, read_code
from stuntlab.record.history import History
from stuntlab.record.kinds.assessed import ASSESSED
from stuntlab.record.kinds.seal import SEAL
from stuntlab.record.kinds.version import VERSION
from stuntlab.units.counting import counted

_CHANGES_NO_SHEET = (ASSESSED, SEAL, VERSION)


def holds_entry(history: History, code: str) -> bool:
    """Whether the record still has the entry that a code names."""
    read = read_code(code)
    if read is None:
        return False
    number, printed = read
    return any(entry.number == number and head_code(entry.number, entry.hash) == printed for entry in history.held)


def written_since(history: History, code: str) -> tuple[str, ...]:
    """What was decided on this plan after an entry, or ever without one: kinds and how many, nobody by name."""
    read = read_code(code)
    after = read[0] if read else 0
    words = [
        entry.kind.word for entry in history.about_plan if entry.number > after and entry.kind not in _CHANGES_NO_SHEET
    ]
    return tuple(f"{word}, {counted(words.count(word), 'time')}" for word in dict.fromkeys(words))
