"""What the answer to a strike takes for granted, in sentences."""

from __future__ import annotations

from collections.abc import Iterator

from stuntlab.gags.striking.strike_setup import StrikeSetup
from stuntlab.plan.gear.mat import Mat as MatWords


def strike_assumptions(gag: StrikeSetup) -> tuple[str, ...]:
    """The judgements on where it lands, what it meets there, and which limits hold."""
    return (*_how_it_lands(gag), *_what_it_meets(gag), *_whose_limits(gag))


def _whose_limits(gag: StrikeSetup) -> Iterator[str]:
    """Which limits the receiver is held to, where the plan means contact."""
    to, missing = gag.action.to, tuple(gag.missing_for_trained())
    if not missing:
        yield (
            f"{to}: held to the limits of a trained receiver (two stunt performers, contact rehearsed at this "
            "setting, padded); without all of that the onset of pain is the limit"
        )
    elif gag.action.rehearsed:
        yield f"{to}: held to the onset of pain; the limits of a trained receiver need {' and '.join(missing)}"


def _how_it_lands(gag: StrikeSetup) -> Iterator[str]:
    aim, pulled_over, word = gag.numbers.aim, gag.action.pulled_over, gag.limb.word
    yield (
        f"aim: {100 * aim.lateral_m.sd:g} cm sideways, {100 * aim.vertical_m.sd:g} cm in height "
        f"(judgement; no study of stunt {gag.plural} was found)"
    )
    if pulled_over is None:
        yield f"a {word} that touches does so at full {word} speed"
    else:
        yield f"a {word} that touches has been slowed evenly over the last {100 * pulled_over.value:.0f} cm"


def _what_it_meets(gag: StrikeSetup) -> Iterator[str]:
    if gag.action.at == "abdomen":
        yield (
            f"abdomen: no measured force–depth curve of a {gag.action.called} exists; every take is run with the "
            "softest (10 N/mm) and the stiffest (19.8 N/mm) published belly, and the worse decides"
        )
    if gag.pad:
        yield f"pad: {gag.pad.foam.name}, {1000 * gag.pad.thickness_m:.0f} mm; foam numbers are judgement"
    for name, gear in gag.plan.gear.items():
        if isinstance(gear, MatWords):
            yield (
                f"{name}: whoever is knocked off their feet is taken to come down on it (judgement); its size and "
                "place are not looked at"
            )
    for name in gag.list_pads_left_off():
        yield f"{name}: lies over nobody ({gag.action.to} does not wear it), and the loads are those without it"
    if not gag.floor.known:
        yield f'floor "{gag.floor.words}" is not in the table and counts as hard and dry'
