"""Whether a channel that says it is filtered holds what its filter would have taken away.

Two signs, each with its reason. A filter run over the result of the same filter takes little more: of the sharpest
signal there is, a single blow, the second run leaves 75 % of the peak (C: the integral of H² over that of H). And above
twice its design frequency a filter leaves under 0.2 % of the energy of a white signal (C). Half of the one and five
times the other are taken for proof (J). Signals that differ from their filtered selves by no more than the last digit
they are written with, prove nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from stuntlab.datasets import Channel, Floats
from stuntlab.loads import cfc
from stuntlab.loads.cfc import highest_class

_LEAST_PEAK_LEFT = 0.625
_MOST_ENERGY_ABOVE = 0.01
_DESIGN = 2.0775
_DIGITS = 2.0
_FEWEST = 20


def doubt_claims(channels: Sequence[Channel]) -> tuple[tuple[Channel, ...], tuple[str, ...]]:
    """The channels, those without their claim whose spectrum denies it, and what to say about these."""
    kept: list[Channel] = []
    denied: dict[int, list[str]] = {}
    for channel in channels:
        claim = channel.channel_class
        if claim is not None and _is_denied(channel.time_s, channel.values, claim):
            denied.setdefault(claim, []).append(f"'{channel.name}'")
            kept.append(replace(channel, channel_class=None))
        else:
            kept.append(channel)
    return tuple(kept), tuple(_say_claim(claim, names) for claim, names in denied.items())


def _say_claim(claim: int, names: list[str]) -> str:
    says, holds, it = ("says", "holds", "it was") if len(names) == 1 else ("say", "hold", "they were")
    return f"{', '.join(names)} {says} CFC {claim} and {holds} what that filter takes away, so {it} taken as unfiltered"


def _is_denied(time_s: Floats, values: Floats, claim: int) -> bool:
    step_s = float(time_s[-1] - time_s[0]) / (time_s.size - 1)
    if values.size < _FEWEST or claim >= highest_class(step_s):
        return False
    signal = values - np.median(values)
    rest = np.abs(signal - cfc(time_s, signal, claim, pivot=9))
    distinct = np.diff(np.unique(signal))
    if rest.max() <= _DIGITS * (distinct.min() if distinct.size else np.inf):
        return False
    at = int(np.abs(signal).argmax())
    if rest[at] > (1 - _LEAST_PEAK_LEFT) * abs(signal[at]):
        return True
    return _energy_above(signal, step_s, 2 * _DESIGN * claim) > _MOST_ENERGY_ABOVE


def _energy_above(signal: Floats, step_s: float, frequency_hz: float) -> float:
    """Share of the energy of a signal above a frequency; its ends are brought to nothing first."""
    energy = np.abs(np.fft.rfft(signal * np.hanning(signal.size))) ** 2
    total = float(energy.sum())
    above = np.fft.rfftfreq(signal.size, step_s) > frequency_hz
    return float(energy[above].sum()) / total if total > 0 else 0.0
