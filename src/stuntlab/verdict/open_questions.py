"""What more takes would settle."""

from __future__ import annotations

from stuntlab.datasets import Borne, ExposureResult
from stuntlab.verdict.circumstances import Circumstances
from stuntlab.verdict.limit import allowed_exceedance
from stuntlab.verdict.risk_findings import open_risks
from stuntlab.verdict.settled import Known, what_is_known
from stuntlab.verdict.table import Limits


def open_questions(limits: Limits, result: ExposureResult, circumstances: Circumstances) -> tuple[str, ...]:
    """What the takes are too few to tell of an exposure, in words."""
    borne = result.exposure.borne
    if borne is Borne.BYSTANDER:
        return ()
    allowed = allowed_exceedance(limits, borne)
    loads = [
        limits.loads[name].title if name in limits.loads else name
        for name, load in result.loads.items()
        if load.exceeded and what_is_known(load.exceeded, load.basis, allowed) is Known.OPEN
    ]
    risks = {"ais2": "moderate injury", "ais3": "serious injury"}
    injured = [risks[level] for level in dict.fromkeys(open_risks(limits, result, circumstances.tail_only))]
    return (*loads, *injured, *(("going down",) if _may_go_down(limits, result, circumstances) else ()))


def _may_go_down(limits: Limits, result: ExposureResult, circumstances: Circumstances) -> bool:
    down = circumstances.going_down
    if down is None or down.caught or down.probability is None:
        return False
    chosen = result.exposure.borne is Borne.CHOSEN
    allowed = limits.allowance("chosen_exceedance" if chosen else "going_down")
    return what_is_known(down.probability, down.basis, allowed) is Known.OPEN
