"""An air bag as a catcher; its gas and vents are in `gear/air_bag.py`."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from stuntlab.errors import ModelError
from stuntlab.gear.air_bag import NUMBERS, GasBag, bag_rated_for
from stuntlab.gear.catchers.base import THROWS_M, CatcherBehaviour, FieldOf
from stuntlab.gear.catchers.looks import BagLook, Look
from stuntlab.gear.catchers.properties import Clearance, Edge, Properties
from stuntlab.gear.footprint import Footprint
from stuntlab.gear.landing_field import Patch, air_bag_field
from stuntlab.gear.rated import rated_drop_m
from stuntlab.gear.two_chambers import two_chambers_rated_for
from stuntlab.plan.gear.air_bag import AirBag as AirBagWords
from stuntlab.scene.field import Field


class AirBagCatcher(CatcherBehaviour[AirBagWords]):
    """A vented bag: nothing can be said of it without its maker's rating."""

    read_from = AirBagWords
    landing_s = 0.4
    timestep_s = 2e-4
    ready = "for the faller before to climb out and the fans to fill it again"
    look: Look = BagLook()

    @property
    def properties(self) -> Properties:
        asked = self.words.clear_space
        return Properties(
            edge=Edge(outer_m=1.0, throws_m=THROWS_M),
            has_fans=True,
            can_be_damp=False,
            hangs_on_ties=False,
            one_at_a_time=True,
            always_ready=False,
            comes_with_rating=True,
            wants_drop_test=True,
            swallows_feet=True,
            movable=True,
            rebuilt_with_fall=True,
            clear_around=Clearance(asked.value if asked else None),
            clear_below=None,
            water=None,
            foam=None,
        )

    @property
    def ready_s(self) -> float:
        return float(NUMBERS.read().fill.ready_s)

    @property
    def not_simulated(self) -> str | None:
        return (
            None if self.words.rated_height else "what a landing does: the bag is sized by a rating that is not given"
        )

    @property
    def field(self) -> FieldOf:
        return self._field

    def _field(self, model: str, where: Footprint, patches: Sequence[Patch]) -> Field:
        rated = rated_drop_m(self.words)
        if rated is None:
            raise ModelError("a bag without a rating cannot be simulated")
        along_x, along_y, height = self.words.size
        bag = _bag_of_size((along_x, along_y, height), rated, NUMBERS.read().left.at(model), self.words.chambers)
        return air_bag_field(bag, where, patches)

    def assumptions(self) -> tuple[str, ...]:
        return (
            "air bag: its top dents so that it stops 75 kg from its rated height with a fifth (soft) or two fifths "
            "(stiff) of its height left, and its vents let little of the fall come back; every landing is run under "
            "both, and the worse decides (judgement)",
            "outer metre of the bag: bears a third at the rim and throws outwards, up to 3 m (judgement)",
            *(_TWO if self.words.chambers == 2 else ()),
        )

    def not_assessed(self) -> tuple[str, ...]:
        return ()

    def against_practice(self, _take_off_m: float, /) -> tuple[tuple[str, str], ...]:
        return ()


_TWO = ("air bag of two chambers: half of its height each, the lower one without vents (judgement)",)


@lru_cache(maxsize=32)
def _bag_of_size(size_m: tuple[float, float, float], drop_m: float, left: float, chambers: int) -> GasBag:
    sized = two_chambers_rated_for if chambers == 2 else bag_rated_for
    return sized(size_m, drop_m, left=left)
