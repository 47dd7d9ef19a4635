"""A climb on a face, held by a line: who comes off, what the line catches them with, what stands in the arc.

No body is simulated: a mass on a line, whose own give and that of the harness are a spring behind it. Peaks are read
off a table of arrests (`gear/lines/arrests.py`), a swing is a pendulum without drag. What happens where a swing ends at
2 m/s or more, or where nothing holds, has no model and counts as harmed.

Valid for: up to 60 m of free line, offsets shorter than the line.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import exp, radians
from typing import ClassVar

import numpy as np
from scipy.special import ndtri

from stuntlab.datasets import Borne, Branch, Draws, Exposure, Flags, Floats, GearLimit, Integers, Outcome, Unknown
from stuntlab.datasets.rigging import Rigging
from stuntlab.gags.base import FailureMode, Gag, failure_modes_of
from stuntlab.gags.climb.numbers import ANCHOR, CLIMB_NUMBERS, CONNECTED, CUT, HOLD, SLIPS, ClimbFailure
from stuntlab.gags.evidence import Evidence
from stuntlab.gags.on_lines.arc import meet, near_the_face, swung_past
from stuntlab.gags.on_lines.below import below_of
from stuntlab.gags.on_lines.gusts import gusts_of
from stuntlab.gags.on_lines.held import HeldBy, held_by
from stuntlab.gags.on_lines.numbers import ON_LINES
from stuntlab.gags.on_lines.rates import anchor_of, anchor_rate, connection_rate, cut_rate, line_of
from stuntlab.gags.on_lines.rigged import Loaded, harness_of, rescue_draws, rigging_of
from stuntlab.gags.roles import DirectLoads, HangsOnLines
from stuntlab.gags.trade import does_stunts
from stuntlab.gear.lines.pendulum import tension_n
from stuntlab.people.from_plan import measures_of
from stuntlab.plan import Plan
from stuntlab.plan.actions.climb import LEAD, PERSON, ROCK
from stuntlab.plan.actions.climb import Climb as ClimbWords
from stuntlab.plan.gear.harness import SIT
from stuntlab.plan.on_line import WAIST

STAYS_ON, HELD, BRUSHES, MEETS, SECOND, BELOW, NOTHING = range(7)
_SURE_M = 4.0
"""Standard deviations of drop and length that the table of arrests covers."""


class Climb(Gag, DirectLoads, HangsOnLines):
    """One `climb:` line of a plan."""

    kind: ClassVar[str] = "climb"
    summary: ClassVar[str] = ClimbWords.summary
    failure_modes: ClassVar[tuple[FailureMode, ...]] = failure_modes_of(CLIMB_NUMBERS.read().branch)
    runs_inform: ClassVar[Mapping[str, int]] = {"slack": 1, "offset": 1}
    outcomes: ClassVar[tuple[Outcome, ...]] = (
        Outcome("on the face, the line not loaded", False),
        Outcome("held by the line", True),
        Outcome("held, and brushing past something at less than 2 m/s", True),
        Outcome("swung into something at 2 m/s or more", True, modelled=False),
        Outcome("held by the second line", True),
        Outcome("on a ledge or the ground before the line holds", True, modelled=False),
        Outcome("falling, with nothing that holds", True, modelled=False),
    )

    def __init__(self, plan: Plan, action: ClimbWords, label: str) -> None:
        super().__init__(plan, action, label)
        self.climb = action
        self.mass_kg = measures_of(plan.people[action.by], action.by).mass_kg
        self.near = near_the_face(plan, action.by)
        self._held: dict[str, HeldBy | None] = {}

    def refuse_impossible(self) -> None:
        """A label that no rope can have is refused before any draw."""
        for name in (self.climb.line, self.climb.second_line):
            self._hold(name)

    @property
    def first(self) -> HeldBy | None:
        """The line with the climber on it; None where too little is known of it."""
        return self._hold(self.climb.line)

    @property
    def second(self) -> HeldBy | None:
        """The same of the second line; None where there is none, too."""
        return self._hold(self.climb.second_line)

    def _hold(self, name: str | None) -> HeldBy | None:
        line = line_of(self.plan, name)
        if name is None or line is None:
            return None
        if name not in self._held:
            self._held[name] = held_by(
                name, line, mass_kg=self.mass_kg, most_drop_m=self._most_drop_m, lengths_m=self._lengths_m
            )
        return self._held[name]

    @property
    def _most_drop_m(self) -> float:
        """Of every branch and every draw that counts, on either line."""
        slack, second = self.climb.slack, self.climb.second_slack
        spread = sum(one.value + _SURE_M * max(one.sd, 0.15) for one in (slack, second) if one is not None)
        most = max(row.more_slack_m for row in CLIMB_NUMBERS.read().branch.values())
        return 2.0 * self._above_m + spread + most + 0.5

    @property
    def _lengths_m(self) -> tuple[float, float]:
        length = self.in_takes("length_out")
        low, high = length.value - _SURE_M * length.sd, length.value + _SURE_M * length.sd
        return max(low * self._least_share, 0.2), max(high, 0.5)

    @property
    def _above_m(self) -> float:
        above = self.climb.above_runner
        return above.value if above is not None and self.climb.protection == LEAD else 0.0

    @property
    def _turns(self) -> bool:
        """Whether the rope turns back over a runner or a top point, which then bears both of its ends."""
        return self.climb.protection == LEAD or self.climb.belay == PERSON

    @property
    def _drag(self) -> float:
        """What full friction at that turn leaves of the tension beyond it."""
        friction = ON_LINES.read().friction
        return exp(-friction.carabiner * radians(friction.wrap_deg))

    @property
    def _least_share(self) -> float:
        """Of the length, what stretches at full friction: past the runner, only as much as it is pulled."""
        if self.climb.protection != LEAD:
            return 1.0
        length = self.climb.length_out.value
        above = min(self._above_m, length)
        return (above + (length - above) * self._drag) / length

    def planned_branches(self) -> tuple[Branch, ...]:
        wrong = tuple(
            Branch(name, self._rate(name, row), row.reason, row.outcome)
            for name, row in CLIMB_NUMBERS.read().branch.items()
        )
        planned = 1.0 - sum(branch.probability for branch in wrong)
        return (Branch("as planned", planned, "", "the climb goes as the plan says, within its spread"), *wrong)

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
        slack, second = self._slack("slack"), self._slack("second_slack")
        length, offset = self.in_takes("length_out"), self.in_takes("offset")
        rows = (None, *CLIMB_NUMBERS.read().branch.values())
        longest = self.climb.length_out.value
        return tuple(
            (
                Unknown("slack_m", slack[0] + (row.more_slack_m if row else 0.0), slack[1], low=0.0),
                Unknown("second_slack_m", *second, low=0.0),
                Unknown("length_m", length.value, length.sd, low=0.3),
                Unknown("offset_m", offset.value, offset.sd, low=0.0, high=max(0.98 * longest, offset.value)),
                Unknown("comes_off", 0.0, 1.0),
                Unknown("rescue", 0.0, 1.0),
            )
            for row in rows
        )

    def _slack(self, field: str) -> tuple[float, float]:
        """Mean and spread; where it is not said, nothing is computed with it and the answer says so."""
        if getattr(self.climb, field) is None:
            return 0.5, 0.25
        quantity = self.in_takes(field)
        return quantity.value, quantity.sd

    def propagate(self, draws: Draws) -> Draws:
        values, rows = draws.values, (None, *CLIMB_NUMBERS.read().branch.values())
        comes_off = np.array([self.climb.slips or bool(row and row.comes_off) for row in rows])[draws.branch]
        comes_off |= values["comes_off"] < ndtri(CLIMB_NUMBERS.read().branch[SLIPS].probability)
        first = np.array([not (row and row.gives) for row in rows])[draws.branch]
        both = np.array([bool(row and row.gives == "anchor") for row in rows])[draws.branch]
        length, offset = values["length_m"], np.minimum(values["offset_m"], 0.98 * values["length_m"])
        drop = 2.0 * self._above_m + values["slack_m"]
        force, anchor = self._caught(self.first, drop, length, offset)
        holds = comes_off & first & self._bears(self.first, force)
        falls = comes_off & ~holds
        further = drop + values["second_slack_m"]
        again, _ = self._caught(self.second, further, length, offset)
        one_anchor = both & (self.climb.second_anchor in (None, self.climb.anchor))
        second = falls & ~one_anchor & self._bears(self.second, again)
        speed, _ = self._met(length, offset)
        deep = np.where(holds, self._deep(self.first, drop, length), self._deep(self.second, further, length))
        followed = {
            "off": comes_off.astype(float),
            "holds": holds.astype(float),
            "second_holds": second.astype(float),
            "line_n": np.where(holds, force, 0.0),
            "second_n": np.where(second, again, 0.0),
            "anchor_n": np.where(holds, anchor, 0.0) + np.where(second, again, 0.0),
            "meets_m_s": np.where(holds | second, speed, 0.0),
            "deep_m": np.where(holds | second, deep, 0.0),
            "hangs_s": rescue_draws(self.climb, values["rescue"]),
        }
        return Draws({**values, "offset_m": offset, **followed}, draws.branch)

    def _caught(self, held: HeldBy | None, drop: Floats, length: Floats, offset: Floats) -> tuple[Floats, Floats]:
        """Pull on the body and on whatever the line hangs from or turns over, N, [draw]; 0 where nothing is known."""
        if held is None:
            return np.zeros(len(drop)), np.zeros(len(drop))
        swings = tension_n(self.mass_kg, length, offset)
        free = np.maximum(held.peak_n(drop, length), swings)
        if not self._turns:
            return free, free
        dragged = np.maximum(held.peak_n(drop, length * self._least_share), swings)
        return np.maximum(free, dragged), np.maximum(2.0 * free, (1.0 + self._drag) * dragged)

    def _bears(self, held: HeldBy | None, force: Floats) -> Flags:
        return np.zeros(len(force), dtype=bool) if held is None else held.parts(force) == 0.0

    def _deep(self, held: HeldBy | None, drop: Floats, length: Floats) -> Floats:
        """How far below where they came off, m, [draw]."""
        return drop + (held.stretch_m(drop, length) if held else 0.0)

    def _met(self, length: Floats, offset: Floats) -> tuple[Floats, Mapping[str, Floats]]:
        """How fast the first thing in the arc is met, and how fast each of them is, m/s, [draw]; 0 where none is."""
        height = self.climb.height.value
        speeds = {one.name: meet(one, length_m=length, offset_m=offset, height_m=height) for one in self.near}
        first = np.zeros(len(length))
        for one in sorted(self.near, key=lambda thing: thing.across_m[1]):  # the last to be written is met first
            first = np.where(speeds[one.name] > 0.0, speeds[one.name], first)
        return first, speeds

    def classify(self, draws: Draws) -> Integers:
        values = draws.values
        brush = ON_LINES.read().body.brush_m_s
        clear = self.climb.clear_below.value if self.climb.clear_below else self.climb.height.value
        held = (values["holds"] > 0) | (values["second_holds"] > 0)
        cases = (
            (values["off"] == 0, STAYS_ON),
            (~held, NOTHING),
            (values["deep_m"] > clear, BELOW),
            (values["meets_m_s"] >= brush, MEETS),
            (values["second_holds"] > 0, SECOND),
            (values["meets_m_s"] > 0, BRUSHES),
        )
        ends = np.select([case for case, _ in cases], [end for _, end in cases], HELD)
        if self.first is None:  # nothing can be said of what holds: whoever comes off is held, and that is not known
            ends = np.where(values["off"] > 0, HELD, STAYS_ON)
        return ends.astype(np.int64)

    def severity(self, draws: Draws) -> Floats:
        return np.asarray(draws.values["line_n"] + draws.values["second_n"])

    def features(self, draws: Draws) -> Floats:
        return np.stack([np.sqrt(draws.values["slack_m"]), draws.values["offset_m"]], axis=-1)

    def exposures(self) -> tuple[Exposure, ...]:
        by, climb = self.climb.by, self.climb
        own = Exposure(self.label, by, by, Borne.CHOSEN, climb.takes, gear_limits=self._gear_limits())
        if climb.belayer is None or climb.belay != PERSON:
            return (own,)
        trained = does_stunts(self.plan.people[climb.belayer].job)
        borne = Borne.TRAINED_RECEIVER if trained else Borne.IMPOSED
        return own, Exposure(self.label, climb.belayer, by, borne, climb.takes)

    def _gear_limits(self) -> Mapping[str, GearLimit]:
        limits = {}
        harness, anchor = harness_of(self.plan, self.climb.harness), anchor_of(self.plan, self.climb.anchor)
        if (harness and harness.cut == SIT) or self.climb.attached == WAIST:
            sit = ON_LINES.read().harness
            limits = dict.fromkeys(
                ("line_force", "second_line_force"), GearLimit(sit.sit_n, f"{sit.source} [{sit.tag}]")
            )
        if anchor is not None and anchor.breaking_load is not None:
            limits["anchor_force"] = GearLimit(
                anchor.breaking_load.value / 2.0, "half of what the anchor breaks at [R-m]"
            )
        return limits

    def direct_loads(self, draws: Draws) -> Mapping[str, Mapping[str, Floats]]:
        values = draws.values
        own = {"swing_speed": values["meets_m_s"], "hanging_time": values["hangs_s"]}
        if self.first is not None and self.climb.slack is not None:
            own |= {"line_force": values["line_n"], "anchor_force": values["anchor_n"]}
        if self.second is not None and self.climb.second_slack is not None:
            own |= {"second_line_force": values["second_n"]}
        found = {self.climb.by: own}
        if self.climb.belayer is not None and self.climb.belay == PERSON and "line_force" in own:
            found[self.climb.belayer] = {"line_force": values["line_n"]}
        return found

    def rigging(self, draws: Draws) -> Rigging:
        values, branches = draws.values, self.branches()
        drawn = np.bincount(draws.branch, minlength=len(branches))
        weight = (np.array([branch.probability for branch in branches]) / np.maximum(drawn, 1))[draws.branch]
        _, speeds = self._met(values["length_m"], values["offset_m"])
        held = (values["holds"] > 0) | (values["second_holds"] > 0)
        past = [
            swung_past(one, np.where(held, speeds[one.name], 0.0), draws.branch, weight, len(branches))
            for one in self.near
        ]
        climb, second_n = self.climb, values["second_n"]
        if self.second is not None and not second_n.any():
            second_n = self.second.peak_n(values["second_slack_m"], values["length_m"])
        stone = self._rate(HOLD, CLIMB_NUMBERS.read().branch[HOLD]) if climb.face == ROCK else 0.0
        return rigging_of(
            self.plan,
            climb,
            first=Loaded(values["line_n"] if self._said("slack") else np.zeros(len(weight)), weight),
            second=Loaded(second_n if self._said("second_slack") else np.zeros(len(weight)), weight),
            anchor=Loaded(values["anchor_n"], weight),
            second_held=self.second,
            past=past,
            gusts=gusts_of(self.plan, climb, mass_kg=self.mass_kg, clear_m=self._clear_m()),
            below=below_of(self.plan, climb, stone_per_take=stone),
            drawn=drawn,
        )

    def _said(self, field: str) -> bool:
        return getattr(self.climb, field) is not None

    def _clear_m(self) -> float | None:
        """From plumb to the nearest thing beside it; None where the plan has nothing there."""
        gaps = [min(abs(one.across_m[0]), abs(one.across_m[1])) for one in self.near]
        return min(gaps, default=None)

    def evidence(self) -> Evidence:
        takes = ON_LINES.read()
        return Evidence(
            assumptions=(
                "line: a standard linear solid by its label, or a spring by its metal, run soft and stiff; the worse "
                "counts (R-m)",
                "body and harness: a spring of 20 to 80 kN/m behind the line, which nobody measured (judgement)",
                f"friction where a rope turns back over a carabiner: none, and {takes.friction.carabiner:g} (R-m); the "
                "worse counts",
                "whoever belays is taken to stand still: what they give way is left out, which is the careful side",
                "swing: a pendulum without drag in the plane of the face; 2 m/s brushes past (judgement)",
                *(
                    ("slips grow by 15 % from each take of the day to the next (judgement)",)
                    if self.climb.takes > 1
                    else ()
                ),
            ),
            not_assessed=(
                "which part of the body meets the face, and what it feels there",
                "what straps do to hips, chest and groin, and what hanging does to somebody who is hurt",
                "a swing towards the face under an overhang, and spin about the line",
                "knots, carabiners and belay devices one by one: a competent person looks at each before each take",
                "weather, old injuries, fear, and what cold does to hands",
            ),
        )
