"""Where a line may break: never inside a number, between a number and its unit, or inside "1 in 40"."""

from __future__ import annotations

import re

GLUE = "\N{NO-BREAK SPACE}"
_KEEP_TOGETHER = re.compile(
    r"(?<=\d) (?=\d{3}\b)"  # 1 850
    r"|(?<=\d) (?=(?:%|N|g|kg|mm|cm|m|s|m/s|N·m|N·s|N/cm2|in|ft|lb|lbf|mph|ft/s|psi|ft·lbf|deg)(?![\w/·]))"  # 220 N
    r"|(?<=\b1) (?=(?:in|of) \d)|(?<=\b1 (?:in|of)) (?=\d)"  # 1 in 40
)


def glue_numbers(text: str) -> str:
    """The text with `GLUE` for the blanks at which no line breaks."""
    return _KEEP_TOGETHER.sub(GLUE, text)
