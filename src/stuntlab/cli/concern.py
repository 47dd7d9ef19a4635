"""`stuntlab concern`: something worries somebody.

Group: Log the day, 6
Example: stuntlab concern plan.yaml --what "the floor is wet"
"""

from __future__ import annotations

from stuntlab.cli.reporting import report_command
from stuntlab.record.kinds.concern import CONCERN

command = report_command(
    "concern",
    CONCERN,
    about="Write down what worries somebody in PLAN.",
    said="Concern written down, without a name.",
)
