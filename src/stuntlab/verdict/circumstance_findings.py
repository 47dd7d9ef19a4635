"""Findings that no load shows: what is aimed at, who is reached, who goes down, what could not be computed."""

from __future__ import annotations

from collections.abc import Sequence

from stuntlab.datasets import Borne, Exposure, ExposureResult, Finding, Interval, Severity
from stuntlab.units.counting import agreeing, counted
from stuntlab.verdict.circumstances import Circumstances, Knockdown
from stuntlab.verdict.limit import allowed_exceedance
from stuntlab.verdict.settled import ONLY_IF_COMMONER, Known, count_it, what_is_known, what_narrows
from stuntlab.verdict.table import Limits
from stuntlab.verdict.words import (
    ONLY_UPPER_BOUND,
    capitalise,
    chance,
    chance_of,
    of_takes,
    takes_at_most,
    takes_with_bound,
    the,
)

_VALIDITY = "validity of the models"
_AIM_ELSEWHERE = (
    "Widen the gap, or aim at a large muscle (abdomen, chest, thigh, back), and let the camera angle move the blow."
)


def forbidden_target(limits: Limits, result: ExposureResult, target: str | None) -> tuple[Finding, ...]:
    """Where the act of another aims at head, face, neck, groin or a joint: no contact there, so contact is the load.

    A STOP where it touches more often than a limit may be passed, a HOLD where it does so only if mistakes are commoner
    than their nominal rate, else a FLAG with how often.
    """
    exposure, contact = result.exposure, result.contact_probability
    if target not in limits.forbidden_targets or exposure.borne in (Borne.CHOSEN, Borne.BYSTANDER):
        return ()
    allowed = allowed_exceedance(limits, exposure.borne)
    often = f"{takes_with_bound(contact)}, allowed {chance(allowed)}"
    said = f"{exposure.person}: {the(exposure.gag)} by {exposure.created_by} is aimed at the {target}"
    source = limits.forbidden_targets_source
    if contact.mean > allowed:
        severity, remedy = Severity.STOP, _AIM_ELSEWHERE
    elif contact.high > allowed:
        severity, remedy = Severity.HOLD, count_it(exposure)
    else:
        severity, remedy = Severity.FLAG, "Aim past it, off the line, as it is sold anyway."
    text = f"{said}, where nobody's act may land, and touches in {often}."
    text += f" {ONLY_IF_COMMONER}" if severity is Severity.HOLD else ""
    touches = of_takes(f"up to {chance(contact.high)}") if severity is Severity.HOLD else of_takes(chance_of(contact))
    plain = (
        f"{capitalise(the(exposure.gag))} by {exposure.created_by} is aimed at the {target}, where nobody's act may "
        f"land, and touches in {touches}."
    )
    return (Finding("forbidden-target", severity, exposure.person, text, source, remedy, plain),)


def bystander_reached(result: ExposureResult) -> tuple[Finding, ...]:
    """A STOP where any draw reaches a bystander, a NOTE with the bound where none does."""
    exposure, contact = result.exposure, result.contact_probability
    if exposure.borne is not Borne.BYSTANDER:
        return ()
    if contact.mean > 0:
        text = (
            f"{exposure.person}: {the(exposure.gag)} reaches them in {of_takes(chance(contact.mean))}, and a bystander "
            "may never be reached."
        )
        move = "Move them out of the hazard zone, shield it, or leave the camera unmanned."
        return (Finding("bystander-reached", Severity.STOP, exposure.person, text, "house rule [J]", move),)
    most = f" {capitalise(takes_at_most(contact.high))} could." if contact.high > 0 else ""
    text = f"{exposure.person}: no draw of {the(exposure.gag)} reaches them.{most}"
    return (Finding("bystander-clear", Severity.NOTE, exposure.person, text, "draws of this assessment"),)


def receiver_goes_down(limits: Limits, result: ExposureResult, down: Knockdown | None) -> tuple[Finding, ...]:
    """STOP where they fall on what does not catch, CANNOT ASSESS where that is not settled, never silence."""
    if down is None:
        return ()
    person = result.exposure.person
    chosen = result.exposure.borne is Borne.CHOSEN
    name = "chosen_exceedance" if chosen else "going_down"
    allowed, source = limits.allowance(name), limits.numbers[f"allowance.{name}"].source + " [J]"
    severity, text, remedy = _describe_going_down(person, result.exposure, down, allowed)
    plain = "" if down.probability is None else _goes_down_plainly(down, down.probability, severity)
    return (Finding("receiver-goes-down", severity, person, text, source, remedy, plain),)


def _goes_down_plainly(down: Knockdown, often: Interval, severity: Severity) -> str:
    """At its upper end where only that passes."""
    proven = severity in (Severity.STOP, Severity.NOTE)
    said = of_takes(chance_of(often) if proven else f"up to {chance(often.high)}")
    onto = f"onto {down.floor}" if down.caught else f"on {down.floor} with nothing to land on"
    return f"Goes down {onto} in {said}."


def _describe_going_down(person: str, exposure: Exposure, down: Knockdown, allowed: float) -> tuple[Severity, str, str]:
    """How severe it is, in words, and what would lift it."""
    if down.probability is None:
        return (
            Severity.NOTE if down.caught else Severity.CANNOT_ASSESS,
            f"{person}: whether they go down on {down.floor} was not simulated.",
            "Put something there to land on.",
        )
    often = takes_with_bound(down.probability)
    if down.caught:
        return Severity.NOTE, f"{person}: goes down in {often}, onto {down.floor}.", ""
    if down.probability.high <= allowed:
        return Severity.NOTE, f"{person}: goes down in {often}; {chance(allowed)} is allowed.", ""
    said = f"{person}: goes down on {down.floor} with nothing to land on in {often}, allowed {chance(allowed)}."
    known = what_is_known(down.probability, down.basis, allowed)
    if known is Known.OVER:
        return Severity.STOP, said, "Put a mat there, or take out the push."
    if known is Known.UNCOUNTED:
        return Severity.HOLD, f"{said} {ONLY_IF_COMMONER}", f"{count_it(exposure)} A mat there would settle it."
    narrows = what_narrows(down.basis, "")
    return Severity.CANNOT_ASSESS, f"{said} {ONLY_UPPER_BOUND}.", f"{narrows}. A mat there would settle it."


def must_step(result: ExposureResult, circumstances: Circumstances) -> tuple[Finding, ...]:
    """A HOLD where somebody stays up only by stepping, on what does not catch: a control that such a blow asks for."""
    often, down = circumstances.steps, circumstances.going_down
    if often is None or down is None:
        return ()
    leaves = f"leaves their feet behind in {of_takes(chance(often.mean))} and stays up only by stepping"
    text = f"{result.exposure.person}: {leaves}, which the model does not do, on {down.floor}."
    remedy = "Put a mat behind them, or rehearse the step and log that it holds."
    plain = f"{capitalise(leaves)}, on {down.floor}."
    return (Finding("must-step", Severity.HOLD, result.exposure.person, text, _VALIDITY, remedy, plain),)


def takes_failed(limits: Limits, result: ExposureResult, circumstances: Circumstances) -> tuple[Finding, ...]:
    """Failed takes are counted as passing every limit; where they are many the model, not the stunt, was assessed.

    Of several models, the one in which most takes failed decides.
    """
    failed, simulated = circumstances.takes_failed, circumstances.takes_simulated
    if failed == 0:
        return ()
    allowed = limits.numbers["allowance.takes_failed"]
    severity = Severity.CANNOT_ASSESS if failed > allowed.value * simulated else Severity.FLAG
    person = result.exposure.person
    text = (
        f"{person}: {failed} of {counted(simulated, 'simulated take')} of a body model "
        f"({chance(failed / max(simulated, 1))}) failed and {agreeing(failed, 'counts', 'count')} as passing every "
        f"limit; more than {chance(allowed.value)} is no basis for an answer."
    )
    source, check = f"{allowed.source} [{allowed.tag}]", "Check the plan for extreme values."
    return (Finding("takes-failed", severity, person, text, source, check),)


def not_assessable(result: ExposureResult, circumstances: Circumstances) -> tuple[Finding, ...]:
    """CANNOT ASSESS for every reason given: a model outside its validity, data that is missing."""
    person = result.exposure.person
    missing = (_unknown("missing-data", person, *_with_evidence(text)) for text in circumstances.missing)
    return (*beyond_validity_findings(person, circumstances.out_of_validity), *missing)


def beyond_validity_findings(person: str, sentences: Sequence[str]) -> tuple[Finding, ...]:
    """CANNOT ASSESS for every sentence on what is asked of a person that no model was compared with."""
    return tuple(_unknown("out-of-validity", person, *_with_evidence(text)) for text in sentences)


def _unknown(name: str, person: str, what: str, evidence: str) -> Finding:
    said, remedy = f"{person}: {what}.", f"{capitalise(evidence)}." if evidence else ""
    return Finding(name, Severity.CANNOT_ASSESS, person, said, _VALIDITY, remedy, f"{capitalise(what)}.")


def _with_evidence(text: str) -> tuple[str, str]:
    """What is not known, and what would change it: the last clause after a semicolon, else the last sentence."""
    whole = text.rstrip(".")
    for mark in ("; ", ". "):
        what, _, evidence = whole.rpartition(mark)
        if what and what.count("(") == what.count(")"):
            return what.rstrip("."), evidence
    return whole, ""
