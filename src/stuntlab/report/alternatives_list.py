"""Alternatives to a plan, as text and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from stuntlab.datasets import Alternative, Verdict
from stuntlab.report.page import Page
from stuntlab.report.symbols import VERDICT_SHAPE, VERDICT_STYLE
from stuntlab.units import UnitStyle
from stuntlab.units.counting import agreeing, counted

_PLAINLY = {
    "catch-rating": "too high for its rating",
    "catch-unrated": "no rated height in the plan",
    "catch-clear-space": "too little clear space",
    "catch-mass": "too heavy for its rating",
    "landing-spread": "lands at the edge or beside it too often",
    "meets-on-the-way": "meets a wall or a thing on the way down",
    "hard-thing": "something hard within reach",
    "own-load": "a load on the body above its limit",
    "imposed-load": "a load on whoever is struck above its limit",
    "count-mistakes": "mistakes may be commoner than usual: count them",
    "must-step": "stays up only by stepping",
    "receiver-goes-down": "goes down with nothing to land on",
    "in-the-throw": "somebody stands where a body comes down",
    "forbidden-target": "is aimed where nobody's act may land",
    "blow-never-lands": "is aimed where nobody's act may land",
    "blow-unprepared": "does not brace for it, without a pad",
    "blow-not-rehearsed": "was not rehearsed",
    "blow-not-padded": "no pad where it lands",
    "blow-nothing-behind": "no mat behind them",
    "missing-data": "something is not known",
    "risk-ais2": "the risk of a moderate injury (AIS 2+)",
    "not-settled": "too few takes to tell",
    "risk-ais3": "the risk of a serious injury (AIS 3+)",
    "stops-half-way": "does not reach the foot of the stairs",
    "leaves-the-stairs": "comes off the side of the stairs",
    "out-of-validity": "outside what the models were compared with",
    "never-measured": "outside what was ever measured",
    "rehearsal-ladder": "no lower fall rehearsed before",
    "run-out": "does not stop before the first hard thing",
    "brake-room": "stops too low",
    "line-strength": "a line too weak for its hardest pull",
    "machine-double-load": "set for more people than are connected",
    "machine-dummy": "no dummy at this setting",
    "no-dummy": "no dummy first",
    "ledge": "comes down on a ledge before the line holds",
    "below-unknown": "nobody says who is below",
    "dropped-object": "what falls reaches somebody",
    "window-line": "meets the frame of the window",
}
"""Findings in a few words; the others read well enough by their names."""


def alternatives_to_list(found: Sequence[Alternative]) -> list[dict[str, Any]]:
    """[{name, cost, verdict, people, against, simulated}]."""
    return [
        {
            "name": one.name,
            "cost": one.cost,
            "verdict": one.verdict.value,
            "people": {name: verdict.value for name, verdict in one.people.items()},
            "against": list(one.against),
            "simulated": one.simulated,
        }
        for one in found
    ]


def render_alternatives(
    found: Sequence[Alternative], *, width: int, colour: bool, unicode: bool, style: UnitStyle | None = None
) -> str:
    """Whether anything helps; then a line for each change, what it costs, and what still stands against it."""
    page = Page(width=width, colour=colour, unicode=unicode, style=style)
    page.add(say_what_helps(found), style="bold")
    page.blank()
    for one in found:
        page.add_marked(
            f"{VERDICT_SHAPE[one.verdict]} {one.verdict.value}:", one.name, style=VERDICT_STYLE[one.verdict]
        )
        if one.cost:
            page.add(f"costs {one.cost}", indent=4, hang=2)
        if one.people and set(one.people.values()) != {one.verdict}:
            page.add(_list_people(one), indent=4, hang=2)
        if one.against:
            page.add(f"against it: {say_against(one)}", indent=4, hang=2)
    page.blank()
    page.add("All were drawn with the same luck. Whoever is asked may still say no to any of them.", style="dim")
    return page.render()


def _list_people(one: Alternative) -> str:
    """What it comes to for each person: those in whom it comes to the same together."""
    told = {verdict: [name for name, own in one.people.items() if own is verdict] for verdict in Verdict}
    return " · ".join(f"{verdict.value}: {', '.join(names)}" for verdict, names in told.items() if names)


def say_what_helps(found: Sequence[Alternative]) -> str:
    """Which change is the cheapest that helps, or how far the nearest comes. found: the plan as it is, then changes."""
    planned, *changes = found
    within = [one for one in changes if one.verdict is Verdict.WITHIN_LIMITS]
    of_all = f"{len(within)} of {counted(len(changes), 'change')}"
    if planned.verdict is Verdict.WITHIN_LIMITS:
        keeps = f"; {of_all} {agreeing(len(within), 'keeps', 'keep')} it so" if within else ""
        return f"As planned everybody is within limits{keeps}"
    if within:
        helps = agreeing(len(within), "brings", "bring")
        return f"{of_all} {helps} everybody within limits; the cheapest: {within[0].name}"
    for short_of, but in _NEAREST.items():
        near = [one for one in changes if one.verdict is short_of]
        if near:
            nearest = min(near, key=lambda one: len(one.against))
            return f"No change brings everybody within limits. Nearest: {nearest.name}; {but}: {say_against(nearest)}"
    return "No change that was tried brings everybody within limits"


_NEAREST = {
    Verdict.HOLD: "something is missing first",
    Verdict.CANNOT_ASSESS: "nothing stops it, but this cannot be assessed",
}


def say_against(one: Alternative) -> str:
    """What stands against a change, in plain words."""
    said = say_findings(one.against)
    return said if one.simulated else f"{said} (enough to stop it: no body was simulated)"


def say_findings(ids: Sequence[str]) -> str:
    """Findings that stand against something, in plain words."""
    return ", ".join(dict.fromkeys(_PLAINLY.get(name, name.replace("-", " ")) for name in ids))
