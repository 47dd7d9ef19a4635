"""What comes out: who bears what, what was found, the answer, and other ways to do it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from stuntlab.datasets.head_code import head_code
from stuntlab.datasets.rehearsed import LearntGag
from stuntlab.datasets.takes import Branch
from stuntlab.datasets.words import Borne, Interval, Severity, Verdict


@dataclass(frozen=True, slots=True)
class GearLimit:
    """The limit that a person's own gear sets on a load, in the unit of the catalogue, with its source."""

    value: float
    source: str


@dataclass(frozen=True, slots=True)
class Exposure:
    """One person bearing one risk: who makes it, who bears it, and whether it was theirs to choose.

    target: the body region that the act aims at, as the plan says it; None where it aims at nobody. feels: whether the
    gag does anything to this person's body: whoever only pushes feels nothing. sets_off: whoever
    pushes, or works a machine, and is not in it themself. gear_limits: load -> the limit that
    comes with the gear of the plan, such as what a line is rated for. unproven: load -> a sentence on why takes that
    pass its limit prove nothing: what is read is a bound, or rests on what was compared with no test.
    """

    gag: str
    person: str
    created_by: str
    borne: Borne
    takes_on_the_day: int
    target: str | None = None
    feels: bool = True
    sets_off: bool = False
    gear_limits: Mapping[str, GearLimit] = field(default_factory=dict)
    unproven: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Basis:
    """What a chance per take rests on.

    sampled: the ends that the luck of draws and takes alone leaves, wider than 95 % (`verdict/doubt.py`), since more
    takes are asked for until these ends lie on one side of what is allowed. adds: branch -> what it adds to the mean.
    reaches: what is not known ("takes", "model" or a branch) -> the upper 95 % end if only that were unknown.
    on_planes: what of the model's is read off planes, which more takes would curve. alone: stratum of takes that go
    as planned -> how high it reaches by itself, at the same end.
    """

    sampled: Interval
    adds: Mapping[str, float] = field(default_factory=dict)
    reaches: Mapping[str, float] = field(default_factory=dict)
    on_planes: float = 0.0
    alone: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LoadSummary:
    """One load over the takes that make contact (weighted), beside its limit.

    `limit` and `exceeded` are None where no limit is published for this load and person. `exceeded` is per take,
    contact or not, at 95 % with everything that is not known: takes, model and rates of human error. `basis` says what
    of it comes from where; None where only `exceeded` is known. is_published: whether the limit is evidence; one that
    only a production has can stop a gag, and staying below it says nothing.
    """

    unit: str
    median: float
    p95: float
    max: float
    limit: float | None
    exceeded: Interval | None
    basis: Basis | None = None
    is_published: bool = True

    @property
    def published_limit(self) -> float | None:
        """The limit where it is evidence."""
        return self.limit if self.is_published else None


@dataclass(frozen=True, slots=True)
class ExposureResult:
    """All that is known of one exposure. `risk_per_take` and `risk_on_the_day` are keyed "ais2", "ais3".

    no_curve: those of these keys that no injury curve reaches. Their risk is that of the lesser injury, the most it can
    be. risk_basis: the same keys -> what the risk per take rests on. at_least: those of which only the least is known
    -> the regions of the body without a curve of that severity. in_zone: whether they stand where something comes that
    is lost; seconds_left: what is left of the time from first sight once they have seen it and got away, less than 0
    where it is too little.
    """

    exposure: Exposure
    contact_probability: Interval
    risk_per_take: Mapping[str, Interval]
    risk_on_the_day: Mapping[str, Interval]
    loads: Mapping[str, LoadSummary]
    no_curve: frozenset[str] = frozenset()
    risk_basis: Mapping[str, Basis] = field(default_factory=dict)
    at_least: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    in_zone: bool = False
    seconds_left: float | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found, with a number and a source. `person` is None where it concerns the stunt as a whole.

    said: a sentence or two, which begin with the person's name where there is one. remedy: what would lift it. plain:
    what `said` comes to in everyday words, without the name; "" where `said` has no others. about: the same for
    findings that tell one thing twice, such as a risk per take and on the day; "" for all others.
    """

    id: str
    severity: Severity
    person: str | None
    said: str
    source: str
    remedy: str = ""
    plain: str = ""
    about: str = ""

    @property
    def text(self) -> str:
        """What was found and what would lift it."""
        return f"{self.said} {self.remedy}".rstrip()


@dataclass(frozen=True, slots=True)
class Dose:
    """How much of one thing a plan puts a person through in its day, and how much a day may hold at most."""

    amount: float
    most: float
    unit: str


@dataclass(frozen=True, slots=True)
class Day:
    """What all gags of a plan together do to one person.

    short: strikes that are to stop short of them; touched: the chance that at least one of these does touch, None where
    there are none. doses: what is counted -> how much of it, nothing that does not occur.
    """

    short: int
    touched: Interval | None
    doses: Mapping[str, Dose]


@dataclass(frozen=True, slots=True)
class PersonResult:
    """One person's verdict, everything they bear, and their day; `without_record` as in `Assessment`.

    not_computed: labels of the gags that they are in and of which nothing is known.
    """

    verdict: Verdict
    exposures: tuple[ExposureResult, ...]
    without_record: Verdict | None = None
    day: Day | None = None
    not_computed: tuple[str, ...] = ()

    @property
    def body_verdict(self) -> Verdict:
        """What the physics alone says."""
        return self.without_record or self.verdict


@dataclass(frozen=True, slots=True)
class Standing:
    """What people decided on one version of a plan.

    lines: the state of each thing in a sentence, such as "villain: consented to this version on 11 Feb 2027, signed".
    head: hash of the last entry of the record that says so, or "" where there is no record; entries: how many it has.
    zone: the time zone that its days are told in.
    """

    lines: tuple[str, ...]
    head: str
    entries: int
    zone: str = "UTC"

    @property
    def code(self) -> str:
        """The end of the record as a short code for paper; "" where there is no record."""
        return head_code(self.entries, self.head) if self.head else ""


@dataclass(frozen=True, slots=True)
class Assessment:
    """The answer to one plan.

    `standing` is None where the record of decisions was not asked; where it was, `verdict` counts it, `without_record`
    is the verdict of the physics alone. `assumptions` are the judgements and unpublished numbers it rests on;
    `not_assessed` is what it cannot tell. `rehearsed`: what the runs of each gag changed; nothing where none is known.
    """

    stunt: str
    plan_hash: str
    seed: int
    takes: int
    takes_failed: int
    limits: str
    verdict: Verdict
    people: Mapping[str, PersonResult]
    branches: tuple[Branch, ...]
    findings: tuple[Finding, ...]
    assumptions: tuple[str, ...] = field(default=())
    not_assessed: tuple[str, ...] = field(default=())
    standing: Standing | None = None
    without_record: Verdict | None = None
    rehearsed: tuple[LearntGag, ...] = ()

    @property
    def body_verdict(self) -> Verdict:
        """What the physics alone says."""
        return self.without_record or self.verdict


@dataclass(frozen=True, slots=True)
class Alternative:
    """A change to a plan, what it costs in height or look, and what it comes to.

    against: ids of the findings that still decide against it. simulated: False where what is known without a body, the
    catcher and where the draws come down, stops it already; then `against` holds only that.
    """

    name: str
    cost: str
    verdict: Verdict
    people: Mapping[str, Verdict]
    against: tuple[str, ...]
    simulated: bool = True


@dataclass(frozen=True, slots=True)
class PastAccident:
    """An accident as the public findings tell it, without a name of anybody.

    happened: what the findings say. known: what could be known before, and is in the plan. assumed: what the findings
    leave out. different: what a sound look-alike does differently.
    """

    name: str
    title: str
    year: int
    happened: str
    known: str
    assumed: str
    different: str
    source: str


@dataclass(frozen=True, slots=True)
class LookBack:
    """What the program says of an accident's plan, and of a sound plan of the same gag.

    reasons: one STOP of each kind against the plan of that day; every one refuses it without the others.
    against: the same of the look-alike. refused: whether that day's plan was; passed: whether the look-alike may be
    done, after what a HOLD asks for.
    """

    accident: PastAccident
    that_day: Verdict
    reasons: tuple[Finding, ...]
    look_alike: Verdict
    against: tuple[Finding, ...]

    @property
    def refused(self) -> bool:
        return self.that_day is Verdict.NOT_WITHIN_LIMITS

    @property
    def passed(self) -> bool:
        return self.look_alike in (Verdict.WITHIN_LIMITS, Verdict.HOLD)
