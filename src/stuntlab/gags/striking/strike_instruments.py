"""What is measured on somebody who is struck."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from stuntlab.gags.striking.staging import AFTERMATH, AIMED_AT, CONTACT, RECEIVER, TARGETS
from stuntlab.people import Measures
from stuntlab.people.body_loads import body_load
from stuntlab.people.skeleton import HEEL_SHARE
from stuntlab.plan.body import Region
from stuntlab.scene.instruments import ChannelSignal, Instrument

_WITH_WALL = (Region.ABDOMEN, Region.CHEST)
"""Regions whose wall gives way, so that a blow presses them in."""

_BESIDE: Mapping[Region, tuple[Region, ...]] = {Region.ABDOMEN: (Region.CHEST,)}
"""Walls that a blow off its mark may meet, and that are judged by how far they are pressed in."""


def receiver_instruments(
    person: str, body: Measures, at: Region, *, patch_m2: float, trained: bool
) -> tuple[Instrument, ...]:
    """The blow where it lands, what head, neck and chest make of it, and whether the person goes down.

    patch_m2: over which foot, hand or pad bears. trained: their limits are those of each part by itself, so that of a
    blow at the belly that meets the chest as well, the belly's part counts for the belly and the chest for itself. The
    onset of pain is held against all of it.
    """
    contact = ({"x": ChannelSignal(CONTACT, "resultant")},)
    on_aim = ({"x": ChannelSignal(AIMED_AT, "resultant")},) if trained else contact
    felt = [
        Instrument(person, f"{at.value}_force", on_aim),
        Instrument(person, f"{at.value}_pressure", contact, {"area_m2": patch_m2}),
        body_load(person, "head_hic15", prefix=RECEIVER),
        body_load(person, "head_3ms", prefix=RECEIVER),
        body_load(person, "neck_nij", prefix=RECEIVER, mass_kg=body.mass_kg),
        body_load(person, "chest_3ms", prefix=RECEIVER),
        body_load(person, "support_margin", prefix=RECEIVER, edge_m=_support_edge_m(body, at)),
        replace(body_load(person, "falls", prefix=RECEIVER), phase=AFTERMATH),
    ]
    walls = (at, *(_BESIDE.get(at, ()) if trained else ())) if at in _WITH_WALL else ()
    for wall in walls:
        felt += [
            body_load(person, f"{wall.value}_compression", prefix=RECEIVER),
            body_load(person, f"{wall.value}_vc", prefix=RECEIVER, depth_m=_depth_m(body, wall)),
        ]
    return tuple(felt)


def _support_edge_m(body: Measures, at: Region) -> float:
    """How far behind (or, struck from behind, in front of) the ankles the feet still carry."""
    return body.foot_length_m * (1 - HEEL_SHARE if TARGETS[at].from_behind else HEEL_SHARE)


def _depth_m(body: Measures, at: Region) -> float:
    return body.abdomen_depth_m if at is Region.ABDOMEN else body.chest_depth_m
