"""The planned take of somebody on a line, moment by moment, for a picture: a mass on the line that holds, every number
at its mean, without drag. Judged is only what many draws come to; this is one of them drawn out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from stuntlab.constants import GRAVITY_M_S2
from stuntlab.datasets import Flags, Floats
from stuntlab.datasets.rigging import FaceSet, HungPath, LineLed
from stuntlab.gags.harnessed.numbers import ON_LINE
from stuntlab.gags.on_lines.arc import InArc
from stuntlab.gags.on_lines.held import HeldBy
from stuntlab.gags.on_lines.numbers import ON_LINES
from stuntlab.gear.lines.law import NUMBERS, LineLaw
from stuntlab.gear.lines.planned import laws_of
from stuntlab.gear.lines.trace import Traced, pull_over_time, trace_body

OUT_M = 0.6
"""From the face to whoever hangs beside it, and to what the lines hang from (J)."""

_ASIDE_M = 0.35
"""From one line to the other, where both hang from something of their own (J)."""

_LONGEST_S, _AFTER_S, _CATCH_S = 9.0, 0.75, 1.5
_ABOVE_RIM_M, _BESIDE_M, _GOES_ON_M = 0.25, 7.0, 2.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Hangs:
    """Where somebody on a line begins, m: across and up on the face, below what the line hangs from.

    drop_m: before the line is straight. along_m_s: towards plumb. aims_at_m: across, where the swing is to end.
    goes_on_m: of a line that turns over what it hangs from, to whoever or whatever holds its end.
    """

    across_m: float
    up_m: float
    below_m: float
    length_m: float
    drop_m: float
    along_m_s: float = 0.0
    aims_at_m: float | None = None
    goes_on_m: tuple[float, float, float] | None = None

    @property
    def from_up_m(self) -> float:
        """Height of what the line hangs from."""
        return self.up_m + self.below_m

    @property
    def free_m(self) -> float:
        """Of the line when it has become straight, straight below where they came off."""
        return float(np.hypot(self.across_m, self.below_m + self.drop_m))


def face_set(
    hangs: Hangs,
    names: Sequence[tuple[str, float]],
    opening: tuple[float, float, float, float] | None,
    *,
    apart: bool,
) -> FaceSet:
    """The face and the lines on it. names: of the lines, each with how much longer than the first it is.

    opening: as `FaceSet`. apart: two anchors.
    """
    rim = hangs.from_up_m
    lines = tuple(
        LineLed(
            name=name,
            from_m=(OUT_M, number * (_ASIDE_M if apart else 0.05), rim),
            free_m=hangs.free_m + longer,
            goes_on_m=None if number else hangs.goes_on_m,
        )
        for number, (name, longer) in enumerate(names)
    )
    higher = hangs.up_m + _GOES_ON_M if hangs.below_m < 0.0 else 0.0  # on lead the face goes on above whoever climbs
    face_m = max(rim - _ABOVE_RIM_M, higher)
    return FaceSet(rim_m=face_m, reaches_m=hangs.across_m + _BESIDE_M, lines=lines, opening=opening)


def hung_path(
    hangs: Hangs, held: HeldBy, near: Sequence[InArc], *, mass_kg: float, attached: str, words: PathWords
) -> HungPath:
    """From a second before they come off until they meet something, reach what is aimed at, or come back."""
    gives, law = NUMBERS.read().body.at("soft"), laws_of(held.line).soft
    traced = trace_body(
        law,
        mass_kg=mass_kg,
        length_m=hangs.length_m,
        free_m=hangs.free_m,
        starts_m=(hangs.across_m, -hangs.below_m),
        starts_m_s=_along(hangs),
        gives_n_m=gives,
        seconds=min(_LONGEST_S, _fall_s(hangs) + 1.5 * np.pi * np.sqrt(hangs.free_m / GRAVITY_M_S2) + _AFTER_S),
        damps_n_s_m=_damping_n_s_m(law, hangs.length_m, gives_n_m=gives, mass_kg=mass_kg),
    )
    last, ends = _end(traced, hangs, near)
    time, place = traced.time_s[: last + 1], traced.place_m[: last + 1]
    return HungPath(
        time_s=time,
        place_m=np.column_stack([np.full(len(time), OUT_M), place[:, 0], hangs.from_up_m + place[:, 1]]),
        pull_n=traced.pull_n[: last + 1],
        beats=(beats := _beats(time, place, traced.pull_n[: last + 1], hangs, words, ends)),
        zero=next(iter(beats)),
        decisive=words.decisive if words.decisive in beats else list(beats)[-1],
        taut_s=_fall_s(hangs),
        ends=ends,
        swings_in=words.swings_in,
        unplanned=words.unplanned,
        attached=attached,
    )


def pull_of_catch(held: HeldBy, *, mass_kg: float, drop_m: float, length_m: float) -> tuple[Floats, Floats]:
    """Seconds from when the line is straight, and its pull, N, [moment], at the stiff end of what is known."""
    gives, law = NUMBERS.read().body.at("stiff"), laws_of(held.line).stiff
    return pull_over_time(
        law,
        mass_kg=mass_kg,
        drop_m=drop_m,
        length_m=length_m,
        gives_n_m=gives,
        seconds=_CATCH_S,
        damps_n_s_m=_damping_n_s_m(law, length_m, gives_n_m=gives, mass_kg=mass_kg),
    )


def _damping_n_s_m(law: LineLaw, length_m: float, *, gives_n_m: float, mass_kg: float) -> float:
    """Of a body in its harness on such a line, on the way back."""
    stiff = (law.at_rest_n + law.fading_n) / length_m
    stiff = stiff * gives_n_m / (stiff + gives_n_m)
    return 2.0 * ON_LINE.read().harness.damping_share * float(np.sqrt(stiff * mass_kg))


@dataclass(frozen=True, slots=True, kw_only=True)
class PathWords:
    """What the moments of a kind are called, and which one to look at."""

    begins: str
    decisive: str
    reaches: str
    swings_in: bool
    unplanned: bool


HARDEST, PLUMB = "the hardest pull", "at plumb"


def _along(hangs: Hangs) -> tuple[float, float]:
    """Towards plumb along the arc that they begin on."""
    reach = max(float(np.hypot(hangs.across_m, hangs.below_m)), 1e-6)
    return -hangs.along_m_s * hangs.below_m / reach, -hangs.along_m_s * hangs.across_m / reach


def _fall_s(hangs: Hangs) -> float:
    return float(np.sqrt(2.0 * max(hangs.drop_m, 0.0) / GRAVITY_M_S2))


def _end(traced: Traced, hangs: Hangs, near: Sequence[InArc]) -> tuple[int, str]:
    """The last moment that is shown, and how it ends."""
    across, up = traced.place_m[:, 0], hangs.from_up_m + traced.place_m[:, 1]
    body = ON_LINES.read().body
    ends = [(len(across) - 1, "still on the line")]
    turns = _first((across[1:] >= across[:-1]) & (traced.time_s[1:] > _fall_s(hangs) + 0.2))
    if turns is not None and hangs.across_m > 0.0:
        ends.append((turns, "out on the other side"))
    for thing in near:
        edge = thing.across_m[1] + body.half_m
        level = (up - body.half_height_m < thing.up_m[1]) & (up + body.half_height_m > thing.up_m[0])
        if (met := _first((across <= edge) & level)) is not None and hangs.across_m > edge:
            ends.append((met, f"meets {thing.name}"))
    if hangs.aims_at_m is not None and (there := _first(across <= hangs.aims_at_m)) is not None:
        ends.append((there, "at the window line"))
    return min(ends)


def _first(where: Flags) -> int | None:
    found = np.flatnonzero(where)
    return int(found[0]) if len(found) else None


def _beats(time: Floats, place: Floats, pull: Floats, hangs: Hangs, words: PathWords, ends: str) -> dict[str, float]:
    """Moments for a sheet, none of them twice."""
    found = {words.begins: 0.0}
    if hangs.drop_m > 0.0 and _fall_s(hangs) < time[-1]:
        found["the line is straight"] = _fall_s(hangs)
        found[HARDEST] = float(time[np.argmax(pull[time < _fall_s(hangs) + 1.0])])
    else:
        half = _first(place[:, 0] <= hangs.across_m / 2)
        found |= {"half-way in": float(time[half])} if half is not None else {}
    plumb = _first(place[:, 0] <= 0.0)
    if plumb is not None and hangs.across_m > 0.0 and ends != "at the window line":
        found[PLUMB] = float(time[plumb])
    found[words.reaches if ends == "at the window line" else ends] = float(time[-1])
    rising = sorted(found.items(), key=lambda beat: beat[1])
    return dict([rising[0], *(after for before, after in pairwise(rising) if after[1] > before[1])])
