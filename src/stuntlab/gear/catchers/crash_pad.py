"""A crash pad as a catcher."""

from __future__ import annotations

from stuntlab.gear.bedding import NOT_SAID, Bedding
from stuntlab.gear.catchers.foam import FoamCatcher
from stuntlab.plan.gear.crash_pad import CrashPad


class CrashPadCatcher(FoamCatcher[CrashPad]):
    """Soft foam as thick as a landing bed.

    outer_m: body on pads of 0.6 and 0.9 m after falls of 2.6 to 2.9 m read the same loads, to 1 %, down to 0.5 m from a
    side; from 0.35 m on they grow (C: own simulation). That the pad itself neither tips nor slides is judgement.
    """

    read_from = CrashPad
    outer_m = 0.5
    asks = "fill, firmness and cover say it"

    @property
    def bedding(self) -> Bedding:
        words = self.words
        return Bedding("pad", words.fill or NOT_SAID, words.firmness or NOT_SAID, words.cover or NOT_SAID)
