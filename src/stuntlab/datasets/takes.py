"""What is drawn of a gag and what its takes come to: named arrays, one row per take."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from stuntlab.datasets.arrays import Flags, Floats, Integers, all_finite, same_length
from stuntlab.datasets.words import Interval, TakeStatus
from stuntlab.errors import DatasetError


@dataclass(frozen=True, slots=True)
class Branch:
    """A named way a gag goes wrong. `probability` is per take; `reason` says where the number comes from.

    error_factor: how well the probability is known: its 95th percentile is so many times its median, and a lognormal
    lies between. The branch that goes as planned has what the others leave. Source of 3: THERP, NUREG/CR-1278 (R-m).
    """

    name: str
    probability: float
    reason: str
    outcome: str
    error_factor: float = 3.0


@dataclass(frozen=True, slots=True)
class Unknown:
    """A number that differs from take to take: normal, cut off at `low` and `high` (SI)."""

    name: str
    mean: float
    sd: float
    low: float = -np.inf
    high: float = np.inf


@dataclass(frozen=True, slots=True)
class Outcome:
    """A way in which takes of a gag end: short of the body, on the middle of the bag, beside it.

    touches: whether the body meets anything, so that takes are needed to say what is felt. split: whether the hardest
    of them are told apart. modelled: whether such takes can be run; where not, they count as harmed: not simulated is
    not unhurt.
    """

    name: str
    touches: bool
    split: bool = False
    modelled: bool = True

    @property
    def said(self) -> str:
        """Its name, and what it counts as where nothing says what is felt."""
        return self.name if self.modelled else f"{self.name} (counts as harmed)"


@dataclass(frozen=True, slots=True)
class Draws:
    """Cheap kinematic takes of one gag, drawn per branch.

    values: uncertain number -> [take], SI.
    branch: [take], index into the gag's branches; 0 is "as planned".
    """

    values: Mapping[str, Floats]
    branch: Integers

    def check(self) -> None:
        same_length({**self.values, "branch": self.branch})
        all_finite(self.values)

    def first(self, count: int) -> Draws:
        """The first so many draws of each branch."""
        kept = np.concatenate([np.flatnonzero(self.branch == one)[:count] for one in np.unique(self.branch)])
        return self.rows(kept)

    def rows(self, kept: Integers) -> Draws:
        """Some of them, by their index."""
        return Draws({name: column[kept] for name, column in self.values.items()}, self.branch[kept])


@dataclass(frozen=True, slots=True)
class Stratum:
    """Draws that end alike: a branch, and an outcome (index into the gag's outcomes).

    probability: per take, with its 95 % interval from the cheap draws.
    touches, modelled: as of its outcome.
    takes: [k] indices into the draws, in draw order.
    """

    name: str
    branch: int
    touches: bool
    probability: Interval
    drawn: int
    takes: Integers
    outcome: int = 0
    modelled: bool = True


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
        same_length({**self.values, "stratum": self.stratum, "weight": self.weight, "status": self.status})
        good = self.status == TakeStatus.OK
        all_finite({name: values[good] for name, values in self.values.items()})
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
        same_length({"probability": self.probability, "valid": self.valid, "extrapolated": self.extrapolated})
        given = self.probability[~np.isnan(self.probability)]
        if np.any((given < 0) | (given > 1)):
            raise DatasetError(f"{self.criterion}: a probability lies outside 0…1")


@dataclass(frozen=True, slots=True)
class Sell:
    """What the cameras see of one strike in each take, cheap draws of every branch.

    cameras: their names. gap_m: [take], where the strike stops short. branch: [take]. The rest is [take, camera]:
    gap_on_screen: share of the picture's width that shows there is a gap, 0 where it is hidden. visible_frames: frames
    that show it. size_ratio: how much larger the nearer of limb and body looks than if they touched. reaction_frames:
    from the blow to the start of the reaction. hides: whether nothing gives it away. hit_seen, limb_seen,
    reaction_seen: whether the audience sees where it hits, what hits, and what comes of it. sells: all of these.
    """

    cameras: tuple[str, ...]
    gap_m: Floats
    branch: Integers
    gap_on_screen: Floats
    visible_frames: Integers
    size_ratio: Floats
    reaction_frames: Floats
    hides: Flags
    hit_seen: Flags
    limb_seen: Flags
    reaction_seen: Flags

    @property
    def sells(self) -> Flags:
        """Whether the audience sees a strike and nobody can tell that it is none, [take, camera]."""
        return np.asarray(self.hides & self.hit_seen & self.limb_seen & self.reaction_seen)

    def check(self) -> None:
        per_camera = {"size_ratio": self.size_ratio, "reaction_frames": self.reaction_frames}
        shown = {"gap_on_screen": self.gap_on_screen, "visible_frames": self.visible_frames, "hides": self.hides}
        shown |= {name: getattr(self, name) for name in ("hit_seen", "limb_seen", "reaction_seen")}
        same_length({"gap_m": self.gap_m, "branch": self.branch, **per_camera, **shown})
        all_finite({"gap_m": self.gap_m, "gap_on_screen": self.gap_on_screen, **per_camera})
        wrong = {name: np.shape(values) for name, values in {**per_camera, **shown}.items()}
        if any(shape[1:] != (len(self.cameras),) for shape in wrong.values()):
            raise DatasetError(f"one column per camera is needed, {len(self.cameras)} in all, given {wrong}")
