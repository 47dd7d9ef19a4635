"""Footage of what is simulated: the planned take of a gag on its set, in the axes of the set."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np

from stuntlab.datasets import Floats
from stuntlab.gags.base import Gag
from stuntlab.plan import label_words
from stuntlab.previs.fall_moments import timing_of
from stuntlab.previs.fall_views import fall_place, follow_path, looks_away_from_fall, view_of_fall
from stuntlab.previs.footage import Footage
from stuntlab.previs.planned_take import PlannedTake, planned_takes
from stuntlab.previs.take_stage import stage_of, words_of_floor
from stuntlab.previs.take_views import asides_of, view_of_aside
from stuntlab.report.film import FilmShot, Point
from stuntlab.report.still import Painted, View

_ANY_PX = (1280, 720)
_FRAME_S = 1 / 24


def footage_of_worlds(gag: Gag) -> tuple[Footage, ...]:
    """The planned take of a gag on its set, one footage for each of its worlds.

    Raises:
        UserError: nothing of the gag is simulated, and no flight of it is known either.
    """
    takes = planned_takes(gag)
    return tuple(TakeFootage(gag, take, part=take.world if takes[1:] else "") for take in takes)


class TakeFootage(Footage):
    """The planned take of a gag in one of its worlds. part: that world, where there are several."""

    def __init__(self, gag: Gag, take: PlannedTake, *, part: str = "") -> None:
        self.cameras, self.label, self.note = gag.plan.cameras, f"{gag.label} {part}".rstrip(), take.note
        self.title = f"{label_words(gag.label)}{f', {part}' if part else ''}"
        self.people = gag.plan.people
        self.stage = stage_of(gag, take.motion, take.slabs)
        self.setting = self.stage.setting
        self.timing = take.timing or timing_of(gag, take.motion, take.slabs)
        self.place = fall_place(gag, take.motion, take.soft_footprint)
        asides = asides_of(gag, self.stage)
        self._on = words_of_floor(gag)
        self._asides = {name: view_of_aside(one) for name, one in asides.items()}

    def view(self, name: str) -> View:
        return view_of_fall(self.cameras[name], name, self.place)

    def note_on(self, view: View) -> str:
        opened = self.stage.cut_m is not None and view in self._asides.values()
        return f"{self.note}; shown cut open: {self._on}" if opened else self.note

    def towards(self, name: str, times_s: Sequence[float]) -> Sequence[Point]:
        return follow_path(self.cameras[name], self.stage.motion, times_s) if name in self.cameras else ()

    def looks_away(self, name: str) -> bool:
        return looks_away_from_fall(self.cameras[name], self.place)

    def aside(self) -> Mapping[str, View]:
        return self._asides

    def is_seen(self, name: str, view: View, time_s: float) -> bool:
        """Whether any of their bodies has its hips in the picture, or the camera follows them."""
        shot = FilmShot(view, *_ANY_PX)
        return bool(self.towards(name, [time_s])) or shot.locate(self.stage.motion.hips_at([time_s])[0]) is not None

    def still_s(self, name: str, view: View) -> float:
        """The decisive moment, or for a camera that looks elsewhere the last before it with the hips in its picture."""
        times_s = np.arange(self.timing.decisive_s, self.timing.begins_s, -_FRAME_S).tolist()
        return next((time_s for time_s in times_s if self.is_seen(name, view, time_s)), self.timing.decisive_s)

    def names(self, time_s: float) -> Mapping[str, Sequence[Floats]]:
        about = {name: points for name, points in self.stage.names.items() if name in self.people}
        return {**self.stage.tags(time_s), **about}

    def frames(self, times_s: Iterable[float], view: View) -> Iterator[tuple[Painted, ...]]:
        return self.stage.frames(times_s, [view], cut_open=view in self._asides.values())
