"""Text taken apart into lines, whose number and length are told before it is done: a line costs more than its signs."""

from __future__ import annotations

from stuntlab.errors import RecordingError

# Two and a half minutes at 20 kHz; some 700 MB as a table (J).
MOST_LINES = 3_000_000
LONGEST_LINE = 500_000
"""A sheet of Excel has 16 384 columns (J)."""
LONGEST_NAME = 200
"""Of a name, what is looked at: no column needs more to say what it is (J)."""
_ENDS = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"


def lines_of(text: str, source: str, *, most: int = MOST_LINES) -> list[str]:
    """The lines of a text.

    Raises: RecordingError for too many, or one that is too long.
    """
    if len(text) > most and sum(map(text.count, _ENDS)) - text.count("\r\n") > most:
        raise RecordingError(f"{source}: holds more than {most:,} lines; cut it to the impact first")
    lines = text.splitlines()
    if len(text) > LONGEST_LINE and max(map(len, lines)) > LONGEST_LINE:
        at = next(at for at, line in enumerate(lines, start=1) if len(line) > LONGEST_LINE)
        raise RecordingError(f"{source}: line {at} has more than {LONGEST_LINE:,} signs, which no row of a table has")
    return lines
