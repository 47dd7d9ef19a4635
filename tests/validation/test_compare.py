"""From answers to rows: corridors, signs, errors, curves."""

from __future__ import annotations

import numpy as np
import pytest

from stuntlab.errors import UserError
from stuntlab.validation import run
from stuntlab.validation.case import Case, Published
from stuntlab.validation.rigs import Answer, Trace

BASE = {
    "name": "planted",
    "title": "A planted case",
    "region": "chest",
    "kind": "predicted",
    "source": "nobody",
    "tag": "J",
    "rig": "strike",
}


def force(**form: float) -> Published:
    return Published(name="peak_force", unit="kN", **form)


@pytest.mark.parametrize(
    ("published", "low", "middle", "high", "is_range"),
    [
        (force(low=2.0, high=6.0), 2.0, 4.0, 6.0, True),
        (force(mean=4.0, sd=0.5), 3.5, 4.0, 4.5, True),
        (force(mean=4.0, sd=0.5, within_sd=2.0), 3.0, 4.0, 5.0, True),
        (force(value=4.0, tolerance=0.1), 3.9, 4.0, 4.1, False),
    ],
)
def test_the_three_forms_of_a_published_number(
    published: Published, low: float, middle: float, high: float, is_range: bool
) -> None:
    measured = published.measured
    assert (measured.low, measured.middle, measured.high) == pytest.approx((low, middle, high))
    assert measured.is_range is is_range
    assert all(measured.holds(value) for value in (low, middle, high))
    assert not any(measured.holds(value) for value in (low - 0.01, high + 0.01))


def planted(monkeypatch: pytest.MonkeyPatch, answer: Answer) -> None:
    monkeypatch.setattr(run, "answer", lambda case: answer)


def test_a_row_holds_the_answer_in_the_unit_of_the_case(monkeypatch: pytest.MonkeyPatch) -> None:
    planted(monkeypatch, Answer({"peak_force": 5000.0}))
    case = Case(**BASE, quantity=(force(low=2.0, high=6.0),))
    (row,) = run.validate([case]).comparisons
    assert (row.model, row.inside, row.is_load) == (5.0, True, True)
    assert row.error == pytest.approx(0.25)


@pytest.mark.parametrize(("factor", "worst", "inside"), [(1.0, 0.0, True), (1.1, 0.5, True), (0.7, -1.5, False)])
def test_the_worst_point_of_a_curve(monkeypatch: pytest.MonkeyPatch, factor: float, worst: float, inside: bool) -> None:
    """A corridor of ±20 % about a line, and the same line made steeper: the offset is known."""
    way = np.concatenate([np.linspace(0, 0.1, 101), np.linspace(0.1, 0, 101)])
    up_and_back = np.concatenate([np.linspace(0, 1e4, 101), np.zeros(101)]) * factor
    planted(monkeypatch, Answer({}, {"force": Trace(way, up_and_back, "external deflection")}))
    curve = {"name": "force", "x_unit": "mm", "unit": "kN", "x": (20, 50, 90), "mean": (2, 5, 9), "sd": (0.4, 1, 1.8)}
    found = run.validate([Case(**BASE, curve=(curve,))])
    assert found.comparisons[0].model == pytest.approx(worst)
    assert found.comparisons[0].inside is inside
    assert not found.comparisons[0].is_load
    np.testing.assert_allclose(found.curves[0].at_points, np.array([2, 5, 9]) * factor)


def test_a_curve_that_ends_early_is_felt_as_nothing_beyond(monkeypatch: pytest.MonkeyPatch) -> None:
    way, force_n = np.linspace(0, 0.03, 31), np.linspace(0, 3e3, 31)
    planted(monkeypatch, Answer({}, {"force": Trace(way, force_n, "external deflection")}))
    curve = {"name": "force", "x_unit": "mm", "unit": "kN", "x": (20, 50), "low": (1, 4), "high": (3, 6)}
    (row,) = run.validate([Case(**BASE, curve=(curve,))]).comparisons
    assert row.model == pytest.approx(-5.0)
    assert not row.inside


def test_a_curve_the_rig_does_not_draw(monkeypatch: pytest.MonkeyPatch) -> None:
    planted(monkeypatch, Answer({"peak_force": 1.0}))
    curve = {"name": "force", "x_unit": "mm", "unit": "kN", "x": (20, 50), "low": (1, 4), "high": (3, 6)}
    with pytest.raises(UserError, match="does not draw force; it draws no curve"):
        run.validate([Case(**BASE, curve=(curve,))])


def test_cases_of_one_set_up_share_one_run(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def answer(case: Case) -> Answer:
        asked.append(case.name)
        return Answer({"peak_force": 5000.0})

    monkeypatch.setattr(run, "answer", answer)
    rows = [force(low=2.0, high=6.0)]
    cases = [Case(**{**BASE, "name": name, "setup": {"mass_kg": mass}}, quantity=rows) for name, mass in CASES]
    assert len(run.validate(cases).comparisons) == 3
    assert asked == ["first", "other"]


CASES = [("first", 1.0), ("second", 1.0), ("other", 2.0)]


def test_a_case_without_a_model_is_no_comparison() -> None:
    case = Case(**{**BASE, "rig": ""}, no_model="nobody built one", published="2 kN")
    found = run.validate([case])
    assert found.comparisons == ()
    assert found.not_compared[0].why == "nobody built one"
