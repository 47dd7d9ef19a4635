"""What is asked of workers, one after the other: what waits, how far it is, what it came to. A restart loses none.

Two processes: one for what takes minutes, one for what somebody waits for with a finger on the screen. Each is started
when it is first needed, and killed where its errand is called off; the next errand gets a new one.
"""

from __future__ import annotations

import itertools
import json
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from stuntlab.files import write_whole
from stuntlab.serve.worker import serve_errands

LONG, QUICK = "long", "quick"
MOST_WAITING = 40
_MOST_KEPT = 200
_KEPT_KINDS = ("assess_plan", "find_other_ways", "film_takes")
"""Kinds that are asked again after a restart; what only a page waits for is not."""


@dataclass(frozen=True, slots=True)
class Errand:
    """One thing asked of a worker. given: its arguments, plain data; about: the plan and the kind, which it is once.

    state: waiting, running, done, refused (the plan cannot be used so), failed (our fault), or called off.
    asked_at: Unix time, s.
    """

    number: int
    kind: str
    about: str
    given: Mapping[str, Any]
    lane: str = LONG
    state: str = "waiting"
    done: int = 0
    of: int = 0
    result: Any = None
    said: str = ""
    asked_at: float = field(default_factory=time.time)

    @property
    def is_over(self) -> bool:
        """Whether nothing more will come of it."""
        return self.state not in ("waiting", "running")


@dataclass(eq=False)
class _Lane:
    """A worker and what waits for it."""

    name: str
    waiting: deque[int] = field(default_factory=deque)
    wake: threading.Event = field(default_factory=threading.Event)
    process: BaseProcess | None = None
    pipe: Connection | None = None
    running: int | None = None


class ErrandQueue:
    """Errands of one served folder. told: called whenever one of them is another than before."""

    def __init__(self, state: Path, told: Callable[[Errand], None] = lambda _: None) -> None:
        self._file = state / "queue.json"
        self._told = told
        self._turn = threading.RLock()
        self._errands: dict[int, Errand] = {}
        self._numbers = itertools.count(1)
        self._lanes = {name: _Lane(name) for name in (LONG, QUICK)}
        self._ends = threading.Event()
        self._threads = [
            threading.Thread(target=self._run, args=(lane,), name=f"errands {lane.name}", daemon=True)
            for lane in self._lanes.values()
        ]

    def begin(self) -> None:
        """Take up what waited when the server ended, and go to work."""
        for kind, about, given, lane in self._left_over():
            self.ask(kind, about, given, lane=lane)
        for thread in self._threads:
            thread.start()

    def end(self) -> None:
        """Stop working; what is not done is taken up at the next start."""
        self._ends.set()
        for lane in self._lanes.values():
            lane.wake.set()
            if lane.process is not None:
                lane.process.kill()
        for thread in self._threads:
            if thread.is_alive():
                thread.join(5)

    def ask(self, kind: str, about: str, given: Mapping[str, Any], *, lane: str = LONG) -> Errand | None:
        """Ask for something; the errand that is on its way already, where the same was asked. None: too much waits."""
        with self._turn:
            same = next((one for one in self._errands.values() if one.about == about and not one.is_over), None)
            if same is not None and dict(same.given) == dict(given):
                return same
            if same is not None:
                self.call_off(same.number)
            if sum(not one.is_over for one in self._errands.values()) >= MOST_WAITING:
                return None
            errand = Errand(next(self._numbers), kind, about, dict(given), lane)
            self._set(errand)
            self._lanes[lane].waiting.append(errand.number)
            self._forget_old()
            self._keep_waiting()
        self._lanes[lane].wake.set()
        return errand

    def latest(self, about: str) -> Errand | None:
        """The last errand about something."""
        with self._turn:
            return next((one for one in reversed(self._errands.values()) if one.about == about), None)

    def numbered(self, number: int) -> Errand | None:
        """An errand by its number."""
        return self._errands.get(number)

    def ahead_of(self, errand: Errand) -> int:
        """How many come before one that waits."""
        with self._turn:
            before = [one for one in self._errands.values() if one.lane == errand.lane and not one.is_over]
            return sum(one.number < errand.number for one in before)

    def call_off(self, number: int) -> None:
        """Call an errand off; a worker that runs it is ended at once."""
        with self._turn:
            errand = self._errands.get(number)
            if errand is None or errand.is_over:
                return
            self._set(replace(errand, state="called off"))
            lane = self._lanes[errand.lane]
            if lane.running == number and lane.process is not None:
                lane.process.kill()
            self._keep_waiting()

    def _run(self, lane: _Lane) -> None:
        while not self._ends.is_set():
            number = self._next(lane)
            if number is None:
                lane.wake.wait()
                lane.wake.clear()
                continue
            self._carry_out(lane, number)
            lane.running = None
            self._keep_waiting()

    def _next(self, lane: _Lane) -> int | None:
        with self._turn:
            while lane.waiting:
                number = lane.waiting.popleft()
                if number in self._errands and not self._errands[number].is_over:
                    lane.running = number
                    return number
            return None

    def _carry_out(self, lane: _Lane, number: int) -> None:
        pipe = self._worker(lane)
        errand = replace(self._errands[number], state="running")
        self._set_unless_over(errand)
        try:
            pipe.send((errand.kind, dict(errand.given)))
            while True:
                word, *told = pipe.recv()
                if word == "progress":
                    errand = replace(errand, done=told[0], of=told[1])
                    self._set_unless_over(errand)
                    continue
                self._set_unless_over(_ended(errand, word, told[0]))
                return
        except (EOFError, OSError):
            lane.process = lane.pipe = None
            if not self._ends.is_set():
                self._set_unless_over(replace(errand, state="failed", said="the process that simulated it ended"))

    def _worker(self, lane: _Lane) -> Connection:
        """The pipe to the worker of a lane; a new one where there is none, or it has died."""
        if lane.pipe is not None and lane.process is not None and lane.process.is_alive():
            return lane.pipe
        context = get_context("spawn")
        here, there = context.Pipe()
        process = context.Process(target=serve_errands, args=(there,), name=f"stuntlab {lane.name}", daemon=True)
        process.start()
        there.close()
        lane.process, lane.pipe = process, here
        return here

    def _set_unless_over(self, errand: Errand) -> None:
        with self._turn:
            known = self._errands.get(errand.number)
            if known is not None and not known.is_over:
                self._set(errand)

    def _set(self, errand: Errand) -> None:
        self._errands[errand.number] = errand
        self._told(errand)

    def _forget_old(self) -> None:
        over = [number for number, one in self._errands.items() if one.is_over]
        for number in over[: max(0, len(self._errands) - _MOST_KEPT)]:
            del self._errands[number]

    def _keep_waiting(self) -> None:
        """Write down what is not done, for the next start."""
        with self._turn:
            if self._ends.is_set():
                return
            left = [
                [one.kind, one.about, dict(one.given), one.lane]
                for one in self._errands.values()
                if not one.is_over and one.kind in _KEPT_KINDS
            ]
            try:
                write_whole(self._file, json.dumps(left).encode())
            except OSError:
                return

    def _left_over(self) -> list[tuple[str, str, dict[str, Any], str]]:
        try:
            read = json.loads(self._file.read_text(encoding="utf-8"))
            return [
                (str(kind), str(about), dict(given), QUICK if lane == QUICK else LONG)
                for kind, about, given, lane in read
                if kind in _KEPT_KINDS
            ]
        except (OSError, ValueError, TypeError):
            return []


def _ended(errand: Errand, word: str, came_to: Any) -> Errand:
    if word == "done":
        return replace(errand, state="done", result=came_to)
    return replace(errand, state=word, said=str(came_to))
