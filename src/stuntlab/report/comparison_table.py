"""Two plans side by side, as text and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from stuntlab.datasets import Interval, Verdict
from stuntlab.datasets.comparison import ComparedPerson, Comparison, Paired, PairedExposure, PairedLoad, PairedShot
from stuntlab.report.page import Page
from stuntlab.report.symbols import VERDICT_SHAPE, VERDICT_STYLE
from stuntlab.units import UnitStyle
from stuntlab.units.counting import agreeing, counted, join_words
from stuntlab.verdict import read_limits
from stuntlab.verdict.words import PLAIN_INJURY, SMALLEST, chance, chance_range, of_takes, the, with_unit

MOST_CHANGES = 8
"""Sentences on what changed that fit beside the people on one screen; JSON has all."""

_NEARLY_ALL = 0.95
"""A share of takes above which a load counts as harder whatever the luck (J)."""


def comparison_to_dict(found: Comparison, consents_void: Sequence[str], worse_for: Sequence[str]) -> dict[str, Any]:
    """Everything of a comparison as JSON values; pairs are [first plan, second plan]."""
    people = {
        name: {
            "verdicts": [verdict.value if verdict else None for verdict in person.verdicts],
            "worse_off": name in worse_for,
            "only_in_first": list(person.only_in_first),
            "only_in_second": list(person.only_in_second),
            "exposures": [asdict(one) for one in person.exposures],
        }
        for name, person in found.people.items()
    }
    return {
        "stunts": list(found.stunts),
        "plan_hashes": list(found.plan_hashes),
        "seed": found.seed,
        "takes": found.takes,
        "limits": found.limits,
        "changes": list(found.changes),
        "verdicts": [verdict.value for verdict in found.verdicts],
        "people": people,
        "shots": [asdict(shot) for shot in found.shots],
        "consents_void": list(consents_void),
    }


def render_comparison(
    found: Comparison,
    files: tuple[str, str],
    consents: Sequence[str],
    worse_for: Sequence[str],
    *,
    width: int,
    colour: bool,
    unicode: bool,
    style: UnitStyle | None = None,
) -> str:
    """What changed, what it does to each person, whose consent it voids. consents: in sentences."""
    page = Page(width=width, colour=colour, unicode=unicode, style=style)
    page.add(_headline(found, worse_for), style="bold")
    page.add(f"from {files[0]} to {files[1]}; by the physics alone", indent=2, style="dim")
    _add_list(page, "What changed in the plan", _changes(found.changes))
    for name, person in found.people.items():
        page.blank()
        _add_person(page, name, person)
    if found.shots:
        _add_list(page, "What the cameras see", [_say_shot(shot) for shot in found.shots])
    _add_list(page, "Whose yes it takes away", consents)
    page.blank()
    takes = f"{counted(found.takes)} simulated" if found.takes else "no take simulated"
    page.add(f"Both plans on the same draws: {takes}, seed {found.seed}, limits {found.limits}.", style="dim")
    return page.render()


def _headline(found: Comparison, worse_for: Sequence[str]) -> str:
    if not found.changes:
        return "Nothing changed: both plans mean the same."
    if worse_for:
        return f"Worse for {join_words(worse_for)} in the second plan."
    was, is_ = found.verdicts
    better = any(one.passes.told < 0 or one.injured.told < 0 for p in found.people.values() for one in p.exposures)
    if better or was is not is_:
        return "Better for somebody, and worse for nobody."
    harder = [name for name, person in found.people.items() if any(map(_is_harder, person.exposures))]
    if harder:
        return f"Harder on {join_words(harder)} in the second plan, and no limit is passed oftener that takes can tell."
    return "Nobody is worse off for it."


def _is_harder(one: PairedExposure) -> bool:
    """Whether the load that comes nearest to its limit is larger in nearly every take of the second plan."""
    worst = _nearest_to_its_limit(one)
    return worst is not None and (worst[1].harder or 0.0) > _NEARLY_ALL


def _changes(changes: Sequence[str]) -> list[str]:
    more = len(changes) - MOST_CHANGES
    if not changes:
        return ["nothing"]
    return [*changes[:MOST_CHANGES], *([f"and {more} more, which --json lists"] if more > 0 else [])]


def _add_list(page: Page, title: str, lines: Sequence[str]) -> None:
    page.blank()
    page.add(title, style="bold")
    for line in lines:
        page.add(f"• {line}", indent=2, hang=2)


def _add_person(page: Page, name: str, person: ComparedPerson) -> None:
    was, is_ = person.verdicts
    worst = is_ or was or Verdict.CANNOT_ASSESS
    page.add_marked(VERDICT_SHAPE[worst], f"{name}: {_verdicts(was, is_)}", style=VERDICT_STYLE[worst])
    for one in person.exposures:
        page.add(f"{_title(one)}: {'; '.join(_sentences(one))}.", indent=2, hang=2)
    for gags, said in ((person.only_in_second, "came in"), (person.only_in_first, "was taken out")):
        for gag in gags:
            page.add(f"{the(gag)} {said}: there is nothing to pair it with.", indent=2, hang=2)


def _verdicts(was: Verdict | None, is_: Verdict | None) -> str:
    if was is is_ and is_ is not None:
        return f"{is_.value}, as before"
    said = [verdict.value if verdict else "bears nothing" for verdict in (was, is_)]
    return f"{said[0]} became {said[1]}"


def _title(one: PairedExposure) -> str:
    first, second = one.gags
    gag = the(second) if first == second else f"{the(second)}, which was {the(first)}"
    return gag if one.people[0] == one.people[1] else f"{gag}, with {one.people[1]} in the place of {one.people[0]}"


def _sentences(one: PairedExposure) -> Iterator[str]:
    if not one.same_draws:
        yield "not the same things are drawn in both, so that takes cannot be paired"
    yield f"touches {_say_pair(one.touches)}"
    worst = _nearest_to_its_limit(one)
    if worst is not None:
        yield _load(*worst)
        yield f"a load passes its limit {_say_pair(one.passes)}"
    if max(one.injured.first, one.injured.second) >= SMALLEST or one.injured.told:
        yield f"{PLAIN_INJURY['ais2']} {_say_pair(one.injured)}"


def _say_pair(of: Paired) -> str:
    if max(of.first, of.second) < SMALLEST and not of.told:
        return "in no take of either"
    was, is_ = (of_takes(chance(share)) for share in (of.first, of.second))
    if of.first == of.second and of.difference.low == of.difference.high == 0.0:
        return f"in {was} in both"
    both = f"in {was} in both" if was == is_ else f"in {was}, then {is_}"
    return f"{both} ({_difference(of)})"


def _difference(of: Paired) -> str:
    """How much oftener or less often, with the ends of that and not of either."""
    mean, ends = of.difference.mean, of.difference
    if not of.told:
        most = max(abs(ends.low), abs(ends.high))
        return f"the takes tell no difference; at most {of_takes(chance(most))} either way"
    low, high = sorted((abs(ends.low), abs(ends.high)))
    word = "more" if of.told > 0 else "fewer"
    ends_said = chance_range(Interval(abs(mean), low, high)).replace(" in ", " of ")
    return f"{of_takes(chance(abs(mean)))} {word}{f'; {ends_said} as far as can be told' if ends_said else ''}"


def _load(name: str, load: PairedLoad) -> str:
    was, is_ = ("nothing" if median is None else with_unit(median, load.unit) for median in load.medians)
    often = "" if load.harder is None else chance(load.harder)
    harder = f", harder in {often} of the takes that touch in both" if often else ""
    limits = read_limits().loads
    what = limits[name].everyday if name in limits else name.replace("_", " ")
    return f"{what} {was} in the middle take that touches, then {is_}{harder}"


def _nearest_to_its_limit(one: PairedExposure) -> tuple[str, PairedLoad] | None:
    """The load that comes nearest to its limit in either plan; a limit of nothing is passed by any."""
    shares = {
        name: max(
            (median / limit if limit else float("inf"))
            for median, limit in zip(load.medians, load.limits, strict=True)
            if median is not None and limit is not None
        )
        for name, load in one.loads.items()
        if any(m is not None and limit is not None for m, limit in zip(load.medians, load.limits, strict=True))
    }
    if not shares:
        return None
    worst = max(shares, key=lambda name: shares[name])
    return worst, one.loads[worst]


def _say_shot(shot: PairedShot) -> str:
    was, is_ = (None if share is None else of_takes(chance(share)) for share in shot.sells)
    if was is None or is_ is None:
        there = f"sells in {is_}; there is nothing to pair it with" if is_ else f"sold in {was}, and is gone"
        return f"camera {shot.camera}: {the(shot.gag)} {there}"
    return f"camera {shot.camera}: {the(shot.gag)} sells in {f'{was}, then {is_}' if was != is_ else f'{is_} in both'}"


def void_in_words(void: Sequence[str], to_ask: Sequence[str]) -> list[str]:
    """Whose consent the second plan takes away, and who has to say yes to it anyway."""
    said = []
    if void:
        said.append(f"{join_words(void)} {agreeing(len(void), 'has', 'have')} said yes to the first plan alone")
    if to_ask:
        said.append(f"{join_words(to_ask)}: to be asked for the second plan, whatever became of the first")
    return said or ["nobody's: both plans mean the same"]
