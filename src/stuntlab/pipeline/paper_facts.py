"""Gather what sheets of paper say: the answer, the record and the set; sheets themselves compute nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, replace
from datetime import UTC, datetime, time

from stuntlab.datasets import Assessment, Severity
from stuntlab.documents import answer_document
from stuntlab.gags import gags_of
from stuntlab.paper.facts import DayOnPaper, SheetFacts
from stuntlab.pipeline.add_record import with_decisions
from stuntlab.pipeline.assess import NO_RECORD
from stuntlab.pipeline.set_maps import map_of_set
from stuntlab.plan import Action, Plan, ProductionFile, gag_labels, label_words, unit_style
from stuntlab.plan.summary import groups_in_words
from stuntlab.record import History, PlanRecord, judge_decisions
from stuntlab.record.assessed import program_version
from stuntlab.record.board import BoardRow, row_of, what_people_owe
from stuntlab.record.on_paper import day_of_record, revision_of, since_briefing
from stuntlab.units import UnitStyle, in_units
from stuntlab.units.counting import counted


def facts_for_paper(
    opened: PlanRecord,
    history: History,
    answer: Assessment,
    *,
    production: ProductionFile | None,
    plan_text: str,
    style: UnitStyle | None = None,
) -> SheetFacts:
    """What sheets of a plan say. answer: of the physics alone. style: the units to tell it in."""
    plan, tell = history.plan, style or unit_style(history.plan)
    alone = replace(answer, not_assessed=tuple(line for line in answer.not_assessed if line != NO_RECORD))
    standing, findings = judge_decisions(history)
    since, said = since_briefing(history), groups_in_words(plan)
    return SheetFacts(
        plan=plan,
        plan_file=opened.file.name,
        plan_text=plan_text,
        production=production,
        gags=_gags(plan, said["action"].values()),
        gear=said["gear"],
        document=answer_document(alone, plan, style=tell),
        verdict=with_decisions(answer, standing, findings).verdict,
        row=_row(history, opened.file.name, tell),
        revision=revision_of(history),
        briefed=since.day,
        changed=since.changed,
        day=DayOnPaper(**asdict(day_of_record(history))),
        set_map=map_of_set(plan, gags_of(plan), seed=answer.seed),
        moment=_moment(history),
        limits=opened.house.limits,
        program=program_version(),
        seed=answer.seed,
        takes=answer.takes,
    )


def _gags(plan: Plan, said: Iterable[str]) -> dict[str, str]:
    """Label -> who, how often, then every number of it, for people on set."""
    labels = gag_labels(plan)
    return {
        label_words(label): "; ".join((_who(action), ", ".join(_numbers(action, words)))).rstrip("; ")
        for (label, action), words in zip(labels.items(), said, strict=True)
    }


def _who(action: Action) -> str:
    others = getattr(action, "to", None)
    named = [others] if isinstance(others, str) else [*(others or ())]
    to = f" → {', '.join(named)}" if named else ""
    return f"{action.by}{to}, {counted(action.takes)}"


def _numbers(action: Action, words: str) -> Iterator[str]:
    """What is said of an action besides who does it and how often."""
    said = {action.kind, f"by {action.by}", f"takes {action.takes}"}
    for part in _fields_of(words):
        if part not in said and not part.startswith("to ") and not part.endswith((" None", " []")):
            yield part.removeprefix("what ")


def _fields_of(words: str) -> Iterator[str]:
    """The fields of an action: parted by commas, and not inside brackets."""
    depth, part = 0, ""
    for letter in words:
        depth += (letter in "[(") - (letter in "])")
        if letter == "," and not depth:
            yield part.strip()
            part = ""
        else:
            part += letter
    yield part.strip()


def _row(history: History, file: str, style: UnitStyle) -> BoardRow:
    """As the board has it, without what the answer says of itself: that is on every sheet already."""
    _, findings = judge_decisions(history)
    holds = [finding for finding in findings if finding.severity is Severity.HOLD]
    return replace(
        row_of(history, file), missing=tuple(in_units(one, style) for one in what_people_owe(history, holds))
    )


def _moment(history: History) -> datetime | None:
    """What a sheet dates itself by: never by the clock, so that the same grounds make the same file."""
    if history.held:
        return datetime.fromisoformat(history.held[-1].at).astimezone(UTC).replace(microsecond=0)
    day = history.plan.shoot_date
    return datetime.combine(day, time(), UTC) if day else None
