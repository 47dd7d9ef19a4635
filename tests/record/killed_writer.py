"""Run by itself: fork a writer, kill it at a random moment, look whether all it was told of is there.

Prints a line of JSON: rounds, entries acknowledged, rounds in which the kill came before the first acknowledgement.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from importlib import import_module
from pathlib import Path

from stuntlab.record.entry import Draft
from stuntlab.record.kinds.concern import CONCERN
from stuntlab.record.store import Store, StorePlace

ROUNDS_A_CHAIN = 25


def write_until_killed(place: StorePlace, acknowledge: int) -> None:
    store = Store(place)
    while True:
        (entry,) = store.append(lambda held: [Draft(CONCERN, None, None, {"what": "x" * (len(held) % 50)})])
        os.write(acknowledge, f"{entry.hash}\n".encode())


def usual_s(place: StorePlace) -> float:
    """From the fork to the first acknowledgement, on this machine as busy as it is now."""
    read, write = os.pipe()
    began = time.monotonic()
    child = os.fork()
    if child == 0:
        write_until_killed(place, write)
    os.read(read, 1)
    took = time.monotonic() - began
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(read)
    os.close(write)
    return took


def one_round(place: StorePlace, luck: random.Random, longest_s: float) -> list[str]:
    """Hashes that a writer was told of before it was killed."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read)
        write_until_killed(place, write)
    os.close(write)
    time.sleep(luck.uniform(0, longest_s))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(read) as pipe:
        return [line.strip() for line in pipe if line.endswith("\n")]


def births(folder: Path, rounds: int) -> None:
    """Kill the very first writer, that makes the file and its tables too."""
    luck, longest_s = random.Random(rounds), 1.5 * usual_s(StorePlace("first", file=folder / "first.sqlite"))
    for number in range(rounds):
        place = StorePlace("first", file=folder / f"{number}.sqlite")
        told = one_round(place, luck, longest_s)
        (after,) = Store(place).append(lambda _: [Draft(CONCERN, None, None, {"what": "after"})])
        held = [entry.hash for entry in Store(place).entries()]
        if set(told) - set(held) or held[-1] != after.hash:
            raise SystemExit("a record did not survive its birth")


def main(where: str, production: str, rounds: int) -> None:
    luck, counted, nothing_yet = random.Random(rounds), 0, 0
    told: list[str] = []
    for number in range(rounds):
        if number % ROUNDS_A_CHAIN == 0:  # each of them in the same database
            chain = f"{production} {number}"
            place = StorePlace(chain, url=where) if "://" in where else StorePlace(chain, file=Path(where))
            Store(place).append(lambda held: [Draft(CONCERN, None, None, {"what": "first"})])
            told, longest_s = [], 3 * usual_s(place)
        acknowledged = one_round(place, luck, longest_s)
        told += acknowledged
        counted += len(acknowledged)
        nothing_yet += not acknowledged
        held = [entry.hash for entry in Store(place).entries()]  # raises where the chain is not whole
        lost = set(told) - set(held)
        if lost:
            raise SystemExit(f"lost {len(lost)} acknowledged entries")
    print(json.dumps({"rounds": rounds, "told": counted, "nothing_yet": nothing_yet}))


if __name__ == "__main__":
    import_module("stuntlab.record.migrate")  # or every forked writer would load it again
    if "://" not in sys.argv[1]:
        births(Path(sys.argv[1]).parent, 30)
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
