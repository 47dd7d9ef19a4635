"""The sections of an answer."""

from __future__ import annotations

from dataclasses import dataclass

from stuntlab.datasets import Severity, Verdict

NO_INJURY_CURVE = "no-injury-curve"


@dataclass(frozen=True, slots=True)
class Headline:
    """What is answered, and what the answer is.

    where: the production, the scene and the day, as far as the plan says them. plan_code: the beginning of the hash of
    the version. physics_alone: the verdict without what people decided; None where the record was not asked. basis:
    limits, takes and seed, for whoever repeats it. gags: how many the plan has.
    """

    verdict: Verdict
    stunt: str
    where: tuple[str, ...]
    plan_code: str
    physics_alone: Verdict | None
    basis: str
    gags: int


@dataclass(frozen=True, slots=True)
class Bar:
    """A load beside its limit, as shares of the limit: what half of the takes stay below, and 19 of 20."""

    median: float
    most: float


@dataclass(frozen=True, slots=True)
class LoadTold:
    """The worst load of a risk. felt: what is felt, "" for a load whose number says nothing to people.

    against: what the limit is, and how far the load is over it. bar: None where there is nothing to measure against.
    """

    what: str
    felt: str
    against: str
    bar: Bar | None


@dataclass(frozen=True, slots=True)
class Row:
    """A label and what it says. bar: stands beneath it, where there is one."""

    label: str
    text: str
    bar: Bar | None = None


@dataclass(frozen=True, slots=True)
class RiskTold:
    """One risk that a person bears: by whose act, how often it touches, the worst load, the injury it may bring.

    rows: all its numbers with their ends, under the line `origin`.
    """

    what: str
    contact: str
    load: LoadTold | None
    injury: str
    origin: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class PersonTold:
    """One person, their worst risk first. day: what the whole day puts them through."""

    name: str
    verdict: Verdict
    risks: tuple[RiskTold, ...]
    day: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why the verdict is what it is. people: whom it concerns; nobody where it concerns the stunt.

    plain: the sentence for everybody. remedy: what would lift it. full: the sentence with all its numbers. source:
    where the rule and the numbers are from. id: of the finding. is_step: whether it only says that a step was not
    taken yet. about: as in `Finding`.
    """

    id: str
    severity: Severity
    is_step: bool
    people: tuple[str, ...]
    plain: str
    remedy: str
    full: str
    source: str
    about: str


@dataclass(frozen=True, slots=True)
class Step:
    """What is still to do before anybody does it: consent, briefing, rehearsal. of: the people or gags it lacks of."""

    what: str
    of: tuple[str, ...]

    @property
    def is_sentence(self) -> bool:
        """Whether it says in a sentence what to do, and not only what is missing."""
        return self.what.endswith(".")


@dataclass(frozen=True, slots=True)
class Detail:
    """A titled list that only some readers want. note: a line beneath it."""

    title: str
    entries: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """An answer.

    reasons: every finding, most severe first. would_work: what would lift what stands against it. before: what people
    still have to do. next_step: which of it comes first, with its command, where nothing stands against it. sure: how
    far to believe it. decided: what people decided on this version, and what their runs changed. details: branches,
    assumptions, what cannot be told.
    """

    headline: Headline
    people: tuple[PersonTold, ...]
    reasons: tuple[Reason, ...]
    would_work: tuple[str, ...]
    before: tuple[Step, ...]
    next_step: str
    sure: tuple[str, ...]
    decided: tuple[Detail, ...]
    details: tuple[Detail, ...]

    @property
    def why(self) -> tuple[Reason, ...]:
        """What stands against it, and what is worth knowing; not the steps that every plan begins with."""
        return tuple(one for one in self.reasons if one.severity is not Severity.NOTE and not one.is_step)

    @property
    def why_briefly(self) -> tuple[tuple[Reason, int], ...]:
        """The first reason of each kind against the same people, and how many more there are like it.

        What tells the same thing again is not counted, and that no injury can be read from the loads is left out:
        `sure` says it.
        """
        kinds: dict[tuple[str, tuple[str, ...]], list[Reason]] = {}
        for one in self.why:
            alike = kinds.setdefault((one.id, one.people), []) if one.id != NO_INJURY_CURVE else []
            if not one.about or all(one.about != other.about for other in alike):
                alike.append(one)
        return tuple((alike[0], len(alike) - 1) for alike in kinds.values())

    @property
    def notes(self) -> tuple[Reason, ...]:
        """What was looked at and found in order."""
        return tuple(one for one in self.reasons if one.severity is Severity.NOTE)
