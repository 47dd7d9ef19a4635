"""What a plan says of a machine that moves somebody, beside what its draws come to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class ComesDown:
    """Where somebody comes down as planned, and what is there to catch them, m from where they stand.

    catcher: its name; from_m, to_m, wide_m: how it lies. low_m, high_m, half_wide_m: between which middle and leading
    end of the body come down and lie, in 998 of 1 000 takes. short, beyond, aside: share of takes in which one of them
    comes down before it, past it, to its side; slides_off: in which they come down on it and slide over its edge.
    """

    catcher: str
    from_m: float
    to_m: float
    wide_m: float
    low_m: float
    high_m: float
    half_wide_m: float
    short: float
    beyond: float
    aside: float
    slides_off: float

    @property
    def off(self) -> float:
        """Share of takes in which middle or leading end come down beside it."""
        return self.short + self.beyond + self.aside


@dataclass(frozen=True, slots=True, kw_only=True)
class RunOut:
    """How far somebody comes, from where they stand, and the first hard thing there.

    planned_m, sd_m: where they stop as planned, middle and standard deviation. wall_m: None where none is said; hard:
    the thing of the place that stands there, "" for the wall of the plan; clear: whether the plan says that there is
    none. way: how it was worked out, to follow "stops". comes_down: on what catches; None where nothing does.
    """

    planned_m: float
    sd_m: float
    wall_m: float | None
    clear: bool
    way: str
    comes_down: ComesDown | None = None
    hard: str = ""

    @property
    def needs_m(self) -> float:
        """The middle and three standard deviations."""
        return self.planned_m + 3 * self.sd_m


@dataclass(frozen=True, slots=True, kw_only=True)
class LineLoaded:
    """A line beside what pulls on it. None: the plan does not say. at_rest_n: while somebody hangs or leans still."""

    name: str
    peak_n: float
    at_rest_n: float | None
    breaks_n: float | None
    works_n: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnderDescent:
    """A thing in the column of somebody who is let down. top_m: above the ground. met: share of planned takes.

    clear_m: how far above it the feet stop as planned, middle and least of 1 000 takes; below 0 they meet it.
    """

    name: str
    top_m: float
    met: float
    clear_m: tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class MachineFacts:
    """One machine and whoever it moves.

    set_for, connected: people. dummy_runs: with a dummy, of dummy_kg; at_other: at which other setting those were, in
    words, empty where it was this one. changed: whether it was changed since. checks: who checks on their own.
    slack_said: whether the plan says how much line is loose; None where there is no line. unknown: what of the machine
    is not in the plan, so that nothing can be said. spine_dri: of a push from below, in the hardest of 1 000 takes.
    stops_above_m: how far above what is below a brake stops them, middle and least of 1 000 takes. let_down_m_s: how
    fast a fan lets them down onto what is below, middle and most of 1 000 takes. caught_by: what is there. below:
    things of the place there. expected: what a rehearsal with a dummy should read, in words.
    """

    gag: str
    person: str
    operator: str
    machine: str
    mass_kg: float
    set_for_kg: float | None
    set_for: int = 1
    connected: int = 1
    dummy_runs: int = 0
    dummy_kg: float | None = None
    at_other: str = ""
    changed: bool = False
    checks: tuple[str, ...] = ()
    slack_said: bool | None = None
    unknown: tuple[str, ...] = ()
    run_out: RunOut | None = None
    line: LineLoaded | None = None
    spine_dri: float | None = None
    stops_above_m: tuple[float, float] | None = None
    let_down_m_s: tuple[float, float] | None = None
    caught_by: str | None = None
    below: tuple[UnderDescent, ...] = ()
    expected: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class MachineSet:
    """What stands about a gag of a machine, for a picture, in axes of the set: x runs the way they go.

    wall_m: the first wall on their way. hips_to_m: how far their hips come before what leads meets that wall or a thing
    of the place; None where nothing is in the way. pulls_from_m: where the line comes from, which no plan says: behind
    what they come down on and where they stop. plate: whether they stand on the plate of a ram.
    """

    machine: str
    wall_m: float | None
    hips_to_m: float | None
    pulls_from_m: tuple[float, float, float] | None
    plate: bool
