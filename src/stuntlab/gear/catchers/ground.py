"""The bare ground: nothing catches, the body's own tissue is all there is."""

from __future__ import annotations

from stuntlab.gear.catchers.base import Behaviour


class GroundCatcher(Behaviour):
    """A rigid plane, met by the body's skins with their true stiffness."""

    outer_m = 0.0
    throws_m = 0.0
    timestep_s = 1e-4
    ready_s = 0.0
    ready = "for the faller before to get up"

    def __init__(self, words: str | None) -> None:
        self.words = words

    def assumptions(self) -> tuple[str, ...]:
        return (f"{self.words or 'ground'}: taken as rigid, which grass, sand and timber are not (the cautious side)",)
