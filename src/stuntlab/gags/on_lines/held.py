"""How the lines of a plan hold a body: peaks of each line at both ends of what is known of it, and its strength.

Each line is run soft and stiff, with the soft and the stiff end of the body's own give behind it; the larger peak
counts, and the stretch of the soft end.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from stuntlab.datasets import Floats
from stuntlab.gags.on_lines.numbers import ON_LINES
from stuntlab.gear.lines.arrests import Arrests, BelayedBy, arrests
from stuntlab.gear.lines.law import NUMBERS
from stuntlab.gear.lines.planned import laws_of, rope_ends, stiffens, strength_left, unknown_of
from stuntlab.plan.gear.line import Line


@dataclass(frozen=True, slots=True)
class HeldBy:
    """One line of a plan with a body of mass_kg on it. breaks_n: as it is used; None where the plan does not say."""

    name: str
    line: Line
    mass_kg: float
    ends: tuple[Arrests, Arrests]
    breaks_n: float | None

    def peak_n(self, drop_m: Floats, length_m: Floats) -> Floats:
        """Largest pull on the body, [draw], the worse end."""
        soft, stiff = (end.peak_n(drop_m, length_m) for end in self.ends)
        return np.maximum(soft, stiff * stiffens(self.line.material, np.asarray(drop_m / length_m), self.mass_kg))

    def stretch_m(self, drop_m: Floats, length_m: Floats) -> Floats:
        """How far it gives, [draw], at the soft end: a spring that peaks as a label says stretches a third too far."""
        return self.ends[0].stretch_m(drop_m, length_m)

    def parts(self, peak_n: Floats) -> Floats:
        """Whether it breaks under such peaks, [draw], 1 or 0."""
        return np.zeros(len(peak_n)) if self.breaks_n is None else (peak_n > self.breaks_n).astype(float)


def held_by(
    name: str,
    line: Line,
    *,
    mass_kg: float,
    most_drop_m: float,
    lengths_m: tuple[float, float],
    belay: BelayedBy | None = None,
) -> HeldBy | None:
    """The line with a body on it; None where too little is known of it. belay: a person at its far end."""
    if unknown_of(line):
        return None
    laws, breaks = laws_of(line), line.breaking_load
    body = NUMBERS.read().body
    soft, stiff = (
        arrests(
            law,
            mass_kg=mass_kg,
            gives_n_m=body.at(end),
            most_drop_m=most_drop_m,
            lengths_m=lengths_m,
            belay=belay,
        )
        for law, end in ((laws.soft, "soft"), (laws.stiff, "stiff"))
    )
    return HeldBy(name, line, mass_kg, (soft, stiff), None if breaks is None else breaks.value * strength_left(line))


def common_rope(*, mass_kg: float, most_drop_m: float, lengths_m: tuple[float, float]) -> Arrests:
    """A common dynamic rope in the same place, to say beside a stiff line what it would do."""
    rope, body = ON_LINES.read().rope, NUMBERS.read().body
    law = rope_ends(rope.stretch_at_rest, rope.impact_force_n, dynamic=True).stiff
    return arrests(law, mass_kg=mass_kg, gives_n_m=body.at("stiff"), most_drop_m=most_drop_m, lengths_m=lengths_m)
