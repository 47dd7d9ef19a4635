"""The empty world that every simulated scene begins with."""

from __future__ import annotations

import mujoco

from stuntlab.constants import GRAVITY_M_S2
from stuntlab.scene.contacts import set_options


def empty_world(*, gravity_m_s2: float = GRAVITY_M_S2) -> mujoco.MjSpec:
    """A world with nothing in it, its gravity downwards, its solver set for true contacts.

    gravity_m_s2: 0 for the rigs of tests that leave weight out. The engine's own default is 9.81 m/s².
    """
    spec = mujoco.MjSpec()
    spec.option.gravity = [0.0, 0.0, -gravity_m_s2]
    set_options(spec)
    return spec
