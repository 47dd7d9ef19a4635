"""A fall and its catcher: the checks, and everybody who stands where a body may come down."""

from __future__ import annotations

from stuntlab.datasets import Borne, Catch, Exposure, ExposureResult, Finding, InReach
from stuntlab.gags.base import Gag
from stuntlab.gags.roles import CatchesFaller
from stuntlab.pipeline.rehearse import Rehearsal, draw_gag
from stuntlab.verdict import Limits, catch_findings, in_reach_findings, share_of_draws

Judged = tuple[ExposureResult, tuple[Finding, ...]]


def checks_of_catch(rehearsal: Rehearsal, exposure: Exposure, limits: Limits, *, seed: int) -> tuple[Finding, ...]:
    """The checks of a catcher, for the person who falls onto it; none where falling is not the gag."""
    if rehearsal.catch is None or exposure.person != exposure.created_by:
        return ()
    return catch_findings(limits, rehearsal.catch, exposure, rehearsal.branch_probability, seed=seed)


def check_catch(gag: Gag, limits: Limits, *, seed: int) -> tuple[Finding, ...]:
    """The checks of a gag's catcher from its draws alone, the same as an assessment makes; none without a catcher."""
    if not isinstance(gag, CatchesFaller):
        return ()
    catch, probabilities = gag.catch(draw_gag(gag, seed=seed)), [branch.probability for branch in gag.branches()]
    return catch_findings(limits, catch, gag.exposures()[0], probabilities, seed=seed)


def people_in_reach(rehearsal: Rehearsal, limits: Limits, *, seed: int) -> list[Judged]:
    """Spotters and bystanders with a place of their own, against where a body lands or is thrown."""
    if rehearsal.catch is None:
        return []
    people = [(near, near.borne) for near in rehearsal.catch.near if near.borne is not None]
    return [_in_reach(rehearsal, rehearsal.catch, near, borne, limits, seed) for near, borne in people]


def _in_reach(rehearsal: Rehearsal, catch: Catch, near: InReach, borne: Borne, limits: Limits, seed: int) -> Judged:
    faller = rehearsal.gag.exposures()[0]
    reached = share_of_draws(catch, near.draws, rehearsal.branch_probability, seed=seed)
    exposure = Exposure(faller.gag, near.name, faller.person, borne, faller.takes_on_the_day)
    findings = in_reach_findings(limits, catch, near, faller.person, reached)
    return ExposureResult(exposure, reached, {}, {}, {}), findings
