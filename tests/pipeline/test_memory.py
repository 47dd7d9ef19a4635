"""Memory does not grow with the number of takes: chunks are reduced at once, a take leaves a few numbers behind."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from stuntlab.gags import gags_of
from stuntlab.pipeline.measure import measure
from stuntlab.plan import Plan
from stuntlab.scene.scene import Phase
from stuntlab.takes.engine import CHUNK, run


def test_many_chunks_hold_no_more_than_two(planned: Callable[..., Plan]) -> None:
    """The real scene and its instruments over a short time; two chunks against six."""
    (gag,) = gags_of(planned(at="chest"))
    scene = gag.scene("middle")
    short = replace(scene, phases=(Phase("blow", 0.01, 1e-4), Phase("aftermath", 0.01, 5e-4)))
    peaks = []
    for chunks in (2, 2, 6):  # the first also pays for what is loaded once
        knobs = {name: np.full(chunks * CHUNK, 1.0) for name in scene.knobs}
        tracemalloc.start()
        run(short, knobs, lambda phases: measure(gag.instruments(), phases), threads=1)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[2] < 1.1 * peaks[1]
