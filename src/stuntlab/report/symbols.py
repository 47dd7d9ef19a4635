"""Shapes for verdicts and findings, and plain ASCII for terminals that know no other signs."""

from __future__ import annotations

import unicodedata

from stuntlab.datasets import Severity, Verdict

VERDICT_SHAPE = {
    Verdict.NOT_WITHIN_LIMITS: "■",
    Verdict.CANNOT_ASSESS: "◆",
    Verdict.HOLD: "▲",
    Verdict.WITHIN_LIMITS: "○",
}
SEVERITY_SHAPE = {
    Severity.STOP: "■",
    Severity.CANNOT_ASSESS: "◆",
    Severity.HOLD: "▲",
    Severity.FLAG: "▷",
    Severity.NOTE: "·",
}
# No green: a colour that says "go" is what coordinators distrust most.
VERDICT_STYLE = {
    Verdict.NOT_WITHIN_LIMITS: "bold red",
    Verdict.CANNOT_ASSESS: "bold magenta",
    Verdict.HOLD: "bold yellow",
    Verdict.WITHIN_LIMITS: "bold",
}
SEVERITY_STYLE = {
    Severity.STOP: "bold red",
    Severity.CANNOT_ASSESS: "bold magenta",
    Severity.HOLD: "bold yellow",
    Severity.FLAG: "yellow",
    Severity.NOTE: "dim",
}

_ASCII = {
    "■": "[X]",
    "◆": "[?]",
    "▲": "[=]",
    "○": "(o)",
    "▷": "[!]",
    "·": ".",
    "•": "-",
    "█": "#",
    "▒": "=",
    "│": "|",
    "±": "+/-",
    "×": "x",
    "–": "-",
    "—": "-",
    "…": "...",
    "“": '"',
    "”": '"',
    "‘": "'",
    "’": "'",
    "²": "2",
    "≥": ">=",
    "≤": "<=",
    "⁻": "-",
    "µ": "u",
}


def to_ascii(text: str) -> str:
    """The nearest ASCII: known signs by table, letters without their accents, anything else as "?"."""
    spelt = "".join(_ASCII.get(sign, sign) for sign in text)
    plain = unicodedata.normalize("NFKD", spelt)
    return "".join(sign for sign in plain if not unicodedata.combining(sign)).encode("ascii", "replace").decode("ascii")


def printable(text: str) -> str:
    """A user's text without control characters, so that no plan can steer a terminal."""
    return "".join(sign if sign.isprintable() else " " for sign in text)
