"""Shares of normal draws beyond a height, beside the integral itself."""

import numpy as np
import pytest
from scipy.special import ndtr

from stuntlab.verdict.normal_shares import shares_beyond


@pytest.mark.parametrize("rows", [1, 320])
def test_they_are_the_normal_integral(rows: int) -> None:
    """From where nothing passes to where all does, each sample with its own height and spread."""
    rng = np.random.default_rng(rows)
    lies, height, spread = rng.normal(0, 3, (rows, 200)), rng.normal(0, 4, 320), rng.uniform(0.05, 3, 320)
    stands_for = rng.dirichlet(np.ones(200))
    exact = ndtr((lies - height[:, None]) / spread[:, None]) @ stands_for
    assert shares_beyond(lies, height, spread, stands_for) == pytest.approx(exact, abs=1e-10)


def test_a_single_draw_is_right_to_two_hundred_billionths_everywhere() -> None:
    scores = np.linspace(-12, 12, 200_001)
    found = shares_beyond(np.zeros((1, 1)), -scores, np.ones(len(scores)), np.ones(1))
    assert np.abs(found - ndtr(scores)).max() < 2e-11
    assert np.all(np.diff(found) >= -1e-15), "more passes where more is passed"


def test_what_is_certain_is_exactly_so() -> None:
    assert shares_beyond(np.full((1, 3), 9.0), np.zeros(1), np.ones(1), np.array([0.25, 0.25, 0.5])) == 1.0
    assert shares_beyond(np.full((1, 3), -9.0), np.zeros(1), np.ones(1), np.array([0.25, 0.25, 0.5])) == 0.0
