"""What a catcher looks like, in words that any picture can draw. Sizes and places are those of the plan."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SlabLook:
    """A padded block as large as the plan says: for every catcher that has no look of its own."""


@dataclass(frozen=True, slots=True)
class BagLook:
    """An inflated bag with vents in its sides."""


@dataclass(frozen=True, slots=True)
class BoxesLook:
    """Layers of boxes under a tarpaulin, or under pads. None: the plan does not say it; pads_m: 0 without pads."""

    box_m: float | None
    layers: int | None
    pads_m: float


@dataclass(frozen=True, slots=True)
class NetLook:
    """A sheet of cords that hangs between supports, as high as the third length of its size."""


@dataclass(frozen=True, slots=True)
class WaterLook:
    """A level surface at the height of the ground."""


Look = SlabLook | BagLook | BoxesLook | NetLook | WaterLook
