"""What somebody said of the lines of a script: a stunt, or none. It is kept beside the script, for the next draft."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from stuntlab.errors import ScriptError
from stuntlab.files import read_bounded, write_whole
from stuntlab.nearest import did_you_mean
from stuntlab.screenplay.finder import StuntLine

FILE_NAME = "script-marks.json"
"""In the folder of the script, so that every draft there uses it, whatever it is called."""

TICKED, DISMISSED = "stunt", "dismissed"
_FORMAT = "stuntlab script marks, 1"
_MOST_BYTES = 20_000_000


@dataclass(frozen=True, slots=True)
class LineMark:
    """mark: "stunt" or "dismissed". scene, text: of the line when it was marked. day: when, year-month-day."""

    mark: str
    scene: str
    text: str
    day: str


def read_marks(path: Path) -> dict[str, LineMark]:
    """Code of a line -> what was said of it; nothing where there is no file.

    Raises: ScriptError for a file that is none of ours: it is left as it is.
    """
    try:
        content = read_bounded(path, _MOST_BYTES)
    except FileNotFoundError:
        return {}
    except OSError as problem:
        raise ScriptError(f"{path}: it cannot be read: {problem.strerror}") from None
    try:
        return _marks_of(json.loads(content))
    except (ValueError, TypeError, KeyError, RecursionError):
        raise ScriptError(
            f"{path}: this is no file of marks, or it is damaged. Move it away to begin anew; nothing of it was changed"
        ) from None


def write_marks(path: Path, marks: Mapping[str, LineMark]) -> None:
    """Write all marks, whole or not at all.

    Raises: ScriptError where it cannot be written.
    """
    rows = {code: asdict(marks[code]) for code in sorted(marks)}
    text = json.dumps({"format": _FORMAT, "lines": rows}, indent=1, ensure_ascii=False)
    try:
        write_whole(path, f"{text}\n".encode(errors="replace"), durable=True)
    except OSError as problem:
        raise ScriptError(f"{path}: the marks cannot be written: {problem.strerror}") from None


def mark_lines(
    marks: Mapping[str, LineMark], rows: Iterable[StuntLine], codes: Iterable[str], mark: str, day: str
) -> dict[str, LineMark]:
    """The marks with some lines marked besides.

    Raises: ScriptError for a code that is no line of the script.
    """
    known = {row.code: row for row in rows}
    made = dict(marks)
    for code in codes:
        made[code] = LineMark(mark, (row := _known(known, code)).scene, row.text, day)
    return made


def forget_lines(marks: Mapping[str, LineMark], codes: Iterable[str]) -> dict[str, LineMark]:
    """The marks without those of some lines.

    Raises: ScriptError for a code that is not marked.
    """
    made = dict(marks)
    for code in codes:
        _known(made, code)
        del made[code]
    return made


def _known(known: Mapping[str, Any], code: str) -> Any:
    if code not in known:
        raise ScriptError(f'"{code}" is the code of no line here{did_you_mean(code, known)}; nothing was written')
    return known[code]


def _marks_of(data: Any) -> dict[str, LineMark]:
    if data["format"] != _FORMAT:
        raise ValueError
    marks = {str(code): LineMark(**row) for code, row in data["lines"].items()}
    if any(one.mark not in (TICKED, DISMISSED) or not isinstance(one.text, str) for one in marks.values()):
        raise ValueError
    return marks
