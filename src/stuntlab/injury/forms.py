"""The shapes a risk curve may have: probability from load and coefficients, each rising from 0 to 1."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import expit, ndtr, ndtri

from stuntlab.datasets import Floats

Coefficients = Mapping[str, float | Sequence[float]]


@dataclass(frozen=True, slots=True)
class Form:
    """One shape: the names of its coefficients, how it is written, and the function of load and coefficients."""

    coefficients: tuple[str, ...]
    equation: str
    probability: Callable[..., Floats]


def _logistic(x: Floats, shift: float, *, a: float, b: float) -> Floats:
    return np.asarray(expit(b * x - a - shift))


def _logistic_power(x: Floats, shift: float, *, a: float, b: float, power: float) -> Floats:
    return np.asarray(expit(b * x**power - a - shift))


def _prasad_mertz(x: Floats, shift: float, *, a: float, b: float) -> Floats:
    with np.errstate(divide="ignore", over="ignore"):
        return np.asarray(expit(b * x - a - 200 / x - shift))


def _normal(x: Floats, shift: float, *, mu: float, sigma: float) -> Floats:
    return np.asarray(ndtr((x - mu) / sigma - shift))


def _lognormal(x: Floats, shift: float, *, mu: float, sigma: float) -> Floats:
    with np.errstate(divide="ignore"):
        return np.asarray(ndtr((np.log(x) - mu) / sigma - shift))


def _weibull(x: Floats, shift: float, *, start: float, scale: float, k: float) -> Floats:
    above = np.maximum(x - start, 0)
    return np.asarray(-np.expm1(-((above / scale) ** k) * np.exp(-shift)))


def _weibull_log(x: Floats, shift: float, *, mu: float, sigma: float) -> Floats:
    with np.errstate(divide="ignore"):
        return np.asarray(-np.expm1(-np.exp((np.log(x) - mu) / sigma - shift)))


def _points(x: Floats, shift: float, *, loads: Sequence[float] | Floats, probabilities: Sequence[float]) -> Floats:
    known, probits = np.asarray(loads, dtype=float), ndtri(np.asarray(probabilities, dtype=float))
    slopes = np.diff(probits) / np.diff(known)
    piece = np.clip(np.searchsorted(known, x) - 1, 0, slopes.size - 1)
    return np.asarray(ndtr(probits[piece] + slopes[piece] * (x - known[piece]) - shift))


def _log_points(x: Floats, shift: float, *, loads: Sequence[float], probabilities: Sequence[float]) -> Floats:
    with np.errstate(divide="ignore"):
        return _points(np.log(x), shift, loads=np.log(loads), probabilities=probabilities)


FORMS: Mapping[str, Form] = {
    "logistic": Form(("a", "b"), "1/(1 + exp(a − b·x))", _logistic),
    "logistic-power": Form(("a", "b", "power"), "1/(1 + exp(a − b·x^power))", _logistic_power),
    "prasad-mertz": Form(("a", "b"), "1/(1 + exp(a + 200/x − b·x))", _prasad_mertz),
    "normal": Form(("mu", "sigma"), "Φ((x − μ)/σ)", _normal),
    "lognormal": Form(("mu", "sigma"), "Φ((ln x − μ)/σ)", _lognormal),
    "weibull": Form(("start", "scale", "k"), "1 − exp(−((x − start)/scale)^k), x > start", _weibull),
    "weibull-log": Form(("mu", "sigma"), "1 − exp(−exp((ln x − μ)/σ))", _weibull_log),
    "points": Form(("loads", "probabilities"), "straight in probit between the points of the source", _points),
    "log-points": Form(
        ("loads", "probabilities"), "log-normal from point to point: straight in probit over ln x", _log_points
    ),
}


def probability(form: str, coefficients: Coefficients, x: Floats, *, shift: float = 0.0) -> Floats:
    """Probability at load x, [...], in the curve's own unit; `shift` moves the curve by a person's covariates."""
    return FORMS[form].probability(x, shift, **coefficients)
