"""What the user says columns are: `--map "pad=abdomen force [N]"`, and a small file of such lines beside the data.

The file is called like the recording with `.map` after it ("drop.csv.map"), or `channels.map` for a whole folder. Each
of its lines is what `--map` takes; lines that begin with # are comments.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from stuntlab.errors import RecordingError
from stuntlab.imports.naming import Meaning, name_and_unit

FOLDER_MAP = "channels.map"
FILE_MAP = ".map"
ROWS = "rows"
"""The name to map where there is no clock: `--map "rows=time [10 kHz]"` gives the rate of the rows."""
_MOST_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class Maps:
    """Names of columns and what they are mapped to. `must`: those that the recording must have."""

    meanings: Mapping[str, Meaning]
    must: frozenset[str]
    notes: tuple[str, ...] = ()
    folded: Mapping[str, Meaning] = field(init=False)

    def __post_init__(self) -> None:
        """Fold upper and lower case."""
        object.__setattr__(self, "folded", {name.casefold(): meaning for name, meaning in self.meanings.items()})

    def of(self, *names: str) -> Meaning | None:
        """What a column is mapped to that goes by any of these names; upper and lower case are one."""
        for name in names:
            if name in self.meanings:
                return self.meanings[name]
        return next((self.folded[name.casefold()] for name in names if name and name.casefold() in self.folded), None)

    def refuse_unknown(self, known: Iterable[str], *, source: str, kind: str, listed: str) -> None:
        """Refuse to map what the recording does not have.

        Raises: RecordingError for a name that was given and is not there.
        """
        there = {name.casefold() for name in known} | {ROWS}
        unknown = sorted(name for name in self.must if name.casefold() not in there)
        if unknown:
            raise RecordingError(f"{source}: has no {kind} '{unknown[0]}' to map; {listed}")


def merge_maps(names: Mapping[str, str], *, beside: Mapping[str, str] | None = None, file: str = "") -> Maps:
    """The maps of the command line and those of a file beside the data, which give way."""
    meanings = {name: parse_meaning(name, text) for name, text in {**(beside or {}), **names}.items()}
    notes = (f"columns are named by {file}, which lies beside it",) if beside else ()
    return Maps(meanings, frozenset(names), notes)


def parse_meaning(name: str, text: str) -> Meaning:
    """Part "abdomen force [N]" into words and unit.

    Raises: RecordingError for neither.
    """
    words, unit = name_and_unit(text)
    if not (words or unit):
        raise RecordingError(f"'{name}' is mapped to nothing; say what it is, as in '{name}=head acceleration x [g]'")
    return Meaning(words, unit)


def maps_beside(recording: Path) -> tuple[dict[str, str], str]:
    """The maps that are kept beside a recording, and the names of their files; those of the folder give way.

    Raises: RecordingError for a file that cannot be read, or a line that is no map.
    """
    found: dict[str, str] = {}
    used: list[str] = []
    for path in (recording.parent / FOLDER_MAP, recording.with_name(recording.name + FILE_MAP)):
        if path.is_file():
            found |= _read_file(path)
            used.append(path.name)
    return found, " and ".join(used)


def _read_file(path: Path) -> dict[str, str]:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise RecordingError(f"{path.name}: is too big to be a list of column=words")
        lines = path.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as problem:
        raise RecordingError(f"{path.name}: cannot be read as UTF-8 text ({problem})") from None
    found: dict[str, str] = {}
    for number, line in enumerate(lines, start=1):
        if line.strip() and not line.lstrip().startswith("#"):
            name, equals, words = line.rpartition("=")
            if not (equals and name.strip() and words.strip()):
                raise RecordingError(
                    f"{path.name}: line {number} is not column=words, as in 'ch1=head acceleration x [g]'"
                )
            found[name.strip()] = words.strip()
    return found
