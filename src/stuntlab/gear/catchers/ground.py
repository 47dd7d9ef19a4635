"""The bare ground: nothing catches, the body's own tissue and what the ground gives are all there is."""

from __future__ import annotations

from stuntlab.gear.catchers.base import Behaviour
from stuntlab.gear.catchers.properties import Properties
from stuntlab.gear.floor import floor_stiffness_n_per_m

AS_RIGID_N_PER_M = 1e9
"""From which on a floor is called rigid: a head's skin has 5 MN/m."""


class GroundCatcher(Behaviour):
    """A plane, met by the body's skins with their true stiffness and its own (`gear/ground.toml`)."""

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

    def __init__(self, words: str) -> None:
        self.words = words

    def assumptions(self) -> tuple[str, ...]:
        soft, stiff = (floor_stiffness_n_per_m(self.words, end=end) for end in ("soft", "stiff"))
        firm = "nothing at all" if stiff >= AS_RIGID_N_PER_M else f"{stiff / 1e6:g} MN/m"
        return (f"{self.words}: gives {soft / 1e6:g} MN/m (soft) to {firm} (stiff) under a head; the worse decides",)

    def not_assessed(self) -> tuple[str, ...]:
        return (
            f"what follows the first {self.landing_s:g} s of the landing: whoever cannot stand then steps on, rolls or "
            "goes down on the hands",
        )

    def against_practice(self, _take_off_m: float, /) -> tuple[tuple[str, str], ...]:
        return ()
