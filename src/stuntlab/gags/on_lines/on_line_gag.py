"""What a climb and a swing share: their lines with a body on them, the loads that follow, the rigging of the plan."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import ClassVar

import numpy as np

from stuntlab.datasets import Borne, Draws, Exposure, Flags, Floats, GearLimit
from stuntlab.datasets.rigging import Deep, FaceSet, HungPath, LinePicture, LinePulled, Rigging, StandsInArc
from stuntlab.gags.base import Gag
from stuntlab.gags.falling.changes import ChangeStep, changes_of_steps
from stuntlab.gags.on_lines.arc import meet, near_the_face, swung_past
from stuntlab.gags.on_lines.below import below_of
from stuntlab.gags.on_lines.changes import changes_on_a_line
from stuntlab.gags.on_lines.gusts import gusts_of
from stuntlab.gags.on_lines.held import HeldBy, held_by
from stuntlab.gags.on_lines.numbers import ON_LINES
from stuntlab.gags.on_lines.on_body import MODELS, BodyOnLine, body_features
from stuntlab.gags.on_lines.path import OUT_M, Hangs, PathWords, face_set, hung_path, pull_of_catch
from stuntlab.gags.on_lines.rates import anchor_of, line_of
from stuntlab.gags.on_lines.rigged import Loaded, harness_of, rigging_of
from stuntlab.gags.roles import Change, DirectLoads, HangsOnLines, OffersChanges
from stuntlab.gear.lines.arrests import BelayedBy
from stuntlab.gear.lines.pendulum import speed_m_s
from stuntlab.people.from_plan import measures_of
from stuntlab.plan import Plan, label_words
from stuntlab.plan.gear.harness import SIT
from stuntlab.plan.gear.line import Line
from stuntlab.plan.on_line import HIPS, STERNAL, WAIST, OnLine
from stuntlab.scene.world import World
from stuntlab.units import Quantity

_POINTS = 121
_SURE = 4.0
"""Standard deviations of drop and length that the table of arrests covers."""


class OnLineGag(Gag, DirectLoads, HangsOnLines, OffersChanges):
    """Somebody on a line. `propagate` of a kind adds the draws that are read here:

    line_n, second_n, anchor_n: pull of each, N, 0 where it does not hold. swing_m_s: speed at which the swing ends.
    deep_m: fall and stretch, 0 where nothing catches. hangs_s: seconds until they are down. held: 1 where a line
    holds them. tone: of the neck. And `BODY_DRAWS`.
    """

    below: ClassVar[int]
    """The outcome of whoever comes down before the line holds."""

    first_takes: ClassVar[int] = 48
    most_takes: ClassVar[int] = 256

    def __init__(self, plan: Plan, action: OnLine, label: str) -> None:
        super().__init__(plan, action, label)
        self.words = action
        self.measures = measures_of(plan.people[action.by], action.by)
        self.mass_kg = self.measures.mass_kg
        self.near = near_the_face(plan, action.by)
        self._held: dict[str, HeldBy | None] = {}

    @property
    @abstractmethod
    def further_m(self) -> float:
        """What a branch or the runner below adds to the slack at most."""

    @property
    @abstractmethod
    def face_n_per_m(self) -> dict[str, float]:
        """How stiff what a swing may end at is, by model, N/m."""

    @property
    def models(self) -> tuple[str, ...]:
        """How much line, body, harness and face give: the two ends of all of them."""
        return MODELS

    @property
    def turns(self) -> bool:
        """Whether nothing keeps them facing the way they go: one point does not."""
        return self.words.attached != HIPS

    def worlds(self) -> tuple[World, ...]:
        if self.first is None:
            return ()
        body = BodyOnLine(
            self.words.by, self.measures, self._point, self.first, self.second, self.face_n_per_m, self.turns
        )
        arrest, face = body.worlds()
        return (arrest, face) if self.may_meet else (replace(arrest, hands_over=None),)

    @property
    def may_meet(self) -> bool:
        """Whether any swing of this plan ends at something."""
        length, offset = self.in_takes("length_out"), self.in_takes("offset")
        widest = offset.value + _SURE * offset.sd
        long = np.full(_POINTS, max(length.value + _SURE * length.sd, 1.01 * widest))
        start, high = np.linspace(0.0, widest, _POINTS), self.words.height.value
        return any(meet(one, length_m=long, offset_m=start, height_m=high).any() for one in self.near)

    @property
    def _point(self) -> str:
        """Where the line is tied; of a plan that does not say so, which is held for it, as its harness has it."""
        return self.words.attached or (WAIST if self._is_sit else STERNAL)

    def features(self, draws: Draws) -> Floats:
        return body_features(draws)

    @property
    def least_share(self) -> float:
        """Of the length, what stretches at least."""
        return 1.0

    @property
    def top_share(self) -> float:
        """Of the weight of whoever hangs at rest, what the line hangs from bears."""
        return 1.0

    @property
    @abstractmethod
    def carries(self) -> bool:
        """Whether the line bears them as planned, and does not only catch."""

    @abstractmethod
    def met(self, draws: Draws) -> Mapping[str, Floats]:
        """How fast each draw meets what is near the face, by its name, m/s, [draw]; 0 where it does not."""

    @property
    @abstractmethod
    def stones_per_take(self) -> float:
        """How often a stone comes down."""

    @property
    def clear_m(self) -> float | None:
        """From plumb to the nearest thing beside it, or as the plan says; None where it says nothing of it."""
        if self.words.clear is not None:
            return self.words.clear.value
        return min((min(map(abs, one.across_m)) for one in self.near), default=None)

    def refuse_impossible(self) -> None:
        """A label that no rope can have is refused before any draw."""
        for name in (self.words.line, self.words.second_line):
            self._hold(name)

    @property
    def first(self) -> HeldBy | None:
        """The line with the body on it; None where too little is known of it."""
        return self._hold(self.words.line)

    @property
    def second(self) -> HeldBy | None:
        """The same of the second line; None where there is none, too."""
        return self._hold(self.words.second_line)

    def _hold(self, name: str | None) -> HeldBy | None:
        line = line_of(self.plan, name)
        if name is None or line is None:
            return None
        if name not in self._held:
            self._held[name] = self.hold_line(name, line)
        return self._held[name]

    def hold_line(self, name: str, line: Line, belay: BelayedBy | None = None) -> HeldBy | None:
        """A line with the body on it; belay: a person at its far end."""
        most, lengths = self._most_drop_m, self._lengths_m
        return held_by(name, line, mass_kg=self.mass_kg, most_drop_m=most, lengths_m=lengths, belay=belay)

    @property
    def _most_drop_m(self) -> float:
        """Of every branch and every draw that counts, on either line."""
        slacks = (self.words.slack, self.words.second_slack)
        said = sum(one.value + _SURE * max(one.sd, 0.15) for one in slacks if one is not None)
        return self.further_m + said + 0.5

    @property
    def _lengths_m(self) -> tuple[float, float]:
        length = self.in_takes("length_out")
        low, high = length.value - _SURE * length.sd, length.value + _SURE * length.sd + self.further_m
        return max(low * self.least_share, 0.2), max(high, 0.5)

    def slack_of(self, field: str) -> tuple[float, float]:
        """Mean and spread; where it is not said, nothing is computed with it and the answer says so."""
        if getattr(self.words, field) is None:
            return 0.5, 0.25
        quantity = self.in_takes(field)
        return quantity.value, quantity.sd

    def bears(self, held: HeldBy | None, force: Floats) -> Flags:
        """Whether a line holds such a pull, [draw]; one that is not there does not."""
        return np.zeros(len(force), dtype=bool) if held is None else held.parts(force) == 0.0

    @property
    def one_anchor(self) -> bool:
        """Whether the second line hangs from what the first does."""
        return self.words.second_anchor in (None, self.words.anchor)

    def own_exposure(self) -> Exposure:
        """Whoever is on the line chose it."""
        by = self.words.by
        return Exposure(self.label, by, by, Borne.CHOSEN, self.words.takes, gear_limits=self._gear_limits())

    @property
    def _is_sit(self) -> bool:
        harness = harness_of(self.plan, self.words.harness)
        return (harness is not None and harness.cut == SIT) or self.words.attached == WAIST

    def _gear_limits(self) -> Mapping[str, GearLimit]:
        limits: dict[str, GearLimit] = {}
        anchor = anchor_of(self.plan, self.words.anchor)
        if self._is_sit:
            sit = ON_LINES.read().harness
            through = GearLimit(sit.sit_n, f"{sit.source} [{sit.tag}]")
            limits = dict.fromkeys(("line_force", "second_line_force"), through)
        if anchor is not None and anchor.breaking_load is not None:
            half = GearLimit(anchor.breaking_load.value / 2.0, "half of what the anchor breaks at [R-m]")
            limits["anchor_force"] = half
        return limits

    def direct_loads(self, draws: Draws) -> Mapping[str, Mapping[str, Floats]]:
        values = draws.values
        own = {"swing_speed": values["swing_m_s"], "hanging_time": values["hangs_s"]}
        if self.first is not None and self.words.slack is not None:
            own |= {"line_force": values["line_n"], "anchor_force": values["anchor_n"]}
        if self.second is not None and self.words.second_slack is not None:
            own |= {"second_line_force": values["second_n"]}
        return {self.words.by: own}

    def line_picture(self, draws: Draws) -> LinePicture:
        length, offset = self.words.length_out.value, self.in_takes("offset").value
        off = min(offset, 0.98 * length)
        widest = float(np.quantile(np.minimum(draws.values["offset_m"], 0.98 * length), 0.999))
        anchor = self.words.height.value + float(np.sqrt(length**2 - off**2))
        return LinePicture(
            title=f"{self.plan.stunt}, {label_words(self.label)}",
            across_m=(across := np.linspace(-off, off, _POINTS)),
            height_m=anchor - np.sqrt(length**2 - across**2),
            widest_across_m=(wide := np.linspace(-widest, widest, _POINTS)),
            widest_height_m=anchor - np.sqrt(length**2 - wide**2),
            anchor_m=anchor,
            things=tuple(self._list_in_arc()),
            lines=tuple(self._list_pulled()),
            body_n=next(iter(self._gear_limits().values())).value if self._is_sit else ON_LINES.read().harness.full_n,
            trade=ON_LINES.read().harness.trade,
            plumb_m_s=float(self._planned_speed(0.0)),
            window=self.opening_in_face,
            free_m=self.free_in_opening,
            blown_m=self._blown(),
            out_m=OUT_M,
            half_m=(ON_LINES.read().body.half_m, ON_LINES.read().body.half_height_m),
        )

    def _planned_speed(self, at_m: float) -> float:
        begins = self.begins
        length, start = np.array([self.words.length_out.value]), np.array([begins.across_m])
        return float(speed_m_s(length, start, at_m, begins.along_m_s)[0])

    def _blown(self) -> tuple[float, float] | None:
        gusts = gusts_of(self.plan, self.words, mass_kg=self.mass_kg, clear_m=self.clear_m)
        return None if gusts is None or gusts.gust_m_s is None else (gusts.out_m, gusts.gust_m_s)

    @property
    def free_in_opening(self) -> tuple[float, float] | None:
        """Half of the width and height of the window that a body leaves, m."""
        return None

    def _list_in_arc(self) -> Iterator[StandsInArc]:
        begins = self.begins
        length, start = np.array([self.words.length_out.value]), np.array([begins.across_m])
        for one in self.near:
            met = meet(one, length_m=length, offset_m=start, height_m=begins.up_m, along_m_s=begins.along_m_s)
            yield StandsInArc(
                name=one.name,
                across_m=one.across_m,
                up_m=one.up_m,
                out_m=one.out_m,
                person=one.borne is not None,
                met_m_s=float(met[0]),
            )

    @property
    def begins(self) -> Hangs:
        """Where the planned take begins."""
        length, slack = self.words.length_out.value, self.words.slack
        off = min(self.in_takes("offset").value, 0.98 * length)
        return Hangs(
            across_m=off,
            up_m=self.words.height.value,
            below_m=float(np.sqrt(length**2 - off**2)),
            length_m=length,
            drop_m=slack.value if slack else 0.0,
        )

    @property
    @abstractmethod
    def path_words(self) -> PathWords:
        """What the moments of the planned take are called."""

    @property
    def opening_in_face(self) -> tuple[float, float, float, float] | None:
        """The window that is aimed at: its middle across and up, width and height, m."""
        return None

    @property
    def face(self) -> FaceSet:
        words, second = self.words, self.words.second_slack
        lines = [(words.line, 0.0), (words.second_line, second.value if second else 0.0)]
        named = [(name, longer) for name, longer in lines if name is not None]
        return face_set(self.begins, named, self.opening_in_face, apart=not self.one_anchor)

    def hung_path(self) -> HungPath | None:
        held = self.first or self.second
        if held is None:
            return None
        return hung_path(
            self.begins,
            held,
            self.near,
            mass_kg=self.mass_kg,
            attached=self.words.attached or STERNAL,
            words=self.path_words,
        )

    def _list_pulled(self) -> Iterator[LinePulled]:
        """Each line in the planned catch, at the stiff end of what is known of it."""
        for held, slack in ((self.first, self.words.slack), (self.second, self.words.second_slack)):
            if held is not None and slack is not None:
                length = self.words.length_out.value
                time, pull = pull_of_catch(held, mass_kg=self.mass_kg, drop_m=slack.value, length_m=length)
                new, works = held.line.breaking_load, held.line.working_load
                yield LinePulled(
                    name=held.name,
                    time_s=time,
                    pull_n=pull,
                    breaks_n=held.breaks_n,
                    new_n=new.value if new else None,
                    works_n=works.value if works else None,
                )

    def own_steps(self) -> tuple[ChangeStep, ...]:
        """Other ways to do it that only this kind has."""
        return ()

    @property
    def moves_with_offset(self) -> Mapping[str, Quantity]:
        """Fields of the action that change where it starts half as far off plumb."""
        return {}

    def changes(self, number: int) -> Iterator[Change]:
        steps = changes_on_a_line(
            self.plan,
            self.words,
            self.in_takes("offset"),
            self.moves_with_offset,
            *self.own_steps(),
            is_swing=self.carries,
        )
        yield from changes_of_steps(self.plan, number, self.words.by, steps)

    @property
    def clear_below_m(self) -> float:
        """Below them, to the first ledge or the ground."""
        return (self.words.clear_below or self.words.height).value

    def _deep(self, draws: Draws) -> Deep | None:
        deep = draws.values["deep_m"]
        if not (deep > 0).any():
            return None
        reaches = np.bincount(draws.branch[self.classify(draws) == self.below], minlength=len(self.branches()))
        return Deep(clear_m=self.clear_below_m, needs_m=float(np.quantile(deep[deep > 0], 0.999)), reaches=reaches)

    def rigging(self, draws: Draws) -> Rigging:
        values, branches, words = draws.values, self.branches(), self.words
        drawn = np.bincount(draws.branch, minlength=len(branches))
        weight = (np.array([branch.probability for branch in branches]) / np.maximum(drawn, 1))[draws.branch]
        planned = draws.branch == 0
        speeds, second_n, nothing = self.met(draws), values["second_n"], np.zeros(len(weight))
        if self.second is not None and not second_n.any():
            second_n = self.second.peak_n(values["second_slack_m"], values["length_m"])
        rigging = rigging_of(
            self.plan,
            words,
            first=Loaded(nothing if words.slack is None else values["line_n"], weight, planned),
            second=Loaded(nothing if words.second_slack is None else second_n, weight, planned),
            anchor=Loaded(values["anchor_n"], weight, planned),
            second_held=self.second,
            past=[
                swung_past(one, speeds[one.name] * values["held"], draws.branch, weight, len(branches))
                for one in self.near
            ],
            gusts=gusts_of(self.plan, words, mass_kg=self.mass_kg, clear_m=self.clear_m),
            below=below_of(self.plan, words, stone_per_take=self.stones_per_take),
            drawn=drawn,
            top_share=self.top_share,
            carries=self.carries,
        )
        return replace(rigging, deep=self._deep(draws))
