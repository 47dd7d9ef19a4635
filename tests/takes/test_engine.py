"""The engine steps what it is given, keeps failures as data, and does not depend on threads or chunks."""

from collections.abc import Mapping
from pathlib import Path

import mujoco
import numpy as np
import pytest
from mujoco.batch import Batch

from stuntlab.datasets import Floats, TakeStatus
from stuntlab.scene.scene import Phase, Scene, Traces, body_mass, sensor_channels
from stuntlab.takes.engine import CHUNK, run

STIFFNESS_N_PER_M = 400.0
OSCILLATOR = f"""
<mujoco><option gravity="0 0 0" integrator="implicitfast"/>
<worldbody><body name="weight"><joint name="slide" type="slide" axis="1 0 0" stiffness="{STIFFNESS_N_PER_M}"/>
<geom size=".1" mass="1" contype="0" conaffinity="0"/></body></worldbody>
<sensor><jointpos name="position" joint="slide"/></sensor></mujoco>"""


def starts_at(batch: Batch, values: Floats) -> None:
    batch.qpos[:, 0] = values


def oscillator(*phases: Phase) -> Scene:
    model = mujoco.MjModel.from_xml_string(OSCILLATOR)
    knobs = {"mass": body_mass(model, "weight"), "start": starts_at}
    return Scene(model, sensor_channels(model), knobs, np.array(model.qpos0), phases or (Phase("swing", 0.5, 1e-4),))


def last(traces: Mapping[str, Traces]) -> dict[str, Floats]:
    phase = traces["swing"]
    return {"x": phase.scalar("position")[:, -1], "t": np.full(len(phase.channels["position"]), phase.time_s[-1])}


def takes(count: int) -> dict[str, Floats]:
    return {"mass": np.linspace(1, 9, count), "start": np.linspace(0.1, 0.3, count)}


def test_each_take_has_its_own_numbers() -> None:
    """x(t) = x0·cos(√(k/m)·t)."""
    knobs = takes(40)
    values, status = run(oscillator(), knobs, last)
    exact = knobs["start"] * np.cos(np.sqrt(STIFFNESS_N_PER_M / knobs["mass"]) * values["t"])
    assert np.all(status == TakeStatus.OK)
    assert values["x"] == pytest.approx(exact, abs=2e-3 * 0.3)


def test_threads_do_not_change_a_bit() -> None:
    one, two = (run(oscillator(), takes(70), last, threads=threads)[0]["x"] for threads in (1, 2))
    assert np.array_equal(one, two)


def test_chunks_do_not_change_a_bit() -> None:
    whole = run(oscillator(), takes(CHUNK + 9), last)[0]["x"]
    alone = run(oscillator(), {name: values[-1:] for name, values in takes(CHUNK + 9).items()}, last)[0]["x"]
    assert whole[-1] == alone[0]


def test_a_take_that_diverges_is_data(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    knobs = takes(5)
    knobs["mass"][3] = 1e-12
    values, status = run(oscillator(), knobs, last)
    assert list(status) == [0, 0, 0, TakeStatus.DIVERGED, 0]
    assert np.isnan(values["x"][3])
    assert np.isfinite(np.delete(values["x"], 3)).all()
    assert capfd.readouterr() == ("", "")
    assert not list(tmp_path.iterdir())


def test_phases_follow_one_another_on_one_clock() -> None:
    fine = oscillator(Phase("swing", 0.4, 1e-4))
    split = oscillator(Phase("before", 0.2, 1e-4), Phase("swing", 0.2, 1e-4))
    assert run(split, takes(3), last)[0]["t"] == pytest.approx(run(fine, takes(3), last)[0]["t"], abs=1e-9)
    assert run(split, takes(3), last)[0]["x"] == pytest.approx(run(fine, takes(3), last)[0]["x"], abs=1e-6)


def test_fewer_records_are_the_same_records() -> None:
    every = oscillator(Phase("swing", 0.1, 1e-4))
    tenth = oscillator(Phase("swing", 0.1, 1e-4, record_every=10))

    def series(traces: Mapping[str, Traces]) -> dict[str, Floats]:
        assert len(traces["swing"].time_s) == traces["swing"].channels["position"].shape[1]
        return last(traces)

    assert run(every, takes(2), series)[0]["x"] == pytest.approx(run(tenth, takes(2), series)[0]["x"], abs=0)


def test_progress_counts_every_take() -> None:
    told: list[int] = []
    run(oscillator(Phase("swing", 0.01, 1e-4)), takes(2 * CHUNK + 3), last, progress=told.append)
    assert sum(told) == 2 * CHUNK + 3


def test_a_phase_sets_the_controls_that_hold_from_its_beginning_on() -> None:
    """A servo of stiffness k draws a weight on a spring of the same stiffness to half of its input."""
    servo = f'<actuator><position joint="slide" kp="{STIFFNESS_N_PER_M}" kv="40"/></actuator></mujoco>'
    model = mujoco.MjModel.from_xml_string(OSCILLATOR.replace("</mujoco>", servo))
    phases = (Phase("before", 0.5, 1e-3), Phase("swing", 3.0, 1e-3, controls=((0, 0.2),)))
    scene = Scene(model, sensor_channels(model), {"start": starts_at}, np.array(model.qpos0), phases)

    def ends(traces: Mapping[str, Traces]) -> dict[str, Floats]:
        return {name: phase.scalar("position")[:, -1] for name, phase in traces.items()}

    values, _ = run(scene, {"start": np.zeros(2)}, ends)
    assert values["before"] == pytest.approx([0.0, 0.0])
    assert values["swing"] == pytest.approx([0.1, 0.1], abs=1e-6)
