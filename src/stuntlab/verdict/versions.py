"""Other ways to shoot the same thing: what each changes, whether it stays within limits, how well it sells."""

from __future__ import annotations

from dataclasses import dataclass

from stuntlab.datasets import Interval, Verdict


@dataclass(frozen=True, slots=True)
class Version:
    """One way to shoot a gag.

    gag: its label. words: the whole of it in one line for a director. passes: how often a take passes a limit, at most;
    a version that hardly ever touches passes none more often than it touches. touches: how often it does.
    sells: share of takes that sell to the camera it is meant for. verdict: of the rule. against: ids of the
    findings that decide against it. simulated: full-body takes it rests on. keeps_the_strike: whether the audience sees
    it, or only what comes of it.
    """

    gag: str
    words: str
    touches: Interval
    passes: Interval
    sells: Interval
    verdict: Verdict
    against: tuple[str, ...]
    simulated: int
    keeps_the_strike: bool = True

    @property
    def within(self) -> bool:
        """Whether everybody stays within limits."""
        return self.verdict is Verdict.WITHIN_LIMITS


def best_first(versions: tuple[Version, ...]) -> tuple[Version, ...]:
    """Those that stay within limits, gag by gag as they come: best sold first, of equals the one that touches least.

    Cuts come last of each gag.
    """
    gags = list(dict.fromkeys(version.gag for version in versions))
    return tuple(
        sorted(
            (version for version in versions if version.within),
            key=lambda version: (
                gags.index(version.gag),
                not version.keeps_the_strike,
                -round(version.sells.mean, 2),
                version.touches.high,
            ),
        )
    )
