"""A net as a catcher; its cords are in `gear/net.py`."""

from __future__ import annotations

from collections.abc import Sequence

from stuntlab.errors import ModelError
from stuntlab.gear.catchers.base import THROWS_M, CatcherBehaviour, FieldOf
from stuntlab.gear.catchers.looks import Look, NetLook
from stuntlab.gear.catchers.properties import Clearance, Edge, Properties
from stuntlab.gear.footprint import Footprint
from stuntlab.gear.landing_field import Patch, net_field
from stuntlab.gear.net import NETS, net_rated_for
from stuntlab.gear.rated import rated_drop_m
from stuntlab.plan.gear.net import Net
from stuntlab.scene.field import Field


class NetCatcher(CatcherBehaviour[Net]):
    """A stretching sheet that gives back half of what it takes: nothing can be said of it without its rating."""

    read_from = Net
    landing_s = 0.8
    timestep_s = 2e-4
    ready = "for the faller before to climb out and somebody to look the net over"
    look: Look = NetLook()

    @property
    def properties(self) -> Properties:
        asked = self.words.clear_below
        return Properties(
            edge=Edge(outer_m=float(NETS.read().frame.m), throws_m=THROWS_M),
            has_fans=False,
            can_be_damp=False,
            hangs_on_ties=True,
            one_at_a_time=True,
            always_ready=False,
            comes_with_rating=True,
            wants_drop_test=True,
            swallows_feet=True,
            movable=True,
            rebuilt_with_fall=False,
            clear_around=None,
            clear_below=Clearance(asked.value if asked else None),
            water=None,
            foam=None,
        )

    @property
    def ready_s(self) -> float:
        return float(NETS.read().rest.ready_s)

    @property
    def not_simulated(self) -> str | None:
        return (
            None if self.words.rated_height else "what a landing does: the net is sized by a rating that is not given"
        )

    @property
    def sags_m(self) -> float:
        """What the reference faller sags at the soft end: the clear height the maker asks for, or all there is."""
        asked = self.words.clear_below
        return asked.value if asked else self.words.top_m

    @property
    def field(self) -> FieldOf:
        return self._field

    def _field(self, model: str, where: Footprint, patches: Sequence[Patch]) -> Field:
        rated = rated_drop_m(self.words)
        if rated is None:
            raise ModelError("a net without a rating cannot be simulated")
        sag = NETS.read().sag.at(model) * self.sags_m
        return net_field(net_rated_for(self.words.size, rated, sag_m=sag), where, patches)

    def assumptions(self) -> tuple[str, ...]:
        return (
            "net: cords sized so that 75 kg from its rated height sag by all (soft) or 0.7 (stiff) of the clear "
            "height its maker asks for; half of the energy comes back; the worse decides (judgement)",
            "outer half metre of the net: a body strikes the frame or the border rope (judgement); the frame itself is "
            "not in the world",
        )

    def not_assessed(self) -> tuple[str, ...]:
        return ()

    def against_practice(self, take_off_m: float, /) -> tuple[tuple[str, str], ...]:
        row = NETS.read().practice
        along_x, along_y, height = self.words.size
        said = []
        if take_off_m - height > row.highest_m:
            said.append(
                f"the fall to it is {take_off_m - height:.1f} m, and nets of building sites are for at most 6 m"
            )
        if along_x * along_y < row.smallest_m2 or min(along_x, along_y) < row.shortest_side_m:
            said.append(
                f"it measures {along_x:.1f} by {along_y:.1f} m, and nets of building sites have at least 35 m² and no "
                "side under 5 m"
            )
        return tuple((text, row.source) for text in said)
