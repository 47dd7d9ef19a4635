"""Consent: personal, bound to one version of a plan and to a day, taken back without a word of why."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from stuntlab.datasets import Finding, Severity
from stuntlab.dates import date_in_words
from stuntlab.plan import as_data
from stuntlab.record.changes import changes
from stuntlab.record.entry import Entry
from stuntlab.record.history import SOURCE, History, Said, date_of_entry, hold, of_person
from stuntlab.record.kinds.consent import CONSENT, WITHDRAWAL
from stuntlab.record.undo import undone_yeses, yeses_that_count
from stuntlab.suggestions import DECIDED_PLAN, suggest

MOST_CHANGES = 6


def consents(history: History) -> Said:
    """The consent of everybody whose body is in a gag."""
    answers = [_of_person(history, person) for person in history.in_action]
    return Said(
        tuple(line for answer in answers for line in answer.lines),
        tuple(finding for answer in answers for finding in answer.findings),
    )


def valid_consent(history: History, person: str) -> Entry | None:
    """The yes of a person to this version that counts today; None where there is none."""
    answer = _yes_of(history, person)
    if answer is None or any(finding.severity is Severity.HOLD for finding in _of_person(history, person).findings):
        return None
    return answer


def undone_consents(history: History) -> list[Entry]:
    """Yeses that were taken back."""
    return undone_yeses(history.lineage, history.of_plan(CONSENT), history.of_plan(WITHDRAWAL))


def standing_withdrawals(history: History) -> list[Entry]:
    """The last withdrawal of everybody, in the action or not, who did not say yes again since."""
    last = {no.by: no for no in history.of_plan(WITHDRAWAL) if no.by}
    return [no for person, no in last.items() if person and _yes_of(history, person) is None]


def _of_person(history: History, person: str) -> Said:
    answer, noes = _yes_of(history, person), of_person(history.of_plan(WITHDRAWAL), person)
    if answer is None and not noes:
        said = f"{person}: has not been asked, or has not answered."
        plain = "Has not been asked, or has not answered."
        return Said((f"{person}: no consent",), (hold("consent-missing", person, said, _ask(person), plain=plain),))
    if answer is None:
        day = date_of_entry(noes[-1].at)
        said = f"Somebody took their consent back on {day}. No reason is asked or kept, and nobody is to ask who."
        remedy = (
            "Change the plan and ask everybody again, or do without. The coordinator sees whom it is about: "
            f"{suggest('record show', DECIDED_PLAN, '--role', 'coordinator')}."
        )
        plain = f"Somebody took their consent back on {day}. Nobody is to ask who, or why."
        found = hold("consent-withdrawn", None, said, remedy, plain=plain)
        return Said((f"somebody: consent taken back on {day}",), (found,))
    if answer.plan is None or answer.plan.hash != history.key.hash:
        day = date_of_entry(answer.at)
        return Said((f"{person}: consented on {day} to another version",), (_void(history, person, answer),))
    return _to_this_version(history, person, answer)


def _yes_of(history: History, person: str) -> Entry | None:
    """The last yes of a person that undoes every no of theirs; None where they never said one, or said no since."""
    yeses, noes = (of_person(history.of_plan(kind), person) for kind in (CONSENT, WITHDRAWAL))
    counting = yeses_that_count(history.lineage, yeses, noes)
    return counting[-1] if counting else None


def _to_this_version(history: History, person: str, answer: Entry) -> Said:
    day = date_of_entry(answer.at)
    until = date.fromisoformat(str(answer.body["day"]))
    signed = "signed" if answer.key else "not signed"
    line = f"{person}: consented to this version on {day}, for {date_in_words(until)}, {signed}"
    if history.today > until:
        said = f"{person}: consented for {date_in_words(until)}, and it is {date_in_words(history.today)}."
        remedy = f"Write the day into the plan (shoot_date) if it is missing there. {_ask(person)}"
        plain = f"Their yes was for {date_in_words(until)}; it is {date_in_words(history.today)}."
        return Said((line,), (hold("consent-past", person, said, remedy, plain=plain),))
    if answer.key is None and history.house.signed:
        said = f"{person}: their consent of {day} is not signed, and this production counts only signed ones."
        remedy = f"Make a key: {suggest('keys', 'new', person)}. Then give the consent again: {_yes(person)}."
        plain = "Their yes is not signed, and this production counts only signed ones."
        source = "production.yaml, signed"
        return Said((line,), (hold("consent-unsigned", person, said, remedy, source=source, plain=plain),))
    return Said((line,), () if answer.key else (_unsigned_finding(person, day),))


def _unsigned_finding(person: str, day: str) -> Finding:
    said = f"{person}: their consent of {day} is not signed, so the record cannot show that it was theirs."
    remedy = f"This makes a key: {suggest('keys', 'new', person)}."
    plain = "Their yes is not signed: nothing shows that it was theirs."
    return Finding("consent-unsigned", Severity.FLAG, person, said, SOURCE, remedy, plain)


def _void(history: History, person: str, answer: Entry) -> Finding:
    since = _changes_since(history, answer)
    more = f"; and {len(since) - MOST_CHANGES} more" if len(since) > MOST_CHANGES else ""
    changed = f"Since then {'; '.join(since[:MOST_CHANGES])}{more}." if since else "The plan has changed since."
    day = date_of_entry(answer.at)
    said = f"{person}: consented on {day} to another version, which is void. {changed}"
    which = f" ({since[0]}{f', and {len(since) - 1} more' if since[1:] else ''})" if since else ""
    plain = f"Said yes on {day}, and the plan has changed since{which}: that yes is void."
    return hold("consent-void", person, said, _ask(person), plain=plain)


def _changes_since(history: History, answer: Entry) -> tuple[str, ...]:
    before: Mapping[str, Any] = history.version_of(answer)
    return changes(before, as_data(history.plan)) if before else ()


def _ask(person: str) -> str:
    return f"Show them the plan and ask; they may say no. They say yes with {_yes(person)}."


def _yes(person: str) -> str:
    return suggest("consent", DECIDED_PLAN, "--person", person, "--give")
