"""A foam pad worn under wardrobe, over one region of the body.

The pad is a light plate on its own slide in front of the body's surface: a spring to the strain at which the foam's
cells have closed, a much stiffer one beyond it, and a damper. Valid for: blunt soles and fists, pads thinner than they
are wide; foam data are judgement (`foams.toml`), so a verdict that leans on a pad says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from math import sqrt

import mujoco

from stuntlab.errors import UserError
from stuntlab.tables import Sourced, Table

SPREAD_AREA_M2 = 0.03
"""Area of foam that bears under a sole, J: the sole's own 0.02 m² and what the foam carries around its rim."""

FORWARDS, BACKWARDS = [1.0, 0.0, 0.0, 0.0], [0.0, 0.0, 0.0, 1.0]
"""The way a pad faces on the body that wears it, as quaternions."""


@dataclass(frozen=True)
class FoamNumbers(Sourced):
    """One row of `foams.toml`, which explains it."""

    modulus_pa: float
    densification_strain: float
    densified_modulus_pa: float
    density_kg_per_m3: float
    loss: float


@dataclass(frozen=True)
class PadFoam(FoamNumbers):
    """The same with its name."""

    name: str


FOAMS = Table("stuntlab.gear", "foams.toml", dict[str, FoamNumbers])


@cache
def foams() -> dict[str, PadFoam]:
    """Every foam there are numbers for."""
    return {name: PadFoam(name=name, **vars(row)) for name, row in FOAMS.read().items()}


def foam(material: str) -> PadFoam:
    """The foam a plan names.

    Raises: UserError for a material there are no numbers for.
    """
    if material not in foams():
        raise UserError(
            f"pad material '{material}' has no numbers; known: {', '.join(sorted(foams()))}. "
            "Name one of these, or leave the pad out to see the strike without it"
        )
    return foams()[material]


@dataclass(frozen=True, slots=True)
class FoamPad:
    """A pad of one foam and thickness. area_m2: how much of it bears under what strikes."""

    foam: PadFoam
    thickness_m: float
    area_m2: float = SPREAD_AREA_M2

    @property
    def mass_kg(self) -> float:
        """The part of the pad that moves with its face; at least 150 g of cover and wardrobe (J)."""
        return max(0.15, self.foam.density_kg_per_m3 * self.thickness_m * self.area_m2 / 3)

    @property
    def stiffness_n_per_m(self) -> float:
        return self.foam.modulus_pa * self.area_m2 / self.thickness_m

    def force_n(self, compression_m: float) -> float:
        """Static force at a compression; the closed form that the simulated pad is tested against."""
        closed_m = self.foam.densification_strain * self.thickness_m
        beyond_n = self._densified_stiffness_n_per_m * max(0.0, compression_m - closed_m)
        return self.stiffness_n_per_m * compression_m + beyond_n

    @property
    def _densified_stiffness_n_per_m(self) -> float:
        return self.foam.densified_modulus_pa * self.area_m2 / self.thickness_m

    def wear(
        self,
        surface: mujoco.MjsBody,
        *,
        name: str,
        face_m: tuple[float, float, float],
        radius_m: float,
        struck_mass_kg: float,
        behind: bool = False,
    ) -> None:
        """Hang the pad on a body over the place `face_m` of its surface; joint, body and geom are called `name`.

        struck_mass_kg: what strikes it, for the damper. behind: the surface faces the body's own -x, else its +x.
        """
        ahead = -1.0 if behind else 1.0
        place = [face_m[0] + ahead * self.thickness_m, face_m[1], face_m[2]]
        face = surface.add_body(name=name, pos=place, quat=BACKWARDS if behind else FORWARDS)
        face.add_joint(
            name=name,
            type=mujoco.mjtJoint.mjJNT_SLIDE,
            axis=[-1, 0, 0],
            stiffness=[self.stiffness_n_per_m, 0, 0],
            damping=[2 * self.foam.loss * sqrt(self.stiffness_n_per_m * struck_mass_kg), 0, 0],
        )
        face.add_geom(
            name=name,
            type=mujoco.mjtGeom.mjGEOM_CYLINDER,
            size=[radius_m, 0.004, 0],
            pos=[-0.004, 0, 0],
            zaxis=[1, 0, 0],
            mass=self.mass_kg,
            contype=0,
            conaffinity=0,
            rgba=[0.15, 0.2, 0.45, 1],
        )

    def bottom_out(self, spec: mujoco.MjSpec, *, joint: str) -> None:
        """Add the stiff spring that the foam becomes when its cells have closed."""
        closed_m = self.foam.densification_strain * self.thickness_m
        tendon = spec.add_tendon(
            name=f"{joint}_densified",
            stiffness=[self._densified_stiffness_n_per_m, 0, 0],
            springlength=[-10.0, closed_m],
        )
        tendon.wrap_joint(joint, 1)
