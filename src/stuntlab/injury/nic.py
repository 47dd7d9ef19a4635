"""Neck injury criterion of a jerk from behind: how fast the head lags the first thoracic vertebra."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from stuntlab.compiled import compiled
from stuntlab.datasets import Floats
from stuntlab.injury.peaks import Peak
from stuntlab.sampling import sample_together


def nic(time_s: ArrayLike, t1_acceleration_mps2: ArrayLike, head_acceleration_mps2: ArrayLike) -> Peak:
    """Neck injury criterion (NIC), m²/s².

    time_s: [time], s; t1_acceleration_mps2, head_acceleration_mps2: [..., time], forward, of the first thoracic
    vertebra and of the head's centre of gravity, filtered, m/s². Cut the record where the head
    first passes the neck backward.
    Returns `Peak(value, time_s)`, [...].

    Equation: NIC = 0.2 m · a_rel + v_rel², a_rel = a_T1 − a_head, v_rel = ∫ a_rel dt.

    Raises: SignalError for a bad signal.

    Source: Boström 1996, formula from dynasaur (V-S); threshold 15 m²/s² (R-h).
    Valid for: the first 150 ms of a pull or push from behind, such as ratchet pulls and jerk-backs.
    """
    chest, head = sample_together(
        time_s, t1_acceleration=t1_acceleration_mps2, head_acceleration=head_acceleration_mps2
    )
    value, at = np.empty(chest.rows.shape[0]), np.empty(chest.rows.shape[0])
    _nic_rows(chest.rows, head.rows, chest.step_s, value, at)
    return Peak(chest.per_signal(value), chest.time_of(at))


@compiled
def _nic_rows(chest: Floats, head: Floats, step_s: float, value: Floats, at: Floats) -> None:
    for i in range(chest.shape[0]):
        speed, before = 0.0, chest[i, 0] - head[i, 0]
        best, best_at = max(0.2 * before, 0.0), 0
        for j in range(1, chest.shape[1]):
            lag = chest[i, j] - head[i, j]
            speed += 0.5 * (before + lag) * step_s
            before = lag
            here = 0.2 * lag + speed * speed
            if here > best:
                best, best_at = here, j
        value[i], at[i] = best, best_at
