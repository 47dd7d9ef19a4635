"""What somebody of a plan looks like in every picture of it: body, clothes, hair, and the pads they wear."""

from __future__ import annotations

from dataclasses import dataclass

import mujoco
import numpy as np

from stuntlab.datasets import Floats
from stuntlab.figures.hair import HairStyle, put_hair_on
from stuntlab.figures.posed_skin import places_of
from stuntlab.figures.surfaces import plain
from stuntlab.figures.worn import Worn, pads_on
from stuntlab.people import Measures
from stuntlab.people.shape import BODIES, Figure, Outfit, figure, outfit, paint_figure
from stuntlab.plan import Plan
from stuntlab.report.still import Image, Painted

_STYLES: tuple[HairStyle, ...] = ("long", "bun")


@dataclass(frozen=True, slots=True)
class Look:
    """What somebody looks like: their skin, the picture of their clothes, and what they wear over them."""

    figure: Figure
    image: Image
    worn: tuple[Worn, ...] = ()

    def painted_parts(self, model: mujoco.MjModel, qpos: Floats, *, prefix: str = "") -> tuple[Painted, ...]:
        """Them in a pose, with everything they wear. prefix: of their body in the model."""
        places = places_of(model, qpos, prefix=prefix)
        return tuple(
            Painted(skin.pose_skin(places), skin.triangles, skin.paint, image) for skin, image in self._parts()
        )

    def standing_parts(self) -> tuple[Painted, ...]:
        """Them upright at the origin, with everything they wear."""
        return tuple(Painted(skin.vertices, skin.triangles, skin.paint, image) for skin, image in self._parts())

    def tag_points(self, skin: Floats) -> tuple[Floats, Floats]:
        """Where a name may hang on a posed skin, [vertex, 3], m: over the head, or else on the hips, each [3], m."""
        body = self.figure.weights.argmax(axis=1)
        head, hips = (skin[body == BODIES.index(name)] for name in ("head", "pelvis"))
        return np.append(head.mean(axis=0)[:2], head[:, 2].max()), hips.mean(axis=0)

    def _parts(self) -> tuple[tuple[Figure, Image], ...]:
        return ((self.figure, self.image), *((worn.figure, worn.image) for worn in self.worn))


def look_of(plan: Plan, name: str, measures: Measures) -> Look:
    """What somebody of a plan looks like: nobody else of it looks the same while its outfits last."""
    body, clothes = figure(measures), outfit(list(plan.people).index(name))
    return Look(
        body, paint_figure(clothes), (*_hair_of(plan, name, body, clothes), *pads_on(plan, name, measures, body))
    )


def _hair_of(plan: Plan, name: str, body: Figure, clothes: Outfit) -> tuple[Worn, ...]:
    """Women have long hair and a bun in turn; everybody else the short hair of the figure."""
    women = [one for one, person in plan.people.items() if person.sex == "female"]
    if name not in women:
        return ()
    style = _STYLES[women.index(name) % len(_STYLES)]
    return (Worn(f"hair, {style}", put_hair_on(body, style), plain("hair", clothes.hair).image),)
