"""Where the performer's bodies have their origins when they stand with hanging arms.

The skeleton builds these places into a model; the skin needs them without one. A test holds the two together.
"""

from __future__ import annotations

import numpy as np

from stuntlab.datasets import Floats
from stuntlab.people.anthropometry import Measures
from stuntlab.people.plates import PLATE_HALF_THICKNESS_M


def places(measures: Measures) -> dict[str, Floats]:
    """Body (and `wrist`) -> origin in the world, [3], m; of two sides the left, which the right mirrors."""
    lower, middle, upper = (measures.segments[f"{part}_trunk"].length_m for part in ("lower", "middle", "upper"))
    hip, shoulder = measures.hip_joint_breadth_m / 2, measures.shoulder_breadth_m / 2
    abdomen = measures.hip_height_m + lower
    thorax = abdomen + middle
    elbow = measures.shoulder_height_m - measures.segments["upper_arm"].length_m
    rows = {
        "pelvis": (0.0, 0.0, measures.hip_height_m),
        "abdomen": (0.0, 0.0, abdomen),
        "thorax": (0.0, 0.0, thorax),
        "neck": (0.0, 0.0, thorax + upper),
        "head": (0.0, 0.0, thorax + upper + measures.neck_m),
        "belly": (measures.abdomen_depth_m / 2 - PLATE_HALF_THICKNESS_M, 0.0, abdomen + 0.5 * middle),
        "sternum": (measures.chest_depth_m / 2 - PLATE_HALF_THICKNESS_M, 0.0, thorax + 0.42 * upper),
        "upper_arm": (0.0, shoulder, measures.shoulder_height_m),
        "forearm": (0.0, shoulder, elbow),
        "wrist": (0.0, shoulder, elbow - measures.segments["forearm"].length_m),
        "thigh": (0.0, hip, measures.hip_height_m),
        "shank": (0.0, hip, measures.ankle_height_m + measures.shank_m),
        "foot": (0.0, hip, measures.ankle_height_m),
    }
    return {name: np.array(place) for name, place in rows.items()}
