"""Where a performer's channels hold the loads of a body, with the signs of SAE J1733.

Neck and lumbar forces are those of the near part on the far part in axes that point up, so that a pull is negative
there and positive in the legs, whose far part hangs below; `sensors` has the conventions.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from stuntlab.people.sensors import SAE_J1733
from stuntlab.scene.instruments import ChannelSignal, Instrument, Signals

_FLEXION, _TENSION = SAE_J1733[1], SAE_J1733[2]
_HEAD = ({"x": ChannelSignal("head_acceleration", "resultant")},)
_AXIAL, _MOMENT = ChannelSignal("neck_force", "z", _TENSION), ChannelSignal("neck_moment", "y", _FLEXION)
_SPINE = ChannelSignal("chest_acceleration", "resultant")
_SPINE_AND_WAY = ({"x": _SPINE, "forward": ChannelSignal("chest_acceleration", "x")},)
_CHEST, _BELLY = ({"x": ChannelSignal("sternum_deflection")},), ({"x": ChannelSignal("abdomen_deflection")},)
_BALANCE = {
    "ahead": ChannelSignal("com_position", "x"),
    "height": ChannelSignal("com_position", "z"),
    "speed": ChannelSignal("com_velocity", "x"),
}


def _legs(joint: str) -> tuple[Signals, ...]:
    """Axial force at a joint of both legs, tension positive."""
    return tuple({"x": ChannelSignal(f"{side}_{joint}_force", "z")} for side in ("left", "right"))


BODY_SIGNALS: Mapping[str, tuple[Signals, ...]] = MappingProxyType(
    {
        "head_hic15": _HEAD,
        "head_3ms": _HEAD,
        "neck_nij": ({"axial": _AXIAL, "moment": _MOMENT},),
        "neck_extension": ({"x": _MOMENT},),
        "neck_flexion": ({"x": _MOMENT},),
        "neck_tension": ({"x": _AXIAL},),
        "neck_compression": ({"x": _AXIAL},),
        "chest_3ms": ({"x": _SPINE},),
        "chest_3ms_behind": _SPINE_AND_WAY,
        "chest_3ms_elsewhere": _SPINE_AND_WAY,
        "chest_compression": _CHEST,
        "chest_vc": _CHEST,
        "abdomen_compression": _BELLY,
        "abdomen_vc": _BELLY,
        "lumbar_force": ({"x": ChannelSignal("lumbar_force", "z", _TENSION)},),
        "femur_force": _legs("knee"),
        "tibia_force": _legs("ankle"),
        "support_margin": (_BALANCE,),
        "ends_ahead": ({"x": ChannelSignal("com_position", "x")},),
        "ends_aside": ({"x": ChannelSignal("com_position", "y")},),
        "ends_with": ({"x": ChannelSignal("com_velocity", "resultant")},),
        "falls": ({"height": ChannelSignal("pelvis_position", "z")},),
    }
)
"""Load -> the signals of each place, channels without the scene's prefix."""


def body_load(person: str, load: str, *, prefix: str, **numbers: float) -> Instrument:
    """A load of `BODY_SIGNALS` on one body of a scene. numbers: what the method of the load needs besides, SI."""
    places = tuple(
        {name: replace(signal, channel=prefix + signal.channel) for name, signal in place.items()}
        for place in BODY_SIGNALS[load]
    )
    return Instrument(person, load, places, numbers)
