"""A rig of cardboard boxes as a catcher; the boxes are in `gear/boxes.py`."""

from __future__ import annotations

from collections.abc import Sequence

from stuntlab.gear.boxes import BOXES, box_crush
from stuntlab.gear.catchers.base import THROWS_M, CatcherBehaviour, FieldOf
from stuntlab.gear.catchers.looks import BoxesLook, Look
from stuntlab.gear.catchers.properties import Edge, Properties
from stuntlab.gear.crush import Crush
from stuntlab.gear.footprint import Footprint
from stuntlab.gear.landing_field import Patch, crush_field
from stuntlab.plan.gear.box_rig import BoxRig
from stuntlab.scene.field import Field


class BoxRigCatcher(CatcherBehaviour[BoxRig]):
    """Boxes that crush layer by layer and let out their air."""

    read_from = BoxRig
    not_simulated = None
    landing_s = 0.4
    timestep_s = 2e-4
    ready = "to take out the crushed boxes and put in new ones"

    @property
    def properties(self) -> Properties:
        return Properties(
            edge=Edge(outer_m=1.0, throws_m=THROWS_M),
            has_fans=False,
            can_be_damp=True,
            hangs_on_ties=False,
            one_at_a_time=True,
            always_ready=False,
            comes_with_rating=False,
            wants_drop_test=True,
            swallows_feet=True,
            movable=True,
            rebuilt_with_fall=True,
            clear_around=None,
            clear_below=None,
            water=None,
            foam=None,
        )

    @property
    def look(self) -> Look:
        words = self.words
        box, pads = words.box.value if words.box else None, words.pads.value if words.pads else 0.0
        return BoxesLook(box, words.layers, pads)

    @property
    def ready_s(self) -> float:
        return float(BOXES.read().rig.ready_s)

    def crush(self, model: str) -> Crush:
        """The rig at its soft or stiff end."""
        words = self.words
        return box_crush(
            words.top_m,
            end=model,
            box_m=words.box.value if words.box else None,
            layers=words.layers,
            pads_m=words.pads.value if words.pads else 0.0,
            gap_m=words.gaps.value if words.gaps else 0.0,
            damp=words.damp,
        )

    @property
    def field(self) -> FieldOf:
        return self._field

    def _field(self, model: str, where: Footprint, patches: Sequence[Patch]) -> Field:
        return crush_field(self.crush(model), where, patches)

    def assumptions(self) -> tuple[str, ...]:
        words = self.words
        unsaid = [name for name, said in (("box", words.box or words.layers), ("gaps", words.gaps)) if said is None]
        sizes = "the soft end has boxes of 30 in, the stiff end of 14 in"
        named = {
            "box": f"box rig: the edge of its boxes is not in the plan; {sizes} (box: 45 cm would say it)",
            "gaps": "box rig: boxes stand close, since the plan names no gaps between them (gaps: 8 cm would)",
        }
        return (
            "box rig: mean strength of a box 0.3 (soft) to 0.7 (stiff) of McKee's, a fifth to a quarter of its "
            "footprint open for the air, each box at its own moment; no test under a person was found; the worse "
            "decides (judgement)",
            "outer metre of the box rig: throws off as an air bag's does (judgement, the cautious side)",
            *(named[name] for name in unsaid),
        )

    def not_assessed(self) -> tuple[str, ...]:
        return ()

    def against_practice(self, _take_off_m: float, /) -> tuple[tuple[str, str], ...]:
        if not self.words.damp:
            return ()
        text = "its boxes are damp and bear about half: replace them, or keep them dry"
        return ((text, "box rig: " + BOXES.read().damp.source),)
