"""Every joule of a chest blow accounted for: what the probe loses is stored, carried off, or burnt in a damper."""

import mujoco
import numpy as np
import pytest

from stuntlab.people import human_tissue, performer
from stuntlab.people.certification.thorax import add_probe, face_of
from stuntlab.people.dummies import hybrid_iii_50m
from stuntlab.scene.contacts import apply, write_pairs


@pytest.mark.parametrize(("timestep", "residual"), [(1e-4, 1e-3), (2.5e-5, 1e-3)])
@pytest.mark.parametrize("plate", ["chest", "abdomen"])
def test_energy_balance_of_a_blow(plate: str, timestep: float, residual: float) -> None:
    """Limp, no gravity: kinetic, elastic, burnt in joints and taken by the contact sum to what the probe brought."""
    body = performer(hybrid_iii_50m(), human_tissue(), tone=0.0)
    surface = body.surface(plate)
    spec = body.spec
    spec.option.gravity = [0, 0, 0]
    spec.option.timestep = timestep
    spec.option.enableflags |= int(mujoco.mjtEnableBit.mjENBL_ENERGY)
    add_probe(spec, 23.4, face_of(spec, surface.geom))
    pairs = [surface.pair("probe")]
    write_pairs(spec, pairs)
    model = spec.compile()
    apply(model, pairs, timestep)
    data = mujoco.MjData(model)
    data.qvel[model.joint("probe").dofadr[0]] = 6.71
    mujoco.mj_forward(model, data)
    brought = float(data.energy.sum())
    assert brought == pytest.approx(0.5 * 23.4 * 6.71**2, rel=0.01)  # and what standing had put into the leg springs

    burnt, taken, last_gap, push = 0.0, 0.0, 0.0, np.zeros(6)
    kept = []
    for _ in range(round(0.05 / timestep)):
        speed = data.qvel.copy()
        mujoco.mj_step(model, data)
        middle = 0.5 * (speed + data.qvel)
        burnt += timestep * float(np.sum(model.dof_damping * middle**2))
        gap = data.contact.dist[0] if data.ncon else 0.0
        taken += 0.5 * push[0] * (last_gap - gap)
        if data.ncon:
            mujoco.mj_contactForce(model, data, 0, push)
        else:
            push[:] = 0
        taken += 0.5 * push[0] * (last_gap - gap)
        last_gap = gap
        kept.append(data.energy.sum() + burnt + taken)
    assert kept[-1] == pytest.approx(brought, rel=residual)
    assert burnt > 0.25 * brought
