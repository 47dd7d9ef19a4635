"""Nij in its quadrants, occipital moment, NIC."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stuntlab.errors import CriterionError, SignalError
from stuntlab.injury import bodies, neck_of, nic, nij, occipital_moment


# biomechanics.md 3.3 and validation row 37, 50M.
@pytest.mark.parametrize(
    ("force_n", "moment_nm", "value", "quadrant"),
    [
        (2000, 50, 0.4551, "ntf"),
        (2000, -50, 0.6642, "nte"),
        (-3000, 100, 0.8096, "ncf"),
        (-4000, -20, 0.7975, "nce"),
    ],
)
def test_reference_pairs(force_n, moment_nm, value, quadrant):
    found = nij([0, 1, 2], [0, force_n, 0], [0, moment_nm, 0])
    assert found.value == pytest.approx(value, abs=1e-4)
    assert getattr(found, quadrant) == found.value
    assert found.time_s == 1


@pytest.mark.parametrize("dummy", bodies("neck"))
def test_an_intercept_alone_is_one_in_every_quadrant(dummy):
    limits = neck_of(dummy)
    for force, moment in [
        (limits.tension_n, 0),
        (-limits.compression_n, 0),
        (0, limits.flexion_nm),
        (0, -limits.extension_nm),
    ]:
        assert nij([0, 1], [0, force], [0, moment], dummy=dummy).value == pytest.approx(1)


def slow_nij(force, moment, limits):
    quadrants = dict.fromkeys(("ntf", "nte", "ncf", "nce"), 0.0)
    for f, m in zip(force, moment, strict=True):
        name = "n" + ("t" if f >= 0 else "c") + ("f" if m >= 0 else "e")
        f_int = limits.tension_n if f >= 0 else limits.compression_n
        m_int = limits.flexion_nm if m >= 0 else limits.extension_nm
        quadrants[name] = max(quadrants[name], abs(f) / f_int + abs(m) / m_int)
    return quadrants


@pytest.mark.parametrize("dummy", bodies("neck"))
@pytest.mark.parametrize("length", [2, 50])
def test_agrees_with_the_slow_twin(dummy, length):
    rng = np.random.default_rng(length)
    force, moment = rng.normal(0, 2000, (7, length)), rng.normal(0, 60, (7, length))
    force[0], moment[1], force[2], moment[2] = 0, 0, 0, 0
    found = nij(np.arange(length) * 1e-4, force, moment, dummy=dummy)
    for i in range(7):
        expected = slow_nij(force[i], moment[i], neck_of(dummy))
        for name, value in expected.items():
            assert getattr(found, name)[i] == pytest.approx(value)
        assert found.value[i] == pytest.approx(max(expected.values()))


def test_pure_tension_with_a_moment_of_exactly_zero_counts():
    # biomechanics.md 12.15: masks that need both to be non-zero give 0 here.
    assert nij([0, 1], [0, 6806], [0, 0]).value == pytest.approx(1)


@settings(deadline=None, max_examples=30)
@given(seed=st.integers(0, 10_000), gain=st.floats(0.01, 10))
def test_nij_is_proportional_to_the_load(seed, gain):
    rng = np.random.default_rng(seed)
    force, moment = rng.normal(0, 2000, 40), rng.normal(0, 60, 40)
    time = np.arange(40) * 1e-4
    assert nij(time, gain * force, gain * moment).value == pytest.approx(gain * nij(time, force, moment).value)


def test_force_and_moment_broadcast_and_must_fit():
    time = np.arange(5) * 1e-3
    assert nij(time, np.ones((3, 5)), np.ones(5)).value.shape == (3,)
    with pytest.raises(SignalError, match="same number of samples"):
        nij(time, np.ones(5), np.ones(4))
    with pytest.raises(SignalError, match="leading axes"):
        nij(time, np.ones((3, 5)), np.ones((2, 5)))
    with pytest.raises(CriterionError, match=r"there is no neck of '50F'; known are 50M"):
        nij(time, np.ones(5), np.ones(5), dummy="50F")


def test_occipital_moment_takes_out_the_lever_of_the_cell():
    assert occipital_moment([50.0], [1000.0]) == pytest.approx([50 - 17.78])
    with pytest.raises(SignalError, match="same shape"):
        occipital_moment(np.ones(3), np.ones(4))


def test_nic_of_a_steady_lag():
    # a_rel = 50 m/s² from rest for 80 ms: 0.2·50 + (50·0.08)² = 26.
    time = np.arange(801) * 1e-4
    found = nic(time, np.full(801, 60.0), np.full(801, 10.0))
    assert found.value == pytest.approx(26)
    assert found.time_s == pytest.approx(0.08)


def test_nic_depends_only_on_the_lag_of_the_head():
    time, rng = np.arange(400) * 1e-4, np.random.default_rng(0)
    chest, head = rng.normal(0, 50, (4, 400)), rng.normal(0, 50, (4, 400))
    np.testing.assert_allclose(nic(time, chest + 7, head + 7).value, nic(time, chest, head).value, rtol=1e-9)
    lag = chest - head
    speed = np.concatenate([np.zeros((4, 1)), np.cumsum(5e-5 * (lag[:, 1:] + lag[:, :-1]), axis=1)], axis=1)
    np.testing.assert_allclose(nic(time, chest, head).value, (0.2 * lag + speed**2).max(axis=1))
