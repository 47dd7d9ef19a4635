"""What people write beside a decision: long enough to tell the next reader something."""

from __future__ import annotations

from stuntlab.errors import DecisionError, in_one_line
from stuntlab.units.counting import counted

SHORTEST_REASON = 10
LONGEST_WORDS = 1_000
"""What people write beside a decision is read aloud on a set (judgement)."""


def check_words(text: str) -> str:
    """Free text in one line.

    Raises: DecisionError for characters that a terminal would obey, or more than anybody reads.
    """
    words = " ".join(text.split())
    if in_one_line(words) != words:
        raise DecisionError(
            "there are characters in it that a terminal would obey and nobody can see: type the words again. "
            "Nothing was written down"
        )
    if len(words) > LONGEST_WORDS:
        raise DecisionError(
            f"this has {counted(len(words), 'letter')}, and at most {LONGEST_WORDS} are kept: say it shorter. "
            "Nothing was written down"
        )
    return words


def check_reason(text: str, *, what: str, wanted: str, example: str) -> str:
    """A reason without the blanks around it.

    what: what it is a reason for, as in "an answer". wanted: what it is to say. example: one that does.

    Raises: DecisionError for one that is too short to say it.
    """
    reason = check_words(text)
    if len(reason) < SHORTEST_REASON:
        given = f'"{reason}" is too short for {what}' if reason else f"nothing is written for {what}"
        raise DecisionError(
            f'{given}: in {SHORTEST_REASON} letters or more, say {wanted}, as in "{example}". Nothing was written down'
        )
    return reason
