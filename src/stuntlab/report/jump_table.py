"""The ways of a jump as a table, a step a row, for a spreadsheet or a plot of one's own."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from stuntlab.datasets.jump import JumpPicture
from stuntlab.files import write_whole

COLUMNS = (
    "how it goes", "chance", "part of the flight", "time [s]", "out [m]", "left [m]", "up [m]", "speed out [m/s]",
    "speed left [m/s]", "speed up [m/s]",
)  # fmt: skip


def save_ways(picture: JumpPicture, path: Path) -> None:
    """The middle take of each branch and that of the vehicle, in SI from the edge, as `JumpWay.states`.

    Raises: OSError for a file that cannot be written.
    """
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for way in (*picture.ways, *((picture.bike,) if picture.bike else ())):
        for stage, state in zip(way.stages, way.states, strict=True):
            writer.writerow([way.name, f"{way.rate:.3g}", stage, *(f"{number:.4f}" for number in state)])
    write_whole(path, text.getvalue().encode("utf-8-sig"))
