"""What is said of entries of the day when they are written down, on every face."""

from __future__ import annotations

from collections.abc import Sequence

from stuntlab.plan import label_words
from stuntlab.record.briefing import state_of_set, still_to_brief
from stuntlab.record.dose import day_so_far
from stuntlab.record.entry import Entry
from stuntlab.record.history import History
from stuntlab.record.kinds.rehearsal import REHEARSED, TAKE
from stuntlab.record.ladder import steps_done, steps_of
from stuntlab.record.on_the_day import tame_in
from stuntlab.record.takes import takes_today
from stuntlab.units.counting import agreeing, counted, join_words


def say_runs(added: Sequence[Entry], history: History) -> str:
    """What was written down: how far each gag is, and what of it was tamer than planned."""
    gags = dict.fromkeys(str(entry.body["gag"]) for entry in added if entry.kind in (REHEARSED, TAKE))
    takes = any(entry.kind is TAKE for entry in added)
    lines = [_takes_so_far(history, gag) if takes else _ladder_so_far(history, gag) for gag in gags]
    tame = [what for entry in added for what in tame_in(history, entry)]
    cold = "The set was not called live before it." if takes and not _is_live(history) else ""
    return " ".join(filter(None, ["Take" if takes else "Rehearsal", "written down.", *lines, *tame, cold]))


def _ladder_so_far(history: History, gag: str) -> str:
    steps, done = steps_of(history.gags[gag]), steps_done(history, gag)
    missing = [step for step in steps if step not in done]
    return f"The {label_words(gag)}: {', '.join(step for step in steps if step in done)} done, " + (
        f"next {missing[0]}." if missing else "the whole ladder."
    )


def _takes_so_far(history: History, gag: str) -> str:
    return f"The {label_words(gag)}: {takes_today(history, gag)} of {counted(history.gags[gag].takes)} today."


def _is_live(history: History) -> bool:
    return state_of_set(history).state == "live"


def say_briefing(_: Sequence[Entry], history: History) -> str:
    """Whom a briefing leaves."""
    missing = still_to_brief(history)
    if not missing:
        return "Briefing written down. Everybody is briefed and has read this version."
    left = {what: [person for person in missing if missing[person] == what] for what in dict.fromkeys(missing.values())}
    still = "; ".join(f"{join_words(people)} {_have(what, len(people))}" for what, people in left.items())
    return f"Briefing written down. Still: {still}."


def _have(what: str, count: int) -> str:
    """What one or several have not done: "has not read this version"."""
    return f"{agreeing(count, 'has', 'have')}{what.removeprefix('has')}"


def say_done(added: Sequence[Entry], history: History) -> str:
    """What a day has put somebody through so far."""
    person = str(added[-1].body["person"])
    return f"Written down for {history.spell_name(person)}: {day_so_far(history, history.spell_name(person))}."
