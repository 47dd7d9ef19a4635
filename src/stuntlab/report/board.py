"""The day's board: where each plan stands and what is missing, stops on top, for a screen, a pipe or a program."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePath

from stuntlab.datasets import Verdict
from stuntlab.record.board import BoardRow
from stuntlab.report.page import Page
from stuntlab.report.symbols import VERDICT_SHAPE, VERDICT_STYLE
from stuntlab.suggestions import suggest
from stuntlab.units.counting import agreeing, counted

STOPPED = "STOPPED"
UNREADABLE = "CANNOT BE READ"
_WORST_FIRST = (
    STOPPED,
    UNREADABLE,
    Verdict.NOT_WITHIN_LIMITS.value,
    Verdict.CANNOT_ASSESS.value,
    Verdict.HOLD.value,
    Verdict.WITHIN_LIMITS.value,
)
_IN_A_SENTENCE = {
    STOPPED: "stopped",
    UNREADABLE: "cannot be read",
    Verdict.NOT_WITHIN_LIMITS.value: "not within limits",
    Verdict.CANNOT_ASSESS.value: "cannot be assessed",
    Verdict.HOLD.value: "on hold",
    Verdict.WITHIN_LIMITS.value: "within limits",
}
_LINES_OF_MISSING = 2
_MARGIN = 4


def word_of(row: BoardRow) -> str:
    """Where a plan stands, in the one word that counts."""
    if row.stopped:
        return STOPPED
    return UNREADABLE if row.verdict is None else row.verdict.value


def worst_first(rows: Iterable[BoardRow]) -> list[BoardRow]:
    """Stops on top, then what cannot be read, then the verdicts; else in the order given."""
    return sorted(rows, key=lambda row: _WORST_FIRST.index(word_of(row)))


def render_board(
    rows: Sequence[BoardRow], *, when: str, left_out: Sequence[str], width: int, colour: bool, unicode: bool
) -> str:
    """The board as text, every line at most `width` cells (40 at least). when: the day and the time, in words."""
    page = Page(width=width, colour=colour, unicode=unicode)
    page.add(f"{when}: {counted(len(rows), 'plan')}, {_summary(rows)}", style="bold")
    names = Counter(PurePath(row.file).name for row in rows)
    for row in rows:
        name = PurePath(row.file).name
        _add_row(page, row, name if names[name] == 1 else row.file)
    if left_out:
        page.add(
            f"Left out, since they are no plans: {', '.join(PurePath(file).name for file in left_out)}", style="dim"
        )
    ends = list(dict.fromkeys(row.ends_at for row in rows if row.ends_at))
    if ends:
        page.add(f"The {agreeing(len(ends), 'record ends', 'records end')} at {', '.join(ends)}", style="dim")
    held = next((row for row in rows if row.verdict not in (None, Verdict.WITHIN_LIMITS)), None)
    if held is not None:
        page.add(f"One of them in full: {suggest('assess', held.file)}", style="dim")
    return page.render()


def board_to_dict(rows: Sequence[BoardRow], *, when: str, left_out: Sequence[str]) -> dict[str, object]:
    """The same for programs. when: ISO 8601."""
    return {"at": when, "plans": [_row_to_dict(row) for row in rows], "left_out": list(left_out)}


def _row_to_dict(row: BoardRow) -> dict[str, object]:
    called = row.set_state
    return {
        "file": row.file,
        "stunt": row.title,
        "scene": row.scene,
        "gags": list(row.gags),
        "state": word_of(row),
        "verdict": row.verdict.value if row.verdict else None,
        "stopped": list(row.stopped),
        "missing": list(row.missing),
        "late": list(row.late),
        "due": list(row.due),
        "record_ends_at": row.ends_at or None,
        "set": called.state,
        "override": {"by": called.by, "reason": called.reason, "against": list(called.against)}
        if called.reason
        else None,
    }


def _summary(rows: Iterable[BoardRow]) -> str:
    words = Counter(map(word_of, rows))
    return ", ".join(f"{words[word]} {_IN_A_SENTENCE[word]}" for word in _WORST_FIRST if words[word])


def _add_row(page: Page, row: BoardRow, name: str) -> None:
    """A row under the shortest name that tells its file from the others'."""
    word = word_of(row)
    verdict = row.verdict or Verdict.HOLD
    if word == STOPPED:
        verdict = Verdict.NOT_WITHIN_LIMITS
    page.add_marked(f"{VERDICT_SHAPE[verdict]} {word}:", " · ".join(_name_row(row, name)), style=VERDICT_STYLE[verdict])
    for stop in row.stopped:
        page.add(stop, indent=_MARGIN)
    if row.set_state.reason:
        called = row.set_state
        against = called.against[0] if called.against else "a hold"
        page.add(f"LIVE AGAINST {against}: {called.by} answers for it: “{called.reason}”", indent=_MARGIN)
    if row.missing:
        page.add(_first_of(row.missing, _LINES_OF_MISSING * (page.width - _MARGIN)), indent=_MARGIN)
    for label, what in (("Late", row.late), ("Next", row.due)):
        if what:
            page.add(f"{label}: {_first_of(what, page.width - _MARGIN)}", indent=_MARGIN)


def _name_row(row: BoardRow, name: str) -> Iterator[str]:
    if row.scene:
        yield f"sc {row.scene}"
    if row.title:
        yield row.title
    yield name
    if row.gags:
        yield _gags_in_words(row.gags)
    if row.set_state.state != "cold":
        yield f"set {'LIVE' if row.set_state.state == 'live' else row.set_state.state}"


def _gags_in_words(labels: Sequence[str]) -> str:
    """The gags of a plan: "kick", or "3 kicks, punch" where there are several of a kind."""
    kinds = Counter(label.rstrip("0123456789 ").replace("_", " ") for label in labels)
    return ", ".join(kind if times == 1 else f"{kind} x{times}" for kind, times in kinds.items())


def _first_of(missing: Sequence[str], room: int) -> str:
    """As much of what is missing as there is room for, and how much more there is; never none of it."""
    text = missing[0]
    for number, what in enumerate(missing[1:], start=1):
        longer = f"{text} · {what}"
        left = len(missing) - number
        if len(longer) > room - (len(f" · and {left} more") if left > 1 else 0):
            return f"{text} · and {left} more"
        text = longer
    return text
