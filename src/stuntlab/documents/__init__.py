"""The answer as data, section by section: an assessment and what the record says become what every face shows.

Terminal, JSON and whatever comes after render the same `Document`, so that they cannot say different things. Nothing is
computed here and nothing is laid out: numbers come from the assessment, and are put into words and into the units of
whoever reads.
"""

from __future__ import annotations

from stuntlab.documents.answer import answer_document
from stuntlab.documents.document import (
    Bar,
    Detail,
    Document,
    Headline,
    LoadTold,
    PersonTold,
    Reason,
    RiskTold,
    Row,
    Step,
)
from stuntlab.documents.reasons import reasons_of

__all__ = [
    "Bar",
    "Detail",
    "Document",
    "Headline",
    "LoadTold",
    "PersonTold",
    "Reason",
    "RiskTold",
    "Row",
    "Step",
    "answer_document",
    "reasons_of",
]
