"""`stuntlab concern PLAN --what "..."`: something that worries somebody."""

from __future__ import annotations

from stuntlab.cli.reporting import report_command
from stuntlab.record.kinds.concern import CONCERN

command = report_command(
    "concern",
    CONCERN,
    about="Write down what worries somebody in PLAN.",
    said="Concern written down, without a name.",
)
