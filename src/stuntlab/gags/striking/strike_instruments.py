"""What is measured on somebody who is struck."""

from __future__ import annotations

from stuntlab.gags.striking.staging import CONTACT, RECEIVER, TARGETS
from stuntlab.people import Measures
from stuntlab.people.skeleton import HEEL_SHARE
from stuntlab.plan.body import Region
from stuntlab.scene.instruments import Instrument

_WALL_CHANNEL = {Region.ABDOMEN: "abdomen_deflection", Region.CHEST: "sternum_deflection"}
_BALANCE = (RECEIVER + "com_position", RECEIVER + "com_velocity")


def felt_by_receiver(person: str, body: Measures, at: Region, *, patch_m2: float) -> tuple[Instrument, ...]:
    """The blow where it lands, what head, neck and chest make of it, and whether the person goes down.

    patch_m2: over which foot, hand or pad bears.
    """

    def tool(load: str, method: str, *channels: str, **constants: float) -> Instrument:
        return Instrument(person, load, method, channels, constants)

    felt = [
        tool(f"{at.value}_force", "peak force", CONTACT),
        tool(f"{at.value}_pressure", "peak pressure", CONTACT, area_m2=patch_m2),
        tool("head_hic15", "hic15", RECEIVER + "head_acceleration"),
        tool("head_3ms", "head 3 ms", RECEIVER + "head_acceleration"),
        tool("neck_nij", "nij", RECEIVER + "neck_force", RECEIVER + "neck_moment", mass_kg=body.mass_kg),
        tool("chest_3ms", "chest 3 ms", RECEIVER + "chest_acceleration"),
        tool("support_margin", "margin of support", *_BALANCE, edge_m=_support_edge_m(body, at)),
        tool("falls", "falls", RECEIVER + "pelvis_position"),
    ]
    if at in _WALL_CHANNEL:
        channel = RECEIVER + _WALL_CHANNEL[at]
        felt += [
            tool(f"{at.value}_compression", "compression", channel),
            tool(f"{at.value}_vc", "viscous criterion", channel, depth_m=_depth_m(body, at)),
        ]
    return tuple(felt)


def _support_edge_m(body: Measures, at: Region) -> float:
    """How far behind (or, struck from behind, in front of) the ankles the feet still carry."""
    return body.foot_length_m * (1 - HEEL_SHARE if TARGETS[at].from_behind else HEEL_SHARE)


def _depth_m(body: Measures, at: Region) -> float:
    return body.abdomen_depth_m if at is Region.ABDOMEN else body.chest_depth_m
