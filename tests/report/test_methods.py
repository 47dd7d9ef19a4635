"""Every method of the catalogue on one synthetic trace whose answer is known without it."""

from __future__ import annotations

from collections.abc import Callable
from math import atan2, cos, exp, gamma, hypot, pi, sin, sqrt

import numpy as np
import pytest

from stuntlab.criteria.methods import METHODS, SI_OF_UNIT, Given, read_load
from stuntlab.datasets import Floats
from stuntlab.errors import ModelError
from stuntlab.loads import Method, catalogue

G = 9.80665
STEP_S = 1e-5


def clock(lasts_s: float, step_s: float = STEP_S) -> Floats:
    return np.arange(round(lasts_s / step_s) + 1) * step_s


def half_sine(peak: float, lasts_s: float, within_s: float) -> tuple[Floats, Floats]:
    """A pulse at the start of a record, and its clock."""
    time_s = clock(within_s)
    return time_s, np.where(time_s < lasts_s, peak * np.sin(pi * time_s / lasts_s), 0.0)


def swing(up: float, down: float) -> Given:
    """A pulse up and then one down, 10 ms each."""
    time_s = clock(0.02)
    return Given(time_s, {"x": np.where(time_s < 0.01, up, down) * np.abs(np.sin(pi * time_s / 0.01))})


def pulse(peak: float, lasts_s: float, *, within_s: float | None = None, **numbers: float) -> Given:
    time_s, values = half_sine(peak, lasts_s, within_s or lasts_s)
    return Given(time_s, {"x": values}, numbers=numbers)


def from_behind(peak: float, lasts_s: float) -> Given:
    given = pulse(peak, lasts_s)
    return Given(given.time_s, {**given.signals, "forward": 0.8 * given["x"]})


def swung_round(peak: float, lasts_s: float) -> Given:
    """A push that turns from 25 to 65 degrees off the back meanwhile, as on a body that tips over an edge."""
    given = pulse(peak, lasts_s)
    turned = np.deg2rad(np.interp(given.time_s, [0.0, lasts_s], [25.0, 65.0]))
    return Given(given.time_s, {**given.signals, "forward": np.cos(turned) * given["x"]})


def turning(*peaks_rad_s: float) -> Given:
    """Turning rates that swing at 20 Hz, all at once."""
    time_s = clock(0.1)
    rates = {
        f"about_{axis}": peak * np.sin(2 * pi * 20 * time_s) for axis, peak in zip("xyz", peaks_rad_s, strict=True)
    }
    return Given(time_s, rates)


def slow_turn(about_y_rad_s2: float) -> Given:
    """Angular acceleration about y that comes and goes in 4 s: the brain follows it without swinging."""
    time_s = clock(4.0, 1e-3)
    rate = about_y_rad_s2 * (time_s / 2 - np.sin(pi * time_s / 2) / pi)
    return Given(time_s, {"about_x": 0 * time_s, "about_y": rate, "about_z": 0 * time_s})


def neck(axial_n: float, moment_nm: float, dummy: str) -> Given:
    time_s = clock(0.05)
    shape = np.sin(pi * time_s / 0.05)
    return Given(time_s, {"axial": axial_n * shape, "moment": moment_nm * shape}, dummy=dummy)


def shin(dummy: str, place: str) -> Given:
    time_s = clock(0.05)
    shape = np.sin(pi * time_s / 0.05)
    return Given(time_s, {"axial": -3590 * shape, "about_x": 67.5 * shape, "about_y": 90 * shape}, dummy, place)


def constant(**levels: float) -> Given:
    time_s = clock(0.1, 1e-4)
    return Given(time_s, {name: np.full(time_s.size, level) for name, level in levels.items()})


def moving(numbers: dict[str, float], **ends: tuple[float, float]) -> Given:
    time_s = clock(0.5, 1e-3)
    return Given(time_s, {name: np.linspace(*end, time_s.size) for name, end in ends.items()}, numbers=numbers)


def blast(pressure_pa: float) -> Given:
    time_s = clock(0.02)
    return Given(time_s, {"x": np.full(time_s.size, pressure_pa)})


def chest_wall_speed(pressure_pa: float) -> float:
    """Axelsson's chest for a weak step: a damped oscillator whose gas is a spring."""
    area, mass, damping = 0.082, 2.03, 696.0
    stiffness = 989.0 + area**2 * 1.0e5 * 1.2 / 1.82e-3
    decay = damping / (2 * mass)
    swings = sqrt(stiffness / mass - decay**2)
    at_s = atan2(swings, decay) / swings
    return area * pressure_pa / (mass * swings) * exp(-decay * at_s) * sin(swings * at_s)


def femur_impulse(peak_n: float, lasts_s: float) -> float:
    """Of a half sine: from its start to where it falls below 4 050 N."""
    falls = pi - np.arcsin(4050 / peak_n)
    return float(peak_n * lasts_s / pi * (1 - cos(falls)))


DRI_OF_A_STEP = 1 + exp(-pi * 0.224 / sqrt(1 - 0.224**2))

CASES: tuple[tuple[Method, str, Given, float], ...] = (
    (Method.LARGEST_MAGNITUDE, "head_peak_acceleration", swing(80 * G, -100 * G), 100),
    (Method.LARGEST_MAGNITUDE, "neck_shear", swing(800, -1000), 1000),
    (Method.LARGEST_POSITIVE, "neck_tension", swing(2000, -3000), 2000),
    (Method.LARGEST_POSITIVE, "neck_flexion", swing(50, -80), 50),
    (Method.LARGEST_POSITIVE, "chest_compression", swing(0.030, -0.050), 30),
    (Method.LARGEST_POSITIVE, "chest_compression", swing(-0.010, -0.050), 0),
    (Method.LARGEST_NEGATIVE, "neck_compression", swing(3000, -2000), 2000),
    (Method.LARGEST_NEGATIVE, "neck_extension", swing(80, -50), 50),
    (Method.LARGEST_NEGATIVE, "femur_force", swing(3000, 1000), 0),
    (Method.LARGEST_OVER_AN_AREA, "abdomen_pressure", pulse(500, 0.01, area_m2=0.01), 5),
    (Method.LARGEST_RATE, "chest_compression_rate", pulse(0.030, 0.030), 0.030 * pi / 0.030),
    (Method.HELD_FOR_3_MS, "head_3ms", pulse(100 * G, 0.010), 100 * cos(pi * 1.5 / 10)),
    (Method.HELD_FOR_3_MS, "chest_3ms", pulse(40 * G, 0.025), 40 * cos(pi * 1.5 / 25)),
    (Method.HELD_FOR_3_MS_FROM_BEHIND, "chest_3ms_behind", from_behind(40 * G, 0.025), 40 * cos(pi * 1.5 / 25)),
    (Method.HELD_FOR_3_MS_FROM_ELSEWHERE, "chest_3ms_elsewhere", pulse(40 * G, 0.025), 40 * cos(pi * 1.5 / 25)),
    (Method.HELD_FOR_3_MS_FROM_ELSEWHERE, "chest_3ms_elsewhere", swung_round(90 * G, 0.008), 90 * cos(pi * 1.5 / 8)),
    (Method.HELD_FOR_3_MS_FROM_ELSEWHERE, "chest_3ms_elsewhere", from_behind(40 * G, 0.025), 0),
    (Method.HIC15, "head_hic15", pulse(60 * G, 0.040), 361.4),
    (Method.HIC36, "head_hic36", pulse(60 * G, 0.040), 462.5),
    (Method.SEVERITY_INDEX, "head_si", pulse(90 * G, 0.01), 90**2.5 * 0.01 * gamma(1.75) / gamma(2.25) / sqrt(pi)),
    (Method.ANGULAR_ACCELERATION, "head_angular_acceleration", turning(3, 4, 12), 13 * 2 * pi * 20),
    (Method.BRIC, "head_bric", turning(30, 40, 20), 0.9617),
    (Method.DAMAGE, "head_damage", slow_turn(3000.0), 2.9903 * 3000.0 / 23493),
    (Method.NIJ, "neck_nij", neck(2000, 50, "50M"), 0.4551),
    (Method.NIJ, "neck_nij", neck(2000, -50, "50M"), 0.6642),
    (Method.NIJ, "neck_nij", neck(-3000, 100, "50M"), 0.8096),
    (Method.NIJ, "neck_nij", neck(-4000, -20, "50M"), 0.7975),
    (Method.NIJ, "neck_nij", neck(2000, 50, "5F"), 2000 / 4287 + 50 / 155),
    (Method.NIJ, "neck_nij", neck(2000, -50, "5F"), 2000 / 4287 + 50 / 67),
    (Method.NIJ, "neck_nij", neck(-3000, 100, "5F"), 3000 / 3880 + 100 / 155),
    (Method.NIJ, "neck_nij", neck(-4000, -20, "5F"), 4000 / 3880 + 20 / 67),
    (Method.NIC, "neck_nic", constant(t1=40.0, head=10.0), 0.2 * 30 + (30 * 0.1) ** 2),
    (Method.SHARE_OF_DEPTH, "chest_compression_ratio", pulse(0.030, 0.030, depth_m=0.24), 0.125),
    (Method.VISCOUS_CRITERION, "abdomen_vc", pulse(0.03, 0.03, depth_m=0.24), 0.03**2 * pi / (2 * 0.03) / 0.24),
    (Method.VISCOUS_CRITERION, "chest_vc", pulse(0.03, 0.03, depth_m=0.229, scale=1.3), 1.3 / 0.229 * 0.03 * pi / 2),
    (Method.CHEST_WALL_VELOCITY, "blast_chest_wall_velocity", blast(10.0), chest_wall_speed(10.0)),
    (Method.DRI, "spine_dri", constant(x=-6 * G), 6 * DRI_OF_A_STEP),
    (Method.FEMUR_IMPULSE, "femur_impulse", pulse(-6000, 0.02), femur_impulse(6000, 0.02)),
    (
        Method.TIBIA_INDEX,
        "tibia_index",
        shin("50M", "left upper tibia"),
        hypot(67.5, 90 + 0.02832 * 3590) / 225 + 0.1,
    ),
    (
        Method.TIBIA_INDEX,
        "tibia_index",
        shin("50M", "left lower tibia"),
        hypot(67.5, 90 - 0.006398 * 3590) / 225 + 0.1,
    ),
    (
        Method.REVISED_TIBIA_INDEX,
        "tibia_index_revised",
        shin("50M", "left upper tibia"),
        hypot(67.5, 90) / 240 + 3590 / 12000,
    ),
    (Method.SOLE_IMPULSE, "foot_impulse", pulse(6000, 0.02), 6000 * 0.02 * 2 / pi),
    (
        Method.MARGIN_OF_SUPPORT,
        "support_margin",
        moving({"edge_m": 0.1}, ahead=(0.0, 0.2), speed=(0.0, 0.5), height=(1.0, 0.9)),
        0.2 + 0.5 * sqrt(0.9 / G) - 0.1,
    ),
    (Method.GOES_DOWN, "falls", moving({}, height=(1.0, 0.59)), 1),
    (Method.GOES_DOWN, "falls", moving({}, height=(1.0, 0.61)), 0),
    (Method.AT_THE_END, "ends_ahead", moving({}, x=(0.2, -1.3)), -1.3),
    (Method.PEAK_SOUND_LEVEL, "noise_peak", swing(100.0, -200.0), 140),
    (Method.PEAK_SOUND_LEVEL, "noise_peak", swing(0.0, 0.0), 0),
)


@pytest.mark.parametrize(
    ("method", "load", "given", "expected"), CASES, ids=[f"{c[1]} {i}" for i, c in enumerate(CASES)]
)
def test_a_load_of_a_known_trace_is_that_of_the_closed_form(
    method: Method, load: str, given: Given, expected: float
) -> None:
    assert catalogue()[load].method is method
    assert float(read_load(load, given).value) == pytest.approx(expected, rel=1e-3, abs=1e-9)


def test_combined_loads_are_made_of_the_loads_the_catalogue_says() -> None:
    """Rowson and Duma at 98 g and 6 000 rad/s² (V-P), and the intercepts of the combined index."""
    combined: dict[str, Callable[[], tuple[dict[str, float], str, float]]] = {
        "head_concussion": lambda: ({"head_peak_acceleration": 98.0, "head_angular_acceleration": 6000.0}, "", 0.2210),
        "chest_cti": lambda: ({"chest_3ms": 42.5, "chest_compression": 51.0}, "50M", 1.0),
    }
    assert combined.keys() == {load for load, kind in catalogue().items() if kind.made_of}
    for load, case in combined.items():
        parts, dummy, expected = case()
        assert set(parts) == set(catalogue()[load].made_of)
        loads = {name: np.array(value) for name, value in parts.items()}
        value = read_load(load, Given(clock(0.1), {}, dummy, loads=loads)).value
        assert float(value) == pytest.approx(expected, rel=1e-3)


@pytest.mark.parametrize(("flux_w_m2", "burns"), [(7e3, False), (13e3, True)])
def test_ten_seconds_of_heat_burn_where_stoll_says(flux_w_m2: float, burns: bool) -> None:
    time_s = clock(10.0, 0.05)
    assert (float(read_load("skin_burn", Given(time_s, {"x": np.full(time_s.size, flux_w_m2)})).value) > 1) is burns


def test_every_method_there_is_was_tried_here() -> None:
    tried = {case[0] for case in CASES} | {Method.CONCUSSION, Method.CTI, Method.BURN}
    assert tried == set(METHODS) == set(Method) - {Method.GIVEN}


def test_a_load_that_is_given_is_not_made_from_a_signal() -> None:
    with pytest.raises(ModelError, match="car_impact_speed is made from no signal"):
        read_load("car_impact_speed", constant(x=1.0))


def test_every_unit_of_the_catalogue_is_known_in_si() -> None:
    assert {kind.unit for kind in catalogue().values()} == set(SI_OF_UNIT)


def test_many_takes_are_read_as_one_by_one() -> None:
    """[take, time] gives [take], the same as each take alone."""
    time_s = clock(0.05, 1e-4)
    shape = np.sin(pi * time_s / 0.05)
    takes = {"axial": np.outer([2000.0, -3000.0], shape), "moment": np.outer([50.0, 100.0], shape)}
    together = read_load("neck_nij", Given(time_s, takes, "50M")).value
    assert together.shape == (2,)
    for row in range(2):
        alone = read_load("neck_nij", Given(time_s, {name: values[row] for name, values in takes.items()}, "50M"))
        assert together[row] == alone.value
