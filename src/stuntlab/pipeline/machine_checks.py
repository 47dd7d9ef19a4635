"""A machine that moves somebody: its checks, the same in an assessment and before any body is simulated."""

from __future__ import annotations

from stuntlab.datasets import Exposure, Finding
from stuntlab.gags.base import Gag
from stuntlab.gags.roles import DrivenByMachine
from stuntlab.pipeline.rehearse import Rehearsal, draw_gag
from stuntlab.verdict import Limits, machine_findings


def checks_of_machine(rehearsal: Rehearsal, exposure: Exposure, limits: Limits) -> tuple[Finding, ...]:
    """The checks of a machine, for the person it moves; none where there is none."""
    if rehearsal.machine is None or exposure.person != rehearsal.machine.person:
        return ()
    return machine_findings(rehearsal.machine, limits)


def check_machine(gag: Gag, limits: Limits, *, seed: int) -> tuple[Finding, ...]:
    """The checks of a gag's machine from its draws alone."""
    if not isinstance(gag, DrivenByMachine):
        return ()
    return machine_findings(gag.machine_facts(draw_gag(gag, seed=seed)), limits)
