"""A crash pad as a catcher."""

from __future__ import annotations

from stuntlab.gear.bedding import NOT_SAID, Bedding
from stuntlab.gear.catchers.foam import FoamCatcher
from stuntlab.plan.gear.crash_pad import CrashPad


class CrashPadCatcher(FoamCatcher[CrashPad]):
    """Soft foam as thick as a landing bed."""

    read_from = CrashPad
    outer_m = 1.0
    asks = "fill, firmness and cover say it"

    @property
    def bedding(self) -> Bedding:
        words = self.words
        return Bedding("pad", words.fill or NOT_SAID, words.firmness or NOT_SAID, words.cover or NOT_SAID)
