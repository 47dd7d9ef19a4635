"""What is known of a chance beside what is allowed, and what would narrow it most."""

from __future__ import annotations

from enum import StrEnum

from stuntlab.datasets import Basis, Exposure, Interval
from stuntlab.suggestions import DECIDED_PLAN, suggest
from stuntlab.verdict.doubt import MODEL, TAKES


class Known(StrEnum):
    """OVER: the best estimate passes, and the takes prove it. WITHIN: everything that is not known leaves it below.

    OPEN: the takes are too few to say, or to give the answer its form. UNSURE: more takes would not tell, since how far
    the model is off is not known.
    UNCOUNTED: it stays below unless people's mistakes are commoner than their nominal rates, and counting them in
    rehearsal would tell.
    """

    OVER = "over"
    WITHIN = "within"
    OPEN = "open"
    UNSURE = "unsure"
    UNCOUNTED = "uncounted"


ONLY_IF_COMMONER = "It passes only if mistakes are commoner than their nominal rates, which are known to a factor of 3."
"""Why a HOLD rests on rates of human error."""


_COUNT_A_STRIKE = (
    "Leave more room, or have somebody check the distance before every take, rehearse it in full and log every run and "
    "touch"
)
_COUNT_RUNS = "Leave more room for mistakes, rehearse it in full and log every run and what went wrong in it"


def count_it(exposure: Exposure) -> str:
    """What lifts a HOLD that rests on rates of human error."""
    told = _COUNT_A_STRIKE if exposure.target else _COUNT_RUNS
    return f"{told}: {suggest('rehearsed', DECIDED_PLAN, '--gag', exposure.gag, '--step', 'full')}."


def what_is_known(chance: Interval, basis: Basis | None, allowed: float) -> Known:
    """Of a chance with its 95 % interval; without a basis nothing is told apart, and its own ends decide."""
    sampled = basis.sampled if basis else chance
    if chance.mean > allowed and sampled.low > allowed:
        return Known.OVER
    if chance.high <= allowed:
        return Known.WITHIN
    if basis is not None and max(chance.mean, sampled.high, basis.reaches.get(MODEL, 0.0)) <= allowed:
        return Known.UNCOUNTED
    if _may_still_curve(basis):
        return Known.OPEN
    if sampled.high <= allowed or _beyond_takes(chance, basis, allowed):
        return Known.UNSURE
    return Known.OPEN


def _may_still_curve(basis: Basis | None) -> bool:
    """Whether more than half of how high the model's error reaches is read off planes, which more takes would curve."""
    return basis is not None and basis.on_planes > basis.reaches.get(MODEL, 0.0) / 2 > 0.0


def _beyond_takes(chance: Interval, basis: Basis | None, allowed: float) -> bool:
    """Whether something else than the takes is known least, and alone leaves it open."""
    most = narrows_most(basis)
    if basis is None or most in ("", TAKES):
        return False
    return chance.mean <= allowed < basis.reaches[most]


def narrows_most(basis: Basis | None) -> str:
    """What makes the upper end reach highest: TAKES, MODEL, or the name of a branch; "" where nothing is told apart."""
    reaches = basis.reaches if basis else {}
    most = max(reaches, key=reaches.__getitem__, default="")
    return TAKES if most == MODEL and _may_still_curve(basis) else most


def most_comes_of(basis: Basis | None, mean: float) -> str:
    """The branch that more than half of a chance comes of, where that is not the plan itself; "" for none."""
    adds = basis.adds if basis else {}
    most = max(adds, key=adds.__getitem__, default="")
    return "" if not adds or most == next(iter(adds)) or adds[most] <= mean / 2 else most


def what_narrows(basis: Basis | None, region: str) -> str:
    """The one number that would narrow a chance most, as a thing to do. region: of the body, or "" of several."""
    most = narrows_most(basis)
    if most in ("", TAKES):
        return "Simulate more takes: that would narrow it most"
    if most == MODEL:
        what = f"a blow to the {region}" if region else "a blow"
        return f"Measure {what}, or drop-test what is landed on: how far the body model is off would narrow it most"
    return f"Count in rehearsal how often '{most}' happens: that would narrow it most"


def what_narrows_shortly(basis: Basis) -> str:
    """The same in a few words."""
    most = narrows_most(basis)
    if most in ("", TAKES):
        return "more simulated takes"
    return "a measured blow or drop" if most == MODEL else f"how often '{most}' happens"
