"""Foot and ankle under a blow from below: by impulse when it is short, by force when it is long."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from stuntlab.compiled import compiled
from stuntlab.datasets import Floats
from stuntlab.sampling import sample

# Half of the feet were injured at these. Source: Bailey 2019, plantar pulses of 5 to 90 ms (V-A).
HALF_INJURED_IMPULSE_NS = 13.0
HALF_INJURED_FORCE_N = 8070.0


class FootAnkle(NamedTuple):
    """Share of the load that injures half of all feet, [...], with the peak force, N, and the impulse, N·s, [...]."""

    value: Floats
    force_n: Floats
    impulse_ns: Floats


def foot_ankle(time_s: ArrayLike, sole_force_n: ArrayLike) -> FootAnkle:
    """How near a blow under the sole comes to injuring half of all feet and ankles; 1 is that load.

    time_s: [time], s; sole_force_n: [..., time], pressing on the sole positive, filtered, N.
    Returns `FootAnkle(value, force_n, impulse_ns)`, each [...]; the impulse is that of the push with the peak in it.

    Equation: min(J/13 N·s, F/8.07 kN). A short pulse must reach the impulse and a long one the force. Near the corner
    the true boundary lies above both, so the smaller share is the cautious one.

    Raises: SignalError for a bad signal.

    Source: Bailey 2019, 13 N·s for short and 8.07 kN for long pulses (V-A); taking the smaller share J.
    Valid for: 5 to 90 ms, relaxed cadaver legs, neutral ankle; an everted ankle fails at 0.6 of it (V-A).
    """
    sampled = sample(time_s, sole_force_n, name="sole force")
    found = np.empty((sampled.rows.shape[0], 2))
    _push_rows(sampled.rows, found)
    force, impulse = sampled.per_signal(found[:, 0]), sampled.per_signal(found[:, 1] * sampled.step_s)
    share = np.minimum(force / HALF_INJURED_FORCE_N, impulse / HALF_INJURED_IMPULSE_NS)
    return FootAnkle(np.asarray(share), force, impulse)


@compiled
def _push_rows(rows: Floats, found: Floats) -> None:
    for i in range(rows.shape[0]):
        row = rows[i]
        top = int(row.argmax())
        found[i, 0], found[i, 1] = max(row[top], 0.0), 0.0
        if row[top] <= 0:
            continue
        first = last = top
        while first > 0 and row[first - 1] > 0:
            first -= 1
        while last < row.size - 1 and row[last + 1] > 0:
            last += 1
        for j in range(first, last):
            found[i, 1] += 0.5 * (row[j] + row[j + 1])
        if first > 0:
            found[i, 1] += 0.5 * row[first] ** 2 / (row[first] - row[first - 1])
        if last < row.size - 1:
            found[i, 1] += 0.5 * row[last] ** 2 / (row[last] - row[last + 1])
