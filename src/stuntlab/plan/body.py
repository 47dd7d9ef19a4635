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

# What people say instead, for the "did you mean" of a refusal only: a plan has one word for each region.
EVERYDAY_WORDS = {
    "stomach": Region.ABDOMEN,
    "belly": Region.ABDOMEN,
    "tummy": Region.ABDOMEN,
    "gut": Region.ABDOMEN,
    "ribs": Region.CHEST,
    "torso": Region.CHEST,
    "breast": Region.CHEST,
    "jaw": Region.FACE,
    "nose": Region.FACE,
    "chin": Region.FACE,
    "throat": Region.NECK,
    "crotch": Region.GROIN,
    "balls": Region.GROIN,
    "hip": Region.PELVIS,
    "spine": Region.BACK,
    "kidneys": Region.BACK,
    "leg": Region.THIGH,
    "calf": Region.SHIN,
    "wrist": Region.HAND,
    "ankle": Region.FOOT,
}
