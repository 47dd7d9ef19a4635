"""Any screenplay, whatever its format; the format is told from what is in the file."""

from __future__ import annotations

from pathlib import Path

from stuntlab.errors import ScriptError
from stuntlab.files import read_bounded
from stuntlab.screenplay.fdx import read_fdx
from stuntlab.screenplay.fountain import read_fountain
from stuntlab.screenplay.script import Script

MOST_BYTES = 20_000_000
"""Ten times the largest script with its revisions that was seen (J); it bounds time and memory."""

_OTHERS = {
    b"%PDF": "a PDF; export it as .fdx or .fountain from the program that it was written in",
    b"PK\x03\x04": "packed or a Word file; export the script as .fdx or .fountain",
    b"\xd0\xcf\x11\xe0": "an old Word file; export the script as .fdx or .fountain",
    b"{\\rtf": "RTF; export the script as .fdx or .fountain",
}
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def read_script(path: Path) -> Script:
    """Read a screenplay in Fountain or FDX.

    Raises: ScriptError that says what is wrong and what to do.
    """
    content = _read(path)
    other = next((what for start, what in _OTHERS.items() if content.startswith(start)), "")
    if other:
        raise ScriptError(f"{path}: this is {other}")
    if path.suffix.casefold() == ".fdx" or _begins_as_xml(content):
        return read_fdx(content, source=str(path))
    script = read_fountain(_text(content, path))
    if not any(scene.paragraphs for scene in script.scenes):
        raise ScriptError(f"{path}: there is nothing in it")
    if not any(scene.heading for scene in script.scenes):
        raise ScriptError(
            f"{path}: no scene begins in it. A scene heading begins with INT. or EXT. on a line of its own, or with a "
            "full stop: .THE ROOF"
        )
    return script


def _read(path: Path) -> bytes:
    try:
        if path.exists() and not path.is_file():
            raise ScriptError(f"{path}: this is no file; give a screenplay that ends in .fountain or .fdx")
        content = read_bounded(path, MOST_BYTES)
    except FileNotFoundError:
        raise ScriptError(f"{path}: there is no such file") from None
    except (OSError, ValueError) as problem:
        said = problem.strerror if isinstance(problem, OSError) else "no file can be called so"
        raise ScriptError(f"{path}: it cannot be read: {said}") from None
    if len(content) > MOST_BYTES:
        raise ScriptError(f"{path}: it is larger than {MOST_BYTES // 1_000_000} MB, which no screenplay is")
    return content


def _begins_as_xml(content: bytes) -> bool:
    return content.removeprefix(b"\xef\xbb\xbf").lstrip()[:40].startswith((b"<?xml", b"<FinalDraft"))


def _text(content: bytes, path: Path) -> str:
    encoding = next((name for mark, name in _MARKS if content.startswith(mark)), "utf-8")
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    if "\0" in text:
        raise ScriptError(f"{path}: this is no text; give a screenplay that ends in .fountain or .fdx")
    return text
