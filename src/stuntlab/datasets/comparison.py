"""Two plans side by side, take by take."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from stuntlab.datasets.words import Interval, Verdict


@dataclass(frozen=True, slots=True)
class Paired:
    """How often something happens per take in one plan and in the other.

    difference: second less first, with its own 95 % interval: what both share cancels in it, so that it can be known
    far better than either.
    """

    first: float
    second: float
    difference: Interval

    @property
    def told(self) -> int:
        """1 where it is more often in the second plan for sure, -1 where less, 0 where the takes do not tell."""
        return int(self.difference.low > 0) - int(self.difference.high < 0)


@dataclass(frozen=True, slots=True)
class PairedLoad:
    """One load over the takes that touch, in each plan: median in its unit, None where nothing touches.

    limits: of the person in each plan, in the same unit. harder: of the takes that touch in both, the share in which it
    is larger in the second; None where there are none.
    """

    unit: str
    medians: tuple[float | None, float | None]
    limits: tuple[float | None, float | None]
    harder: float | None


@dataclass(frozen=True, slots=True)
class PairedExposure:
    """What one gag does to one person in both plans.

    gags, people: their names in each plan. same_draws: whether every take is drawn with the same luck in both. touches:
    the gag meets their body; passes: any load passes its limit; injured: moderate injury or worse (AIS 2+).
    """

    gags: tuple[str, str]
    people: tuple[str, str]
    same_draws: bool
    touches: Paired
    passes: Paired
    injured: Paired
    loads: Mapping[str, PairedLoad]


@dataclass(frozen=True, slots=True)
class ComparedPerson:
    """One person in both plans: the verdict of the physics in each, None where they bear nothing in it."""

    verdicts: tuple[Verdict | None, Verdict | None]
    exposures: tuple[PairedExposure, ...]
    only_in_first: tuple[str, ...] = ()
    only_in_second: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PairedShot:
    """In what share of takes a strike sells to a camera, in both plans; None where one has no such strike or camera.

    gag: its name in the second plan, or else in the first.
    """

    gag: str
    camera: str
    sells: tuple[float | None, float | None]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two plans on the same draws.

    changes: what differs between them, in words; none where they mean the same. people: by name, those of the second
    plan first. takes: full-body takes of the pairs, both plans counted. shots: whether strikes sell.
    """

    stunts: tuple[str, str]
    plan_hashes: tuple[str, str]
    seed: int
    takes: int
    limits: str
    changes: tuple[str, ...]
    verdicts: tuple[Verdict, Verdict]
    people: Mapping[str, ComparedPerson]
    shots: tuple[PairedShot, ...] = ()
