"""`stuntlab concern PLAN --what "..."`: something that worries somebody."""

from __future__ import annotations

from stuntlab.cli.reporting import report_command
from stuntlab.record import Kind

command = report_command(
    "concern",
    Kind.CONCERN,
    about="Write down what worries somebody in PLAN.",
    said="Concern written down, without a name.",
)
