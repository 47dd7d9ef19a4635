"""From what somebody decides to the entry that says so; what the rule does not allow is refused here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from stuntlab.errors import DecisionError
from stuntlab.nearest import did_you_mean
from stuntlab.plan import Action, dimensions, label_meant, people_in, quantity_fields
from stuntlab.plan.names import name_key, same_name
from stuntlab.record.briefing import SET_STATES
from stuntlab.record.entry import Draft, Json
from stuntlab.record.entry_kind import EntryKind
from stuntlab.record.history import History
from stuntlab.record.kinds.briefing import BRIEFED, READ
from stuntlab.record.kinds.concern import ANSWER, NEAR_MISS
from stuntlab.record.kinds.consent import CONSENT, WITHDRAWAL
from stuntlab.record.kinds.done import DONE
from stuntlab.record.kinds.limit import LIMIT, LIMIT_TAKEN_BACK
from stuntlab.record.kinds.refusal import REFUSAL, REFUSAL_TAKEN_BACK
from stuntlab.record.kinds.rehearsal import REHEARSED, TAKE
from stuntlab.record.kinds.review import REVIEW
from stuntlab.record.kinds.set_state import SET_STATE
from stuntlab.record.kinds.stop import CLEAR
from stuntlab.record.ladder import DUMMY, check_full, check_order, step_named
from stuntlab.record.limits import check_limit, limit_to_take_back, parse_limit
from stuntlab.record.live import check_live
from stuntlab.record.on_the_day import near_misses_in
from stuntlab.record.reasons import check_reason, check_words
from stuntlab.record.rehearsals import FULL
from stuntlab.record.review import check_reviewer
from stuntlab.record.stop import check_clearer, check_known, open_matters, open_stops
from stuntlab.record.undo import TAKES_BACK
from stuntlab.record.value_names import complete_value_name
from stuntlab.units.counting import agreeing, counted

EVERYONE = frozenset({"all", "everybody", "everyone"})
"""Words by which an assistant director means all the people in the plan."""

Run = Mapping[str, float]
"""One run of a gag as it was measured: field -> value, SI. Empty where nothing was measured."""


def give(history: History, person: str) -> Draft:
    """Consent to this version of the plan, for the day of the shoot (for today where the plan names none)."""
    person = _in_action(history, person)
    day = history.plan.shoot_date or history.today
    if day < history.today:
        raise DecisionError(f"the plan is for {day}, which is past: change shoot_date, then ask again")
    return Draft(CONSENT, history.key, person, {"day": day.isoformat(), **_undo(history, WITHDRAWAL, person)})


def withdraw(history: History, person: str) -> Draft:
    """Take consent back; no reason is taken."""
    person = _in_plan(history, person)
    return Draft(WITHDRAWAL, history.key, person, {})


def limit(history: History, person: str, text: str) -> Draft:
    """Lower a limit for oneself."""
    person = _in_action(history, person)
    given = parse_limit(text, person, history)
    check_limit(given, history)
    return Draft(LIMIT, history.key, person, given.body())


def take_back_limit(history: History, person: str, text: str) -> Draft:
    """Take a limit of one's own back, such as one that was mistyped. Consents stay: the plan is the same."""
    person = _in_plan(history, person)
    limits = limit_to_take_back(history, person, text)
    hashes: list[Json] = [one.entry for one in limits]
    return Draft(LIMIT_TAKEN_BACK, history.key, person, {TAKES_BACK: hashes, "text": limits[0].text})


def refuse(history: History, person: str) -> Draft:
    """Refuse to act on others in this plan, in any version; no reason is taken."""
    person = _in_plan(history, person)
    return Draft(REFUSAL, history.key, person, {})


def take_back(history: History, person: str) -> Draft:
    """Take a refusal back."""
    person = _in_plan(history, person)
    return Draft(REFUSAL_TAKEN_BACK, history.key, person, _undo(history, REFUSAL, person))


def clear(history: History, name: str, reason: str) -> Draft:
    """Clear every open stop on this plan."""
    name = _answerable(history, name)
    check_clearer(history, name, reason)
    standing = [entry.hash for entry in open_stops(history)]
    if not standing:
        raise DecisionError("there is no open stop on this plan")
    return Draft(CLEAR, history.key, name, {"clears": list(standing), "reason": reason.strip()})


def report(history: History, kind: EntryKind, gag: str | None, what: str) -> Draft:
    """A near miss or a concern about a gag, or about the whole stunt where none is named; never with a name."""
    gag = None if gag is None else _gag_meant(history, gag)
    words = check_words(what)
    if not words:
        raise DecisionError(
            "say in a few words what happened or what worries; no name and nothing about anybody's health"
        )
    return Draft(kind, history.key, None, {"gag": gag, "what": words})


def answer(history: History, number: int, name: str, text: str) -> Draft:
    """Answer a near miss or a concern by name."""
    matter = next((entry for entry in open_matters(history) if entry.number == number), None)
    if matter is None:
        listed = ", ".join(str(entry.number) for entry in open_matters(history)) or "none"
        raise DecisionError(f"entry {number} is no open near miss or concern of this plan; open are: {listed}")
    text = check_reason(
        text, what="an answer", wanted="what was done about it", example="the marks are 20 cm farther back"
    )
    return Draft(ANSWER, history.key, _answerable(history, name), {"answers": [matter.hash], "answer": text})


def review(history: History, person: str, reviewer: str) -> Draft:
    """An independent reviewer's yes to somebody with power bearing this risk."""
    person, reviewer = history.spell_name(person), _answerable(history, reviewer)
    check_reviewer(history, person, reviewer)
    return Draft(REVIEW, history.key, reviewer, {"person": person})


def draft_measured(
    history: History,
    gag: str,
    runs: Sequence[Run],
    *,
    step: str,
    dummy: bool,
    take: bool,
    went_wrong: Sequence[str] = (),
) -> list[Draft]:
    """Runs of a gag as they were measured: rehearsals of one step of the ladder, or takes; and the near miss they were.

    went_wrong: the failure mode of every run that went so, one name for each.

    Raises: DecisionError for a step that is none, that is out of order, or that was another setting.
    """
    gag = _gag_meant(history, gag)
    action = history.gags[gag]
    body = _body_of_runs(action, gag, runs, went_wrong)
    missed = [
        Draft(NEAR_MISS, history.key, None, {"gag": gag, "what": what})
        for what in near_misses_in(action, () if dummy else runs, take=take)
    ]
    if take:
        return [Draft(TAKE, history.key, None, body), *missed]
    named = step_named(action, gag, step)
    with_dummy = dummy or named == DUMMY
    if not with_dummy:
        check_order(history, gag, named)
    if named == FULL and not with_dummy:
        check_full(gag, action, runs)
    written = FULL if named == DUMMY else named
    return [Draft(REHEARSED, history.key, None, {**body, "step": written, "dummy": with_dummy}), *missed]


def _body_of_runs(action: Action, gag: str, runs: Sequence[Run], went_wrong: Sequence[str]) -> dict[str, Json]:
    listed: list[Json] = [dict(run) for run in runs]
    people: list[Json] = [*people_in(action)]
    body: dict[str, Json] = {"gag": gag, "runs": listed, "people": people}
    for mode, times in Counter(went_wrong).items():
        if times > len(runs):
            raise DecisionError(
                f'{counted(times, "run")} of {gag} went wrong so ("{mode}"), and {counted(len(runs), "run")} '
                f"{agreeing(len(runs), 'is', 'are')} logged: say how many there were (--runs)"
            )
    if went_wrong:
        body["went_wrong"] = [*went_wrong]
    return body


def check_modes(gag: str, went_wrong: Iterable[str], modes: Sequence[str]) -> None:
    """Whether runs of a gag went wrong in ways that it can. modes: the names of its failure modes.

    Raises: DecisionError, with the nearest one.
    """
    for name in went_wrong:
        if name not in modes:
            raise DecisionError(
                f'"{name}" is no way in which {gag} goes wrong; there are {", ".join(modes)}{did_you_mean(name, modes)}'
            )


def run_of(history: History, settings: Iterable[str]) -> Mapping[str, dict[str, float]]:
    """Settings like "kick.foot_speed=4.6 m/s" to gag -> field -> SI.

    Raises: DecisionError for what is not in the plan; UnitError for what is no quantity of that kind.
    """
    runs: dict[str, dict[str, float]] = {}
    for setting in settings:
        name, equals, value = setting.partition("=")
        gag, dot, field = complete_value_name(name, history.gags).rpartition(".")
        if not equals or not dot:
            raise DecisionError(f'"{setting}" is no measured value; write one as in kick.foot_speed="4.6 m/s"')
        runs.setdefault(gag, {})[field] = value_of(history, gag, field, value.strip())
    return runs


def value_of(history: History, gag: str, field: str, text: str) -> float:
    """A measured value, SI.

    Raises: DecisionError for a gag or a field that is not in the plan; UserError for what is no quantity of that kind,
    or one that no plan could say.
    """
    gag = _gag_meant(history, gag)
    known = quantity_fields(type(history.gags[gag]))
    if field not in known:
        raise DecisionError(
            f'"{gag}.{field}" is nothing a plan gives; there are {", ".join(known)}{did_you_mean(field, known)}'
        )
    return known[field].read_text(text).value


def draft_briefing(history: History, attended: Sequence[str], read: Sequence[str], about: Sequence[str]) -> list[Draft]:
    """Who attended a briefing on this version and what it was about besides, and who read the plan."""
    present, readers = (_all_in_plan(history, named) for named in (attended, read))
    told: list[Json] = []
    for name in about:
        said, _, field = name.rpartition(".")
        gag = _gag_meant(history, said)
        if field not in dimensions(type(history.gags[gag])):
            raise DecisionError(f'"{name}" is nothing a plan gives')
        told.append(f"{gag}.{field}")
    drafts = []
    if present:
        body: dict[str, Json] = {"attended": [*present], "about": told}
        drafts.append(Draft(BRIEFED, history.key, None, body))
    if readers:
        drafts.append(Draft(READ, history.key, None, {"read": [*readers]}))
    if not drafts:
        raise DecisionError("name who attended or who has read it: --attended NAME, --read NAME")
    return drafts


def call_set(history: History, state: str, name: str | None, *, override: str | None = None) -> list[Draft]:
    """Call the set cold, rehearsal or live. override: why live, by somebody who answers for it, although something
    holds.

    Raises: HeldError for a set that may not be live; DecisionError for what is no state, and on a stop.
    """
    if state not in SET_STATES:
        raise DecisionError(f'"{state}" is not one of: {", ".join(SET_STATES)}{did_you_mean(state, SET_STATES)}')
    if override is not None and state != "live":
        raise DecisionError(f"only live is called against what holds it; nothing holds a set that is called {state}")
    by = None if name is None else history.spell_name(name)
    if state == "rehearsal" and (open_stops(history) or history.kept_aside):
        raise DecisionError("there is an open stop on this plan: the set stays cold, and is not called rehearsal")
    overriding = check_live(history, by, override) if state == "live" else []
    return [*overriding, Draft(SET_STATE, history.key, by, {"state": state})]


def log_dose(history: History, person: str, counts: Mapping[str, int], *, rested: bool) -> Draft:
    """What somebody was put through just now, or that they come from rest."""
    person = _in_plan(history, person)
    if not rested and not any(counts.values()):
        raise DecisionError(f"say what {person} did, as in --strikes 4, or --rested")
    return Draft(DONE, history.key, None, {"person": person, "counts": dict(counts), "rested": rested})


def _undo(history: History, no: EntryKind, person: str) -> dict[str, Json]:
    """The noes of a person, which their yes names: it undoes no other."""
    named: list[Json] = [entry.hash for entry in history.of_plan(no) if entry.by == person]
    return {TAKES_BACK: named} if named else {}


def _answerable(history: History, name: str) -> str:
    """Somebody who answers for others, as the plan writes the name: where the production signs, a known person."""
    person = history.spell_name(name)
    check_known(history, person)
    return person


def _in_plan(history: History, name: str) -> str:
    """Somebody in the plan, as the plan writes the name."""
    person, people = history.spell_name(name), history.plan.people
    if person not in people:
        raise DecisionError(
            f'"{person}" is not in this plan; there are {", ".join(people)}{did_you_mean(person, people)}'
        )
    return person


def _all_in_plan(history: History, named: Sequence[str]) -> list[str]:
    """People as they are named: one by one, several with commas, or "everyone" where nobody is called so."""
    people = list(history.plan.people)
    found: list[str] = []
    for text in named:
        if any(same_name(text, person) for person in people):
            found.append(_in_plan(history, text))
        elif name_key(text) in EVERYONE:
            found += people
        else:
            found += [_in_plan(history, one) for one in (text.split(",") if "," in text else [text])]
    return list(dict.fromkeys(found))


def _in_action(history: History, name: str) -> str:
    """The same for somebody whose body is in a gag."""
    person = _in_plan(history, name)
    if person not in history.in_action:
        raise DecisionError(f"{person} is in no gag of this plan: there is nothing to consent to or to limit")
    return person


def _gag_meant(history: History, said: str) -> str:
    gag = label_meant(said, history.gags)
    if gag not in history.gags:
        listed = ", ".join(history.gags)
        raise DecisionError(f'"{gag}" is no gag of this plan; there are {listed}{did_you_mean(gag, history.gags)}')
    return gag
