"""Everything that is seen of a take: people, the set, what the catcher does under them, and whatever else moves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import atan2

import mujoco
import numpy as np

from stuntlab.datasets import Floats
from stuntlab.figures.look import Look, look_of
from stuntlab.figures.posed_skin import places_of
from stuntlab.gags.base import Gag
from stuntlab.gags.roles import DrivenByMachine, FlightPath, HangsOnLines, LandsOn, LeavesAnEdge, OnStairs, SeenStrike
from stuntlab.gear.footprint import Footprint, footprint_of_slab
from stuntlab.geometry import rotation
from stuntlab.people import human_tissue, performer
from stuntlab.people.from_plan import measures_of
from stuntlab.plan import Plan
from stuntlab.plan.gear.mat import Mat
from stuntlab.previs.dent import DentedTop, finer
from stuntlab.previs.drawn_lines import DrawnLine, ends_of_lines, lines_in
from stuntlab.previs.drawn_striker import DrawnStriker, striker_of
from stuntlab.previs.flown_take import is_drawn
from stuntlab.previs.motion import Motion
from stuntlab.previs.solids import place_solid, solid
from stuntlab.previs.stage_set import PieceSpot, StageSet, set_of, setting_on
from stuntlab.previs.stage_set.blocks import move_thing
from stuntlab.previs.stage_set.gear import mat
from stuntlab.previs.stage_set.stairs import stair_pieces
from stuntlab.previs.strike_set import blocks_view, point_over, set_round, set_to_scene
from stuntlab.report.still import Painted, Setting, View
from stuntlab.scene.field import Slab, soft_slab
from stuntlab.shots.line_of_strike import line_of

_SAME_PLACE_M = 0.05
_LIT_M = 3.0
_PRESSED_EVERY_S = 1 / 24
"""How often what stays down is pressed between the moments that are shown."""


@dataclass(frozen=True, slots=True)
class TakeStage:
    """The things of one take in the axes of its scene.

    looks: prefix of a body -> who it is; striker: who strikes, drawn round the simulated foot or hand; solids: geom ->
    what else moves; lines: what somebody hangs on or is pulled by. caught: where the catcher of the simulation
    is, or None; catchers: what is drawn of it; left: the share of its height when the take begins; stays: whether what
    is pressed down stays down; cut_m: where along y it is cut open from aside, through the first body as it comes down.
    stands: what does not move; wild: pieces of it that are taken out where they are in a camera's way. names: of what
    stands about -> the point over it.
    """

    motion: Motion
    looks: Mapping[str, Look]
    striker: DrawnStriker | None
    solids: Mapping[int, Painted]
    lines: tuple[DrawnLine, ...]
    caught: Footprint | None
    catchers: tuple[Painted, ...]
    left: float
    stays: bool
    cut_m: float | None
    stands: tuple[Painted, ...]
    wild: tuple[tuple[Painted, ...], ...]
    names: Mapping[str, tuple[Floats, ...]]
    setting: Setting

    def frames(
        self, times_s: Iterable[float], views: Sequence[View] = (), *, cut_open: bool = False
    ) -> Iterator[tuple[Painted, ...]]:
        """All of it at rising moments; what stays down has also been pressed between them.

        views: from where it is looked at, with no wall in their way. cut_open: the catcher is.
        """
        kept = [piece for piece in self.wild if not any(blocks_view(piece, view) for view in views)]
        stands = (*self.stands, *(part for piece in kept for part in piece))
        dent = DentedTop(self.caught, left=self.left, stays=self.stays) if self.caught else None
        before_s = self.motion.meets_s
        for time_s in times_s:
            if dent is not None and self.stays:
                for moment_s in np.arange(before_s, time_s, _PRESSED_EVERY_S)[1:]:
                    dent.press([part.vertices for part in self._people(float(moment_s))])
                before_s = max(before_s, time_s)
            yield (*self._frame(time_s, dent, self.cut_m if cut_open else None), *stands)

    def tags(self, time_s: float) -> dict[str, tuple[Floats, Floats]]:
        """Where the names of who acts may hang at a moment, as `Look.tag_points`."""
        skins = self._skins(time_s)
        found = {self.motion.people[p]: look.tag_points(skins[p]) for p, look in self.looks.items()}
        if self.striker is not None:
            struck = self.striker.frame(time_s, list(skins.values()))[0].vertices
            found[self.striker.name] = self.striker.look.tag_points(struck)
        return found

    def reach_m(self, times_s: Iterable[float]) -> Floats:
        """Low and high corner of everybody who acts over some moments, [2, 3], m; of all that moves, without people."""
        points = []
        for time_s in times_s:
            skins = list(self._skins(time_s).values())
            points += skins
            if self.striker is not None:
                points += [part.vertices for part in self.striker.frame(time_s, skins)]
            points += [] if points else [part.vertices for part in self._frame(time_s, None, None)]
        all_of_it = np.concatenate(points)
        return np.array([all_of_it.min(axis=0), all_of_it.max(axis=0)])

    def reach_with_vehicle_m(self, times_s: Sequence[float], near_m: float) -> Floats:
        """The same with as much of what comes on a slide of its own, a vehicle, as lies that near to them."""
        model, reach = self.motion.model, self.reach_m(times_s)
        data, near = mujoco.MjData(model), reach + np.array([[-near_m], [near_m]])
        comes = [one for one in self.solids if model.body_dofnum[model.geom_bodyid[one]] == 1]
        for time_s in times_s if comes else ():
            data.qpos[:] = self.motion.at(time_s)
            mujoco.mj_kinematics(model, data)
            points = np.concatenate([place_solid(self.solids[one], data, one).vertices for one in comes])
            if ((points > near[0]) & (points < near[1])).all(axis=1).any():
                shown = points.clip(*near)
                reach = np.array([np.minimum(reach[0], shown.min(axis=0)), np.maximum(reach[1], shown.max(axis=0))])
        return reach

    def _skins(self, time_s: float) -> dict[str, Floats]:
        model, qpos = self.motion.model, self.motion.at(time_s)
        return {p: look.figure.pose_skin(places_of(model, qpos, prefix=p)) for p, look in self.looks.items()}

    def _frame(self, time_s: float, dent: DentedTop | None, cut_m: float | None) -> tuple[Painted, ...]:
        people, data = self._people(time_s), mujoco.MjData(self.motion.model)
        data.qpos[:] = self.motion.at(time_s)
        mujoco.mj_kinematics(self.motion.model, data)
        others = [place_solid(thing, data, geom) for geom, thing in self.solids.items()]
        others += [line.painted(data) for line in self.lines]
        if self.striker is not None:
            others += self.striker.frame(time_s, [part.vertices for part in people])
        return (*people, *others, *self._under(dent, [part.vertices for part in people], cut_m))

    def _people(self, time_s: float) -> list[Painted]:
        model, qpos = self.motion.model, self.motion.at(time_s)
        return [part for prefix, look in self.looks.items() for part in look.painted_parts(model, qpos, prefix=prefix)]

    def _under(self, dent: DentedTop | None, skins: Sequence[Floats], cut_m: float | None) -> Iterable[Painted]:
        if dent is None:
            return self.catchers
        dent.press(skins)
        return [dent.lower(part, cut_m=cut_m) for part in self.catchers]


def stage_of(gag: Gag, motion: Motion, slabs: Sequence[Slab], *, top_m: float | None = None) -> TakeStage:
    """The stage of a take. slabs: what its scene's field stands for.

    top_m: of the soft one as the take begins, where a branch has let it sag.
    """
    plan, soft = gag.plan, soft_slab(slabs)
    caught = None if soft is None else footprint_of_slab(soft)
    stage = set_of_take(gag, motion, slabs)
    stays = [piece for piece in stage.pieces if not piece.wild]
    parts = [(piece.name, part) for piece in stays for part in _in_scene(gag, piece.painted_parts())]
    catchers = [part for _, part in parts if caught is not None and _is_there(part, caught)]
    stands = [(name, part) for name, part in parts if not any(part is catcher for catcher in catchers)]
    if caught is not None and not catchers:
        catchers = [_mat_at(caught)]
        stands = [(name, part) for name, part in stands if not isinstance(plan.gear.get(name), Mat)]
    striker = striker_of(gag, motion)
    return TakeStage(
        motion=motion,
        striker=striker,
        looks={p: look_of(plan, name, measures_of(plan.people[name], name)) for p, name in motion.people.items()},
        solids={geom: solid(motion.model, geom) for geom in geoms_of_nobody(gag, motion) if striker is None},
        lines=lines_in(motion.model, motion.people, pulls_from(gag)),
        caught=caught,
        catchers=tuple(finer(part) for part in catchers),
        left=1.0 if soft is None or top_m is None else top_m / soft.high_m[2],
        stays=soft is not None and soft.stays,
        cut_m=_cut_plane_m(motion, caught),
        stands=tuple(part for _, part in stands),
        wild=tuple(tuple(_in_scene(gag, piece.painted_parts())) for piece in stage.pieces if piece.wild),
        names=_names(plan, parts),
        setting=_light_who_hangs(gag, motion, setting_on(stage)),
    )


def pulls_from(gag: Gag) -> tuple[float, float, float] | None:
    """Where the line of a machine comes from, where the set has it."""
    return gag.machine_set.pulls_from_m if isinstance(gag, DrivenByMachine) else None


def _light_who_hangs(gag: Gag, motion: Motion, setting: Setting) -> Setting:
    """On a face and under a canopy shadows are drawn of what is near who it is about, not of all there is."""
    if not isinstance(gag, HangsOnLines | LeavesAnEdge):
        return setting
    low, high = motion.passes_m()
    (low_x, low_y, low_z), (high_x, high_y, high_z) = (low - _LIT_M).tolist(), (high + _LIT_M).tolist()
    return replace(setting, lit_m=((low_x, low_y, low_z), (high_x, high_y, high_z)))


def _names(plan: Plan, parts: Sequence[tuple[str, Painted]]) -> dict[str, tuple[Floats, ...]]:
    """People, things and gear of the plan that stand about, and the point over each of them."""
    named = [*plan.people, *(thing.what for thing in plan.place.objects), *plan.gear]
    found: dict[str, tuple[Floats, ...]] = {}
    for name, part in parts:
        if name in named:
            found[name] = (*found.get(name, ()), point_over(part.vertices))
    return found


def _is_there(part: Painted, place: Footprint) -> bool:
    """Whether something stands where the simulation has its catcher, and fills it."""
    low, high = part.vertices.min(axis=0), part.vertices.max(axis=0)
    corners = (place.low_x_m, place.low_y_m, place.high_x_m, place.high_y_m)
    return bool(np.allclose([*low[:2], *high[:2]], corners, atol=_SAME_PLACE_M) and high[2] <= place.top_m + 0.05)


def _mat_at(place: Footprint) -> Painted:
    """A mat where the simulation has something soft that the set shows nowhere."""
    long, wide = place.high_x_m - place.low_x_m, place.high_y_m - place.low_y_m
    middle = np.array([(place.low_x_m + place.high_x_m) / 2, (place.low_y_m + place.high_y_m) / 2, 0.0])
    return move_thing(mat((long, wide, place.top_m)), np.eye(3), middle)


def _cut_plane_m(motion: Motion, caught: Footprint | None) -> float | None:
    """Through the middle of the first body when it comes down, where that is over the catcher."""
    if caught is None:
        return None
    middle = motion.subject_m
    y_m = float(middle[np.abs(motion.time_s - motion.meets_s).argmin(), 1])
    return y_m if caught.low_y_m < y_m < caught.high_y_m else None


def words_of_floor(gag: Gag) -> str:
    """What somebody who goes down lands on, in the plan's words."""
    return gag.floor_words if isinstance(gag, LandsOn) else gag.plan.place.floor or "the ground"


def geoms_of_nobody(gag: Gag, motion: Motion) -> list[int]:
    """Geoms of the scene that move and are part of no performer: a striking foot, a chair."""
    model = motion.model
    own = {
        prefix + body.name
        for prefix, name in motion.people.items()
        for body in performer(
            measures_of(gag.plan.people[name], name), human_tissue(), sides=True, spine=True
        ).spec.bodies
    }
    ends = ends_of_lines(model, motion.people)
    return [
        geom
        for geom, body in enumerate(model.geom_bodyid)
        if body not in ends and model.body(body).name not in own and model.body_weldid[body] != 0
    ]


def set_of_take(gag: Gag, motion: Motion, slabs: Sequence[Slab]) -> StageSet:
    """The set of the plan, with its stairs, and with mats where somebody goes down who does not come from above.

    slabs: what its scene's field stands for.
    """
    if isinstance(gag, SeenStrike):
        strike = gag.strike()
        return set_round(gag.plan, line_of(gag.plan, strike), strike)
    if isinstance(gag, FlightPath | HangsOnLines) or not motion.people:
        return set_of(gag.plan)
    if isinstance(gag, LeavesAnEdge) and is_drawn(motion):
        return set_of(gag.plan, edges=(gag.edge,))
    x, y, _, *turn = motion.start(next(iter(motion.people)))
    ahead = rotation(turn).apply([1.0, 0.0, 0.0])
    facing = atan2(ahead[1], ahead[0])
    stage = set_of(gag.plan, PieceSpot(float(x), float(y), 0.0, facing))
    if not isinstance(gag, OnStairs):
        return stage
    stairs = stair_pieces(gag.stairs, slabs, covering=gag.covering, wall=gag.plan.place.wall)
    return replace(stage, pieces=(*stage.pieces, *stairs))


def _in_scene(gag: Gag, parts: Iterable[Painted]) -> list[Painted]:
    """Parts of a set in the axes of the scene."""
    if not isinstance(gag, SeenStrike):
        return list(parts)
    turn, shift = set_to_scene(gag.plan, gag.strike())
    return [move_thing(part, turn, shift) for part in parts]
