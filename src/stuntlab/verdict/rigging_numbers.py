"""What stands in `rigging.toml`."""

from __future__ import annotations

from dataclasses import dataclass

from stuntlab.tables import Sourced, Table


@dataclass(frozen=True)
class DesignFactor(Sourced):
    """Breaking load over the worst load: line, as the trade rigs for people; stop, below which it is refused."""

    line: float
    stop: float


@dataclass(frozen=True)
class AnchorRule(Sourced):
    """arrest: breaking load over the worst arrest, or at_least_n; test: of what is allowed; angle_deg: of legs."""

    arrest: float
    at_least_n: float
    test: float
    angle_deg: float


@dataclass(frozen=True)
class WireSlack(Sourced):
    """Slack of a stiff line from which it is said what a rope would do."""

    of_wire_m: float


@dataclass(frozen=True)
class CellRule(Sourced):
    """How far a load cell may read from the weight at rest, a share."""

    share: float


@dataclass(frozen=True)
class RescueRule(Sourced):
    """harness_s: until somebody who hangs still is down; practised_s: by the stopwatch of a practised rescue."""

    harness_s: float
    practised_s: float


@dataclass(frozen=True)
class TakesRule(Sourced):
    """many: takes from which they are an exposure of their own; grows: slips with each take."""

    many: int
    grows: float


@dataclass(frozen=True)
class BelayerRule(Sourced):
    """How many times as heavy as whoever belays a climber may be who is held by nobody else."""

    heavier: float


@dataclass(frozen=True)
class GustRule(Sourced):
    """body_half_m: half a body; of_overshoot: clear space over how far a gust brings somebody."""

    body_half_m: float
    of_overshoot: float


@dataclass(frozen=True, slots=True)
class RiggingNumbers:
    """`rigging.toml`."""

    design: DesignFactor
    anchor: AnchorRule
    slack: WireSlack
    cell: CellRule
    rescue: RescueRule
    takes: TakesRule
    gust: GustRule
    belayer: BelayerRule


RIGGING = Table("stuntlab.verdict", "rigging.toml", RiggingNumbers)
