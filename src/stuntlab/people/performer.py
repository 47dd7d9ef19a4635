"""A person as a multibody model: measures and tissue in, an attachable model with its surfaces and sensors out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import mujoco

from stuntlab.errors import ModelError
from stuntlab.people.anthropometry import Measures
from stuntlab.people.neck import add_head_and_neck
from stuntlab.people.plates import add_belly, add_sternum, moving_mass
from stuntlab.people.posture import Posture, posture_by_name
from stuntlab.people.sensors import add_sensors
from stuntlab.people.servos import add_neck_servos, add_servos
from stuntlab.people.sides import add_sides, side_mass
from stuntlab.people.skeleton import build_arms, build_legs, build_trunk
from stuntlab.people.stance import stand_at_rest
from stuntlab.people.surfaces import RIGID, ContactSurface, add_surfaces
from stuntlab.people.tissue import Tissue
from stuntlab.scene.contacts import ContactPair
from stuntlab.scene.empty_world import empty_world

FLOOR_SURFACES = (
    "head", "left_temple", "right_temple", "chest", "abdomen", "back", "pelvis", "left_hand", "right_hand",
    "left_thigh", "right_thigh", "left_knee", "right_knee", "left_shank", "right_shank",
    "left_heel", "left_ball", "right_heel", "right_ball", "left_ribs", "right_ribs", "left_shoulder", "right_shoulder",
)  # fmt: skip

LYING_SURFACES = ("left_upper_arm", "right_upper_arm", "left_forearm", "right_forearm")
"""What meets the ground besides when somebody goes down: a standing person who is struck need not pay for it."""


@dataclass(frozen=True, slots=True)
class Performer:
    """One person, ready to be attached to a scene.

    spec: a model with one free root body `pelvis`, standing at rest on z = 0 at x = y = 0, facing +x.
    surfaces: name -> Surface. channels: sensor names. measures, tissue: what it was made from.
    """

    name: str
    spec: mujoco.MjSpec
    measures: Measures
    tissue: Tissue
    surfaces: Mapping[str, ContactSurface]
    channels: tuple[str, ...]
    braced: bool
    posture: Posture

    def floor_pairs(
        self,
        floor_geom: str,
        *,
        prefix: str = "",
        friction: float | None = None,
        floor_stiffness_n_per_m: float = RIGID,
        arms: bool = False,
    ) -> list[ContactPair]:
        """The contacts a standing, falling or lying person has with a floor (a plane).

        arms: upper arms and forearms too; without them a body that lies on its side lies on shoulder, ribs and hip.
        """
        names = (*FLOOR_SURFACES, *LYING_SURFACES) if arms else FLOOR_SURFACES
        return [
            surface.pair(
                floor_geom,
                prefix=prefix,
                other_stiffness_n_per_m=floor_stiffness_n_per_m,
                friction=friction,
                points=surface.points_on_a_plane,
            )
            for surface in (self.surfaces[name] for name in names if name in self.surfaces)
        ]

    def surface(self, name: str) -> ContactSurface:
        """One surface by name.

        Raises:
            ModelError: there is none of that name.

        """
        if name not in self.surfaces:
            raise ModelError(f"a performer has no surface {name!r}; there are {', '.join(self.surfaces)}")
        return self.surfaces[name]


def performer(
    measures: Measures,
    tissue: Tissue,
    *,
    name: str = "performer",
    tone: float = 1.0,
    braced: bool = False,
    posture: str = "standing",
    sides: bool = False,
    spine: bool = False,
    neck_effort: float = 0.0,
    arms_tone: float | None = None,
) -> Performer:
    """Build a person.

    measures: from `measures`. tissue: from `human_tissue` or `dummy_tissue`, for the 50th male; it is scaled to the
    body here. posture: what the servos hold; `put_posture` starts a scene in it. tone: multiplies the servos; 1 holds a
    stance, 0 is limp. braced: tenses the abdomen (+36.8 % of its stiffness, only up to 20 % of its depth) and the
    trunk's servos; nothing else. neck_effort: how much of their strength the muscles of the neck hold the head with;
    0 is a neck that hangs. arms_tone: of arms that do something else than the rest; None: `tone`. What tone, bracing
    and effort can and cannot do: `servos`.

    Parts to leave out where a take does not need them: sides, ribs and shoulders that give way to blows from aside (six
    degrees of freedom); spine, a lumbar spine and a neck that give along their length (one each), without which trunk
    and neck are rigid and `lumbar_force` of a landing on the seat reads up to twice as high.

    Raises:
        ModelError: sides are asked of a dummy, whose tissue answers frontal tests only.

    Source: segments de Leva 1996; tissue as in `tables/tissue.toml`; servos are judgement (J).
    Valid for: blows to the front of chest and abdomen, with `sides` also from aside at ribs and shoulders; falls.
    """
    if sides and tissue.kind == "dummy":
        raise ModelError("a Hybrid III is a frontal dummy and has no sides; build them with human tissue")
    fitted = tissue.scale_to(measures)
    spec = empty_world()
    spec.modelname = name
    walls_kg = moving_mass(fitted.sternum) + (side_mass(fitted) if sides else 0.0)
    build_trunk(spec, measures, chest_walls_kg=walls_kg, belly_kg=moving_mass(fitted.abdomen), spine=spine)
    add_sternum(spec, measures, fitted.sternum)
    add_belly(spec, measures, fitted.abdomen, fitted.brace if braced else None)
    from_aside = add_sides(spec, measures, fitted) if sides else []
    build_arms(spec, measures, from_girdles=sides)
    build_legs(spec, measures, like=fitted.kind)
    add_head_and_neck(spec, measures, fitted, gives=spine)
    surfaces = [*add_surfaces(spec, measures, fitted.skins), *from_aside]
    held = posture_by_name(posture)
    add_servos(
        spec,
        size=measures.size,
        tone=tone,
        arms_tone=tone if arms_tone is None else arms_tone,
        braced=braced,
        angles_rad=held.angles_rad,
    )
    if neck_effort:
        add_neck_servos(spec, sex=measures.sex, effort=neck_effort)
    channels = add_sensors(spec, measures, sides=sides)
    stand_at_rest(spec, fitted.skins["foot"])
    return Performer(
        name=name,
        spec=spec,
        measures=measures,
        tissue=fitted,
        surfaces=MappingProxyType({surface.name: surface for surface in surfaces}),
        channels=channels,
        braced=braced,
        posture=held,
    )
