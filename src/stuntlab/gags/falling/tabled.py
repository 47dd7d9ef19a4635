"""A gag whose failure modes and drawn numbers stand in the table of its kind.

For each name in `drawn` its unit, and in `spread` and the branches `<name>_<unit>` and `<name>_sd_<unit>`, which add up
to what the plan says.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from math import hypot, radians

import numpy as np

from stuntlab.datasets import Branch, Draws, Floats, Unknown
from stuntlab.gags.base import Gag
from stuntlab.gags.falling.fall_numbers import DrawnNumber, FallFailure, FallNumbers

UNITS: Mapping[str, float] = {"deg": radians(1.0), "m": 1.0, "m_s": 1.0, "rad_s": 1.0, "kg": 1.0, "1": 1.0}
SI: Mapping[str, str] = {"deg": "_rad", "m": "_m", "m_s": "_m_s", "rad_s": "_rad_s", "kg": "_kg", "1": ""}


class TabledGag(Gag):
    """One gag of such a kind."""

    @property
    @abstractmethod
    def numbers(self) -> FallNumbers:
        """Every number that the plan does not give: the table of the kind."""

    @property
    @abstractmethod
    def planned_means(self) -> Mapping[str, float]:
        """What the plan, rather than the table, says of a number that is drawn: its mean, SI."""

    def planned_sd(self, _name: str) -> float:
        """What the plan says of the spread of a number that is drawn, SI; that of the table comes to it."""
        return 0.0

    @property
    @abstractmethod
    def controls(self) -> Mapping[str, bool]:
        """Which controls of the table the plan names."""

    @property
    def failures(self) -> Mapping[str, FallFailure]:
        """The rows of the table that can happen to this one, by name."""
        return self.numbers.branch

    def planned_branches(self) -> tuple[Branch, ...]:
        wrong = tuple(self._branch(name, row) for name, row in self.failures.items())
        planned = 1.0 - sum(branch.probability for branch in wrong)
        return (Branch("as planned", planned, "", "it goes as the plan says, within its spread"), *wrong)

    def _branch(self, name: str, row: FallFailure) -> Branch:
        """A branch is only made rarer by a control that the plan names."""
        named = {control: factor for control, factor in row.controls.items() if self.controls[control]}
        words = "".join(
            f"; {factor:g} times that, because of {self.numbers.control[control]}" for control, factor in named.items()
        )
        probability = self.probability_of(row) * float(np.prod([*named.values()]))
        return Branch(name, probability, row.reason + words, row.outcome)

    def probability_of(self, row: FallFailure) -> float:
        """Of a branch, before controls."""
        return row.probability

    def unknowns(self) -> tuple[Sequence[Unknown], ...]:
        added = ({}, *(row.numbers for row in self.failures.values()))
        return tuple(self._unknowns_of(numbers) for numbers in added)

    def _unknowns_of(self, added: Mapping[str, float]) -> tuple[Unknown, ...]:
        return tuple(self._unknown(name, row, added) for name, row in self.numbers.drawn.items())

    def _unknown(self, name: str, row: DrawnNumber, added: Mapping[str, float]) -> Unknown:
        unit, spread = row.unit, self.numbers.spread.numbers
        scale, said = UNITS[unit], self.planned_means
        mean = said[name] if name in said else scale * spread.get(f"{name}_{unit}", 0.0)
        mean += scale * added.get(f"{name}_{unit}", 0.0)
        sd = hypot(self.planned_sd(name), *(scale * part.get(f"{name}_sd_{unit}", 0.0) for part in (spread, added)))
        return Unknown(name + SI[unit], float(np.clip(mean, row.low, row.high)), sd, row.low, row.high)

    def features(self, draws: Draws) -> Floats:
        names = [name + SI[row.unit] for name, row in self.numbers.drawn.items()]
        return np.column_stack([draws.values[name] for name in names])
