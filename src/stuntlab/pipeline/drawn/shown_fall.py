"""A fall as it is shown: its planned take on its set, in the axes of the set."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import numpy as np

from stuntlab.gags.base import Gag
from stuntlab.pipeline.drawn.aside import view_from_aside
from stuntlab.pipeline.drawn.fall_timing import timing_of
from stuntlab.pipeline.drawn.fall_views import fall_place, looks_away_from_fall, view_of_fall
from stuntlab.pipeline.drawn.planned import planned_take
from stuntlab.pipeline.drawn.shown import Shown
from stuntlab.pipeline.drawn.take_stage import stage_of
from stuntlab.pipeline.drawn.take_views import asides_of
from stuntlab.plan import Plan
from stuntlab.report.film import Shot
from stuntlab.report.still import Painted, View

_ANY_PX = (1280, 720)
_FRAME_S = 1 / 24


class ShownFall(Shown):
    """One fall of a plan.

    Raises:
        UserError: there is no body model for what the plan asks.
    """

    def __init__(self, plan: Plan, gag: Gag) -> None:
        take = planned_take(gag)
        self.cameras, self.label, self.note = plan.cameras, gag.label, take.note
        self.stage = stage_of(gag, take.motion, take.slabs)
        self.setting = self.stage.setting
        self.timing = timing_of(gag, take.motion, take.slabs)
        self.place = fall_place(gag, take.motion, take.caught)
        asides = asides_of(gag, self.stage)
        self._asides = {name: view_from_aside(one.reach_m, raised=one.raised) for name, one in asides.items()}

    def view(self, name: str) -> View:
        return view_of_fall(self.cameras[name], name, self.place)

    def looks_away(self, name: str) -> bool:
        return looks_away_from_fall(self.cameras[name], self.place)

    def aside(self) -> Mapping[str, View]:
        return self._asides

    def still_s(self, view: View) -> float:
        """The decisive moment, or for a camera that looks elsewhere the last before it with the hips in its picture."""
        shot, motion, timing = Shot(view, *_ANY_PX), self.stage.motion, self.timing
        path = motion.middle_m(next(iter(motion.people)))
        for time_s in np.arange(timing.decisive_s, timing.begins_s, -_FRAME_S):
            hips = [float(np.interp(time_s, motion.time_s, path[:, axis])) for axis in range(3)]
            if shot.seen_at(hips) is not None:
                return float(time_s)
        return timing.decisive_s

    def frames(self, times_s: Iterable[float], view: View) -> Iterator[tuple[Painted, ...]]:
        return self.stage.frames(times_s, [view], cut_open=view in self._asides.values())
