"""What else there is to know of an exposure besides its loads and risks."""

from __future__ import annotations

from dataclasses import dataclass

from stuntlab.datasets import Basis, Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class Knockdown:
    """Whether the person is knocked off their feet, and onto what.

    probability: per take; None where it was not simulated. basis: what it rests on, None where only branches count.
    floor: in the plan's words; caught: whether the plan has something there to land on.
    """

    probability: Interval | None
    floor: str
    caught: bool
    basis: Basis | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """The rest of what a verdict on one exposure depends on.

    target: the body region that the act aims at, as the plan says it; None where it aims at nobody.
    going_down: None where the gag cannot knock this person down, or where falling is the gag.
    takes_simulated, takes_failed: of the model in which the largest share of the takes failed.
    steps: how often only a step, which the model does not take, keeps them up on what does not catch; None if rarely.
    tail_only: keys of the risks ("ais2", "ais3") that rest on the tail of an injury curve alone.
    out_of_validity, missing: full sentences, each with what evidence would change it.
    """

    target: str | None = None
    going_down: Knockdown | None = None
    steps: Interval | None = None
    takes_simulated: int = 0
    takes_failed: int = 0
    tail_only: frozenset[str] = frozenset()
    out_of_validity: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
