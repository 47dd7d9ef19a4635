"""Foam as a catcher: crash pads, porta-pits, landing mats; the foam is in `gear/crush.toml`."""

from __future__ import annotations

from collections.abc import Sequence

from stuntlab.gear.catchers.base import Behaviour, FieldOf
from stuntlab.gear.crush import FOAMS, crush_of
from stuntlab.gear.footprint import Footprint
from stuntlab.gear.landing_field import Patch, crush_field
from stuntlab.plan.catcher import Catcher
from stuntlab.scene.field import Field


class FoamCatcher(Behaviour):
    """Foam that crushes and springs back. `row`: of `crush.toml`; outer_m: its edge, narrower than a bag's."""

    ready = "for the faller before to get off and the foam to come up again"

    def __init__(self, words: Catcher, row: str, *, outer_m: float) -> None:
        self.words, self.row, self.outer_m = words, row, outer_m
        self.ready_s = FOAMS.read()[row].ready_s

    @property
    def field(self) -> FieldOf:
        return self._field

    def _field(self, model: str, where: Footprint, patches: Sequence[Patch]) -> Field:
        return crush_field(crush_of(self.row, self.words.top_m, end=model), where, patches)

    def assumptions(self) -> tuple[str, ...]:
        return (
            f"{self.words.kind}: stress while it crushes taken at a soft and a stiff end, no test under a person was "
            "found; every landing is run under both, and the worse decides (judgement)",
            f"outer {100 * self.outer_m:.0f} cm of the {self.words.kind}: throws off as an air bag's edge does "
            "(judgement, the cautious side)",
        )


def crash_pad(words: Catcher) -> FoamCatcher:
    """A crash pad, or a porta-pit."""
    return FoamCatcher(words, "crash pad", outer_m=1.0)


def landing_mat(words: Catcher) -> FoamCatcher:
    """A mat for falls of a metre or two."""
    return FoamCatcher(words, "landing mat", outer_m=0.3)
