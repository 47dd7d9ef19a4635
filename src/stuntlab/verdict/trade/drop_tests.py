"""Findings on what was dropped onto a catcher: a drop is evidence where its peak was measured and the model agrees."""

from __future__ import annotations

from collections.abc import Iterator

from stuntlab.datasets import Finding, Severity
from stuntlab.datasets.drop_tests import DropMade, DropTested
from stuntlab.verdict.words import amount

_ASKED = "no model here was compared with this catcher; house rule [J]"


def drop_test_findings(person: str, tested: DropTested) -> tuple[Finding, ...]:
    """HOLD until a drop from as high, about as heavy, was measured; CANNOT ASSESS where one is not what is modelled."""
    if tested.drops:
        return tuple(_tell_drops(person, tested))
    if tested.none_needed:
        text = f"{person}: {tested.catcher} needs no drop of its own for a fall from {_m(tested.falls_m)}."
        return (Finding("drop-test", Severity.NOTE, person, text, tested.none_needed),)
    said = (
        f"nothing was dropped onto {tested.catcher} in the plan"
        if tested.claimed_m is None
        else f"{tested.catcher} is said to have been tried from {_m(tested.claimed_m)}, and nothing says what was read"
    )
    return (Finding("drop-test", Severity.HOLD, person, f"{person}: {said}.", _ASKED, _ask(tested)),)


def _tell_drops(person: str, tested: DropTested) -> Iterator[Finding]:
    """Each drop with both numbers, then whether they cover the fall."""
    settled = bool(tested.none_needed)  # nothing more is asked for
    for drop in tested.drops:
        said = (
            f"{person}: {amount(drop.mass_kg)} kg from {_m(drop.height_m)} onto {tested.catcher} read "
            f"{amount(drop.peak_g, 2)} g {drop.where} ({drop.by}, {drop.date})"
        )
        if drop.too_late:
            text = f"{said}; that is after the day of the shoot, so nothing was read yet."
            yield Finding("drop-test", Severity.NOTE, person, text, _ASKED)
            continue
        if drop.model_g is None:
            text = f"{said}; there is no model of it to hold that against."
            settled = True
            yield Finding("drop-test", Severity.HOLD, person, text, tested.source)
            continue
        low, high = drop.model_g
        said = f"{said}; the program's own drop of that reads {amount(low, 2)} to {amount(high, 2)} g"
        if _agrees(drop, tested.factor):
            settled |= _covers(drop, tested)
            yield Finding("drop-test", Severity.NOTE, person, f"{said}: they agree.", tested.source)
        else:
            text = (
                f"{said}: they do not agree within a factor of {amount(tested.factor, 2)}, so what is simulated is not "
                "this catcher."
            )
            settled = True
            again = "Look at how it was set up and at what the gear of the plan says of it, and drop again."
            yield Finding("drop-test", Severity.CANNOT_ASSESS, person, text, tested.source, again)
    if not settled:
        text = (
            f"{person}: weighs {amount(tested.mass_kg)} kg and falls from {_m(tested.falls_m)}, and no drop that "
            f"agrees was from as high with something of {_heavy(tested)}."
        )
        yield Finding("drop-test", Severity.HOLD, person, text, _ASKED, _ask(tested))


def _agrees(drop: DropMade, factor: float) -> bool:
    if drop.model_g is None:
        return False
    low, high = drop.model_g
    return low / factor <= drop.peak_g <= high * factor


def _covers(drop: DropMade, tested: DropTested) -> bool:
    apart = max(drop.mass_kg / tested.mass_kg, tested.mass_kg / drop.mass_kg)
    return drop.height_m >= tested.falls_m and apart <= tested.mass_factor


def _ask(tested: DropTested) -> str:
    return (
        f"Drop a dummy or a sandbag of {_heavy(tested)} from {_m(tested.falls_m)} onto it, set up as for the take, and "
        "write down the peak (drop_tests: height, mass, date, by, peak, where)."
    )


def _heavy(tested: DropTested) -> str:
    low, high = tested.mass_kg / tested.mass_factor, tested.mass_kg * tested.mass_factor
    return f"{amount(low, 2)} to {amount(high, 2)} kg"


def _m(value_m: float) -> str:
    return f"{amount(value_m)} m"
