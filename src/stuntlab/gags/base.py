"""What every kind of gag answers. What only some of them have, they offer as roles (`roles.py`)."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar

from stuntlab.datasets import NO_RUNS, Branch, Draws, Exposure, Floats, GagRuns, Integers, Outcome, Unknown
from stuntlab.gags.evidence import Evidence
from stuntlab.gags.learning import learn_quantity, learn_rates
from stuntlab.plan import Action, Plan, quantities
from stuntlab.plan.measured import spreads_taken
from stuntlab.scene.world import World
from stuntlab.tables import ValueAt
from stuntlab.units import Quantity


@dataclass(frozen=True, slots=True)
class FailureMode:
    """A way this kind of gag goes wrong, before the plan is looked at. It cannot be removed from a plan."""

    name: str
    reason: str
    outcome: str


@dataclass(frozen=True, slots=True)
class FailureRow:
    """What the table of a kind says of a failure mode: its probability per take, why that, and what comes of it."""

    probability: float
    reason: str
    outcome: str

    def __post_init__(self) -> None:
        if not 0 < self.probability < 1:
            raise ValueAt(("probability",), f"{self.probability:g} is not between 0 and 1")
        for name, words in (("reason", self.reason), ("outcome", self.outcome)):
            if not words.strip():
                raise ValueAt((name,), "words are needed here")


def failure_modes_of(rows: Mapping[str, FailureRow]) -> tuple[FailureMode, ...]:
    """The failure modes in the table of a kind, in its order."""
    return tuple(FailureMode(name, row.reason, row.outcome) for name, row in rows.items())


class Gag(ABC):
    """One gag of a plan: what can happen, to whom, and the worlds to simulate it in.

    Branches and unknowns say what is drawn. `propagate` adds what follows from a draw without a body, `classify` sorts
    draws by their outcome, `severity` and `features` say how hard each would hit and what its loads depend on. Worlds
    are simulated for the draws whose outcome touches somebody.

    runs_inform: the fields of the plan that differ from run to run and that measured runs therefore inform, and which
    way is worse: 1 more, -1 less, 0 both. runs: what is known of its runs.
    """

    kind: ClassVar[str]
    summary: ClassVar[str]
    failure_modes: ClassVar[tuple[FailureMode, ...]]
    runs_inform: ClassVar[Mapping[str, int]] = MappingProxyType({})
    first_takes: ClassVar[int] = 60  # a look at every branch, and a surface through those that go as planned
    most_takes: ClassVar[int] = 960  # the first look doubled four times

    def __init__(self, plan: Plan, action: Action, label: str) -> None:
        self.plan = plan
        self.action = action
        self.label = label
        self.runs: GagRuns = NO_RUNS

    def branches(self) -> tuple[Branch, ...]:
        """The first is "as planned"; probabilities are per take and sum to 1. Runs that are known count."""
        return learn_rates(self.planned_branches(), self.runs)

    @abstractmethod
    def planned_branches(self) -> tuple[Branch, ...]:
        """The same before any run."""

    def in_takes(self, field: str) -> Quantity:
        """A quantity that the plan gives, as it will be in takes: the plan, and what runs said of it.

        Where the plan gives no spread it has the usual one: nobody repeats themself exactly.
        """
        planned = quantities(self.action)[field]
        if field not in self.runs_inform:
            return planned
        return learn_quantity(planned, self.runs.values_of(field), danger=self.runs_inform[field])

    def spread_assumptions(self) -> tuple[str, ...]:
        """Sentences: the spread that is taken for each quantity of the plan that has none."""
        return tuple(f"{self.label}: {line}" for line in spreads_taken(self.action))

    @abstractmethod
    def unknowns(self) -> tuple[Sequence[Unknown], ...]:
        """For each branch, the numbers that differ from take to take; every branch names the same ones."""

    def propagate(self, draws: Draws) -> Draws:
        """The draws with what follows from them without a body, such as a flight; nothing, for most gags."""
        return draws

    @property
    @abstractmethod
    def outcomes(self) -> tuple[Outcome, ...]:
        """The ways in which takes end."""

    @abstractmethod
    def classify(self, draws: Draws) -> Integers:
        """Which of `outcomes` each draw comes to, [take]."""

    @abstractmethod
    def severity(self, draws: Draws) -> Floats:
        """Any measure that grows with how hard a draw would hit, [take]."""

    @abstractmethod
    def features(self, draws: Draws) -> Floats:
        """The numbers that loads depend on smoothly, [take, feature]; logarithms where a power law is expected."""

    @abstractmethod
    def exposures(self) -> tuple[Exposure, ...]:
        """Who bears what from whom, bystanders apart; the first is that of whoever is most exposed."""

    def refuse_impossible(self) -> None:
        """Refuse, before any take, what no take can be made of; most kinds take whatever a plan may say.

        Raises: UserError, which says what would do instead.
        """
        return

    @property
    def models(self) -> tuple[str, ...]:
        """The models that every take is run under; their spread is the model error, and the worse decides."""
        return ("middle",)

    def worlds(self) -> tuple[World, ...]:
        """The worlds of a take in the order in which it passes through them; none where no body is simulated."""
        return ()

    @abstractmethod
    def evidence(self) -> Evidence:
        """What the answer rests on, and where it ends."""
