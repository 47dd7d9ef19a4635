"""The stunt card: one page for a clipboard, in black and white, to be read at arm's length."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from stuntlab.documents import PersonTold
from stuntlab.paper.blocks import Block, Cell, OpenPlace, SheetFields, SheetList, given, section
from stuntlab.paper.facts import SheetFacts
from stuntlab.paper.sections import CANNOT_TELL, GOES_WRONG, entries_of, on_paper, without_places
from stuntlab.paper.set_map import key_of_map
from stuntlab.paper.sheet import PDF, Sheet
from stuntlab.report.symbols import VERDICT_SHAPE
from stuntlab.units.counting import counted
from stuntlab.verdict.words import capitalise

_MOST = {"what": 5, "who": 9, "before": 7, "changed": 4, "wrong": 5, "zones": 3}
"""Lines of each part that fit one page (J); the risk assessment has all of them."""

_LONGEST = {"what": 190, "who": 105, "before": 130, "changed": 110, "wrong": 120, "zones": 130, "not": 620}


def shorten(text: str, longest: int) -> str:
    """A text cut at a word, with a mark that it was cut."""
    if len(text) <= longest:
        return text
    return f"{text[:longest].rsplit(' ', 1)[0].rstrip(' ,;:')} …"


def _first(part: str, lines: Sequence[str], rest: str) -> list[str]:
    """As many lines as fit, and how many there are besides."""
    most = _MOST[part]
    kept = [shorten(line, _LONGEST[part]) for line in lines[: most if len(lines) <= most else most - 1]]
    more = len(lines) - len(kept)
    return [*kept, f"and {counted(more, 'more', 'more')}: {rest}"] if more else kept


def _who(facts: SheetFacts) -> Iterator[tuple[str, str]]:
    told = {person.name: person for person in facts.document.people}
    for name, person in facts.plan.people.items():
        bears = ""
        if (one := told.get(name)) is not None:
            bears = " ".join(("", VERDICT_SHAPE[one.verdict], one.verdict.value)) + _worst(one)
        yield name, f"{person.job}{bears and ';'}{bears}"


def _worst(told: PersonTold) -> str:
    """How often the worst risk touches, else what it does."""
    risk = told.risks[0] if told.risks else None
    if risk is None:
        return ""
    load = f"{risk.load.what} {risk.load.felt}" if risk.load and risk.load.felt else ""
    said = risk.contact or load
    return f": {said}" if said else ""


def _wrong(facts: SheetFacts) -> list[str]:
    named = []
    for line in entries_of(facts, GOES_WRONG):
        head, _, rest = line.partition(": ")
        named.append(f"{capitalise(head)}: {rest.partition('. ')[0]}")
    return named or ["Nothing was computed: name here what you foresee."]


def _changed(facts: SheetFacts) -> list[str]:
    if not facts.briefed:
        return ["Nobody was briefed on this plan yet."]
    if not facts.changed:
        return [f"Nothing since the briefing of {facts.briefed}."]
    return [f"Briefed on {facts.briefed}. Since then:", *map(capitalise, facts.changed)]


def _stop(facts: SheetFacts) -> Cell:
    said = facts.plan.safety
    words = [f"“{said.stop_word}”" if said.stop_word else "", said.silent_signal or ""]
    return " · ".join(word for word in words if word) or OpenPlace()


def card_data(facts: SheetFacts) -> Mapping[str, object]:
    """What the template of the card lays out."""
    said, headline = facts.plan.safety, facts.document.headline
    who = [(name, shorten(words, _LONGEST["who"])) for name, words in _who(facts)]
    more = len(who) - _MOST["who"]
    shown = who if more <= 0 else [*who[: _MOST["who"] - 1], ("others", f"{more + 1} more: see the risk assessment")]
    code = facts.row.ends_at or "none yet"
    told = facts.set_map.told if facts.set_map else ()
    cue = " · ".join(part for part in (said.cue and f"“{said.cue}”", said.called_by) if part)
    return {
        "what": _first(
            "what", [f"{capitalise(one)}: {without_places(words)}" for one, words in facts.gags.items()], "in the plan"
        ),
        "calls": [
            ["Word to stop: anyone may call it", _stop(facts)],
            ["Channel", given(said.channel)],
            ["Cue", cue or OpenPlace()],
        ],
        "who": shown,
        "before": _first("before", [*map(capitalise, (*facts.row.stopped, *facts.row.missing))], "on the board")
        or ["Nothing that the record asks for is missing."],
        "changed": _first("changed", _changed(facts), "in the record"),
        "zones": _first("zones", [*told], "in the risk assessment"),
        "wrong": _first("wrong", _wrong(facts), "in the risk assessment"),
        "help": [
            ["Hospital", given(said.hospital)],
            ["Medic", given(said.medic)],
            ["Ambulance", given(said.ambulance)],
            ["Emergency call", given(said.emergency_call)],
            ["Rescue", given(said.rescue)],
        ],
        "not_looked_at": shorten(" · ".join(map(on_paper, entries_of(facts, CANNOT_TELL))), _LONGEST["not"]),
        "plan_code": headline.plan_code,
        "record_code": code,
        "qr_text": qr_text(facts),
        "map_key": "   ".join(key_of_map(facts.set_map)) if facts.set_map else "",
        "map_title": "Where: nobody else in the hatched ground" if _hatched(facts) else "Where",
        "map_alt": map_in_words(facts),
    }


def _hatched(facts: SheetFacts) -> bool:
    return facts.set_map is not None and bool(facts.set_map.discs or facts.set_map.cells)


def qr_text(facts: SheetFacts) -> str:
    """What the code on the card holds: enough to tell whether two cards are of the same version, without a network."""
    return (
        f"stuntlab plan {facts.document.headline.plan_code} record {facts.row.ends_at or 'none'} {facts.verdict.value}"
    )


def map_in_words(facts: SheetFacts) -> str:
    """The map for somebody who cannot see it."""
    if facts.set_map is None:
        return "no map"
    places = [f"{spot.name} at {spot.at[0]:.1f}, {spot.at[1]:.1f} m" for spot in facts.set_map.spots]
    return f"The set from above. {'; '.join(places)}. {' '.join(facts.set_map.told)}"


def _blocks(facts: SheetFacts) -> Iterable[Block]:
    """The same as blocks, for writers that have no template of their own."""
    data = card_data(facts)
    for key, title in (("what", "What happens"), ("before", "Before anybody does it"), ("wrong", "What can go wrong")):
        yield from section(title, SheetList(tuple(map(str, data[key]))))  # type: ignore[call-overload]
    yield SheetFields(tuple((str(one), two) for one, two in data["calls"]))  # type: ignore[attr-defined]


CARD = Sheet(
    "card",
    "Stunt card",
    "one page for the clipboard: what, who, where, how it is stopped, who helps",
    "House rule: what everybody on set must know before the take (film set practice; no law asks for this form).",
    (PDF,),
    _blocks,
    template="card.typ",
    data=card_data,
)
