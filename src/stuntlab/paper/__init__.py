"""Sheets of paper from a plan, its answer and its record: what a law asks for, and what hangs on a clipboard.

A sheet is a file of `sheets/` that puts facts in order as blocks; it computes nothing and lays nothing out. Writers
turn blocks into PDF (`pdf`, by typst templates in `templates/`), DOCX, XLSX and text. What the plan does not say is
left open and marked, never invented.
"""

from __future__ import annotations

from stuntlab.paper.facts import DayOnPaper, SheetFacts
from stuntlab.paper.sheet import Sheet, known_sheets
from stuntlab.paper.write import Written, write_sheet

__all__ = ["DayOnPaper", "Sheet", "SheetFacts", "Written", "known_sheets", "write_sheet"]
