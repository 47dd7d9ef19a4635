"""The bare ground: nothing catches, the body's own tissue is all there is."""

from __future__ import annotations

from stuntlab.gear.catchers.base import Behaviour
from stuntlab.gear.catchers.properties import Properties


class GroundCatcher(Behaviour):
    """A rigid plane, met by the body's skins with their true stiffness."""

    not_simulated = None
    field = None
    landing_s = 0.4
    timestep_s = 1e-4
    ready_s = 0.0
    ready = "for the faller before to get up"
    properties = Properties(
        edge=None,
        has_fans=False,
        can_be_damp=False,
        hangs_on_ties=False,
        one_at_a_time=False,
        always_ready=True,
        comes_with_rating=False,
        wants_drop_test=False,
        swallows_feet=False,
        movable=False,
        rebuilt_with_fall=False,
        clear_around=None,
        clear_below=None,
        water=None,
        foam=None,
    )

    def __init__(self, words: str | None) -> None:
        self.words = words

    def assumptions(self) -> tuple[str, ...]:
        return (f"{self.words or 'ground'}: taken as rigid, which grass, sand and timber are not (the cautious side)",)

    def not_assessed(self) -> tuple[str, ...]:
        return ()

    def against_practice(self, _take_off_m: float, /) -> tuple[tuple[str, str], ...]:
        return ()
