"""How fast a load has to be sampled: to be right, to be filtered at all, and to be taken as it is.

SAE J211-1 asks ten samples for each hertz of the channel class (R-h). A signal that somebody
filtered already may come with fewer; down to one for each hertz it is taken with a note, below that its peak lies
between the samples (J). A load that looks through a window needs three samples in it besides (J).
"""

from __future__ import annotations

from dataclasses import dataclass

from stuntlab.loads import Method, catalogue
from stuntlab.loads.cfc import highest_class

_HELD = (Method.HELD_FOR_3_MS, Method.HELD_FOR_3_MS_FROM_BEHIND, Method.HELD_FOR_3_MS_FROM_ELSEWHERE)
_WINDOWS_S = {Method.HIC15: 0.015, Method.HIC36: 0.036, **dict.fromkeys(_HELD, 0.003)}
_LEAST_IN_A_WINDOW = 3
_J211_RATE, _LEAST_RATE = 10.0, 1.0
# A clock that is printed with few digits, or runs at 999 Hz, is not refused for it (J).
_SLACK = 1.02


@dataclass(frozen=True, slots=True)
class Rates:
    """What one load asks of the sampling, Hz; 0 where it asks nothing.

    j211: to be right. filtered_here: to be filtered with its class. as_it_is: for a signal that is filtered already.
    window_s: what it looks through, 0 for none.
    """

    j211_hz: float
    filtered_here_hz: float
    as_it_is_hz: float
    window_s: float

    def too_coarse(self, step_s: float) -> str:
        """Why a step is too coarse for the load however it is filtered, as a clause; "" where it is not."""
        if not self.as_it_is_hz or step_s * self.as_it_is_hz <= _SLACK:
            return ""
        than = ""
        if self.window_s and step_s >= self.window_s:
            than = f", longer than its window of {self.window_s * 1e3:g} ms"
        asked = f", and SAE J211 asks {in_hertz(self.j211_hz)}" if self.j211_hz else ""
        return f"sampled every {step_s * 1e3:.4g} ms{than}: it needs {in_hertz(self.as_it_is_hz)} at least{asked}"

    def note(self, step_s: float) -> str:
        """What to say of a signal that is taken as it is from such samples, "" where they are dense enough."""
        if not self.j211_hz or step_s * self.j211_hz <= _SLACK:
            return ""
        return f"sampled at {in_hertz(1 / step_s)} where SAE J211 asks {in_hertz(self.j211_hz)}: it may read low"


def rates_of(load: str) -> Rates:
    """What a load of the catalogue asks of the sampling of its signals."""
    kind = catalogue()[load]
    window_s = _WINDOWS_S.get(kind.method, 0.0)
    for_window = _LEAST_IN_A_WINDOW / window_s if window_s else 0.0
    channel_class = kind.channel_class or 0
    return Rates(
        j211_hz=_J211_RATE * channel_class,
        filtered_here_hz=max(channel_class / highest_class(1.0), for_window) if channel_class else 0.0,
        as_it_is_hz=max(_LEAST_RATE * channel_class, for_window),
        window_s=window_s,
    )


def in_hertz(rate_hz: float) -> str:
    """A rate as people say it: "10 kHz", "2.8 kHz", "50 Hz"."""
    return f"{rate_hz / 1e3:.3g} kHz" if rate_hz >= 999.5 else f"{rate_hz:.3g} Hz"
