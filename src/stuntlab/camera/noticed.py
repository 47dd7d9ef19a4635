"""What an audience has to see of a strike besides its missing gap: where it hits, what hits, and what comes of it.

Source: film.md 2.1: weapon and target overlap on screen, then the reaction (INO, V); "the victim sells the violence"
(STRIKES, V). How much of each has to be seen is judgement (J).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from stuntlab.datasets import Flags, Floats

LEAST_HIT = 1 / 4
"""Of the part struck, of its outline from there (J)."""

LEAST_LIMB = 1 / 4
"""Of the foot with its shank or the hand with its forearm, of its outline from there (J)."""

LEAST_FACE = 1 / 4
"""Of a face seen square on: some three quarters turned away (J)."""

LEAST_FOLD = 1 / 2
"""Of head and trunk as they fold, or of head and chest as the head snaps, of their outline from there (J)."""

MOSTLY = 1 / 2
"""Of the part struck and of the limb together, above which a camera has the back of who strikes and little else (J)."""


@dataclass(frozen=True, slots=True)
class Noticed:
    """Shares that are in the picture with nobody before them, each [take], 0 to 1.

    hit: of the part struck. limb: of what strikes, at the knap. face: of the face square on, fold: of head and trunk,
    both as who is struck reacts.
    """

    hit: Floats
    limb: Floats
    face: Floats
    fold: Floats

    @property
    def hit_seen(self) -> Flags:
        """Takes in which it is seen where it hits, [take]."""
        return np.asarray(self.hit >= LEAST_HIT)

    @property
    def limb_seen(self) -> Flags:
        """Takes in which it is seen what hits, [take]."""
        return np.asarray(self.limb >= LEAST_LIMB)

    @property
    def reaction_seen(self) -> Flags:
        """Takes in which a face or a fold is seen, [take]."""
        return np.asarray((self.face >= LEAST_FACE) | (self.fold >= LEAST_FOLD))

    @property
    def least(self) -> Floats:
        """How much of what is needed is seen of whichever is seen least, [take]; 1 and more is enough."""
        reaction = np.maximum(self.face / LEAST_FACE, self.fold / LEAST_FOLD)
        return np.asarray(np.minimum.reduce([self.hit / LEAST_HIT, self.limb / LEAST_LIMB, reaction]))


@dataclass(frozen=True, slots=True)
class BackSeen:
    """Shares of the part struck and of the limb that only the body of who strikes hides."""

    hit: float
    limb: float

    @property
    def little_else(self) -> bool:
        """Whether a camera sees the back of who strikes and hardly anything of the strike."""
        return self.hit + self.limb > 2 * MOSTLY
