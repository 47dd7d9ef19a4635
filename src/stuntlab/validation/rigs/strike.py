"""A blow by a guided mass against any surface of a body: the blunt-hub, bar, fist and touch tests."""

from __future__ import annotations

import numpy as np
from pydantic import FiniteFloat

from stuntlab.constants import GRAVITY_M_S2
from stuntlab.datasets import Floats
from stuntlab.errors import UserError
from stuntlab.injury import hic, viscous_criterion
from stuntlab.loads import resultant
from stuntlab.people import Measures, performer
from stuntlab.people.certification.rig import TIMESTEP_S, run_once
from stuntlab.people.surfaces import RIGID
from stuntlab.people.tissue import Abdomen
from stuntlab.scene.scene import Traces
from stuntlab.validation.rigs.answer import Answer, Trace
from stuntlab.validation.rigs.bodies import Body, Positive, Stiffness, TissueKind, Tone, measures_of, tissue_of
from stuntlab.validation.rigs.probe import BEHIND, PROBE, Probe, in_front_of

DEFLECTION = {
    "chest": "sternum_deflection",
    "abdomen": "abdomen_deflection",
    "left_ribs": "left_rib_deflection",
    "right_ribs": "right_rib_deflection",
    "left_shoulder": "left_shoulder_deflection",
    "right_shoulder": "right_shoulder_deflection",
}
"""Channel of the gauge behind each wall that gives way."""
SIDES = tuple(name for name in DEFLECTION if name.startswith(("left_", "right_")))
PLATEAU = (0.25, 0.50)
"""Shares of the largest external deflection between which the plateau force is the mean (J)."""

STILL_PUSHING = 0.5
"""Share of the peak force above which a blow is not over: its peak may be yet to come."""


def strike(
    *,
    mass_kg: Positive,
    speed_m_s: Positive,
    surface: str = "chest",
    body: Body = "hybrid_iii_50m",
    tissue: TissueKind = "human",
    abdomen: Abdomen = "middle",
    stiffness_n_per_m: Stiffness = RIGID,
    azimuth_deg: FiniteFloat = 0.0,
    posture: str = "limbs_forward",
    tone: Tone = 1.0,
    braced: bool = False,
    duration_s: Positive = 0.15,
    timestep_s: Positive = TIMESTEP_S,
) -> Answer:
    """Strike one surface of a body free in space with a guided mass.

    surface: of `Performer.surfaces`, those of a body with sides too. stiffness_n_per_m: of the striker's own padding.
    azimuth_deg: where it comes from, 0 the front, 90 the left. tone, braced: as `performer` takes them, tone 0 for a
    cadaver. Force is mass times deceleration; external deflection is the travel of the striker against what carries the
    surface (the spine behind a wall of the trunk). Unfiltered.

    Raises:
        ModelError: there is no such surface or posture.
        UserError: a build outside the body tables, a wall of the trunk struck from where it does not give way, or a
            blow that is not over in `duration_s`.

    Source: 49 CFR 572.34 for the kind of rig (V-P).
    Valid for: blunt strikers; the size of the striker's face does not enter the force.
    """
    person = performer(
        measures_of(body),
        tissue_of(tissue, abdomen),
        tone=tone,
        braced=braced,
        posture=posture,
        sides=surface in SIDES,
    )
    struck = person.surface(surface)
    probe = Probe(mass_kg, stiffness_n_per_m, azimuth_deg)
    setup = in_front_of(person, struck, probe, timestep_s)
    qvel = np.zeros(setup.model.nv)
    qvel[setup.model.joint(PROBE).dofadr[0]] = speed_m_s
    traces = run_once(setup.model, duration_s, qpos=setup.qpos, qvel=qvel)
    blow = _Blow(traces, probe, surface)
    _refuse_unfinished(blow.force_n, duration_s)
    quantities = {**blow.read_measures(), **blow.wall(_depth_m(person.measures, surface))}
    if surface == "head":
        quantities |= _head(traces)
    return Answer(quantities, {"force": Trace(blow.external_m, blow.force_n, "external deflection")})


def _refuse_unfinished(force_n: Floats, duration_s: float) -> None:
    if force_n[-1] > STILL_PUSHING * force_n.max():
        raise UserError(f"the blow is not over after {duration_s:g} s; give it a longer duration_s")


def _depth_m(measures: Measures, surface: str) -> float:
    """What a deflection is a share of: breadth for a blow at the ribs, as in the tests of Viano 1989, else depth."""
    if surface.endswith("ribs"):
        return measures.chest_breadth_m
    return measures.abdomen_depth_m if surface == "abdomen" else measures.chest_depth_m


class _Blow:
    """Signals of one blow, [time] each."""

    def __init__(self, traces: Traces, probe: Probe, surface: str) -> None:
        channels = traces.channels
        self.time_s = traces.time_s
        self.force_n: Floats = probe.mass_kg * (channels["probe_acceleration"][0] @ probe.outward)
        behind = (channels[BEHIND][0] - channels[BEHIND][0, 0]) @ -probe.outward
        travel = channels["probe_travel"][0, :, 0]
        self.external_m: Floats = travel - travel[0] - behind
        self.deflection_m = channels[DEFLECTION[surface]][0, :, 0] if surface in DEFLECTION else None

    def read_measures(self) -> dict[str, float]:
        """What the striker and a film of it tell."""
        peak = int(self.force_n.argmax())
        deepest = float(self.external_m.max())
        return {
            "peak_force": float(self.force_n[peak]),
            "time_to_peak": float(self.time_s[peak]),
            "impulse": float(np.trapezoid(np.maximum(self.force_n, 0), self.time_s)),
            "plateau_force": self._plateau(),
            "external_deflection": deepest,
            "secant_stiffness": float(self.force_n[peak]) / deepest,
            "loading_energy": _work(self.force_n, self.external_m)[0],
            "external_hysteresis": self._loop(self.external_m),
        }

    def wall(self, depth_m: float) -> dict[str, float]:
        """What a gauge between a wall and the spine tells, and what a film does; nothing where no wall was struck."""
        if self.deflection_m is None:
            return {}
        deepest = float(self.deflection_m.max())
        inwards = np.maximum(self.external_m, 0.0)
        return {
            "deflection": deepest,
            "time_of_deflection": float(self.time_s[self.deflection_m.argmax()]),
            "compression": deepest / depth_m,
            "external_compression": float(inwards.max()) / depth_m,
            "viscous_criterion": float(viscous_criterion(self.time_s, self.deflection_m, depth_m=depth_m).value),
            "external_viscous_criterion": float(viscous_criterion(self.time_s, inwards, depth_m=depth_m).value),
            "hysteresis": self._loop(self.deflection_m),
        }

    def _plateau(self) -> float:
        turn = int(self.external_m.argmax()) + 1
        way = np.maximum.accumulate(self.external_m[:turn])
        return float(np.interp(way[-1] * np.linspace(*PLATEAU, 51), way, self.force_n[:turn]).mean())

    def _loop(self, path_m: Floats) -> float:
        loading, whole = _work(self.force_n, path_m)
        return whole / loading


def _work(force_n: Floats, path_m: Floats) -> tuple[float, float]:
    """Up to the deepest point, and over the whole loop while there is contact, J."""
    force = np.maximum(force_n, 0.0)
    work = np.concatenate([[0.0], np.cumsum(0.5 * (force[1:] + force[:-1]) * np.diff(path_m))])
    return float(work[path_m.argmax()]), float(work[-1])


def _head(traces: Traces) -> dict[str, float]:
    acceleration = traces.channels["head_acceleration"][0].T
    total_g = resultant(*acceleration) / GRAVITY_M_S2
    return {
        "head_acceleration": float(total_g.max()) * GRAVITY_M_S2,
        "hic15": float(hic(traces.time_s, total_g).value),
    }
