"""What catchers of foam share; the foam is in `gear/crush.toml`."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence

from stuntlab.gear.catchers.base import THROWS_M, CatcherBehaviour, FieldOf
from stuntlab.gear.catchers.looks import Look, SlabLook
from stuntlab.gear.catchers.properties import Edge, Properties
from stuntlab.gear.crush import FOAMS, crush_of
from stuntlab.gear.footprint import Footprint
from stuntlab.gear.landing_field import Patch, crush_field
from stuntlab.plan.catcher import Catcher
from stuntlab.scene.field import Field


class FoamCatcher(CatcherBehaviour[Catcher]):
    """Foam that crushes and springs back."""

    not_simulated = None
    landing_s = 0.4
    timestep_s = 2e-4
    ready = "for the faller before to get off and the foam to come up again"
    look: Look = SlabLook()

    @property
    @abstractmethod
    def row(self) -> str:
        """Its row in `crush.toml`."""

    @property
    @abstractmethod
    def outer_m(self) -> float:
        """How far in from its outline its edge reaches, m."""

    @property
    def properties(self) -> Properties:
        return Properties(
            edge=Edge(outer_m=self.outer_m, throws_m=THROWS_M),
            has_fans=False,
            can_be_damp=False,
            hangs_on_ties=False,
            one_at_a_time=True,
            always_ready=False,
            comes_with_rating=True,
            wants_drop_test=True,
            swallows_feet=False,
            movable=True,
            rebuilt_with_fall=True,
            clear_around=None,
            clear_below=None,
            water=None,
            foam=self.row,
        )

    @property
    def ready_s(self) -> float:
        return float(FOAMS.read()[self.row].ready_s)

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

    def not_assessed(self) -> tuple[str, ...]:
        return ()

    def against_practice(self, _take_off_m: float, /) -> tuple[tuple[str, str], ...]:
        return ()
