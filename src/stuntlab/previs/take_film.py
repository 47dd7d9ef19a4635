"""A replayed take as an animation: flight at its own speed, the landing slowed down, what is felt beside its limit."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from stuntlab.gags.base import Gag
from stuntlab.pipeline.judge import Judged
from stuntlab.plan import label_words
from stuntlab.previs.drawn_striker import LEAD_S
from stuntlab.previs.fall_moments import end_of
from stuntlab.previs.hung_take import hang_in_place
from stuntlab.previs.motion import STANDS_FIRST_S, Motion
from stuntlab.previs.replay import FAILED, MEDIAN, WORST, ChosenTake, FeltLoad, Replay, motion_of
from stuntlab.previs.take_stage import TakeStage, stage_of, words_of_floor
from stuntlab.previs.take_views import names_in, shots_of
from stuntlab.report.animation import AnimationFrame, Panel
from stuntlab.report.film import film
from stuntlab.verdict import Limits
from stuntlab.verdict.limit import allowed_exceedance
from stuntlab.verdict.words import amount, chance, chance_of, of_takes, times, with_unit

_FRAME_S, _SLOW_FRAME_S = 0.06, 0.08
_SHORTEST_S = 1e-4
_MEASURED_SHOWN_S = 4.0
"""How long what is measured may last on the screen, where it is slowed down by powers of two (J)."""

_STANDS_S, _HELD_S = 0.6, 1.5
MEASURED = "blow"
_WHY = {
    MEDIAN: "the middle take of those that touch",
    WORST: "the worst of {of} simulated takes",
    FAILED: "a take that failed: the model gave no answer, and it counts against the stunt",
}


@dataclass(frozen=True, slots=True)
class Moment:
    """One frame: when in the take, how long it is shown, how many times slower than life."""

    time_s: float
    shown_s: float
    slower: int


def frames_of(
    gag: Gag,
    replay: Replay,
    *,
    seed: int,
    camera: str | None = None,
    verdict: str = "",
    progress: Callable[[int, int], None] | None = None,
) -> Iterator[AnimationFrame]:
    """The frames of a replayed take. camera: of the plan; None: from aside. progress: told (done, in all).

    verdict: on the gag, for the caption.

    Raises: UserError for a camera that the plan does not place, or nothing to draw with on this machine.
    """
    motion = hang_in_place(gag, motion_of(replay))
    stage = stage_of(gag, motion, replay.slabs, top_m=replay.soft_top_m)
    lead_s = LEAD_S if stage.striker else 0.0
    moments = list(moments_of(motion, measured_s=float(replay.traces[MEASURED].time_s[-1]), lead_s=lead_s))
    shots = shots_of(gag, stage, camera, [moment.time_s for moment in moments])
    views = [shot.view for shot in shots.values()]
    seen = stage.frames((moment.time_s for moment in moments), views, cut_open=camera is None)
    pictures = film(seen, list(shots.values()), stage.setting)
    *which, felt = _describe_take(gag, replay.take, seed)
    small = _describe_drawing(motion, stage, words_of_floor(gag), cut_open=camera is None)
    for number, (moment, images) in enumerate(zip(moments, pictures, strict=True), start=1):
        if progress:
            progress(number, len(moments))
        names = [names_in(stage, shot.turn_to_frame(number - 1), moment.time_s) for shot in shots.values()]
        lines = (*which, _now(gag, motion, moment), felt, small, *((verdict,) if verdict else ()))
        yield AnimationFrame(tuple(map(Panel, shots, images, names)), lines, moment.shown_s)


def moments_of(motion: Motion, *, measured_s: float, lead_s: float = 0.0) -> Iterator[Moment]:
    """What comes before the scene at life speed, what is measured slowed down, what follows as it was, the end held.

    measured_s: how long loads are measured. lead_s: how long before a blow who strikes is shown.
    """
    if motion.meets_s:
        yield Moment(-STANDS_FIRST_S, _STANDS_S, 1)
        yield from _even_moments(0.0, motion.meets_s, 1)
    elif motion.time_s[0] < 0:
        yield Moment(float(motion.time_s[0]), _STANDS_S, 1)
        yield from _even_moments(float(motion.time_s[0]), 0.0, 1)
    elif lead_s:
        yield Moment(-lead_s, _STANDS_S, 1)
        yield from _even_moments(-lead_s, 0.0, 1)
    after_s, ends_s = motion.meets_s + measured_s, float(motion.time_s[-1])
    slower = slow_motion_factor(measured_s)
    yield from _even_moments(motion.meets_s, after_s, slower)
    follows = ends_s - after_s > _FRAME_S
    if follows:
        yield from _even_moments(after_s, ends_s, 1)
    yield Moment(ends_s, _HELD_S, 1 if follows else slower)


def _even_moments(begins_s: float, ends_s: float, slower: int) -> Iterator[Moment]:
    shown_s = _FRAME_S if slower == 1 else _SLOW_FRAME_S
    for time_s in np.arange(begins_s, ends_s - _SHORTEST_S, shown_s / slower):
        yield Moment(float(time_s), shown_s, slower)


def slow_motion_factor(measured_s: float) -> int:
    """How many times slower is shown what lasts so long."""
    return int(2 ** max(0, np.floor(np.log2(_MEASURED_SHOWN_S / measured_s))))


def _describe_take(gag: Gag, take: ChosenTake, seed: int) -> list[str]:
    """Which take it is and how it goes; its worst load."""
    return [
        f"{gag.plan.stunt}, {label_words(gag.label)}: {_WHY[take.why].format(of=take.of)}",
        f"how it goes: {take.branch}; how it ends: {take.outcome} ({take.model} body, draw {take.draw} of seed {seed})",
        against_limit(take),
    ]


def _describe_drawing(motion: Motion, stage: TakeStage, on: str, *, cut_open: bool) -> str:
    """What of the picture is no result. on: what it lands on, in the plan's words."""
    before = "In the air the path is computed, the posture drawn. " if motion.meets_s else ""
    if motion.time_s[0] < 0 and not motion.meets_s:
        before = "Going over is drawn, as fast as a pendulum goes. "
    cut = f" Shown cut open: {on}." if cut_open and stage.cut_m is not None else ""
    dent = f"{cut} Its dent is drawn." if stage.caught else ""
    if stage.striker:
        before = f"{stage.striker.name} is drawn round the simulated foot or hand. "
    simulated = "From contact on the" if motion.meets_s else "From there on the" if before else "The"
    return f"{before}{simulated} body is simulated.{dent}"


def against_limit(take: ChosenTake) -> str:
    """The worst load beside its limit, in words."""
    if take.person is None or take.limit is None or take.value is None:
        return "no load of this take is known"
    return f"worst for {say_felt(FeltLoad(take.person, take.limit, take.value))}"


def say_felt(felt: FeltLoad) -> str:
    """Whose load, how large, beside its limit."""
    said = f"{felt.person}: {felt.limit.everyday or felt.limit.title} {with_unit(felt.value, felt.limit.unit)}"
    if not felt.limit.value:
        return f"{said}; no contact is allowed at all: ABOVE THE LIMIT" if felt.value > 0 else f"{said}: none"
    above = felt.share > 1
    beside = f"ABOVE THE LIMIT, {times(felt.share)} it" if above else f"below, {amount(100 * felt.share, 2)} % of it"
    return f"{said}, limit {with_unit(felt.limit.value, felt.limit.unit)}: {beside}"


def how_often_above(take: ChosenTake, judged: Sequence[Judged], limits: Limits) -> str:
    """How often takes pass the limit that this one passes, beside what is allowed; "" where it passes none.

    One take may be far above a limit and the gag within limits, where such takes are rare enough.
    """
    if take.limit is None or take.value is None or take.value <= (take.limit.value or 0.0):
        return ""
    for result, _ in judged:
        load = result.loads.get(take.limit.load)
        if result.exposure.person == take.person and load is not None and load.exceeded is not None:
            often, allowed = chance_of(load.exceeded), chance(allowed_exceedance(limits, result.exposure.borne))
            return f"That limit is passed in {of_takes(often)}; allowed is {allowed}."
    return ""


def _now(gag: Gag, motion: Motion, moment: Moment) -> str:
    """When it is, how high and how fast the first body is, and at what speed it is shown."""
    middle = motion.subject_m
    speed = np.linalg.norm(np.gradient(middle, motion.time_s, axis=0), axis=1)
    height_m, speed_m_s = (float(np.interp(moment.time_s, motion.time_s, part)) for part in (middle[:, 2], speed))
    since = "from the take-off" if motion.meets_s else "from the start"
    when = f"{max(moment.time_s, 0.0):.2f} s {since}"
    if moment.time_s < 0 and not motion.meets_s:
        when = f"{-moment.time_s:.2f} s before the simulation begins"
    shown = "at life speed" if moment.slower == 1 else f"SLOW MOTION, {moment.slower} times slower"
    ends = f"; {end_of(gag, motion)}" if moment.time_s >= motion.time_s[-1] else ""
    return f"{when}: hips {height_m:.1f} m high, {speed_m_s:.1f} m/s; {shown}{ends}"
