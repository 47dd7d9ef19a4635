"""Other ways to shoot a strike: gap, lens, distance, angle, a slow push onto a pad, a cut to the reaction.

Every version is drawn with the same luck as the plan. One that touches hardly ever is judged from its draws and a few
full-body takes; one that touches is assessed like any plan.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from math import erf, sqrt
from types import MappingProxyType

import numpy as np

from stuntlab.alternatives.against import what_stands_against
from stuntlab.alternatives.camera_setups import CameraSetup, setups_for
from stuntlab.datasets import Assessment, Interval
from stuntlab.gags import gags_of
from stuntlab.gags.base import Gag
from stuntlab.gags.roles import GAP, SeenStrike
from stuntlab.gags.trade import does_stunts
from stuntlab.pipeline.assess import assess
from stuntlab.plan import Plan
from stuntlab.plan.body import ON_THE_HEAD, Region
from stuntlab.plan.cameras import Camera
from stuntlab.plan.gear.pad import Pad
from stuntlab.shots.placement import Performance
from stuntlab.shots.sell import assess_shots, strikes_of
from stuntlab.units import Quantity
from stuntlab.verdict import Limits, contact_of_counts, read_limits
from stuntlab.verdict.versions import Version

GAPS_M = (0.15, 0.20, 0.25, 0.30, 0.35, 0.40, 0.45)
REACH_SD_M = 0.06
"""Spread of where a foot or hand that is to stop short does stop (film.md 2.1, A); a plan may say more."""

CUT_GAP_M = 0.60
PUSH = Quantity(0.8, 0.15, "0.8 ± 0.15 m/s")
SPEED_SHARES = (0.75, 0.5)
"""Of the planned speed, for a strike that two stunt performers mean to land."""

PUSH_GAP = Quantity(0.0, 0.02, "0 ± 2 cm")
PUSH_PAD_M = 0.08
"""The push onto a hidden pad that receivers and givers have agreed to before (film.md P4, A)."""

_PAD_WORDS = "a soft pad of 80 mm"
_BETTER = 0.005  # share of takes by which a new camera has to sell more often than the plan's to be named
_MAT = "crash mat"
DRAWS_PER_BRANCH = 4096


@dataclass(frozen=True, slots=True)
class _Job:
    """What every version of one strike is made from. number: of its action in the plan; besides: what all change."""

    plan: Plan
    gag: Gag
    strike: SeenStrike
    number: int
    besides: str
    seed: int
    takes: int
    threads: int | None
    limits: Limits


def strike_versions(
    plan: Plan,
    *,
    seed: int = 0,
    takes: int,
    threads: int | None = None,
    limits: Limits | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[Version, ...]:
    """Every version tried of every strike of a plan, within limits or not, in the order tried.

    takes: full-body takes spent on each version whose verdict is asked of the bodies. progress: told (done, in all).
    """
    held_to, signalled = limits or read_limits(), _with_stop_signals(plan)
    besides = "" if signalled is plan else ", with a silent stop signal"
    jobs = [
        _Job(signalled, gag, gag, number, besides, seed, takes, threads, held_to)
        for number, gag in enumerate(gags_of(plan))
        if isinstance(gag, SeenStrike)
    ]
    tries = [(job, try_) for job in jobs for try_ in _tries(job)]
    found: list[Version] = []
    for done, (job, try_) in enumerate(tries, start=1):
        found += try_(job)
        if progress:
            progress(done, len(tries))
    return tuple(found)


def _tries(job: _Job) -> tuple[Callable[[_Job], list[Version]], ...]:
    gaps = tuple(_short_by(gap_m) for gap_m in GAPS_M)
    lands = (*(_slower(share) for share in SPEED_SHARES), _thicker_pad, _slower_onto_pad) if _may_touch(job) else ()
    padded = job.strike.words.at in (Region.ABDOMEN, Region.CHEST)
    return (*lands, *gaps, _cut_to_reaction, *((_push_onto_a_pad,) if padded and job.strike.pushes else ()))


def _with_stop_signals(plan: Plan) -> Plan:
    """The plan with a way to stop for everybody restrained: without one no version of it may go ahead."""
    mute = [name for name, person in plan.people.items() if person.restrained and not person.stop_signal]
    if not mute:
        return plan
    given = {name: plan.people[name].model_copy(update={"stop_signal": "drops a ball"}) for name in mute}
    return plan.model_copy(update={"people": MappingProxyType({**plan.people, **given})})


def _may_touch(job: _Job) -> bool:
    """Whether it is meant to land, below the neck, between two whose trade it is."""
    words, people = job.strike.words, job.plan.people
    trained = all(does_stunts(people[name].job) for name in (words.by, words.to))
    return trained and words.at not in ON_THE_HEAD and job.strike.planned_gap_m < GAPS_M[0]


def _slower(share: float) -> Callable[[_Job], list[Version]]:
    """A try: it lands as planned, and slower."""

    def attempt(job: _Job) -> list[Version]:
        speed = _speed(job, share)
        return _try_landing(job, f"lands at {speed.text}", _with_strike(job, **{job.strike.speed_word: speed}))

    return attempt


def _thicker_pad(job: _Job) -> list[Version]:
    """It lands as planned on a pad that leaves more room to stop in."""
    return _try_landing(job, f"lands on {_PAD_WORDS}", _with_pad(job, _with_strike(job)))


def _slower_onto_pad(job: _Job) -> list[Version]:
    speed = _speed(job, SPEED_SHARES[-1])
    plan = _with_pad(job, _with_strike(job, **{job.strike.speed_word: speed}))
    return _try_landing(job, f"lands at {speed.text} on {_PAD_WORDS}", plan)


def _speed(job: _Job, share: float) -> Quantity:
    planned = getattr(job.strike.words, job.strike.speed_word)
    value, sd = share * planned.value, share * planned.sd
    return Quantity(value, sd, f"{value:.2g} ± {sd:.1g} m/s" if sd else f"{value:.2g} m/s")


def _with_pad(job: _Job, plan: Plan) -> Plan:
    """The plan with a thick pad where it lands, instead of what is worn there."""
    name, words = "thicker pad", job.strike.words
    pad = Pad.model_construct(covers=words.at, thickness=Quantity(PUSH_PAD_M, text="80 mm"), material="soft foam")
    receiver = plan.people[words.to]
    others = (one for one in receiver.wears if getattr(plan.gear[one], "covers", None) is not words.at)
    worn = receiver.model_copy(update={"wears": (*others, name)})
    return plan.model_copy(
        update={
            "gear": MappingProxyType({**plan.gear, name: pad}),
            "people": MappingProxyType({**plan.people, words.to: worn}),
        }
    )


def _try_landing(job: _Job, words: str, plan: Plan) -> list[Version]:
    """What lands needs no angle."""
    return [_version(job, words, _touches(plan, job), _in_time(), _answer(job, plan))]


def _short_by(gap_m: float) -> Callable[[_Job], list[Version]]:
    """A try: the strike stops this far short."""

    def attempt(job: _Job) -> list[Version]:
        """Not worth a body where it touches more often than a limit may be passed."""
        plan = _with_strike(job, gap=_gap(job, gap_m))
        touches = _touches(plan, job)
        if touches.high > job.limits.allowance("imposed_exceedance"):
            return []
        sold = _best_sold(job, plan)
        answer = _answer(job, plan)
        label = f"gap {100 * gap_m:.0f} cm"
        return [_version(job, f"{setup.words}, {label}", touches, sells, answer) for setup, sells in sold]

    return attempt


def _cut_to_reaction(job: _Job) -> list[Version]:
    """The lens never has the strike and the body in one picture; only the timing can give it away."""
    plan = _with_strike(job, gap=_gap(job, CUT_GAP_M))
    touches = _touches(plan, job)
    words = f"cut to {job.strike.words.to}'s reaction, strike out of the picture, gap {100 * CUT_GAP_M:.0f} cm"
    version = _version(job, words, touches, _in_time(), _answer(job, plan))
    return [replace(version, keeps_the_strike=False)]


def _push_onto_a_pad(job: _Job) -> list[Version]:
    """A slow push with the sole that lands: it needs no angle, and the willingness of both."""
    name, action = "hidden pad", job.strike.words
    pad = Pad.model_construct(covers=action.at, thickness=Quantity(PUSH_PAD_M, text="80 mm"), material="soft foam")
    receiver = job.plan.people[action.to]
    worn = receiver.model_copy(update={"wears": (*receiver.wears, name)})
    plan = _with_strike(job, gap=PUSH_GAP, foot_speed=PUSH).model_copy(
        update={
            "gear": MappingProxyType({**job.plan.gear, name: pad}),
            "people": MappingProxyType({**job.plan.people, action.to: worn}),
            "place": job.plan.place.model_copy(update={"floor": _MAT}),
        }
    )
    words = f"a push at {PUSH.text} onto a hidden {1000 * PUSH_PAD_M:.0f} mm pad, mat behind, any camera; if both will"
    return [_version(job, words, _touches(plan, job), _in_time(), _answer(job, plan))]


def _gap(job: _Job, gap_m: float) -> Quantity:
    return Quantity(gap_m, max(job.strike.words.gap.sd, REACH_SD_M))


def _with_strike(job: _Job, **changes: Quantity) -> Plan:
    actions = list(job.plan.action)
    actions[job.number] = actions[job.number].model_copy(update=changes)
    return job.plan.model_copy(update={"action": tuple(actions)})


def _best_sold(job: _Job, plan: Plan) -> list[tuple[CameraSetup, Interval]]:
    """The best of the plan's own cameras, and of the new ones if better, with the share that sells to each."""
    setups = setups_for(plan, job.gag)
    shares = dict(zip(setups, _shares(job, plan, setups), strict=True)) if setups else {}
    groups = ([s for s in setups if s.name != "new"], [s for s in setups if s.name == "new"])
    best = [max(group, key=lambda setup: shares[setup].mean) for group in groups if group]
    most = max((shares[setup].mean for setup in best[:1]), default=0.0)
    worth = [setup for setup in best if setup is best[0] or shares[setup].mean > most + _BETTER]
    return [(setup, shares[setup]) for setup in worth]


def _shares(job: _Job, plan: Plan, setups: tuple[CameraSetup, ...]) -> Iterator[Interval]:
    """One camera after the other under the same name, so that all meet the same luck."""
    for setup in setups:
        cameras: dict[str, Camera] = {"A": setup.camera}
        one = plan.model_copy(update={"cameras": MappingProxyType(cameras)})
        yield assess_shots(one, _gag_to_vary(one, job), seed=job.seed, takes=DRAWS_PER_BRANCH)[0].share


def _gag_to_vary(plan: Plan, job: _Job) -> tuple[Gag, ...]:
    """The one gag of a plan that is varied."""
    return tuple(gag for gag in gags_of(plan) if gag.label == job.gag.label)


def _touches(plan: Plan, job: _Job) -> Interval:
    (strike,) = strikes_of(plan, _gag_to_vary(plan, job), seed=job.seed, takes=2**17)
    branches = strike.gag.branches()
    reached = np.bincount(strike.draws.branch, weights=strike.draws.values[GAP] <= 0, minlength=len(branches))
    drawn = [2**17] * len(branches)
    return contact_of_counts(branches, drawn, reached, seed=job.seed)


def _in_time() -> Interval:
    """Where nothing can be seen, only a reaction off the blow gives it away."""
    acted = Performance()
    ends = [(limit / 24 - acted.reaction_s) / acted.reaction_sd_s / sqrt(2) for limit in (-1.0, 3.0)]
    share = (erf(ends[1]) - erf(ends[0])) / 2
    return Interval(share, share, share)


def _answer(job: _Job, plan: Plan) -> Assessment:
    """Of this gag alone: whatever else is wrong with the plan is no matter of how this is shot."""
    alone = plan.model_copy(update={"cameras": MappingProxyType({})})
    return assess(alone, seed=job.seed, takes=job.takes, threads=job.threads, limits=job.limits, only=job.gag.label)


def _version(job: _Job, words: str, touches: Interval, sells: Interval, answer: Assessment) -> Version:
    passes = [
        load.exceeded
        for person in answer.people.values()
        for result in person.exposures
        for load in result.loads.values()
        if load.exceeded is not None
        and result.exposure.gag == job.gag.label
        and result.exposure.person == job.strike.words.to
    ]
    worst = max(passes, key=lambda interval: interval.high, default=touches)
    most = min((worst, touches), key=lambda interval: interval.high)
    return Version(
        gag=job.gag.label,
        words=words + job.besides,
        touches=touches,
        passes=most,
        sells=sells,
        verdict=answer.verdict,
        against=what_stands_against(answer.findings),
        simulated=answer.takes,
    )
