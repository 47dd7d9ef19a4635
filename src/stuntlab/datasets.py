"""What passes between two stages: small frozen containers of named numpy arrays in SI.

Axes are written in brackets: `[take]`, `[take, time]`, `[take, level]`. A stage unwraps, computes on plain arrays and
wraps again. `check()` names what is wrong; the pipeline calls it on every stage edge.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum

import numpy as np
from numpy.typing import NDArray

from stuntlab.errors import DatasetError

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]


class Borne(StrEnum):
    """How a person came to bear a risk."""

    IMPOSED = "imposed"
    TRAINED_RECEIVER = "imposed on a trained receiver"
    CHOSEN = "chosen"
    BYSTANDER = "bystander"


class Severity(StrEnum):
    """What a finding does to the verdict. Order of precedence: STOP, CANNOT_ASSESS, HOLD; FLAG and NOTE inform."""

    STOP = "STOP"
    CANNOT_ASSESS = "CANNOT ASSESS"
    HOLD = "HOLD"
    FLAG = "FLAG"
    NOTE = "NOTE"


class Verdict(StrEnum):
    """The only four answers. There is no other, and none of them is a certificate."""

    WITHIN_LIMITS = "WITHIN LIMITS"
    NOT_WITHIN_LIMITS = "NOT WITHIN LIMITS"
    HOLD = "HOLD"
    CANNOT_ASSESS = "CANNOT ASSESS"


class TakeStatus(IntEnum):
    """What became of a simulated take. Anything but OK counts against the stunt."""

    OK = 0
    DIVERGED = 1


@dataclass(frozen=True, slots=True)
class Interval:
    """A value with the ends of its 95 % interval, all three in the same unit."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Branch:
    """A named way a gag goes wrong. `probability` is per take; `reason` says where the number comes from."""

    name: str
    probability: float
    reason: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """A number that differs from take to take: normal, cut off at `low` and `high` (SI)."""

    name: str
    mean: float
    sd: float
    low: float = -np.inf
    high: float = np.inf


@dataclass(frozen=True, slots=True)
class Ending:
    """A way in which takes of a gag end: short of the body, on the middle of the bag, beside it.

    touches: whether full-body takes are needed to say what is felt. split: whether the hardest of them are told apart.
    """

    name: str
    touches: bool
    split: bool = False


@dataclass(frozen=True, slots=True)
class Draws:
    """Cheap kinematic takes of one gag, drawn per branch.

    values: uncertain number -> [take], SI.
    branch: [take], index into the gag's branches; 0 is "as planned".
    """

    values: Mapping[str, Floats]
    branch: Integers

    def check(self) -> None:
        _same_length({**self.values, "branch": self.branch})
        _all_finite(self.values)


@dataclass(frozen=True, slots=True)
class Stratum:
    """Draws that end alike: a branch, and an ending (index into the gag's endings).

    probability: per take, with its 95 % interval from the cheap draws.
    touches: whether full-body takes are needed to say what is felt.
    takes: [k] indices into the draws, in draw order.
    """

    name: str
    branch: int
    touches: bool
    probability: Interval
    drawn: int
    takes: Integers
    ending: int = 0


@dataclass(frozen=True, slots=True)
class Loads:
    """What one person's body felt in the simulated takes of one gag.

    values: load name -> [take] in the unit the load is named with in `loads/catalogue.toml`.
    stratum: [take], index into the strata; weight: [take], share of one take's probability this row stands for
    (sums to the probability of contact); status: [take], `TakeStatus`.
    """

    values: Mapping[str, Floats]
    stratum: Integers
    weight: Floats
    status: Integers

    def check(self) -> None:
        _same_length({**self.values, "stratum": self.stratum, "weight": self.weight, "status": self.status})
        good = self.status == TakeStatus.OK
        _all_finite({name: values[good] for name, values in self.values.items()})
        if np.any(self.weight < 0) or self.weight.sum() > 1 + 1e-9:
            raise DatasetError(f"take weights must be at least 0 and sum to at most 1, they sum to {self.weight.sum()}")


@dataclass(frozen=True, slots=True)
class Injuries:
    """Probability of injury of one body region from one criterion in each simulated take.

    probability: [take, level] for AIS 1+ … 6+, NaN where the source gives no curve for that level.
    valid: [take], whether the load lies in the range the curve was made from.
    extrapolated: [take, level], whether the value is in a tail (below 5 % or above 95 %), where a curve is a shape.
    """

    criterion: str
    region: str
    probability: Floats
    valid: Flags
    extrapolated: Flags
    source: str

    def check(self) -> None:
        _same_length({"probability": self.probability, "valid": self.valid, "extrapolated": self.extrapolated})
        given = self.probability[~np.isnan(self.probability)]
        if np.any((given < 0) | (given > 1)):
            raise DatasetError(f"{self.criterion}: a probability lies outside 0…1")


@dataclass(frozen=True, slots=True)
class Sell:
    """What the cameras see of one strike in each take, cheap draws of every branch.

    cameras: their names. gap_m: [take], where the strike stops short. branch: [take]. The rest is [take, camera]:
    gap_on_screen: share of the picture's width that shows there is a gap, 0 where it is hidden. visible_frames: frames
    that show it. size_ratio: how much larger the nearer of limb and body looks than if they touched. reaction_frames:
    from the blow to the start of the reaction. sells: whether nobody in the audience can tell.
    """

    cameras: tuple[str, ...]
    gap_m: Floats
    branch: Integers
    gap_on_screen: Floats
    visible_frames: Integers
    size_ratio: Floats
    reaction_frames: Floats
    sells: Flags

    def check(self) -> None:
        per_camera = {"size_ratio": self.size_ratio, "reaction_frames": self.reaction_frames}
        shown = {"gap_on_screen": self.gap_on_screen, "visible_frames": self.visible_frames, "sells": self.sells}
        _same_length({"gap_m": self.gap_m, "branch": self.branch, **per_camera, **shown})
        _all_finite({"gap_m": self.gap_m, "gap_on_screen": self.gap_on_screen, **per_camera})
        wrong = {name: np.shape(values) for name, values in {**per_camera, **shown}.items()}
        if any(shape[1:] != (len(self.cameras),) for shape in wrong.values()):
            raise DatasetError(f"one column per camera is needed, {len(self.cameras)} in all, given {wrong}")


@dataclass(frozen=True, slots=True)
class Exposure:
    """One person bearing one risk: who makes it, who bears it, and whether it was theirs to choose."""

    gag: str
    person: str
    created_by: str
    borne: Borne
    takes_on_the_day: int


@dataclass(frozen=True, slots=True)
class InReach:
    """Somebody, or something hard, near a catcher.

    borne: None for a thing. draws: [branch], draws in which a body comes that far. seconds: from the take-off, the
    shortest in 19 of 20 such draws; 0 where there are none.
    """

    name: str
    borne: Borne | None
    distance_m: float
    draws: Integers
    seconds: float


@dataclass(frozen=True, slots=True)
class Meeting:
    """Something that falling bodies meet before they land.

    draws: [branch], draws that meet it. The rest is the middle of all takes that do: how high above the ground, how
    fast they fall then, and how fast the part that meets it nears it.
    """

    name: str
    draws: Integers
    height_m: float
    down_m_s: float
    into_m_s: float


@dataclass(frozen=True, slots=True)
class Wants:
    """What there is of something, and what a maker asks for; None where the plan does not say."""

    has_m: float
    needs_m: float | None


@dataclass(frozen=True, slots=True)
class Follows:
    """The fall before onto the same catcher.

    after_s: how long before, None where it is not said; ready_s, to_do: what is needed between the two, and for what.
    """

    person: str
    gag: str
    after_s: float | None
    ready_s: float
    to_do: str


@dataclass(frozen=True, slots=True)
class WaterEntry:
    """A fall into water against what is published.

    depth_m: None where it is not said; needed_m: under boards of such a height, published up to `needed_up_to_m`.
    enters: feet, hands, head or flat; onset_m: height above which injury sets in so, None where none is published;
    trained_m: what trained divers do; flat_m: height above which nobody can say for a flat entry. speed_m_s: median.
    flat: [branch], draws that enter flat. sources: by table.
    """

    depth_m: float | None
    needed_m: float
    needed_up_to_m: float
    enters: str
    onset_m: float | None
    trained: bool
    trained_m: float
    flat_m: float
    speed_m_s: float
    critical_m_s: float
    flat: Integers
    sources: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Catch:
    """What a plan says of a fall and its catcher, beside where the draws come down.

    take_off_m: from the ground, high_m: with twice its spread; top_m: of the catcher. rated_m: counted from the ground
    or, with `rated_from_top`, from the top. clear_m: side -> free space; needs_m: what the maker asks for.
    drawn, outer, beside: [branch], draws in all, in the outer metre (`outer_m`) of the catcher, and beside it, whether
    or not something is met before; on_the_way: what is.
    bare: the ground, where nothing catches; rated: whether such a catcher has a maker's rating. below: free height
    under a net. placeless: who is there without a place. against_practice: sentences with their sources.
    None: the plan does not say, or it does not apply.
    """

    catcher: str
    take_off_m: float
    high_m: float
    top_m: float
    rated_m: float | None
    rated_from_top: bool
    mass_kg: float
    rated_mass_kg: float | None
    vents: bool
    clear_m: Mapping[str, float]
    needs_m: float | None
    drawn: Integers
    outer: Integers
    beside: Integers
    near: tuple[InReach, ...]
    react_s: float
    rehearsed_m: float | None
    in_the_dark: bool
    outer_m: float = 1.0
    bare: str | None = None
    rated: bool = True
    below: Wants | None = None
    water: WaterEntry | None = None
    follows: Follows | None = None
    placeless: tuple[str, ...] = ()
    on_the_way: tuple[Meeting, ...] = ()
    against_practice: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Landings:
    """Where the draws of a fall come down, for a picture: x away from the wall, y along it, m.

    x_m, y_m: [point]; ending: [point], index into `endings`; planned: [point], whether nothing went wrong before.
    chances: of each ending, per take, every branch as often as it happens. Rectangles are (low x, high x, low y, high
    y). outer_m: the edge that throws off, and thrown_m how far; clear_m: what the maker asks for, or None.
    take_off: x, and the drop of the centre of mass. people: name -> where they stand; cameras: name -> where.
    """

    title: str
    catcher: str
    outline: tuple[float, float, float, float]
    outer_m: float
    thrown_m: float
    clear_m: float | None
    wall: str | None
    take_off: tuple[float, float]
    endings: tuple[str, ...]
    chances: tuple[float, ...]
    x_m: Floats
    y_m: Floats
    ending: Integers
    planned: Flags
    things: Mapping[str, tuple[float, float, float, float]]
    people: Mapping[str, tuple[tuple[float, float], ...]]
    cameras: Mapping[str, tuple[float, float]]


@dataclass(frozen=True, slots=True)
class LoadSummary:
    """One load over the takes that make contact (weighted), beside its limit.

    `limit` and `exceeded` are None where no limit is published for this load and person. `exceeded` is per take,
    contact or not.
    """

    unit: str
    median: float
    p95: float
    max: float
    limit: float | None
    exceeded: Interval | None


@dataclass(frozen=True, slots=True)
class ExposureResult:
    """All that is known of one exposure. `risk_per_take` and `risk_on_the_day` are keyed "ais2", "ais3"."""

    exposure: Exposure
    contact_probability: Interval
    risk_per_take: Mapping[str, Interval]
    risk_on_the_day: Mapping[str, Interval]
    loads: Mapping[str, LoadSummary]


@dataclass(frozen=True, slots=True)
class Finding:
    """One sentence with a number and a source. `person` is None where it concerns the stunt as a whole."""

    id: str
    severity: Severity
    person: str | None
    text: str
    source: str


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
    """One person's verdict, everything they bear, and their day; `without_record` as in `Assessment`."""

    verdict: Verdict
    exposures: tuple[ExposureResult, ...]
    without_record: Verdict | None = None
    day: Day | None = None

    @property
    def body_verdict(self) -> Verdict:
        """What the physics alone says."""
        return self.without_record or self.verdict


@dataclass(frozen=True, slots=True)
class Standing:
    """What people decided on one version of a plan.

    lines: the state of each thing in a sentence, such as "villain: consented to this version on 11 Feb 2027, signed".
    head: hash of the last entry of the record that says so, or "" where there is no record; entries: how many it has.
    """

    lines: tuple[str, ...]
    head: str
    entries: int


@dataclass(frozen=True, slots=True)
class Assessment:
    """The answer to one plan.

    `standing` is None where the record of decisions was not asked; where it was, `verdict` counts it, `without_record`
    is the verdict of the physics alone. `assumptions` are the judgements and unpublished numbers it rests on;
    `not_assessed` is what it cannot tell.
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
class Channel:
    """One recorded signal on its own clock.

    name: as the file writes it. location, quantity, axis: in words ("left femur", "force", "z"); `axis` is "" where a
    quantity has none. unit: the SI unit of `values`. time_s, values: [time].
    channel_class: CFC already applied, None where the signal is unfiltered or nothing is said.
    person: which dummy or person, "" where the file knows one only. dummy: the device that measured ("50M"), or "".
    source: file and line or column.
    """

    name: str
    location: str
    quantity: str
    axis: str
    unit: str
    time_s: Floats
    values: Floats
    channel_class: int | None
    person: str
    dummy: str
    source: str


@dataclass(frozen=True, slots=True)
class Recording:
    """Measured signals of one test. `unused` says of every channel that was left out why it was."""

    title: str
    source: str
    channels: tuple[Channel, ...]
    unused: Mapping[str, str]


def _same_length(arrays: Mapping[str, NDArray[np.generic]]) -> None:
    lengths = {name: np.shape(values)[:1] for name, values in arrays.items()}
    if len(set(lengths.values())) > 1:
        listed = ", ".join(f"{name} {shape}" for name, shape in lengths.items())
        raise DatasetError(f"arrays must have one row per take, given {listed}")


def _all_finite(arrays: Mapping[str, Floats]) -> None:
    for name, values in arrays.items():
        bad = int(np.count_nonzero(~np.isfinite(values)))
        if bad:
            raise DatasetError(f"{name}: {bad} of {values.size} values are not finite numbers")
