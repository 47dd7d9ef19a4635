"""A process beside the server that simulates: one errand after the other, so that pages and stops never wait for it."""

from __future__ import annotations

import os
import signal
from importlib import import_module
from multiprocessing.connection import Connection
from typing import Any

from stuntlab.errors import UserError

_NICER = 10
"""How much a worker lets others go first: a stop is answered while both processors simulate (J)."""


def serve_errands(pipe: Connection) -> None:
    """What the process does until nobody asks any more: errand in, progress and one result out."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
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
