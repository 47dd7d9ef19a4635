"""Fifty screens and a stop; then the server is killed in the middle of writes, and nothing acknowledged is lost."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlencode

import psutil

from conftest import PLAN
from stuntlab.record import open_record
from stuntlab.record.chain import read_rows
from stuntlab.record.plan_record import stops_on
from stuntlab.serve.folder import ServedFolder
from stuntlab.serve.passes import PassOffice

SCREENS, WRITERS = 50, 4
FORM = {"content-type": "application/x-www-form-urlencoded", "accept": "application/json"}


@contextmanager
def serve(folder: Path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """A server of a folder, on two processors; and its port."""
    command = [sys.executable, "-m", "stuntlab", "serve", str(folder), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=dict(os.environ)) as server:
        assert server.stdout is not None
        psutil.Process(server.pid).cpu_affinity([*range(os.cpu_count() or 1)][:2])
        yield server, int(re.findall(r"http://localhost:(\d+)", server.stdout.readline())[0])


def ask_to_assess(port: int, folder: Path) -> None:
    token = PassOffice(ServedFolder(folder).state_folder()).issue("coordinator")
    with closing(http.client.HTTPConnection("localhost", port, timeout=60)) as line:
        line.request("POST", "/plan/kick.yaml/assess", "", {**FORM, "cookie": f"pass={token}"})
        assert line.getresponse().status == 303


def listen(port: int, ready: threading.Barrier, heard: list[float]) -> None:
    with closing(http.client.HTTPConnection("localhost", port, timeout=60)) as line:
        line.request("GET", "/events")
        with closing(line.getresponse()) as answer:
            assert answer.status == 200
            ready.wait(60)
            while line_heard := answer.readline():
                if b"event: stop" in line_heard:
                    heard.append(time.monotonic())
                    return


def post(port: int, path: str, fields: dict[str, str]) -> tuple[int, str]:
    with closing(http.client.HTTPConnection("localhost", port, timeout=60)) as line:
        line.request("POST", path, urlencode(fields), FORM)
        with closing(line.getresponse()) as answer:
            return answer.status, answer.read().decode()


def write_until_killed(port: int, number: int, told: list[str]) -> None:
    for count in range(100):
        what = f"worry {number} {count} of somebody"
        try:
            status, _ = post(port, "/plan/kick.yaml/log/worry", {"what": what})
        except (OSError, http.client.HTTPException):
            return
        if status == 200:
            told.append(what)


def test_fifty_screens_hear_a_stop_and_a_killed_server_loses_nothing(tmp_path: Path) -> None:
    (tmp_path / "kick.yaml").write_text(PLAN, encoding="utf-8")
    with serve(tmp_path) as (server, port):
        ask_to_assess(port, tmp_path)
        post(port, "/plan/kick.yaml/log/worry", {"what": "the first one"})
        heard: list[float] = []
        ready = threading.Barrier(SCREENS + 1)
        screens = [threading.Thread(target=listen, args=(port, ready, heard), daemon=True) for _ in range(SCREENS)]
        for screen in screens:
            screen.start()
        ready.wait(60)
        began = time.monotonic()
        status, said = post(port, "/stop", {"plan": "kick.yaml"})
        for screen in screens:
            screen.join(60)
        assert (status, json.loads(said)["stopped"], len(heard)) == (200, True, SCREENS)
        assert max(heard) - began < 1.0
        told: list[str] = []
        writers = [threading.Thread(target=write_until_killed, args=(port, one, told)) for one in range(WRITERS)]
        for writer in writers:
            writer.start()
        while len(told) < 5:
            time.sleep(0.05)
        workers = psutil.Process(server.pid).children(recursive=True)
        server.send_signal(signal.SIGKILL)
        for writer in writers:
            writer.join(60)
        assert workers
        assert psutil.wait_procs(workers, timeout=30)[1] == []  # none simulates on for nobody
    opened = open_record(tmp_path / "kick.yaml")
    entries, faults = read_rows(opened.store.rows(), opened.store.chain_name())
    assert not faults
    assert set(told) <= {str(entry.body.get("what")) for entry in entries}
    assert stops_on(tmp_path / "kick.yaml")
    with serve(tmp_path) as (server, port), closing(http.client.HTTPConnection("localhost", port, timeout=60)) as line:
        line.request("GET", "/plan/kick.yaml/progress")
        assert re.search("Being simulated|Waits to be simulated", line.getresponse().read().decode())
        server.terminate()
