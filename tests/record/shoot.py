"""A plan, and short words for what people on a set decide about it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from stuntlab.datasets import Finding, Severity
from stuntlab.record import Draft, History, judge_decisions, open_record
from stuntlab.record import decisions as decide
from stuntlab.record.entry import Json, PlanKey
from stuntlab.record.keys import Signer
from stuntlab.record.kinds.concern import CONCERN
from stuntlab.record.kinds.stop import STOP

PLAN = """\
stunt: Stomach kick
production: Night Train
scene: "67"
people:
  lead: {job: actor, height: 170 cm, mass: 72 kg, sex: male}
  villain: {job: actor, height: 168 cm, mass: 55 kg, sex: female}
  operator: {job: camera operator}
place: {floor: dry cobbles}
action:
  - kick: {by: lead, to: villain, at: abdomen, foot_speed: 5 ± 0.8 m/s, gap: 30 ± 6 cm, takes: 8}
"""
KEY = PlanKey("plan.yaml", "Stomach kick | 67", "sha256:1")


def note(text: Json = "") -> Callable[[object], list[Draft]]:
    """A decision that says nothing but a text."""
    return lambda _: [Draft(CONCERN, KEY, None, {"gag": None, "what": text})]


Make = Callable[[History], Draft | list[Draft]]
Run = Callable[..., tuple[int, str]]
"""Runs a command: its exit code, and what it said."""

ELSEWHERE = PLAN.replace("stunt: Stomach kick", "stunt: Alley beating").replace('"67"', '"68"')


class Set:
    """A plan file, its record, and short words for what people do."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "plan.yaml"
        self.write(PLAN)

    def write(self, text: str) -> None:
        self.file.write_text(text, encoding="utf-8")

    def change(self, old: str, new: str) -> None:
        text = self.file.read_text(encoding="utf-8")
        assert old in text
        self.write(text.replace(old, new))

    def do(self, *makes: Make, signer: Signer | None = None) -> None:
        for make in makes:
            open_record(self.file).decide(lambda history, make=make: _listed(make(history)), signer=signer)

    def history(self, days: float = 0) -> History:
        opened = open_record(self.file)
        seen = opened.history()
        return opened.history(now=seen.now + timedelta(days=days)) if days else seen

    def findings(self, id_: str, *, days: float = 0) -> list[Finding]:
        return [finding for finding in judge_decisions(self.history(days))[1] if finding.id == id_]

    def held_by(self) -> set[str]:
        _, findings = judge_decisions(self.history())
        return {finding.id for finding in findings if finding.severity is Severity.HOLD}

    def lines(self) -> tuple[str, ...]:
        return judge_decisions(self.history())[0].lines


def _listed(made: Draft | list[Draft]) -> list[Draft]:
    return made if isinstance(made, list) else [made]


def gives(person: str) -> Make:
    return lambda history: decide.give(history, person)


def limits(person: str, text: str) -> Make:
    return lambda history: decide.limit(history, person, text)


def rehearses(step: str = "full", *, take: bool = False, dummy: bool = False, **run: float) -> Make:
    return lambda history: decide.draft_measured(
        history, "kick", [run] if run else [], step=step, dummy=dummy, take=take
    )


def climb(plan: Path, gag: str = "kick", upto: str = "half") -> None:
    """The steps of the ladder before full, so that a full run is in order."""
    steps = ("dry", "quarter", "half")
    for step in steps[: steps.index(upto) + 1]:
        open_record(plan).decide(
            lambda history, step=step: decide.draft_measured(history, gag, [], step=step, dummy=False, take=False)
        )


def stops(history: History) -> Draft:
    return Draft(STOP, history.key, None, {})


def everything_done(stunt: Set) -> None:
    """Everything a kick needs before it may go ahead."""
    stunt.do(gives("lead"), gives("villain"))
    people = ["lead", "villain", "operator"]
    open_record(stunt.file).decide(lambda history: decide.draft_briefing(history, people, people, []))
    stunt.do(*(rehearses(step) for step in ("dry", "quarter", "half")), rehearses(foot_speed=4.9, gap=0.31))
