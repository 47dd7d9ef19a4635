"""What catchers of foam share; the foam is in `gear/foam.py`."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence

from stuntlab.gear.bedding import Bedding
from stuntlab.gear.catchers.base import THROWS_M, CatcherBehaviour, FieldOf, Words
from stuntlab.gear.catchers.looks import Look, SlabLook
from stuntlab.gear.catchers.properties import Edge, Properties
from stuntlab.gear.foam import BEDDING, foam_of
from stuntlab.gear.footprint import Footprint
from stuntlab.gear.landing_field import Patch, foam_field
from stuntlab.scene.field import Field


class FoamCatcher(CatcherBehaviour[Words]):
    """Foam that crushes and springs back."""

    not_simulated = None
    landing_s = 0.4
    timestep_s = 2e-4
    ready = "for the faller before to get off and the foam to come up again"
    look: Look = SlabLook()

    @property
    @abstractmethod
    def bedding(self) -> Bedding:
        """What the plan says of its foam."""

    @property
    @abstractmethod
    def asks(self) -> str:
        """The words of a plan that would narrow it."""

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
            foam=self.bedding,
        )

    @property
    def ready_s(self) -> float:
        return float(BEDDING.read().pad.ready_s)

    @property
    def field(self) -> FieldOf:
        return self._field

    def _field(self, model: str, where: Footprint, patches: Sequence[Patch]) -> Field:
        along_x, along_y, height = self.words.size
        foam = foam_of(self.bedding, height, end=model, top_m2=along_x * along_y)
        return foam_field(foam, where, patches)

    def assumptions(self) -> tuple[str, ...]:
        return (
            f"{self.words.kind}: firmness, air pressed out and spread of its foam taken at a soft and a stiff end of "
            f"what the plan leaves open ({self.asks}); the one test under a person lies at the stiff end; every "
            "landing is run under both, and the worse decides (judgement)",
            f"outer {100 * self.outer_m:.0f} cm of the {self.words.kind}: taken for an edge that throws off "
            "(judgement: simulated bodies are borne as in the middle from there inwards)",
        )

    def not_assessed(self) -> tuple[str, ...]:
        return ()

    def against_practice(self, _take_off_m: float, /) -> tuple[tuple[str, str], ...]:
        return ()
