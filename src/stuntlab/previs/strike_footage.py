"""Footage of a strike: acted, on its set, in the axes of the strike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np

from stuntlab.datasets import Floats
from stuntlab.gags.base import Gag
from stuntlab.gags.roles import GAP
from stuntlab.plan import Plan, label_words
from stuntlab.previs.footage import Footage, Timing
from stuntlab.previs.side_view import view_from_aside
from stuntlab.previs.stage_set import setting_on
from stuntlab.previs.strike_pictures import ActedGag, act_gag, planned_numbers, view_of
from stuntlab.previs.strike_set import names_about, select_set_in_view, set_round
from stuntlab.report.still import Painted, View
from stuntlab.shots.placement import looks_away, refuse_impossible, tell_missing

_BEATS = {"wind-up": -0.45, "strike": -0.06, "knap": 0.0, "decisive": None, "sold": 0.30}
"""Name and seconds from the knap."""

_ROUND_M = 0.25


class StrikeFootage(Footage):
    """One strike of a plan."""

    note = "the strike as it is acted; nothing of it is simulated"

    def __init__(self, plan: Plan, gag: Gag) -> None:
        self.cameras, self.label, self.acted = plan.cameras, gag.label, act_gag(plan, gag)
        self.title = label_words(gag.label)
        self.gap_m = planned_numbers(gag)[GAP]
        self.stage = set_round(plan, self.acted.line, self.acted.strike)
        self.about = names_about(self.stage, self.acted.line, plan)
        self.setting = setting_on(self.stage)
        self.timing = _timing(self.acted)

    def view(self, name: str) -> View:
        camera = self.cameras[name]
        if tell_missing(camera) is None:
            refuse_impossible(name, camera, self.acted.line, self.acted.strike, self.gap_m)
        return view_of(camera, name, self.acted)

    def looks_away(self, name: str) -> bool:
        return looks_away(self.cameras[name], self.acted.line)

    def aside(self) -> Mapping[str, View]:
        moments = self.timing.beats.values()
        people = np.concatenate([part.vertices for time_s in moments for part in self.acted.frame(time_s)])
        reach = np.array([people.min(axis=0) - _ROUND_M, people.max(axis=0) + _ROUND_M])
        return {"from aside": view_from_aside(reach)}

    def names(self, time_s: float) -> Mapping[str, Sequence[Floats]]:
        return {**self.acted.tags(time_s), **self.about}

    def frames(self, times_s: Iterable[float], view: View) -> Iterator[tuple[Painted, ...]]:
        stands = select_set_in_view(self.stage, self.acted.line, view)
        for time_s in times_s:
            yield (*self.acted.frame(time_s), *stands)


def _timing(acted: ActedGag) -> Timing:
    return Timing(
        begins_s=acted.begins_s,
        ends_s=acted.ends_s,
        decisive_s=acted.decisive_s,
        zero="knap",
        beats={
            name: acted.knap_s + (acted.decisive_s if after_s is None else after_s) for name, after_s in _BEATS.items()
        },
        sounds_s=acted.knap_s,
    )
