"""A simulated take of a strike as a previs scene: who is struck as simulated, who strikes drawn round foot or hand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from stuntlab.datasets import Floats
from stuntlab.export.previs import Beat, Point, Previs
from stuntlab.figures.look import look_of
from stuntlab.figures.posed_skin import places_of
from stuntlab.gags.base import Gag
from stuntlab.gags.striking.geometry import StrikeGeometry
from stuntlab.people.from_plan import measures_of
from stuntlab.plan import Plan
from stuntlab.previs.drawn_striker import LEAD_S, striker_of
from stuntlab.previs.export_parts import FRAME_RATE_HZ, FallenModel, Frame, person_of, solids_of
from stuntlab.previs.motion import Motion
from stuntlab.previs.planned_take import PlannedTake
from stuntlab.previs.strike_export import strike_cameras, zones_of
from stuntlab.previs.strike_pictures import act_gag
from stuntlab.previs.strike_set import set_round, set_to_scene

_BLOW_S, _BLOW_RATE_HZ = 0.15, 120.0
"""How long a blow is shown in more frames than film has, and in how many (J): it is over within a few hundredths."""

_AS_IT_IS = np.eye(3), np.zeros(3)


def blow_previs(plan: Plan, gag: Gag, take: PlannedTake) -> Previs:
    """People in motion, set, cameras, hazard zones and beats of one simulated take of a strike.

    take: in the axes of its scene, as `previs/replay.py` has it.

    Raises:
        UserError: nobody is struck at, or a camera of the plan sees nothing.
    """
    acted, motion, striker = act_gag(plan, gag), take.motion, striker_of(gag, take.motion)
    begins = -LEAD_S if striker else 0.0
    moments = _moments(begins, float(motion.time_s[-1]))
    ((prefix, struck),) = motion.people.items()
    look = look_of(plan, struck, measures_of(plan.people[struck], struck))
    frames = [places_of(motion.model, motion.at(moment), prefix=prefix) for moment in moments.tolist()]
    shown = {struck: (look, frames)}
    if striker is not None:
        skins = [look.figure.pose_skin(frame) for frame in frames]
        strikes = [striker.places(moment, [skin]) for moment, skin in zip(moments.tolist(), skins, strict=True)]
        shown[striker.name] = striker.look, strikes
    on_set = {name: (worn, _on_set(plan, acted.strike, seen)) for name, (worn, seen) in shown.items()}
    soft = [slab for slab in take.slabs if slab.soft]
    fallen = [look.figure.pose_skin(frame) for frame in on_set[struck][1]] if soft else []
    pressed = FallenModel(fallen, stays=any(slab.stays for slab in soft)) if soft else None
    x, y, _ = acted.line.origin_m
    return Previs(
        title=plan.stunt,
        times_s=moments - begins,
        people=tuple(person_of(name, worn, seen, *_AS_IT_IS) for name, (worn, seen) in on_set.items()),
        cameras=tuple(strike_cameras(plan, acted)),
        grounds=tuple(zones_of(gag, acted.line)),
        solids=tuple(solids_of(set_round(plan, acted.line, acted.strike), (x, y), pressed)),
        beats=tuple(_beats(motion, begins, acted.line.origin_m)),
        notes={"gag": gag.label, "planHash": plan.hash, "take": take.note},
    )


def _moments(begins_s: float, ends_s: float) -> Floats:
    """Of the frames: as films have them, and denser while foot or hand is on the body."""
    parts = ((begins_s, 0.0, FRAME_RATE_HZ), (0.0, _BLOW_S, _BLOW_RATE_HZ), (_BLOW_S, ends_s, FRAME_RATE_HZ))
    return np.append(np.concatenate([np.arange(low, high - 1e-9, 1 / rate) for low, high, rate in parts]), ends_s)


def _on_set(plan: Plan, strike: StrikeGeometry, frames: Iterable[Frame]) -> list[Frame]:
    """Bodies in the axes of a strike's scene, in those of the set."""
    turn, shift = set_to_scene(plan, strike)
    return [
        {body: (turn.T @ (at - shift), turn.T @ turned) for body, (at, turned) in frame.items()} for frame in frames
    ]


def _beats(motion: Motion, begins: float, at_m: Point) -> Iterator[Beat]:
    yield Beat("touches", -begins, at_m)
    yield Beat("end", float(motion.time_s[-1]) - begins, at_m)
