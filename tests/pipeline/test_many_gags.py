"""What an answer holds in memory grows little with the number of gags: their draws are let go one after the other."""

from __future__ import annotations

import gc
import weakref
from typing import Any

import numpy as np
import pytest

from stuntlab.gags.base import Gag
from stuntlab.pipeline import rehearse, settle
from stuntlab.pipeline.assess import assess
from stuntlab.plan import parse_plan, template

GAGS = 3


def test_the_draws_of_a_gag_are_let_go_before_the_next_is_rehearsed(monkeypatch: pytest.MonkeyPatch) -> None:
    text = template("kick")
    begins, ends = text.index("  - kick:"), text.index("cameras:")
    plan = parse_plan(text[:ends] + (GAGS - 1) * text[begins:ends] + text[ends:])
    monkeypatch.setattr(rehearse, "DRAWS_PER_BRANCH", 2**12)
    arrays: list[weakref.ref[np.ndarray[Any, Any]]] = []
    alive_before: list[int] = []
    draw_and_sort = settle.draw_and_sort

    def keep_watch(gag: Gag, *, seed: int, budget: int) -> rehearse.Drawn:
        gc.collect()
        alive_before.append(sum(one() is not None for one in arrays))
        drawn = draw_and_sort(gag, seed=seed, budget=budget)
        arrays.extend(weakref.ref(one) for one in (*drawn.features, *(part.takes for part in drawn.strata)))
        return drawn

    monkeypatch.setattr(settle, "draw_and_sort", keep_watch)
    assess(plan, takes=1, threads=1)
    assert alive_before == [0] * GAGS
    assert len(arrays) > 2 * GAGS
