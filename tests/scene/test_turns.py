"""The engine has one place for a callback in a process: runs take turns there, and nobody meets another's callback."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import mujoco
import numpy as np
import pytest

from stuntlab.gags import gags_of
from stuntlab.plan import read_plan
from stuntlab.scene.field import Field, install_field
from stuntlab.scene.scene import Phase, Scene
from stuntlab.takes.engine import film, prepare_batch, run
from stuntlab.takes.sample import draw

EXAMPLES = Path(__file__).parents[2] / "examples"
TAKES = 2
Staged = tuple[Scene, dict[str, np.ndarray]]


def staged(name: str) -> Staged:
    """The world of a plan over its first 50 ms, and some takes of it."""
    gag = gags_of(read_plan(EXAMPLES / f"{name}.yaml"))[0]
    scene = gag.scene(gag.models[0])
    draws = gag.propagate(draw(gag.unknowns(), seed=5, label=gag.label, takes_per_branch=TAKES))
    short = replace(scene, phases=(Phase("blow", 0.05, 1e-4),))
    return short, dict(gag.knobs(draws, np.arange(TAKES)))


@pytest.fixture(scope="module")
def landing() -> Staged:
    return staged("airbag_30_ft")


@pytest.fixture(scope="module")
def kick() -> Staged:
    return staged("stomach_kick_for_real")


def sums(scene: Scene, knobs: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """What a few takes come to, from every sensor."""
    values, _ = run(
        scene,
        knobs,
        lambda phases: {
            name: channel.reshape(len(channel), -1).sum(axis=1) for name, channel in phases["blow"].channels.items()
        },
        threads=1,
    )
    return values


def in_a_thread(work: Callable[[], object]) -> threading.Thread:
    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    return thread


def field_of(scene: Scene) -> Field:
    assert scene.field is not None
    return scene.field


def test_a_second_run_waits_for_the_first_with_a_field_and_without(landing: Staged, kick: Staged) -> None:
    for mine in (field_of(landing[0]), None):
        for another in (field_of(landing[0]), None):
            inside = threading.Event()

            def enter(field: Field | None = another, inside: threading.Event = inside) -> None:
                with install_field(field):
                    inside.set()

            with install_field(mine):
                thread = in_a_thread(enter)
                assert not inside.wait(0.05), "two runs at once"
            assert inside.wait(5.0)
            thread.join(5.0)
    assert mujoco.get_mjcb_control() is None


def test_runs_in_threads_are_the_runs_one_after_the_other(landing: Staged, kick: Staged) -> None:
    """A long landing, short ones that begin and end meanwhile, kicks, and films of all of them."""
    short = replace(landing[0], phases=(Phase("blow", 0.005, 1e-4),))
    staged = [landing, (short, landing[1]), kick]
    alone = [sums(*each) for each in staged]
    found: list[list[dict[str, np.ndarray]]] = [[] for _ in staged]
    together = threading.Barrier(len(staged))

    def work(index: int) -> None:
        for _ in range(4):
            together.wait(60.0)
            found[index].append(sums(*staged[index]))
            film(*staged[index], rate_hz=100.0, threads=1)

    threads = [in_a_thread(partial(work, index)) for index in range(len(staged))]
    for thread in threads:
        thread.join(120.0)
    for one, again in zip(alone, found, strict=True):
        assert len(again) == 4
        for each in again:
            for name, values in one.items():
                assert np.array_equal(values, each[name]), name


def test_what_another_thread_compiles_or_evaluates_is_left_alone(landing: Staged) -> None:
    """Compiling steps a model once; a world without memory must not be pushed by somebody's air bag."""
    scene = landing[0]
    body = '<worldbody><body><freejoint/><geom size=".1"/></body></worldbody>'
    with install_field(field_of(scene)):
        for size in (0, 3, len(field_of(scene).memory) + 1):
            model = mujoco.MjModel.from_xml_string(f'<mujoco><size nuserdata="{size}"/>{body}</mujoco>')
            data = mujoco.MjData(model)
            data.xfrc_applied[:], data.userdata[:] = 3.0, 1.0
            mujoco.mj_forward(model, data)
            assert np.all(data.xfrc_applied == 3.0), size
        empty = mujoco.MjData(scene.model)  # the very world, but no take has been put into its memory
        empty.qpos[:], empty.xfrc_applied[:] = scene.start, 3.0
        mujoco.mj_forward(scene.model, empty)
        assert np.all(empty.xfrc_applied == 3.0)


def test_one_thread_may_install_another_field_inside(landing: Staged) -> None:
    field = field_of(landing[0])
    with install_field(field):
        outer = sums(*landing)
        with install_field(None):
            assert mujoco.get_mjcb_control() is None
        assert mujoco.get_mjcb_control() is not None
        inner = prepare_batch(*landing, 1)
        inner.expand("opt.timestep")[:] = 1e-4
        inner.rollout(50)
        assert np.any(inner.xfrc_applied), "the outer field is in force again"
    assert mujoco.get_mjcb_control() is None
    for name, values in sums(*landing).items():
        assert np.array_equal(values, outer[name])


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, SystemExit])
def test_whatever_ends_a_run_takes_its_callback_with_it(error: type[BaseException], landing: Staged) -> None:
    with pytest.raises(error), install_field(field_of(landing[0])):
        raise error
    assert mujoco.get_mjcb_control() is None
    assert free()


def test_an_interrupt_at_any_moment_leaves_nothing_behind(landing: Staged) -> None:
    """Ctrl-C falls between any two instructions, those of the guard too."""
    field, stopped = field_of(landing[0]), 0
    for microseconds in range(0, 400, 4):
        old = signal.signal(signal.SIGALRM, signal.default_int_handler)
        try:
            signal.setitimer(signal.ITIMER_REAL, 1e-4 + microseconds * 1e-6)
            ends = time.monotonic() + 2.0
            while time.monotonic() < ends:
                with install_field(field):
                    pass
        except KeyboardInterrupt:
            stopped += 1
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0.0)
            signal.signal(signal.SIGALRM, old)
        assert mujoco.get_mjcb_control() is None
        assert free()
    assert stopped == 100


def free() -> bool:
    """Whether another thread gets its turn."""
    inside = threading.Event()

    def enter() -> None:
        with install_field(None):
            inside.set()

    in_a_thread(enter)
    return inside.wait(5.0)


@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_a_child_that_is_forked_during_a_run_can_run(landing: Staged) -> None:
    """It waits for the run, and inherits neither a callback nor a lock that nobody will open."""
    inside, go_on = threading.Event(), threading.Event()

    def hold() -> None:
        with install_field(field_of(landing[0])):
            inside.set()
            go_on.wait(5.0)

    thread = in_a_thread(hold)
    assert inside.wait(5.0)
    threading.Timer(0.1, go_on.set).start()
    child = os.fork()
    if child == 0:
        os._exit(0 if mujoco.get_mjcb_control() is None and free() else 1)
    ends = time.monotonic() + 20.0
    while (done := os.waitpid(child, os.WNOHANG)) == (0, 0) and time.monotonic() < ends:
        time.sleep(0.01)
    if done == (0, 0):
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    assert done[1:] == (0,), "the child hangs or has somebody's callback"
    thread.join(5.0)
    assert free()
