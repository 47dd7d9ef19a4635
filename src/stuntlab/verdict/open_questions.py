"""What more takes would settle."""

from __future__ import annotations

from dataclasses import dataclass

from stuntlab.datasets import Borne, ExposureResult
from stuntlab.verdict.circumstances import Circumstances
from stuntlab.verdict.limit import allowed_exceedance
from stuntlab.verdict.risk_findings import open_risks
from stuntlab.verdict.settled import Known, what_is_known
from stuntlab.verdict.table import Limits


@dataclass(frozen=True, slots=True)
class Untold:
    """What the takes are too few to tell of a person.

    of: a load; "ais2" or "ais3", an injury of that severity; or `GOING_DOWN`. words: the same for a sentence.
    """

    person: str
    of: str
    words: str


GOING_DOWN = "going down"

_INJURIES = {"ais2": "moderate injury", "ais3": "serious injury"}


def open_questions(limits: Limits, result: ExposureResult, circumstances: Circumstances) -> tuple[Untold, ...]:
    """What the takes are too few to tell of an exposure.

    Nothing where takes pass a load of which they prove nothing (`Exposure.unproven`): that cannot be assessed with any
    number of takes.
    """
    borne = result.exposure.borne
    if borne is Borne.BYSTANDER:
        return ()
    allowed = allowed_exceedance(limits, borne)
    known = {
        name: what_is_known(load.exceeded, load.basis, allowed) for name, load in result.loads.items() if load.exceeded
    }
    if any(known.get(name) is Known.OVER for name in result.exposure.unproven):
        return ()
    words = {
        name: limits.loads[name].title if name in limits.loads else name
        for name, what in known.items()
        if what is Known.OPEN
    }
    words |= {level: _INJURIES[level] for level in open_risks(limits, result, circumstances.tail_only)}
    if _may_go_down(limits, result, circumstances):
        words[GOING_DOWN] = GOING_DOWN
    return tuple(Untold(result.exposure.person, of, told) for of, told in words.items())


def _may_go_down(limits: Limits, result: ExposureResult, circumstances: Circumstances) -> bool:
    down = circumstances.going_down
    if down is None or down.caught or down.probability is None:
        return False
    chosen = result.exposure.borne is Borne.CHOSEN
    allowed = limits.allowance("chosen_exceedance" if chosen else "going_down")
    return what_is_known(down.probability, down.basis, allowed) is Known.OPEN
