"""What stands in the table of a gag of which nothing is simulated."""

from __future__ import annotations

from dataclasses import dataclass

from stuntlab.gags.base import FailureRow
from stuntlab.tables import Table


@dataclass(frozen=True, slots=True)
class AnythingNumbers:
    """`numbers.toml`."""

    branch: dict[str, FailureRow]


ANYTHING_NUMBERS = Table("stuntlab.gags.anything", "numbers.toml", AnythingNumbers)
