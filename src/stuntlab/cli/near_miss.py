"""`stuntlab near-miss`: something went wrong and hurt nobody.

Group: Log the day, 5
Example: stuntlab near-miss plan.yaml --gag kick --what "the foot brushed the coat"
"""

from __future__ import annotations

from stuntlab.cli.reporting import report_command
from stuntlab.record.kinds.concern import NEAR_MISS

command = report_command(
    "near-miss",
    NEAR_MISS,
    about="Write down what went wrong in PLAN and hurt nobody.",
    said="Near miss written down, without a name.",
)
