"""A process beside the server that simulates: one errand after the other, so that pages and stops never wait for it."""

from __future__ import annotations

import os
import signal
import threading
from importlib import import_module
from multiprocessing import parent_process
from multiprocessing.connection import Connection, wait
from typing import Any

from stuntlab.errors import UserError

_NICER = 10
"""How much a worker lets others go first: a stop is answered while both processors simulate (J)."""


def serve_errands(pipe: Connection) -> None:
    """What the process does until nobody asks any more: errand in, progress and one result out."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_server, daemon=True).start()
    if hasattr(os, "nice"):
        os.nice(_NICER)
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    os.environ["MUJOCO_GL"] = "disable"  # nothing is drawn here; scenes go out as numbers
    errands: Any = import_module("stuntlab.serve.errands")  # which brings the simulator: not into the server
    while True:
        try:
            kind, given = pipe.recv()
        except (EOFError, OSError):
            return
        try:
            result = getattr(errands, kind)(**given, tell=lambda done, of: pipe.send(("progress", done, of)))
            answer = ("done", result)
        except UserError as error:
            answer = ("refused", str(error))
        except Exception as error:
            answer = ("failed", f"{type(error).__name__}: {error}")
        try:
            pipe.send(answer)
        except (EOFError, OSError):
            return


def _end_with_server() -> None:
    """A server that was killed has nobody left who asks: what it sent for does not go on without it."""
    server = parent_process()
    if server is not None:
        wait([server.sentinel])
        os._exit(1)
