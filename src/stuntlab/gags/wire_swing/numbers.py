"""What stands in the table of a swing on wires."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from stuntlab.gags.base import FailureRow
from stuntlab.tables import Sourced, Table

CONNECTED, CUT, WINCH, GUST, FAILS = (
    "only one line connected",
    "the line is cut on an edge",
    "the winch over-travels or reverses",
    "a gust above the limit",
    "one line fails",
)


@dataclass(frozen=True, kw_only=True)
class SwingFailure(FailureRow):
    """gives: the first line does not hold. The rest differs from the plan by so much."""

    gives: bool = False
    more_slack_m: float = 0.0
    more_length_m: float = 0.0
    early_m: float = 0.0
    gusty: bool = False


@dataclass(frozen=True)
class NoWinch(Sourced):
    """How often a line is longer than planned where no winch moves it."""

    none: float


@dataclass(frozen=True)
class GustRates(Sourced):
    """factor: gust over mean wind; least_share: of its spread; over_m_s: how far above the limit; least, "
    "most: a take.
    """

    factor: float
    least_share: float
    over_m_s: float
    least: float
    most: float


@dataclass(frozen=True)
class SwingingBody(Sourced):
    """Half of a tucked body, and how far it drifts to a side, without a guide and with one."""

    tucked_half_m: float
    across_m: float
    guided_m: float


@dataclass(frozen=True)
class PaneTried(Sourced):
    """From how high the maker's pendulum fell on it."""

    drop_m: float


@dataclass(frozen=True)
class PanesAbove(Sourced):
    """Of the panes that are met faster than they were tried with, how many break; the others are a wall."""

    breaks: float


@dataclass(frozen=True)
class HotSurface(Sourced):
    """from_c: where times begin; times: degrees and seconds to a serious burn."""

    from_c: float
    times: tuple[tuple[float, ...], ...]

    def seconds(self, degrees_c: float) -> float:
        """Until a serious burn, between the rows by the logarithm of the time; none below where times begin."""
        degrees, seconds = np.array(self.times).T
        if degrees_c < self.from_c:
            return float("inf")
        return float(np.exp(np.interp(degrees_c, degrees, np.log(seconds))))


@dataclass(frozen=True, slots=True)
class WireSwingNumbers:
    """`numbers.toml`."""

    branch: dict[str, SwingFailure]
    winch: NoWinch
    gusts: GustRates
    body: SwingingBody
    pane: dict[str, PaneTried]
    glass: PanesAbove
    hot: HotSurface


WIRE_SWING_NUMBERS = Table("stuntlab.gags.wire_swing", "numbers.toml", WireSwingNumbers)
