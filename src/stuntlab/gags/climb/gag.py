"""A climb on a face, held by a line: who comes off, what the line catches them with, what stands in the arc.

A draw is a mass on a line, whose own give and that of the harness are a spring behind it. Peaks are read off a table of
arrests (`gear/lines/arrests.py`), a swing is a pendulum without drag. For some of the draws the whole body is
simulated, as the line comes straight and as a swing ends (`on_lines/on_body.py`). Where nothing holds, or a ledge is
met first, there is no model, and it counts as harmed.

Valid for: up to 60 m of free line, offsets shorter than the line.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from math import radians
from typing import ClassVar

import numpy as np
from scipy.special import ndtri

from stuntlab.constants import GRAVITY_M_S2
from stuntlab.datasets import Borne, Branch, Draws, Exposure, Flags, Floats, Integers, Outcome, Unknown
from stuntlab.datasets.rigging import Belays, Rigging
from stuntlab.gags.base import FailureMode, failure_modes_of
from stuntlab.gags.climb.numbers import ANCHOR, CLIMB_NUMBERS, CONNECTED, CUT, HOLD, SLIPS, ClimbFailure
from stuntlab.gags.evidence import Evidence
from stuntlab.gags.on_lines.arc import meet
from stuntlab.gags.on_lines.held import HeldBy
from stuntlab.gags.on_lines.numbers import ON_LINES
from stuntlab.gags.on_lines.on_body import (
    FIRST_1_PER_M,
    MODELS,
    SECOND_1_PER_M,
    body_unknowns,
    eases,
    neck_tone,
    rises_s,
)
from stuntlab.gags.on_lines.on_line_gag import OnLineGag
from stuntlab.gags.on_lines.path import HARDEST, OUT_M, PLUMB, Hangs, PathWords
from stuntlab.gags.on_lines.rates import anchor_of, anchor_rate, connection_rate, cut_rate, line_of
from stuntlab.gags.on_lines.rigged import rescue_draws
from stuntlab.gags.trade import does_stunts
from stuntlab.gear.floor import floor_stiffness_n_per_m
from stuntlab.gear.lines.arrests import BelayedBy
from stuntlab.gear.lines.pendulum import tension_n
from stuntlab.gear.lines.slips import let_slip
from stuntlab.plan import Plan
from stuntlab.plan.actions.climb import ASSISTED, LEAD, PERSON, ROCK
from stuntlab.plan.actions.climb import Climb as ClimbWords
from stuntlab.plan.actions.high_fall import GROUND

STAYS_ON, HELD, BRUSHES, MEETS, SECOND, BELOW, NOTHING = range(7)


_WHO_BELAY = ("rigger", "climber", "rope", "guide", "belay")
"""Jobs to which it belongs to be pulled by a line that one holds."""


def _left_beyond(friction: Floats) -> Floats:
    """Of the tension, what arrives beyond a turn over a carabiner, as wide as friction."""
    return np.asarray(np.exp(-friction * radians(ON_LINES.read().friction.wrap_deg)))


@dataclass(frozen=True, slots=True)
class Caught:
    """A catch, [draw]: pull on the body, on what the line hangs from or turns over, at its far end, N; stretch, m.

    per_m: of the line, as a body is caught by it, 1/m (`BODY_DRAWS`).
    """

    body_n: Floats
    top_n: Floats
    belay_n: Floats
    stretch_m: Floats
    per_m: Floats


_CATCH_DRAWS = ("moved_m", "slips_n", "friction")
"""What a catch depends on besides drop, length and offset."""


class Climb(OnLineGag):
    """One `climb:` line of a plan."""

    kind: ClassVar[str] = "climb"
    below: ClassVar[int] = BELOW
    summary: ClassVar[str] = ClimbWords.summary
    failure_modes: ClassVar[tuple[FailureMode, ...]] = failure_modes_of(CLIMB_NUMBERS.read().branch)
    runs_inform: ClassVar[Mapping[str, int]] = {"slack": 1, "offset": 1}
    outcomes: ClassVar[tuple[Outcome, ...]] = (
        Outcome("on the face, the line not loaded", False),
        Outcome("held by the line", True),
        Outcome("held, and brushing past something at less than 2 m/s", True),
        Outcome("swung into something at 2 m/s or more", True),
        Outcome("held by the second line", True),
        Outcome("on a ledge or the ground before the line holds", True, modelled=False),
        Outcome("falling, with nothing that holds", True, modelled=False),
    )

    def __init__(self, plan: Plan, action: ClimbWords, label: str) -> None:
        super().__init__(plan, action, label)
        self.climb = action
        self._belays: dict[float, HeldBy | None] = {}

    @property
    def further_m(self) -> float:
        most = max(row.more_slack_m for row in CLIMB_NUMBERS.read().branch.values())
        return 2.0 * self._above_m + most

    @property
    def _above_m(self) -> float:
        above = self.climb.above_runner
        return above.value if above is not None and self.climb.protection == LEAD else 0.0

    @property
    def carries(self) -> bool:
        return False

    @property
    def _turns(self) -> bool:
        """Whether the rope turns back over a runner or a top point, which then bears both of its ends."""
        return self.climb.protection == LEAD or self.climb.belay == PERSON

    @property
    def least_share(self) -> float:
        """Of the length, what stretches at full friction."""
        return float(self._stretching(_left_beyond(np.array(ON_LINES.read().friction.most))))

    def _stretching(self, left: float | Floats) -> Floats:
        """Of the length, what stretches: past the runner, only as much as is left of the tension there."""
        if self.climb.protection != LEAD:
            return np.ones_like(left)
        length = self.climb.length_out.value
        above = min(self._above_m, length)
        return np.asarray((above + (length - above) * left) / length)

    @property
    def top_share(self) -> float:
        friction = np.array(ON_LINES.read().friction.carabiner)
        return 1.0 + float(_left_beyond(friction)) if self._turns else 1.0

    def planned_branches(self) -> tuple[Branch, ...]:
        rows = CLIMB_NUMBERS.read().branch
        rates = {name: self._rate(name, row) for name, row in rows.items()}
        besides = sum(rates[name] for name, row in rows.items() if not row.comes_off)
        # a branch is one thing that goes wrong alone; two at once are in that of the line
        alone = {SLIPS: 1.0 - besides, HOLD: (1.0 - rates[SLIPS]) * (1.0 - besides)}
        wrong = tuple(
            Branch(name, rates[name] * alone.get(name, 1.0), row.reason, row.outcome) for name, row in rows.items()
        )
        planned = 1.0 - sum(branch.probability for branch in wrong)
        return (Branch("as planned", planned, "", "the climb goes as the plan says, within its spread"), *wrong)

    @property
    def _off_besides(self) -> float:
        """How often somebody comes off in a take in which something else has gone wrong: as often as in any other.

        A slip that nobody planned is a branch, so "as planned" has none; with a line that is not connected one comes.
        """
        rows = CLIMB_NUMBERS.read().branch
        off = sum(branch.probability for branch in self.branches()[1:] if rows[branch.name].comes_off)
        return off / (off + self.branches()[0].probability)

    def _rate(self, name: str, row: ClimbFailure) -> float:
        numbers, climb = ON_LINES.read(), self.climb
        rock = numbers.stone.after_frost if climb.after_frost else numbers.stone.per_take
        rates = {
            SLIPS: row.probability * self._tired,
            CONNECTED: connection_rate(climb),
            CUT: cut_rate(line_of(self.plan, climb.line)),
            ANCHOR: anchor_rate(anchor_of(self.plan, climb.anchor)),
            HOLD: rock if climb.face == ROCK else CLIMB_NUMBERS.read().built.hold_breaks,
        }
        return rates.get(name, row.probability)

    @property
    def _tired(self) -> float:
        """How much oftener they slip in the middle of the day's takes: 15 % oftener with each (film.md P1, A)."""
        return float(np.mean(1.15 ** np.arange(min(self.climb.takes, 20))))

    def unknowns(self) -> tuple[Sequence[Unknown], ...]:
        slack, second = self.slack_of("slack"), self.slack_of("second_slack")
        length, offset = self.in_takes("length_out"), self.in_takes("offset")
        rows = (None, *CLIMB_NUMBERS.read().branch.values())
        device = ON_LINES.read().device[self.climb.belay_device or ASSISTED]
        longest, belay, friction = self.climb.length_out.value, ON_LINES.read().belay, ON_LINES.read().friction
        return tuple(
            (
                Unknown("slack_m", slack[0] + (row.more_slack_m if row else 0.0), slack[1], low=0.0),
                Unknown("second_slack_m", *second, low=0.0),
                Unknown("length_m", length.value, length.sd, low=0.3),
                Unknown("offset_m", offset.value, offset.sd, low=0.0, high=max(0.98 * longest, offset.value)),
                Unknown("comes_off", 0.0, 1.0),
                Unknown("moved_m", belay.travels_m, belay.sd_m, low=0.0, high=belay.most_m),
                Unknown("slips_n", device.slips_n, device.sd_n, low=device.low_n, high=device.high_n),
                Unknown("friction", friction.carabiner, friction.sd, low=0.0, high=friction.most),
                Unknown("rescue", 0.0, 1.0),
                *body_unknowns(turns=self.turns),
            )
            for row in rows
        )

    def propagate(self, draws: Draws) -> Draws:
        values, rows = draws.values, (None, *CLIMB_NUMBERS.read().branch.values())
        comes_off = np.array([self.climb.slips or bool(row and row.comes_off) for row in rows])[draws.branch]
        comes_off |= (draws.branch > 0) & (values["comes_off"] < ndtri(self._off_besides))
        first = np.array([not (row and row.gives) for row in rows])[draws.branch]
        both = np.array([bool(row and row.gives == "anchor") for row in rows])[draws.branch]
        length, offset = values["length_m"], np.minimum(values["offset_m"], 0.98 * values["length_m"])
        drop = 2.0 * self._above_m + values["slack_m"]
        caught = self._caught_of(comes_off, self.first, drop, length, offset, values)
        holds = comes_off & first & self.bears(self.first, caught.body_n)
        falls = comes_off & ~holds
        further = drop + values["second_slack_m"]
        again = self._caught_of(falls, self.second, further, length, offset, values)
        second = falls & ~(both & self.one_anchor) & self.bears(self.second, again.body_n)
        speed = self._first_met(length, offset)
        deep = np.where(holds, drop + caught.stretch_m, further + again.stretch_m)
        falls_m = np.where(holds, drop, np.where(second, further, 0.0))
        first_per_m, second_per_m = np.where(holds, caught.per_m, 0.0), np.where(second, again.per_m, 0.0)
        rises = rises_s(self.first, first_per_m, mass_kg=self.mass_kg)
        rises += rises_s(self.second, second_per_m, mass_kg=self.mass_kg)
        followed = {
            "falls_m": falls_m,
            FIRST_1_PER_M: first_per_m,
            SECOND_1_PER_M: second_per_m,
            "tone": neck_tone(falls_m, rises, planned=self.climb.slips),
            "off": comes_off.astype(float),
            "held": (holds | second).astype(float),
            "holds": holds.astype(float),
            "second_holds": second.astype(float),
            "line_n": np.where(holds, caught.body_n, 0.0),
            "belay_n": np.where(holds, caught.belay_n, 0.0),
            "second_n": np.where(second, again.body_n, 0.0),
            "anchor_n": np.where(holds, caught.top_n, 0.0) + np.where(second, again.body_n, 0.0),
            "swing_m_s": np.where(holds | second, speed, 0.0),
            "deep_m": np.where(holds | second, deep, 0.0),
            "hangs_s": rescue_draws(self.climb, values["rescue"]),
        }
        return Draws({**values, "offset_m": offset, **followed}, draws.branch)

    def _caught_of(
        self,
        some: Flags,
        held: HeldBy | None,
        drop: Floats,
        length: Floats,
        offset: Floats,
        values: Mapping[str, Floats],
    ) -> Caught:
        """What a line does to those who fall on it, 0 for the others. some: who, [draw]; most draws stay on."""
        few = {name: values[name][some] for name in _CATCH_DRAWS}
        caught = self._caught(held, drop[some], length[some], offset[some], few)
        found = {one.name: np.zeros(len(some)) for one in fields(Caught)}
        for name, column in found.items():
            column[some] = getattr(caught, name)
        return Caught(**found)

    def _caught(
        self, held: HeldBy | None, drop: Floats, length: Floats, offset: Floats, values: Mapping[str, Floats]
    ) -> Caught:
        """What a line does to a body that drops on it; nothing where nothing is known of it."""
        if held is None:
            nothing = np.zeros(len(drop))
            return Caught(nothing, nothing, nothing, nothing, nothing)
        swings = tension_n(self.mass_kg, length, offset)
        if not self._turns:
            free = np.maximum(held.peak_n(drop, length), swings)
            return Caught(free, free, free, held.stretch_m(drop, length), 1.0 / length)
        middle = ON_LINES.read().friction.most / 2
        lefts = [float(left) for left in _left_beyond(np.array([0.0, middle, 2 * middle]))]
        ends = [self._belayed(held, drop, length * self._stretching(left), values["moved_m"], left) for left in lefts]
        # straight between three frictions that were run
        step = values["friction"] / middle
        below = np.clip(step, 0.0, 1.0).astype(np.int64)
        draws, tables = np.arange(len(drop)), np.array(ends)
        lower, upper = tables[below, :, draws].T, tables[below + 1, :, draws].T
        (peak, stretch), left = lower + (step - below) * (upper - lower), _left_beyond(values["friction"])
        weight = self.mass_kg * GRAVITY_M_S2
        if held is self.first and self._belayer_kg is not None:
            peak, stretch = let_slip(peak, stretch, drop_m=drop, weight_n=weight, slips_at_n=values["slips_n"] / left)
        pull = np.maximum(peak, swings)
        stretches = length * self._stretching(left)
        per_m = eases(held, peak, drop, stretches, weight_n=weight) / stretches
        return Caught(pull, (1.0 + left) * pull, left * pull, stretch, per_m)

    def _belayed(
        self, held: HeldBy, drop: Floats, length: Floats, moved_m: Floats, arrives: float
    ) -> tuple[Floats, Floats]:
        """Peaks, N, and stretch, m, [draw]: between a fixed end and a person who is pulled as far as people are."""
        fixed = held.peak_n(drop, length), held.stretch_m(drop, length)
        moving = self._moving(held, arrives) if held is self.first else None
        if moving is None:
            return fixed
        share = np.clip(moved_m / ON_LINES.read().belay.most_m, 0.0, 1.0)
        moved = moving.peak_n(drop, length), moving.stretch_m(drop, length)
        peak, stretch = (still + share * (other - still) for still, other in zip(fixed, moved, strict=True))
        return np.asarray(peak), np.asarray(stretch)

    def _moving(self, held: HeldBy, arrives: float) -> HeldBy | None:
        """The same line with whoever belays at its end; None where that is nobody."""
        if self._belayer_kg is None:
            return None
        if arrives not in self._belays:
            belay = BelayedBy(arrives, self._belayer_kg, ON_LINES.read().belay.most_m)
            self._belays[arrives] = self.hold_line(held.name, held.line, belay)
        return self._belays[arrives]

    def _how_belayed(self) -> tuple[str, ...]:
        """What is taken of whoever belays; nothing where nobody does."""
        if self._belayer_kg is None:
            return ()
        said, numbers = self.climb.belay_device, ON_LINES.read()
        device, belay = numbers.device[said or ASSISTED], numbers.belay
        which = f"a {said} device" if said else "a device that the plan does not name, taken for one that assists,"
        return (
            f"whoever belays is pulled along by {belay.travels_m:g} m, up to {belay.most_m:g} m, and {which} lets line "
            f"through from {device.slips_n / 1000:g} ± {device.sd_n / 1000:g} kN (judgement)",
        )

    @property
    def _belayer_kg(self) -> float | None:
        belayer = self.climb.belayer if self.climb.belay == PERSON else None
        return None if belayer is None else self.plan.people[belayer].mass_kg

    def met(self, draws: Draws) -> Mapping[str, Floats]:
        return self._met(draws.values["length_m"], draws.values["offset_m"])

    def _met(self, length: Floats, offset: Floats) -> Mapping[str, Floats]:
        height = self.climb.height.value
        return {one.name: meet(one, length_m=length, offset_m=offset, height_m=height) for one in self.near}

    def _first_met(self, length: Floats, offset: Floats) -> Floats:
        """How fast the first thing in the arc is met, m/s, [draw]; 0 where none is."""
        speeds, first = self._met(length, offset), np.zeros(len(length))
        for one in sorted(self.near, key=lambda thing: thing.across_m[1]):  # the last to be written is met first
            first = np.where(speeds[one.name] > 0.0, speeds[one.name], first)
        return first

    def rigging(self, draws: Draws) -> Rigging:
        rigging, by = super().rigging(draws), self._belayer_kg
        if by is None or self.climb.belayer is None:
            return rigging
        arrives = float(_left_beyond(np.array(ON_LINES.read().friction.carabiner)))
        return replace(rigging, belays=Belays(name=self.climb.belayer, heavier=self.mass_kg / by, arrives=arrives))

    @property
    def face_n_per_m(self) -> dict[str, float]:
        return {end: floor_stiffness_n_per_m(self.plan.place.wall or GROUND, end=end) for end in MODELS}

    def classify(self, draws: Draws) -> Integers:
        values = draws.values
        brush = ON_LINES.read().body.brush_m_s
        held = (values["holds"] > 0) | (values["second_holds"] > 0)
        cases = (
            (values["off"] == 0, STAYS_ON),
            (~held, NOTHING),
            (values["deep_m"] > self.clear_below_m, BELOW),
            (values["swing_m_s"] >= brush, MEETS),
            (values["second_holds"] > 0, SECOND),
            (values["swing_m_s"] > 0, BRUSHES),
        )
        ends = np.select([case for case, _ in cases], [end for _, end in cases], HELD)
        if self.first is None:  # nothing can be said of what holds: whoever comes off is held, and that is not known
            ends = np.where(values["off"] > 0, HELD, STAYS_ON)
        return ends.astype(np.int64)

    def severity(self, draws: Draws) -> Floats:
        return np.asarray(draws.values["line_n"] + draws.values["second_n"])

    def exposures(self) -> tuple[Exposure, ...]:
        own, climb = self.own_exposure(), self.climb
        if climb.belayer is None or climb.belay != PERSON:
            return (own,)
        job = self.plan.people[climb.belayer].job.casefold()
        trained = does_stunts(job) or any(word in job for word in _WHO_BELAY)
        borne = Borne.TRAINED_RECEIVER if trained else Borne.IMPOSED
        return own, Exposure(self.label, climb.belayer, climb.by, borne, climb.takes)

    def direct_loads(self, draws: Draws) -> Mapping[str, Mapping[str, Floats]]:
        found = dict(super().direct_loads(draws))
        if self.climb.belayer is not None and self.climb.belay == PERSON and "line_force" in found[self.climb.by]:
            found[self.climb.belayer] = {"line_force": draws.values["belay_n"]}
        return found

    @property
    def begins(self) -> Hangs:
        """On lead, above the last runner, over which the rope goes on to whoever belays."""
        hangs = super().begins
        if self.climb.protection != LEAD:
            return hangs
        above, low = self._above_m, max(self.climb.height.value - self.climb.length_out.value, 0.0)
        return replace(
            hangs,
            across_m=min(hangs.across_m, above),
            below_m=-above,
            drop_m=hangs.drop_m + 2.0 * above,
            goes_on_m=(OUT_M, -0.3, low),
        )

    @property
    def path_words(self) -> PathWords:
        return PathWords(
            begins="coming off",
            decisive=HARDEST if self.begins.drop_m > 0.0 else PLUMB,
            reaches="at the window line",
            swings_in=False,
            unplanned=not self.climb.slips,
        )

    @property
    def stones_per_take(self) -> float:
        return self._rate(HOLD, CLIMB_NUMBERS.read().branch[HOLD]) if self.climb.face == ROCK else 0.0

    def evidence(self) -> Evidence:
        takes = ON_LINES.read()
        return Evidence(
            assumptions=(
                "line: a standard linear solid by its label, or a spring by its metal, run soft and stiff; the worse "
                "counts (R-m)",
                "body and harness: a spring of 20 to 80 kN/m behind the line, which nobody measured (judgement)",
                f"friction where a rope turns back over a carabiner: {takes.friction.carabiner:g} "
                f"± {takes.friction.sd:g}, at most {takes.friction.most:g} (judgement)",
                *self._how_belayed(),
                "swing: a pendulum without drag in the plane of the face; 2 m/s brushes past (judgement)",
                "body: arrested from when the line is straight, and from 20 ms before a face, on leg loops and a tie "
                "that give 20 to 80 kN/m together; it leans by ± 20 degrees, and one point lets it turn (judgement)",
                *(
                    ("slips grow by 15 % from each take of the day to the next (judgement)",)
                    if self.climb.takes > 1
                    else ()
                ),
            ),
            not_assessed=(
                "a corner or a ledge that is narrower than the plane that stands for a face",
                "what straps do to skin, ribs and groin, and what hanging does to somebody who is hurt",
                "a swing towards the face under an overhang, and what spin about the line adds",
                "knots, carabiners and belay devices one by one: a competent person looks at each before each take",
                "weather, old injuries, fear, and what cold does to hands",
            ),
        )
