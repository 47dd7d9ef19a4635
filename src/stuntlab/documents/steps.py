"""What people still have to do before anybody does it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from stuntlab.datasets import Severity
from stuntlab.documents.document import Reason, Step
from stuntlab.documents.reasons import STEPS
from stuntlab.suggestions import first_command

_FIRST = {
    "consent-missing": "First show {whom} the plan and ask; their yes is:",
    "briefing-missing": "Next brief {whom}, then:",
    "rehearsal-missing": "Next rehearse the {whom}, then:",
    "review-missing": "Next somebody independent looks at it for {whom}, then:",
}
"""What to do first of each of the steps, in the order in which they are taken."""

NOT_ASKED = Step("consent, briefing, rehearsal", ("not asked here",))


def steps_before(reasons: Sequence[Reason], *, asked: bool) -> tuple[Step, ...]:
    """The steps that are missing, each with whom it lacks, then what every other HOLD asks for."""
    steps = tuple(_step(what, [one for one in reasons if one.is_step and one.id == id_]) for id_, what in STEPS.items())
    held = (one for one in reasons if one.severity is Severity.HOLD and not one.is_step and one.remedy)
    return (*(() if asked else (NOT_ASKED,)), *(step for step in steps if step.of), *_controls(held))


def next_step(reasons: Sequence[Reason]) -> str:
    """The step that comes first of those that are missing, with the command that logs it; "" where none is."""
    for id_ in STEPS:
        missing = next((one for one in reasons if one.is_step and one.id == id_), None)
        command = first_command(missing.remedy) if missing else ""
        if missing is not None and command:
            return f"{_FIRST[id_].format(whom=_whom(missing))} {command}"
    return ""


def _whom(missing: Reason) -> str:
    return missing.people[0] if missing.people else missing.plain.partition(" (")[0]


def _step(what: str, missing: Iterable[Reason]) -> Step:
    """Those whom it lacks; of what concerns nobody in particular, its own words."""
    return Step(what, _alike_together(dict.fromkeys(name for one in missing for name in one.people or (one.plain,))))


def _alike_together(lacking: Iterable[str]) -> tuple[str, ...]:
    """Gags that lack the same steps in one: "punch 1, kick (dry, quarter)"."""
    by_lack: dict[str, list[str]] = {}
    for one in lacking:
        name, _, lack = one.partition(" (")
        by_lack.setdefault(lack, []).append(name)
    return tuple(f"{', '.join(names)} ({lack}" if lack else ", ".join(names) for lack, names in by_lack.items())


def _controls(held: Iterable[Reason]) -> Iterable[Step]:
    people: dict[str, list[str]] = {}
    for one in held:
        people.setdefault(one.remedy, []).extend(one.people)
    return tuple(Step(remedy, tuple(dict.fromkeys(names))) for remedy, names in people.items())
