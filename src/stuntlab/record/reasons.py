"""What people write beside a decision: long enough to tell the next reader something."""

from __future__ import annotations

from stuntlab.errors import DecisionError

SHORTEST_REASON = 10


def check_reason(text: str, *, what: str, wanted: str, example: str) -> str:
    """A reason without the blanks around it.

    what: what it is a reason for, as in "an answer". wanted: what it is to say. example: one that does.

    Raises: DecisionError for one that is too short to say it.
    """
    reason = " ".join(text.split())
    if len(reason) < SHORTEST_REASON:
        given = f'"{reason}" is too short for {what}' if reason else f"nothing is written for {what}"
        raise DecisionError(
            f'{given}: in {SHORTEST_REASON} letters or more, say {wanted}, as in "{example}". Nothing was written down'
        )
    return reason
