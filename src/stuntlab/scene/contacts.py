"""Contacts whose stiffness is a number in N/m.

MuJoCo's own contact is normalised by mass: a dropped head reads 30 g where a real one reads 250 g. Each contact here is
an explicit pair whose parameters are computed from the compiled model so that, in the engine's own terms
(`f = (a_ref - a) / R`, `R = (1 - d) / d · A`, `A` the pair's inverse weight), the pair is a spring and a damper and
almost nothing else: with a small impedance `d` the inerter that remains, `d / (1 - d) / A`, is a hundredth of the
masses that meet. Peak forces fall short of `v·√(k·m)` by the factor `√(1 - d)`.

Rules: one contact point carries `stiffness`; a geometry pair that makes several shares it (`points`). Elliptic cones
only: a pyramidal cone changes the normal stiffness. Keep `diagexact` off, so that `A` is a constant of the model.

Source: MuJoCo manual, "Computation: contact, impedance and reference"; measured in `tests/scene/test_contacts.py` (C).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass

import mujoco
import numpy as np
from numpy.typing import NDArray

from stuntlab.datasets import Floats
from stuntlab.errors import ModelError, UnstableSetting

LINEAR_IMPEDANCE = 0.01
HARDENING_IMPEDANCE = 0.05  # at full depth; it starts lower, so the range of stiffness needs room below it
SLIP_DAMPING_NS_PER_M = 3000.0  # viscous friction below the slip force: 3 mm/s of creep for 9 N (J)
FRICTION_RATIO = 100.0
"""`opt.impratio`: how much stiffer a contact's friction is held than its normal spring.

An elliptic cone is met at its nearest point, so a contact that slides at `v` far above its slip force reads
`μ·c·v / (1 + μ²)` of normal force on top of its spring's, `c` the slip damping over this ratio. At 1 that is 3 kN for a
head that slides along a screen at 3 m/s, where the spring gives 0.3 kN. The creep of a contact that holds stays what it
is. Source: MuJoCo's cost of elliptic cones; `tests/scene/test_contacts.py` (C).
"""

_HALVINGS = 2  # of a timestep: no body that a plan may have needs more
LOAD_PHASE_LIMIT = 0.25  # omega·dt where a load is measured: about 5 % on a peak
STABLE_PHASE_LIMIT = 1.0  # omega·dt where only the motion counts


@dataclass(frozen=True, slots=True)
class Hardening:
    """A layer that gets stiffer: at `depth_m` of indentation it has reached `stiffness_n_per_m` (and its damping).

    In between the force is `k·r·(d(r)/d(depth))²` with `d` linear in `r`: soft tissue pressed against bone.
    """

    stiffness_n_per_m: float
    depth_m: float


@dataclass(frozen=True, slots=True)
class ContactPair:
    """Two geoms that may touch, and the spring between them.

    stiffness_n_per_m, damping_ns_per_m: of the whole contact at first touch (with `hardening`, damping is that at full
    depth and grows from less). points: how many contact points share it. friction: Coulomb coefficient.
    """

    first: str
    second: str
    stiffness_n_per_m: float
    damping_ns_per_m: float
    friction: float = 0.5
    points: int = 1
    hardening: Hardening | None = None

    @property
    def name(self) -> str:
        """The pair's name in the model."""
        return f"{self.first}|{self.second}"

    @property
    def hardest_n_per_m(self) -> float:
        """Stiffness at full depth."""
        return self.hardening.stiffness_n_per_m if self.hardening else self.stiffness_n_per_m


def in_series(*stiffnesses_n_per_m: float) -> float:
    """Stiffness of springs pressed through one another, N/m; an infinite one is a rigid body."""
    return 1.0 / sum(1.0 / stiffness for stiffness in stiffnesses_n_per_m)


def resting_depth(force_n: float, stiffness_n_per_m: float, hardening: Hardening | None = None) -> float:
    """How far (m) a resting load presses a contact in: force over stiffness, less where the layer hardens."""
    if hardening is None:
        return force_n / stiffness_n_per_m
    start, full, at_depth = _impedance(stiffness_n_per_m, hardening)
    low, high = 0.0, force_n / stiffness_n_per_m
    for _ in range(60):
        depth = (low + high) / 2
        impedance = start + (full - start) * min(depth / at_depth, 1.0)
        carried = hardening.stiffness_n_per_m * depth * (impedance / full) ** 2 * (1 - full) / (1 - impedance)
        low, high = (depth, high) if carried < force_n else (low, depth)
    return (low + high) / 2


def write_pairs(spec: mujoco.MjSpec, pairs: Iterable[ContactPair]) -> None:
    """Make `pairs` the only contacts of a model: every geom's own contact is switched off, options set to match."""
    for geom in spec.geoms:
        geom.contype = 0
        geom.conaffinity = 0
    for pair in pairs:
        friction = [pair.friction, pair.friction, 0.0, 0.0, 0.0]
        spec.add_pair(name=pair.name, geomname1=pair.first, geomname2=pair.second, friction=friction, condim=3)
    set_options(spec)


def set_options(spec: mujoco.MjSpec) -> None:
    """Solver settings true contacts need."""
    spec.option.cone = mujoco.mjtCone.mjCONE_ELLIPTIC
    spec.option.impratio = FRICTION_RATIO
    # With impedances this small the dual problem is nearly diagonal: a few sweeps of Gauss-Seidel over a dozen rows
    # meet Newton's answer to 1 in 10 000 of every load. Six steps of conjugate gradients leave 6 in 1 000 and take 14 %
    # longer. Islands and sparse rows only cost (docs/performance.md). Where few sweeps are enough, no more are made.
    spec.option.solver = mujoco.mjtSolver.mjSOL_PGS
    spec.option.iterations = 30
    spec.option.tolerance = 1e-6
    spec.option.disableflags |= mujoco.mjtDisableBit.mjDSBL_ISLAND
    spec.option.integrator = mujoco.mjtIntegrator.mjINT_IMPLICITFAST
    spec.option.jacobian = mujoco.mjtJacobian.mjJAC_DENSE


def apply(
    model: mujoco.MjModel, pairs: Sequence[ContactPair], timestep_s: float, *, phase_limit: float = LOAD_PHASE_LIMIT
) -> None:
    """Give every pair of a compiled model its true stiffness and damping.

    Raises:
        UnstableSetting: a pair is too stiff or too damped for the timestep.
        ModelError: the model has a pair, or a default contact, that is not in `pairs`, or pyramidal cones.

    """
    _require_only(model, pairs)
    if model.opt.cone != mujoco.mjtCone.mjCONE_ELLIPTIC:
        raise ModelError("true contacts need elliptic friction cones; a pyramidal cone changes their normal stiffness")
    indices = pair_indices(model, pairs)
    weights = _inverse_weights(model, indices, np.asarray(model.body_invweight0)[None, :, 0])[0]
    for pair, index, weight in zip(pairs, indices, weights, strict=True):
        require_stable(pair, inverse_weight=float(weight), timestep_s=timestep_s, phase_limit=phase_limit)
        found = _parameters(pair, weight, model.opt.impratio)
        model.pair_solref[index], model.pair_solimp[index], model.pair_solreffriction[index] = found


def apply_and_halve(model: mujoco.MjModel, pairs: Sequence[ContactPair], timestep_s: float) -> float:
    """As `apply`, with half the timestep where a pair is too stiff for it, such as the head of a light person.

    Returns: the timestep that all pairs bear, s: the given one, or the half of it as often as needed.

    Raises:
        UnstableSetting: some pair is too stiff for a timestep that was halved `_HALVINGS` times.

    """
    for _ in range(_HALVINGS):
        with suppress(UnstableSetting):
            apply(model, pairs, timestep_s)
            return timestep_s
        timestep_s /= 2
    apply(model, pairs, timestep_s)
    return timestep_s


def require_stable(
    pair: ContactPair, *, inverse_weight: float, timestep_s: float, phase_limit: float = LOAD_PHASE_LIMIT
) -> None:
    """Refuse a pair the timestep cannot follow.

    Raises:
        UnstableSetting: `damping · A · dt >= 1` or `√(stiffness · A) · dt > phase_limit`.

    """
    damped = pair.damping_ns_per_m * inverse_weight * timestep_s
    if damped >= 1.0:
        raise UnstableSetting(
            f"contact {pair.name}: damping {pair.damping_ns_per_m:g} N s/m on an effective mass of "
            f"{1 / inverse_weight:.3g} kg needs a timestep below {timestep_s / damped:.2g} s, given {timestep_s:g} s"
        )
    phase = math.sqrt(pair.hardest_n_per_m * inverse_weight) * timestep_s
    if phase > phase_limit:
        raise UnstableSetting(
            f"contact {pair.name}: stiffness {pair.hardest_n_per_m:g} N/m on an effective mass of "
            f"{1 / inverse_weight:.3g} kg needs a timestep of at most {timestep_s * phase_limit / phase:.2g} s, "
            f"given {timestep_s:g} s"
        )


def pair_indices(model: mujoco.MjModel, pairs: Sequence[ContactPair]) -> NDArray[np.int64]:
    """Where each pair stands in the model, `[pair]`."""
    indices = [mujoco.mj_name2id(model, mujoco.mjtObj.mjOBJ_PAIR, pair.name) for pair in pairs]
    missing = [pair.name for pair, index in zip(pairs, indices, strict=True) if index < 0]
    if missing:
        raise ModelError(f"the model has no contact pair {', '.join(missing)}; call write_pairs before compiling")
    return np.array(indices, dtype=np.int64)


def _inverse_weights(model: mujoco.MjModel, indices: NDArray[np.int64], body_weight: Floats) -> Floats:
    """[take, body] -> [take, pair]: the engine's approximate inverse mass of each pair."""
    first = model.geom_bodyid[model.pair_geom1[indices]]
    second = model.geom_bodyid[model.pair_geom2[indices]]
    return body_weight[:, first] + body_weight[:, second]


Parameter = float | Floats


def _parameters(
    pair: ContactPair, inverse_weight: Parameter, impratio: float
) -> tuple[tuple[Parameter, Parameter], tuple[float, ...], tuple[float, Parameter]]:
    """solref, solimp and solreffriction of a pair, in the engine's direct (negative) format."""
    start, full, depth = _impedance(pair.stiffness_n_per_m, pair.hardening)
    regularised = (1 - full) * inverse_weight / pair.points
    solref = (-pair.hardest_n_per_m * regularised, -pair.damping_ns_per_m * regularised)
    slip = -SLIP_DAMPING_NS_PER_M * regularised / impratio
    return solref, (start, full, depth, 0.5, 1.0), (-1e-8, slip)


def _impedance(stiffness_n_per_m: float, hardening: Hardening | None) -> tuple[float, float, float]:
    """Impedance at touch and at depth, and the depth: the force grows with the square of the impedance."""
    if hardening is None:
        return LINEAR_IMPEDANCE, LINEAR_IMPEDANCE, 1.0
    full = HARDENING_IMPEDANCE
    ratio = stiffness_n_per_m / hardening.stiffness_n_per_m * full**2 / (1 - full)
    start = (math.sqrt(ratio**2 + 4 * ratio) - ratio) / 2
    return start, full, hardening.depth_m


def _require_only(model: mujoco.MjModel, pairs: Sequence[ContactPair]) -> None:
    known = {pair.name for pair in pairs}
    strangers = [model.pair(index).name for index in range(model.npair) if model.pair(index).name not in known]
    if strangers:
        raise ModelError(f"contact pair {', '.join(strangers)} has no true stiffness; give every pair to apply()")
    if np.any(model.geom_contype | model.geom_conaffinity):
        raise ModelError("a geom has a default contact, which is normalised by mass; call write_pairs first")
