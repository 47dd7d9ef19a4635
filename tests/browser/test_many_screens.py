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
from contextlib import closing
from pathlib import Path
from urllib.parse import urlencode

from conftest import PLAN
from stuntlab.record import open_record
from stuntlab.record.chain import read_rows
from stuntlab.record.plan_record import stops_on

SCREENS, WRITERS = 50, 4
FORM = {"content-type": "application/x-www-form-urlencoded", "accept": "application/json"}


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
    command = [sys.executable, "-m", "stuntlab", "serve", str(tmp_path), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=dict(os.environ)) as server:
        assert server.stdout is not None
        port = int(re.findall(r"http://localhost:(\d+)", server.stdout.readline())[0])
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
        server.send_signal(signal.SIGKILL)
        for writer in writers:
            writer.join(60)
    opened = open_record(tmp_path / "kick.yaml")
    entries, faults = read_rows(opened.store.rows(), opened.store.chain_name())
    assert not faults
    assert set(told) <= {str(entry.body.get("what")) for entry in entries}
    assert stops_on(tmp_path / "kick.yaml")
