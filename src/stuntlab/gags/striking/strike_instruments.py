"""What is measured on somebody who is struck."""

from __future__ import annotations

from dataclasses import replace

from stuntlab.gags.striking.staging import AFTERMATH, CONTACT, RECEIVER, TARGETS
from stuntlab.people import Measures
from stuntlab.people.body_loads import body_load
from stuntlab.people.skeleton import HEEL_SHARE
from stuntlab.plan.body import Region
from stuntlab.scene.instruments import ChannelSignal, Instrument

_WITH_WALL = (Region.ABDOMEN, Region.CHEST)
"""Regions whose wall gives way, so that a blow presses them in."""


def receiver_instruments(person: str, body: Measures, at: Region, *, patch_m2: float) -> tuple[Instrument, ...]:
    """The blow where it lands, what head, neck and chest make of it, and whether the person goes down.

    patch_m2: over which foot, hand or pad bears.
    """
    contact = ({"x": ChannelSignal(CONTACT, "resultant")},)
    felt = [
        Instrument(person, f"{at.value}_force", contact),
        Instrument(person, f"{at.value}_pressure", contact, {"area_m2": patch_m2}),
        body_load(person, "head_hic15", prefix=RECEIVER),
        body_load(person, "head_3ms", prefix=RECEIVER),
        body_load(person, "neck_nij", prefix=RECEIVER, mass_kg=body.mass_kg),
        body_load(person, "chest_3ms", prefix=RECEIVER),
        body_load(person, "support_margin", prefix=RECEIVER, edge_m=_support_edge_m(body, at)),
        replace(body_load(person, "falls", prefix=RECEIVER), phase=AFTERMATH),
    ]
    if at in _WITH_WALL:
        felt += [
            body_load(person, f"{at.value}_compression", prefix=RECEIVER),
            body_load(person, f"{at.value}_vc", prefix=RECEIVER, depth_m=_depth_m(body, at)),
        ]
    return tuple(felt)


def _support_edge_m(body: Measures, at: Region) -> float:
    """How far behind (or, struck from behind, in front of) the ankles the feet still carry."""
    return body.foot_length_m * (1 - HEEL_SHARE if TARGETS[at].from_behind else HEEL_SHARE)


def _depth_m(body: Measures, at: Region) -> float:
    return body.abdomen_depth_m if at is Region.ABDOMEN else body.chest_depth_m
