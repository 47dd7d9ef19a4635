"""The ways of a jump for a picture."""

from __future__ import annotations

import numpy as np

from stuntlab.datasets import Draws, Floats
from stuntlab.datasets.jump import JumpPicture
from stuntlab.flight import trace_out
from stuntlab.gags.off_the_edge.below import bikes_of, places_of, some_of_each
from stuntlab.gags.off_the_edge.jump import Jump

_WAYS = 12
_POINTS = 600


def ways_of(gag: Jump, draws: Draws, most: int = _WAYS) -> dict[str, tuple[Floats, ...]]:
    """The first ways of each branch, by its name: [step, 8] of time, place, speed and stage."""
    found = {}
    for index, branch in enumerate(gag.branches()):
        rows = np.flatnonzero(draws.branch == index)[:most]
        values = {name: column[rows] for name, column in draws.values.items()}
        found[branch.name] = trace_out(gag.flights(values, draws.branch[rows]), gag.ground)
    return found


def picture_of(gag: Jump, draws: Draws) -> JumpPicture:
    """Ways of every branch against the ground, and speed beside distance to the wall."""
    words, rows = gag.words, some_of_each(draws, _POINTS)
    opens = rows[draws.values["opens"][rows] > 0]
    bikes = bikes_of(gag, draws).landed_m[:_POINTS] if gag.leaves.bike and not gag.no_survey else np.empty((0, 2))
    area = words.landing_area
    return JumpPicture(
        title=f"{gag.plan.stunt}, {gag.label.replace('_', ' ')}",
        ways=ways_of(gag, draws),
        ground_m=np.empty((0, 2)) if gag.no_survey else np.concatenate([gag.ground[:, :2], gag.ground[-1:, 2:]]),
        speed_m_s=(draws.values["speed_m_s"] * draws.values["speed_share"])[opens],
        wall_m=draws.values["wall_m"][opens],
        bike_m=bikes,
        landed_m=np.stack([draws.values["lands_x_m"][opens], draws.values["lands_y_m"][opens]], axis=1),
        area=(area.out.value, area.across.value if area.across else 0.0, area.radius.value) if area else None,
        people={
            name: (place[0], place[1], place[2] + gag.ground_height(place[0])) for name, _, _, place in places_of(gag)
        },
    )
