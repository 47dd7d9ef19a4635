"""The regions of a body in the words of a plan."""

from __future__ import annotations

from enum import StrEnum


class Region(StrEnum):
    """Where on a body. Every region can be read; which of them may be struck is the verdict's to say."""

    HEAD = "head"
    FACE = "face"
    NECK = "neck"
    SHOULDER = "shoulder"
    CHEST = "chest"
    BACK = "back"
    ABDOMEN = "abdomen"
    PELVIS = "pelvis"
    GROIN = "groin"
    ARM = "arm"
    ELBOW = "elbow"
    HAND = "hand"
    THIGH = "thigh"
    KNEE = "knee"
    SHIN = "shin"
    FOOT = "foot"


ON_THE_HEAD = (Region.HEAD, Region.FACE, Region.NECK)
