"""A person at risk whom the others may find it hard to tell no needs somebody independent to sign."""

from __future__ import annotations

import re

from stuntlab.errors import DecisionError
from stuntlab.plan.names import look_key, may_be_name
from stuntlab.record.entry import Entry
from stuntlab.record.history import History, Said, date_of_entry, hold
from stuntlab.record.kinds.review import REVIEW
from stuntlab.suggestions import DECIDED_PLAN, suggest

POWERFUL_JOBS = {"producer", "director", "star", "coordinator"}
_HOUSE = "house rule: risk to oneself is no private matter where there is power"


def reviews(history: History) -> Said:
    """A review for everybody at risk who has power over others."""
    lines, findings = [], []
    for person in powerful_at_risk(history):
        review = _review_of(history, person)
        if review is not None:
            lines.append(f"{person}: reviewed by {review.by} on {date_of_entry(review.at)}, signed")
            continue
        lines.append(f"{person}: not reviewed")
        signs = suggest("review", DECIDED_PLAN, "--person", person, *_first_reviewer(history))
        said = f"{person}: bears a risk and has power over those who could say no ({_why(history, person)})."
        plain = "Bears a risk and has power over those who could say no."
        remedy = f"Somebody independent signs first: {signs}."
        findings.append(hold("review-missing", person, said, remedy, source=_HOUSE, plain=plain))
    return Said(tuple(lines), tuple(findings))


def powerful_at_risk(history: History) -> tuple[str, ...]:
    """Who is in the action and has power over others."""
    return tuple(person for person in history.in_action if _why(history, person))


def check_reviewer(history: History, person: str, reviewer: str) -> None:
    """A reviewer is independent.

    Raises: DecisionError for somebody in the plan, or whom the production does not name.
    """
    if person not in powerful_at_risk(history):
        raise DecisionError(f"{person} needs no review: they are not in the action, or have no power over the others")
    if not may_be_name(reviewer) or any(look_key(reviewer) == look_key(name) for name in history.plan.people):
        raise DecisionError(
            f"{reviewer} is in this plan: a reviewer is somebody who neither acts in it nor waits for it"
        )
    if history.house.reviewers and reviewer not in history.house.reviewers:
        named = ", ".join(history.house.reviewers)
        raise DecisionError(f"{reviewer} is not among the reviewers of this production: {named}")


def _review_of(history: History, person: str) -> Entry | None:
    for entry in reversed(history.of_version(REVIEW)):
        try:
            check_reviewer(history, person, entry.by or "")
        except DecisionError:
            continue
        if entry.body.get("person") == person and entry.key is not None:
            return entry
    return None


def _first_reviewer(history: History) -> tuple[str, ...]:
    """Who signs, where the production says; else the command asks."""
    may = [name for name in history.house.reviewers if name not in history.plan.people]
    return ("--by", may[0]) if may else ()


def _why(history: History, person: str) -> str:
    someone = history.plan.people[person]
    if someone.has_power_over:
        return f"has power over {', '.join(someone.has_power_over)}"
    job = set(re.findall(r"\w+", someone.job.casefold())) & POWERFUL_JOBS
    return f"job: {someone.job}" if job else ""
