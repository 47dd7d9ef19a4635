"""Where the edge of a crash pad begins: a body is borne as in the middle from there inwards, and not at the rim."""

import numpy as np
import pytest

from stuntlab.datasets import Floats
from stuntlab.gags import gag_of
from stuntlab.gear.catchers.crash_pad import CrashPadCatcher
from stuntlab.pipeline.rehearse import rehearse
from stuntlab.plan import parse_plan

WIDE_M = 5.0
PLAN = """
stunt: Off a platform onto a pad that stands aside
people: {{faller: {{job: stunt performer, height: 178 cm, mass: 78 kg, sex: male}}}}
place: {{ground: concrete}}
gear: {{pad: {{kind: crash pad, size: 5 x 5 x 0.6 m, near_edge: 0.5 m, middle: {middle} m}}}}
action:
  - high_fall: {{by: faller, from: 3.5 m, style: back, edge: platform, outrigger: 2 m, push: 1.2 ± 0.01 m/s,
      sideways: 0 ± 0.01 m/s, onto: pad}}
"""
LOADS = ("head_3ms", "chest_3ms", "lumbar_force", "neck_nij")


def hardest(from_side_m: float) -> Floats:
    """The largest of each load in takes as planned whose middle comes down so far from a side of the pad."""
    plan = parse_plan(PLAN.format(middle=WIDE_M / 2 - from_side_m))
    done = rehearse(gag_of(plan, "high_fall"), seed=0, takes=24, threads=0)
    loads = done.loads["soft"]["faller"]
    planned = np.isin(loads.stratum, [k for k, part in enumerate(done.strata) if part.branch == 0])
    return np.array([np.nanmax(loads.values[name][planned]) for name in LOADS])


def test_a_body_is_borne_as_in_the_middle_from_the_edge_inwards() -> None:
    middle = hardest(WIDE_M / 2)
    assert hardest(CrashPadCatcher.outer_m) == pytest.approx(middle, rel=0.02)
    assert np.any(hardest(0.2) > 1.2 * middle)
