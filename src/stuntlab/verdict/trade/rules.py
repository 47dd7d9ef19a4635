"""When a rule of the trade is broken: one small function a rule, beside its row in `rules.toml`.

A function reads the facts of one person in one gag and gives the words for the row's sentence, or None.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from stuntlab.datasets import Finding, Severity
from stuntlab.datasets.trade import Blow, FromHeight, FromTheFeet, OntoCatcher, TradeFacts
from stuntlab.tables import Sourced, Table
from stuntlab.verdict.table import read_limits
from stuntlab.verdict.trade.drop_tests import drop_test_findings
from stuntlab.verdict.words import amount

ON_STAIRS = ("back", "pelvis", "elbow", "knee")
"""Where a body meets steps whichever way it goes down them."""


@dataclass(frozen=True)
class Rule(Sourced):
    """A row of `rules.toml`, which explains it."""

    severity: Literal["STOP", "HOLD"]
    text: str
    control: str
    numbers: dict[str, float]


TRADE = Table("stuntlab.verdict.trade", "rules.toml", dict[str, Rule])

Words = Mapping[str, str]
Broken = Callable[[TradeFacts, Mapping[str, float]], Words | None]
BROKEN: dict[str, Broken] = {}
"""Rule -> whether it is broken, in the order of the file."""


def findings_of_trade(facts: Iterable[TradeFacts]) -> tuple[Finding, ...]:
    """Every rule that the facts break, each with its source and the control that lifts it, once."""
    return tuple(dict.fromkeys(found for one in facts for found in _findings_of(one)))


def _findings_of(facts: TradeFacts) -> Iterator[Finding]:
    for name in TRADE.read():
        yield from _finding(name, facts)
    if facts.tested is not None:
        yield from drop_test_findings(facts.person, facts.tested)


def _finding(name: str, facts: TradeFacts) -> tuple[Finding, ...]:
    row = TRADE.read()[name]
    words = BROKEN[name](facts, row.numbers)
    if words is None:
        return ()
    said, control = f"{facts.person}: {row.text.format(**words)}.", f"{row.control.format(**words)}."
    return (Finding(name, Severity(row.severity), facts.person, said, f"{row.source} [{row.tag}]", control),)


def _rule(name: str) -> Callable[[Broken], Broken]:
    def keep(broken: Broken) -> Broken:
        BROKEN[name] = broken
        return broken

    return keep


def _from_height(rule: Callable[[FromHeight, OntoCatcher, TradeFacts, Mapping[str, float]], Words | None]) -> Broken:
    """A rule on falls onto something solid that catches, from more than the height where it begins."""

    def broken(facts: TradeFacts, begins: Mapping[str, float]) -> Words | None:
        fall = facts.height
        if fall is None or fall.onto is None or fall.onto.water:
            return None
        return rule(fall, fall.onto, facts, begins)

    return broken


@_rule("feet-first-swallowed")
@_from_height
def _feet_first_swallowed(
    fall: FromHeight, onto: OntoCatcher, _: TradeFacts, begins: Mapping[str, float]
) -> Words | None:
    if fall.lands != "feet" or not onto.swallows_feet or fall.drop_m <= begins["drop_m"]:
        return None
    return {"onto": onto.name, "drop": _m(fall.drop_m), "above": _m(begins["drop_m"])}


@_rule("feet-first-high")
@_from_height
def _feet_first_high(fall: FromHeight, onto: OntoCatcher, _: TradeFacts, begins: Mapping[str, float]) -> Words | None:
    if fall.lands != "feet" or onto.swallows_feet or fall.drop_m <= begins["drop_m"]:
        return None
    return {"onto": onto.name, "drop": _m(fall.drop_m), "above": _m(begins["drop_m"])}


@_rule("nothing-catches")
def _nothing_catches(facts: TradeFacts, begins: Mapping[str, float]) -> Words | None:
    fall = facts.height
    if fall is None or fall.onto is not None:
        return None
    feet = fall.lands == "feet"
    at_most = begins["feet_m" if feet else "lying_m"]
    at_most = min(at_most, begins["novice_m"]) if facts.novice else at_most
    if fall.take_off_m <= at_most:
        return None
    lands = "feet first" if feet else "lying"
    return {"lands": lands, "ground": fall.ground, "height": _m(fall.take_off_m), "above": _m(at_most)}


@_rule("header-low")
@_from_height
def _header_low(fall: FromHeight, onto: OntoCatcher, _: TradeFacts, begins: Mapping[str, float]) -> Words | None:
    if not fall.over_the_head or fall.drop_m >= begins["drop_m"]:
        return None
    return {"onto": onto.name, "drop": _m(fall.drop_m), "above": _m(begins["drop_m"])}


@_rule("gap-below-edge")
def _gap_below_edge(facts: TradeFacts, begins: Mapping[str, float]) -> Words | None:
    fall = facts.height
    if fall is None or fall.onto is None or fall.take_off_m <= begins["height_m"]:
        return None
    near = fall.onto.outline_m[0]
    gap, hesitating = near - fall.stands_out_m, begins["share"] * (fall.comes_down_m - fall.stands_out_m)
    if gap <= begins["gap_m"] or hesitating >= gap:
        return None
    words = {"onto": fall.onto.name, "out": _m(fall.stands_out_m), "near": _m(near), "gap": _m(gap)}
    return {**words, "height": _m(fall.take_off_m)}


@_rule("body-over-edge")
@_from_height
def _body_over_edge(fall: FromHeight, onto: OntoCatcher, _: TradeFacts, begins: Mapping[str, float]) -> Words | None:
    if fall.lands == "feet" or fall.take_off_m <= begins["height_m"]:
        return None
    (low, high), half = onto.outline_m, fall.body_m / 2
    near, far = fall.comes_down_m - half < low and not onto.at_wall, fall.comes_down_m + half > high
    if not (near or far):
        return None
    places = {"middle": _m(fall.comes_down_m), "low": _m(low), "high": _m(high), "body": _m(fall.body_m)}
    return {"onto": onto.name, "side": "far" if far else "near", **places}


@_rule("catcher-small")
@_from_height
def _catcher_small(fall: FromHeight, onto: OntoCatcher, _: TradeFacts, begins: Mapping[str, float]) -> Words | None:
    if fall.drop_m <= begins["drop_m"]:
        return None
    along = onto.outline_m[1] - onto.outline_m[0] - (1 if onto.at_wall else 2) * onto.edge_m
    across = onto.wide_m - 2 * onto.edge_m
    if along >= fall.body_m and across >= begins["wide_m"]:
        return None
    middle = f"{_m(max(along, 0.0))} by {_m(max(across, 0.0))}"
    return {"onto": onto.name, "drop": _m(fall.drop_m), "middle": middle, "body": _m(fall.body_m)}


@_rule("catcher-shallow")
@_from_height
def _catcher_shallow(fall: FromHeight, onto: OntoCatcher, _: TradeFacts, begins: Mapping[str, float]) -> Words | None:
    if onto.stops_in_m is None or fall.drop_m <= 0:
        return None
    bends_m = begins["legs_m"] if fall.lands == "feet" else 0.0
    mean_g = 1 + fall.drop_m / (onto.stops_in_m + bends_m)
    if mean_g <= begins["mean_g"]:
        return None
    words = {"onto": onto.name, "drop": _m(fall.drop_m), "depth": _m(onto.stops_in_m)}
    return {**words, "g": amount(mean_g, 2), "above": amount(begins["mean_g"], 2)}


@_rule("novice-from-height")
@_from_height
def _novice_from_height(
    fall: FromHeight, onto: OntoCatcher, facts: TradeFacts, begins: Mapping[str, float]
) -> Words | None:
    if not facts.novice or fall.rehearsed_m is not None or fall.drop_m <= begins["drop_m"]:
        return None
    return {"onto": onto.name, "drop": _m(fall.drop_m)}


@_rule("no-spotter")
def _no_spotter(facts: TradeFacts, begins: Mapping[str, float]) -> Words | None:
    fall = facts.height
    if fall is None or fall.spotter or fall.take_off_m <= begins["height_m"]:
        return None
    return {"height": _m(fall.take_off_m), "onto": fall.onto.name if fall.onto else "the landing"}


def _from_the_feet(rule: Callable[[FromTheFeet, TradeFacts, Mapping[str, float]], Words | None]) -> Broken:
    """A rule on going down from standing or from a chair."""

    def broken(facts: TradeFacts, begins: Mapping[str, float]) -> Words | None:
        return None if facts.feet is None else rule(facts.feet, facts, begins)

    return broken


@_rule("novice-backwards")
@_from_the_feet
def _novice_backwards(down: FromTheFeet, facts: TradeFacts, begins: Mapping[str, float]) -> Words | None:
    if not (facts.novice and down.backwards and _thinner(down, begins["soft_m"])):
        return None
    return {"floor": down.floor, "above": _cm(begins["soft_m"])}


@_rule("novice-thrown")
@_from_the_feet
def _novice_thrown(down: FromTheFeet, facts: TradeFacts, begins: Mapping[str, float]) -> Words | None:
    if not (facts.novice and down.thrown and _thinner(down, begins["soft_m"])):
        return None
    return {"floor": down.floor, "above": _cm(begins["soft_m"])}


def _thinner(down: FromTheFeet, soft_m: float) -> bool:
    """Whether it is known to be thinner."""
    return down.soft_m is not None and down.soft_m < soft_m


@_rule("untrained-fall")
@_from_the_feet
def _untrained_fall(down: FromTheFeet, facts: TradeFacts, _: Mapping[str, float]) -> Words | None:
    return {"floor": down.floor} if facts.novice and down.soft_m != 0 else None


@_rule("fall-on-hard")
@_from_the_feet
def _fall_on_hard(down: FromTheFeet, facts: TradeFacts, _: Mapping[str, float]) -> Words | None:
    if down.soft_m != 0 or facts.padded.intersection(down.lands_on):
        return None
    return {"floor": down.floor, "regions": ", ".join(down.lands_on)}


@_rule("fall-never-measured")
@_from_the_feet
def _fall_never_measured(down: FromTheFeet, facts: TradeFacts, _: Mapping[str, float]) -> Words | None:
    """Of who learned to fall there; of who did not, nothing is known."""
    return {"floor": down.floor} if down.soft_m == 0 and facts.learned else None


@_rule("throw-not-rehearsed")
@_from_the_feet
def _throw_not_rehearsed(down: FromTheFeet, facts: TradeFacts, _: Mapping[str, float]) -> Words | None:
    return {"by": facts.by} if facts.by != facts.person and not down.rehearsed else None


@_rule("bare-stairs")
def _bare_stairs(facts: TradeFacts, begins: Mapping[str, float]) -> Words | None:
    stairs = facts.stairs
    if stairs is None or stairs.rehearsed_steps or facts.padded or stairs.steps < begins["steps"]:
        return None
    return {"steps": str(stairs.steps)}


@_rule("novice-stairs")
def _novice_stairs(facts: TradeFacts, begins: Mapping[str, float]) -> Words | None:
    stairs = facts.stairs
    if stairs is None or not facts.novice or stairs.rehearsed_steps or stairs.steps < begins["steps"]:
        return None
    return {"steps": str(stairs.steps)}


@_rule("stairs-pads")
def _stairs_pads(facts: TradeFacts, _: Mapping[str, float]) -> Words | None:
    bare = [region for region in ON_STAIRS if region not in facts.padded]
    if facts.stairs is None or not bare:
        return None
    return {"steps": str(facts.stairs.steps), "regions": ", ".join(bare)}


@_rule("stairs-ladder")
def _stairs_ladder(facts: TradeFacts, begins: Mapping[str, float]) -> Words | None:
    stairs = facts.stairs
    if stairs is None or stairs.rehearsed_steps >= begins["share"] * stairs.steps:
        return None
    return {"steps": str(stairs.steps), "before": str(stairs.rehearsed_steps)}


@_rule("stairs-dummy-first")
def _stairs_dummy_first(facts: TradeFacts, begins: Mapping[str, float]) -> Words | None:
    """A stunt performer who climbed from where the ladder begins, and not yet to the whole flight."""
    stairs = facts.stairs
    if stairs is None or not facts.performer:
        return None
    if not begins["share"] * stairs.steps <= stairs.rehearsed_steps < stairs.steps:
        return None
    return {"steps": str(stairs.steps), "before": str(stairs.rehearsed_steps)}


@_rule("stairs-foot")
def _stairs_foot(facts: TradeFacts, _: Mapping[str, float]) -> Words | None:
    return None if facts.stairs is None or facts.stairs.soft_foot else {"foot": facts.stairs.foot}


def _blow(rule: Callable[[Blow, TradeFacts], bool]) -> Broken:
    """A rule on a strike that is meant to land, faster than where it begins."""

    def broken(facts: TradeFacts, begins: Mapping[str, float]) -> Words | None:
        blow = facts.blow
        if blow is None or blow.speed_m_s < begins.get("speed_m_s", 0.0) or not rule(blow, facts):
            return None
        speed = f"{amount(blow.speed_m_s, 2)} m/s"
        return {"at": blow.at, "by": facts.by, "speed": speed, "limb": blow.limb, "floor": blow.floor}

    return broken


def _blow_that_may_land(rule: Callable[[Blow, TradeFacts], bool]) -> Broken:
    """The same, at a part of the body where one may: elsewhere no pad and no rehearsal makes it one to land."""
    return _blow(lambda blow, facts: not _never_lands(blow) and rule(blow, facts))


def _never_lands(blow: Blow) -> bool:
    return blow.at in read_limits().forbidden_targets


@_rule("blow-never-lands")
def _blow_never_lands(facts: TradeFacts, _: Mapping[str, float]) -> Words | None:
    """Whatever strikes: a headbutt of which nothing is computed lands there no more than a fist."""
    return _at_forbidden(facts.blow.at if facts.blow else facts.lands_at, facts) if not facts.held else None


@_rule("hold-never-presses")
def _hold_never_presses(facts: TradeFacts, _: Mapping[str, float]) -> Words | None:
    """Hands that choke, or pull at hair, land as little as a fist."""
    return _at_forbidden(facts.lands_at, facts) if facts.held else None


def _at_forbidden(at: str, facts: TradeFacts) -> Words | None:
    return {"at": at, "by": facts.by} if at in read_limits().forbidden_targets else None


@_rule("blow-unprepared")
@_blow_that_may_land
def _blow_unprepared(blow: Blow, facts: TradeFacts) -> bool:
    return not (blow.braced or blow.at in facts.padded)


@_rule("blow-not-rehearsed")
@_blow_that_may_land
def _blow_not_rehearsed(blow: Blow, _: TradeFacts) -> bool:
    return not blow.rehearsed


@_rule("blow-not-padded")
@_blow_that_may_land
def _blow_not_padded(blow: Blow, facts: TradeFacts) -> bool:
    return not (blow.limb_padded or blow.at in facts.padded)


@_rule("blow-nothing-behind")
@_blow
def _blow_nothing_behind(blow: Blow, _: TradeFacts) -> bool:
    return not blow.caught


@_rule("nobody-stops")
def _nobody_stops(facts: TradeFacts, _: Mapping[str, float]) -> Words | None:
    """Somebody else's act on a body that can say nothing; what they do to themselves, or short of them, is a HOLD."""
    return {"by": facts.by} if _cannot_say_stop(facts) and _acted_on_unwatched(facts) else None


@_rule("stop-signal")
def _stop_signal(facts: TradeFacts, _: Mapping[str, float]) -> Words | None:
    """The same lack where somebody else may stop it, or nobody acts on them: not said twice of one act."""
    return {} if _cannot_say_stop(facts) and not _acted_on_unwatched(facts) else None


def _cannot_say_stop(facts: TradeFacts) -> bool:
    return facts.restrained and not facts.stop_signal


def _acted_on_unwatched(facts: TradeFacts) -> bool:
    """Whether somebody else acts on them, and nobody is named who may stop it."""
    acted_on = facts.by != facts.person and (facts.blow or facts.feet or facts.stairs)
    return bool(acted_on) and not facts.stoppers


def _m(value_m: float) -> str:
    return f"{amount(value_m)} m"


def _cm(value_m: float) -> str:
    return f"{amount(100 * value_m)} cm"
