"""A swing on wires: how fast it comes to plumb, where it comes to the window that is aimed at, what a line carries.

A pendulum without drag from the drawn offset, run and release; wind shifts its middle by what it holds a body out at
rest. A body goes through a window where it comes to its plane inside the opening; beside it the whole body meets the
frame. Where nothing holds there is no model: such takes count as harmed.

Valid for: up to 60 m of free line; offsets shorter than the line.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from math import hypot, log, sqrt
from typing import Any, ClassVar

import numpy as np
from scipy.special import ndtr, ndtri

from stuntlab.constants import AIR_KG_PER_M3, GRAVITY_M_S2
from stuntlab.datasets import Branch, Draws, Exposure, Flags, Floats, Integers, Outcome, Unknown
from stuntlab.datasets.rigging import FaceMet, Rigging
from stuntlab.gags.base import FailureMode, failure_modes_of
from stuntlab.gags.evidence import Evidence
from stuntlab.gags.falling.changes import ChangeStep
from stuntlab.gags.on_lines.arc import meet
from stuntlab.gags.on_lines.changes import nearer_to_plumb
from stuntlab.gags.on_lines.held import HeldBy
from stuntlab.gags.on_lines.numbers import ON_LINES
from stuntlab.gags.on_lines.on_body import FIRST_1_PER_M, MODELS, SECOND_1_PER_M, body_unknowns, neck_tone, rises_s
from stuntlab.gags.on_lines.on_line_gag import OnLineGag
from stuntlab.gags.on_lines.path import PLUMB, Hangs, PathWords
from stuntlab.gags.on_lines.rates import anchor_of, anchor_rate, connection_rate, cut_rate, line_of
from stuntlab.gags.on_lines.rigged import rescue_draws
from stuntlab.gags.wire_swing.numbers import CONNECTED, CUT, FAILS, GUST, WINCH, WIRE_SWING_NUMBERS, SwingFailure
from stuntlab.gear.floor import floor_stiffness_n_per_m
from stuntlab.gear.lines.pendulum import speed_m_s, tension_n
from stuntlab.plan import Plan, quantities
from stuntlab.plan.actions.high_fall import GROUND
from stuntlab.plan.actions.wire_swing import WireSwing as WireSwingWords
from stuntlab.statistics import weighted_quantile
from stuntlab.units import Dimension, Quantity, format_quantity, parse_quantity

PAST, THROUGH, BRUSHES, MEETS, SECOND, BELOW, NOTHING, BREAKS = range(8)
_KELVIN = 273.15
_WIDER_M, _CUT_M = 0.4, 0.05
_QUIET = ("1.5 ± 0.5 m/s", "4 m/s")
"""Wind that is waited for, and the gust above which no take is begun (J)."""

_GLAZED = ("glass", "glazed", "window", "curtain wall")
"""Walls that have panes."""


class WireSwing(OnLineGag):
    """One `wire_swing:` line of a plan."""

    kind: ClassVar[str] = "wire_swing"
    below: ClassVar[int] = BELOW
    summary: ClassVar[str] = WireSwingWords.summary
    failure_modes: ClassVar[tuple[FailureMode, ...]] = failure_modes_of(WIRE_SWING_NUMBERS.read().branch)
    runs_inform: ClassVar[Mapping[str, int]] = {"offset": 1, "run_speed": 1}
    outcomes: ClassVar[tuple[Outcome, ...]] = (
        Outcome("past plumb, held by the line", True),
        Outcome("through the opening", True),
        Outcome("brushing past something at less than 2 m/s", True),
        Outcome("against the frame or something else at 2 m/s or more", True),
        Outcome("held by the second line", True),
        Outcome("on a ledge or the ground before the line holds", True, modelled=False),
        Outcome("falling, with nothing that holds", True, modelled=False),
        Outcome("through a pane that breaks", True, modelled=False),
    )

    def __init__(self, plan: Plan, action: WireSwingWords, label: str) -> None:
        super().__init__(plan, action, label)
        self.swing = action

    @property
    def further_m(self) -> float:
        rows = WIRE_SWING_NUMBERS.read().branch.values()
        return max(row.more_slack_m + row.more_length_m for row in rows)

    @property
    def carries(self) -> bool:
        return True

    @property
    def stones_per_take(self) -> float:
        return 0.0

    def planned_branches(self) -> tuple[Branch, ...]:
        wrong = tuple(
            Branch(name, self._rate(name, row), row.reason, row.outcome)
            for name, row in WIRE_SWING_NUMBERS.read().branch.items()
        )
        planned = 1.0 - sum(branch.probability for branch in wrong)
        return (Branch("as planned", planned, "", "the swing goes as the plan says, within its spread"), *wrong)

    def _rate(self, name: str, row: SwingFailure) -> float:
        numbers = WIRE_SWING_NUMBERS.read()
        rates = {
            CONNECTED: connection_rate(self.swing),
            CUT: cut_rate(line_of(self.plan, self.swing.line)),
            FAILS: anchor_rate(anchor_of(self.plan, self.swing.anchor)),
            WINCH: row.probability if self.swing.winch else numbers.winch.none,
            GUST: self._gust_rate(),
        }
        return rates.get(name, row.probability)

    def _gust_rate(self) -> float:
        """How often a gust passes the limit between the reading and the take: the plan's wind as log-normal."""
        numbers, wind, limit = WIRE_SWING_NUMBERS.read().gusts, self._wind, self.swing.gust
        if wind is None:
            return numbers.least
        if limit is None or limit.value == 0.0:
            return numbers.most
        if wind[0] == 0.0:
            return numbers.least
        mean, share = numbers.factor * wind[0], max(wind[1] / wind[0], numbers.least_share)
        sd = sqrt(log(1.0 + share**2))
        passes = 1.0 - float(ndtr((log(limit.value / mean) + sd**2 / 2) / sd))
        return min(max(passes, numbers.least), numbers.most)

    @property
    def _wind(self) -> tuple[float, float] | None:
        """Mean and spread, m/s; None where the plan has no wind: indoors."""
        wind = quantities(self.plan.place).get("wind")
        return None if wind is None else (wind.value, wind.sd)

    def unknowns(self) -> tuple[Sequence[Unknown], ...]:
        rows = (SwingFailure(0.5, "as planned", "as planned"), *WIRE_SWING_NUMBERS.read().branch.values())
        return tuple(self._unknowns_of(row) for row in rows)

    def _unknowns_of(self, row: SwingFailure) -> tuple[Unknown, ...]:
        slack, second = self.slack_of("slack"), self.slack_of("second_slack")
        length, offset, run = self.in_takes("length_out"), self.in_takes("offset"), self._run
        body = WIRE_SWING_NUMBERS.read().body
        wind = self._wind or (0.0, 0.0)
        gust = WIRE_SWING_NUMBERS.read().gusts
        limit = self.swing.gust.value if self.swing.gust else gust.factor * wind[0]
        blows = limit + gust.over_m_s if row.gusty else hypot(*wind) / sqrt(2.0)
        return (
            Unknown("slack_m", slack[0] + row.more_slack_m, slack[1], low=0.0),
            Unknown("second_slack_m", *second, low=0.0),
            Unknown("length_m", length.value + row.more_length_m, length.sd, low=0.3),
            Unknown("offset_m", offset.value + row.early_m, offset.sd, low=0.0, high=0.98 * length.value + row.early_m),
            Unknown("run_m_s", run[0], run[1], low=0.0),
            Unknown("late_s", *self._late),
            Unknown("wind_m_s", blows if row.gusty else 0.0, gust.over_m_s if row.gusty else blows),
            Unknown("aim_m", 0.0, body.guided_m if self.swing.guided else body.across_m),
            Unknown("rescue", 0.0, 1.0),
            *body_unknowns(turns=self.turns),
            Unknown("pane", 0.0, 1.0),
        )

    @property
    def _run(self) -> tuple[float, float]:
        if self.swing.run_speed is None:
            return 0.0, 0.0
        speed = self.in_takes("run_speed")
        return speed.value, speed.sd

    @property
    def _late(self) -> tuple[float, float]:
        """When they let go; from rest it changes nothing."""
        if self.swing.run_speed is None:
            return 0.0, 0.0
        late = quantities(self.swing).get("release")
        return (0.0, 0.25) if late is None else (late.value, late.sd)

    def propagate(self, draws: Draws) -> Draws:
        values = draws.values
        gives = np.array([False, *(row.gives for row in WIRE_SWING_NUMBERS.read().branch.values())])[draws.branch]
        length, run = values["length_m"], values["run_m_s"]
        start = np.clip(values["offset_m"] - run * values["late_s"], 0.0, 0.98 * length)
        force = self._force_n(self.first, values["slack_m"], length, start, run)
        again = self._force_n(self.second, values["slack_m"] + values["second_slack_m"], length, start, run)
        holds = ~gives & self.bears(self.first, force)
        second = ~holds & self.bears(self.second, again)
        through, at_frame = self._at_the_opening(values, length, start, run)
        first = self._first_met(length, start, run)
        ends_at = np.where(first > 0.0, first, np.where(through, 0.0, at_frame))
        drop = values["slack_m"] + np.where(holds, 0.0, values["second_slack_m"])
        second_per_m = np.where(second, 1.0 / length, 0.0)
        rises = rises_s(self.second, second_per_m, mass_kg=self.mass_kg)
        followed = {
            "falls_m": np.where(holds | second, drop, 0.0),
            FIRST_1_PER_M: np.where(holds, 1.0 / length, 0.0),
            SECOND_1_PER_M: second_per_m,
            "tone": np.maximum(holds, neck_tone(drop, rises, planned=False)),
            "start_m": start,
            "held": (holds | second).astype(float),
            "second_holds": second.astype(float),
            "line_n": np.where(holds, force, 0.0),
            "second_n": np.where(second, again, 0.0),
            "anchor_n": np.where(holds, force, again),
            "plumb_m_s": speed_m_s(length, start, self._opening_at, run),
            "through": (through & (first == 0.0)).astype(float),
            "swing_m_s": np.where(holds | second, ends_at, 0.0),
            "breaks": ((holds | second) & (first == 0.0) & ~through & self._breaks(values, at_frame)).astype(float),
            "deep_m": drop + self._dip(length, start),
            "hangs_s": rescue_draws(self.swing, values["rescue"]),
        }
        return Draws({**values, **followed}, draws.branch)

    def _breaks(self, values: Mapping[str, Floats], speed: Floats) -> Flags:
        """Whether a pane beside the opening breaks, [draw]: only above what its maker tried it with; others hold."""
        table, pane = WIRE_SWING_NUMBERS.read(), self.swing.pane
        if pane == "removed" or not self._has_panes:
            return np.zeros(len(speed), dtype=bool)
        tried = table.pane.get(pane or "")
        holds_to = sqrt(2.0 * GRAVITY_M_S2 * tried.drop_m) if tried else ON_LINES.read().body.brush_m_s
        return np.asarray((speed > holds_to) & (values["pane"] < ndtri(table.glass.breaks)))

    def _force_n(self, held: HeldBy | None, drop: Floats, length: Floats, start: Floats, run: Floats) -> Floats:
        """Pull of a line that takes up a drop and carries the swing, N, [draw]; 0 where nothing is known of it."""
        swings = tension_n(self.mass_kg, length, start, run)
        if held is None:
            return np.zeros(len(length))
        weight = self.mass_kg * GRAVITY_M_S2
        caught = np.where(drop > 0.01, held.peak_n(drop, length), weight)  # from straight, it is loaded and not caught
        return np.asarray(caught + swings - weight)

    def _dip(self, length: Floats, start: Floats) -> Floats:
        return np.asarray(length - np.sqrt(length**2 - start**2))

    @property
    def _opening_at(self) -> float:
        return self.swing.opening_at.value if self.swing.opening_at else 0.0

    def _at_the_opening(
        self, values: Mapping[str, Floats], length: Floats, start: Floats, run: Floats
    ) -> tuple[Flags, Floats]:
        """Whether each draw goes through it, and how fast it meets the frame where not, m/s, [draw].

        Its middle hangs so far below the anchor as the plan says: the depth of the planned start and `opening_below`.
        """
        if self.swing.opening is None:
            return np.ones(len(length), dtype=bool), np.zeros(len(length))
        body, half = WIRE_SWING_NUMBERS.read().body, ON_LINES.read().body.half_m
        wide, high = self.swing.opening
        planned, off = self.swing.length_out.value, min(self.swing.offset.value, self.swing.length_out.value)
        below = self.swing.opening_below
        depth = sqrt(planned**2 - off**2) + (below.value if below else self._planned_dip_m)
        up = np.sqrt(np.maximum(length**2 - self._opening_at**2, 0.0)) - depth
        aside = values["aim_m"] + self._blown_m(values["wind_m_s"], length)
        inside = (np.abs(up) <= max(high / 2 - body.tucked_half_m, 0.0)) & (np.abs(aside) <= max(wide / 2 - half, 0.0))
        return inside, speed_m_s(length, start, self._opening_at, run)

    @property
    def _planned_dip_m(self) -> float:
        length, off = self.swing.length_out.value, min(self.swing.offset.value, self.swing.length_out.value)
        return sqrt(length**2 - self._opening_at**2) - sqrt(length**2 - off**2)

    def _blown_m(self, wind: Floats, length: Floats) -> Floats:
        """How far aside wind holds a body at rest, m, [draw]; a guide leaves a quarter of it (J)."""
        push = 0.5 * AIR_KG_PER_M3 * ON_LINES.read().wind.drag_area_m2 * wind * np.abs(wind)
        share = 0.25 if self.swing.guided else 1.0
        return np.asarray(share * length * push / (self.mass_kg * GRAVITY_M_S2))

    def met(self, draws: Draws) -> Mapping[str, Floats]:
        values = draws.values
        return self._met(values["length_m"], values["start_m"], values["run_m_s"])

    def _met(self, length: Floats, start: Floats, run: Floats) -> Mapping[str, Floats]:
        high = self.swing.height.value
        return {one.name: meet(one, length_m=length, offset_m=start, height_m=high, along_m_s=run) for one in self.near}

    def _first_met(self, length: Floats, start: Floats, run: Floats) -> Floats:
        """How fast the first thing in the arc is met, m/s, [draw]; 0 where none is."""
        speeds, first = self._met(length, start, run), np.zeros(len(length))
        for one in sorted(self.near, key=lambda thing: thing.across_m[1]):  # the last to be written is met first
            first = np.where(speeds[one.name] > 0.0, speeds[one.name], first)
        return first

    @property
    def may_meet(self) -> bool:
        return self.swing.opening is not None or super().may_meet

    @property
    def turns(self) -> bool:
        return super().turns and not self.swing.guided

    @property
    def face_n_per_m(self) -> dict[str, float]:
        padded = ON_LINES.read().padded
        if self.swing.padded:
            return {end: padded.at(end) for end in MODELS}
        return {end: floor_stiffness_n_per_m(self.plan.place.wall or GROUND, end=end) for end in MODELS}

    def classify(self, draws: Draws) -> Integers:
        values, brush = draws.values, ON_LINES.read().body.brush_m_s
        cases = (
            (np.full(len(draws.branch), self.first is None), PAST),
            (values["held"] == 0, NOTHING),
            (values["deep_m"] > self.clear_below_m, BELOW),
            (values["breaks"] > 0, BREAKS),
            (values["swing_m_s"] >= brush, MEETS),
            (values["second_holds"] > 0, SECOND),
            (values["swing_m_s"] > 0, BRUSHES),
            ((values["through"] > 0) & (self.swing.opening is not None), THROUGH),
        )
        return np.select([case for case, _ in cases], [end for _, end in cases], PAST).astype(np.int64)

    def severity(self, draws: Draws) -> Floats:
        return draws.values["plumb_m_s"]

    def exposures(self) -> tuple[Exposure, ...]:
        return (self.own_exposure(),)

    def own_steps(self) -> tuple[ChangeStep, ...]:
        return (*self._guide(), *self._aim(), *self._wait_for_less_wind(), *self._wear_gloves())

    def _guide(self) -> Iterator[ChangeStep]:
        fields = {name: True for name in ("guided", "padded") if not getattr(self.swing, name)}
        if self.swing.opening is not None and fields:
            yield ChangeStep("a tag line that guides it, and a padded frame", "a line in the picture", fields)

    def _aim(self) -> Iterator[ChangeStep]:
        """Wires that are cut to measure, and a window with room to spare."""
        if self.swing.opening is None:
            return
        length, wide = self.swing.length_out, self.swing.opening[0] + _WIDER_M
        fields: dict[str, Any] = {"opening": (wide, self.swing.opening[1])}
        said = f"a window {wide:.2g} m wide"
        if self.in_takes("length_out").sd > _CUT_M:
            text = f"{length.text.split('±')[0].strip()} ± 5 cm"
            fields["length_out"] = Quantity(length.value, _CUT_M, text)
            said += ", wires cut to 5 cm"
        yield ChangeStep(said, "another pane out, and a tape before every take", fields)

    def _wait_for_less_wind(self) -> Iterator[ChangeStep]:
        """A quiet hour, and no take begun in a gust that carries them aside."""
        calm, limit = (parse_quantity(text, Dimension.SPEED) for text in _QUIET)
        wind, gust = self.plan.place.wind, self.swing.gust
        if wind is None or (wind.value <= calm.value and gust is not None and gust.value <= limit.value):
            return
        said = f"in a wind of {calm.text}, no take begun above {limit.text}"
        yield ChangeStep(said, "waiting for the hour", {"gust": limit}, place={"wind": calm})

    def _wear_gloves(self) -> Iterator[ChangeStep]:
        surface, hot = self.swing.surface, WIRE_SWING_NUMBERS.read().hot.from_c
        if surface is not None and not self.swing.gloves and surface.value + surface.sd - _KELVIN >= hot:
            yield ChangeStep("gloves, and no bare skin on the glass", "gloves in the picture", {"gloves": True})

    @property
    def begins(self) -> Hangs:
        aims = None if self.swing.opening is None else self._opening_at
        return replace(super().begins, along_m_s=self._run[0], aims_at_m=aims)

    @property
    def opening_in_face(self) -> tuple[float, float, float, float] | None:
        if self.swing.opening is None:
            return None
        below = self.swing.opening_below
        down = below.value if below else self._planned_dip_m
        return self._opening_at, self.swing.height.value - down, self.swing.opening[0], self.swing.opening[1]

    @property
    def free_in_opening(self) -> tuple[float, float] | None:
        if self.swing.opening is None:
            return None
        wide, high = self.swing.opening
        half, tucked = ON_LINES.read().body.half_m, WIRE_SWING_NUMBERS.read().body.tucked_half_m
        return max(wide / 2 - half, 0.0), max(high / 2 - tucked, 0.0)

    @property
    def path_words(self) -> PathWords:
        reaches = "at the window line"
        return PathWords(
            begins="letting go",
            decisive=PLUMB if self.swing.opening is None else reaches,
            reaches=reaches,
            swings_in=True,
            unplanned=False,
        )

    @property
    def moves_with_offset(self) -> Mapping[str, Quantity]:
        """The window that is aimed at is where the shorter arc comes down."""
        if self.swing.opening is None:
            return {}
        length, off = self.swing.length_out.value, nearer_to_plumb(self.in_takes("offset")).value
        dip = sqrt(length**2 - self._opening_at**2) - sqrt(length**2 - min(off, length) ** 2)
        return {"opening_below": Quantity(max(dip, 0.0), 0.0, format_quantity(max(dip, 0.0), Dimension.LENGTH))}

    @property
    def _has_panes(self) -> bool:
        """Whether the plan speaks of glass: a window, open or aimed at, a surface that is touched, a wall of it."""
        swing, wall = self.swing, (self.plan.place.wall or "").casefold()
        said = swing.opening is not None or swing.surface is not None or swing.windows_open > 0
        return said or any(word in wall for word in _GLAZED)

    def rigging(self, draws: Draws) -> Rigging:
        rigging = super().rigging(draws)
        weight = np.array([branch.probability for branch in self.branches()])[draws.branch]
        met = draws.values["plumb_m_s"]
        tried = WIRE_SWING_NUMBERS.read().pane.get(self.swing.pane or "")
        missed = (draws.values["held"] > 0) & (draws.values["through"] == 0) & (draws.values["swing_m_s"] > 0)
        counts = np.bincount(draws.branch[missed], minlength=len(self.branches()))
        surface = self.swing.surface
        degrees = surface.value + surface.sd - _KELVIN if surface else None
        hot = WIRE_SWING_NUMBERS.read().hot
        face = FaceMet(
            opening=" by ".join(f"{side:.3g} m" for side in self.swing.opening) if self.swing.opening else None,
            speed_m_s=(weighted_quantile(met, weight, 0.5), weighted_quantile(met, weight, 0.999)),
            dip_m=self._planned_dip_m,
            below_m=self.swing.opening_below.value if self.swing.opening_below else None,
            missed=counts,
            padded=self.swing.padded,
            panes=self._has_panes,
            pane=self.swing.pane,
            pane_tried_m_s=None if tried is None else sqrt(2.0 * GRAVITY_M_S2 * tried.drop_m),
            surface_c=degrees,
            burns_after_s=None if degrees is None else hot.seconds(degrees),
            hot_from_c=hot.from_c,
            on_surface_s=self.swing.on_surface.value if self.swing.on_surface else None,
            gloves=self.swing.gloves,
            windows_open=self.swing.windows_open,
            inside_harnessed=self.swing.inside_harnessed,
            winch=self.swing.winch,
            power_cut_by=self.swing.power_cut_by,
        )
        return replace(rigging, face=face)

    def evidence(self) -> Evidence:
        return Evidence(
            assumptions=(
                "line: a standard linear solid by its label, or a spring by its metal, run soft and stiff; the worse "
                "counts (R-m)",
                "body and harness: a spring of 20 to 80 kN/m behind the line, which nobody measured (judgement)",
                "swing: a pendulum without drag; wind holds its middle aside as it would somebody at rest (judgement)",
                "window: a body tucked to 1.2 m, 0.5 m wide; beside it the frame is met at the speed of the swing "
                "(judgement)",
                "2 m/s brushes past (judgement)",
                "body: arrested from when the line is straight, and from 20 ms before the frame, on leg loops and a "
                "tie that give 20 to 80 kN/m together; it leans by ± 20 degrees, and turns where nothing guides it "
                "(judgement)",
            ),
            not_assessed=(
                "an edge of a frame that is narrower than the plane that stands for it",
                "a pane that breaks: cuts, what falls from it, and a body that goes on through it",
                "what straps do to skin, ribs and groin, and what hanging does to somebody who is hurt",
                "what spin about the line adds, and two lines that cross",
                "sleeves, knots, carabiners and winches one by one: a competent person looks at each before each take",
                "weather, old injuries, fear, and what cold does to hands",
            ),
        )
