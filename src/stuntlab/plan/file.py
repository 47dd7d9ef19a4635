"""The text of a plan file, or one sentence on why there is none."""

from __future__ import annotations

from pathlib import Path

from stuntlab.errors import PlanError, PlanProblem
from stuntlab.files import read_bounded
from stuntlab.nearest import nearest_word

LARGEST_FILE_BYTES = 256_000  # a hundred times the longest example; bounds the time of everything after

_OTHER_FILES = {
    b"PK\x03\x04": "a document of a word processor or a spreadsheet, or a ZIP",
    b"\xd0\xcf\x11\xe0": "a document of an old word processor or spreadsheet",
    b"{\\rtf": "a document of a word processor (RTF)",
    b"%PDF": "a PDF",
}
"""How files begin that people take for a plan, and what they are."""


def plan_text(path: Path) -> str:
    """Read a plan file as UTF-8 text.

    Raises:
        PlanError: no such file, not a file, not readable, larger than 256 kB, not text.

    """
    return _decode(path, _bytes(path))


def _bytes(path: Path) -> bytes:
    if path.is_dir():
        raise _refuse(path, "this is a folder; give the plan file in it")
    if not path.exists():
        raise _refuse(path, f"there is no such file{_nearest_file(path)}")
    if not path.is_file():
        raise _refuse(path, "this is not a file a plan can be read from")
    try:
        data = read_bounded(path, LARGEST_FILE_BYTES)
    except OSError as error:
        raise _refuse(path, f"it cannot be read: {error.strerror}") from None
    if len(data) > LARGEST_FILE_BYTES:
        raise _refuse(path, "it is larger than 256 kB, and no plan is")
    return data


def _decode(path: Path, data: bytes) -> str:
    sort = next((sort for start, sort in _OTHER_FILES.items() if data.startswith(start)), None)
    if sort is not None:
        raise _refuse(path, f"this is {sort}; a plan is plain text: copy its words into a text file, saved as UTF-8")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _refuse(path, "this is UTF-16 text: save it as UTF-8")
    if b"\0" in data:
        line = data.count(b"\n", 0, data.index(b"\0")) + 1
        raise _refuse(path, "this is not a text file: a plan is YAML text", line=line)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _refuse(path, "a letter here is not UTF-8: save the file as UTF-8", line=line) from None


def _nearest_file(path: Path) -> str:
    names = [file.name for file in path.parent.glob("*.y*ml")] if path.parent.is_dir() else []
    near = nearest_word(path.name, names)
    return f' (did you mean "{path.parent / near}"?)' if near else ""


def _refuse(path: Path, message: str, *, line: int = 0) -> PlanError:
    return PlanError(str(path), [PlanProblem(line, 0, "", message)])
