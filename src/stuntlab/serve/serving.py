"""The app on a socket: what `stuntlab serve` runs."""

from __future__ import annotations

import io
import socket
from pathlib import Path
from urllib.parse import urlsplit

import segno
import uvicorn

from stuntlab.serve.app import make_app, make_site
from stuntlab.serve.folder import ServedFolder
from stuntlab.serve.guard import LOOPBACK
from stuntlab.serve.site import Site

_ENDS_S = 2
"""How long pages that listen are let to end (J)."""


def site_of(folder: Path, record: str | None, *, address: str, lan: bool) -> Site:
    """The site of a folder. Raises: as `make_site`."""
    return make_site(ServedFolder(folder.absolute(), record), address=address, lan=lan)


def run(site: Site, bound: socket.socket) -> None:
    """Serve on a socket that is bound, until Ctrl-C."""
    hosts = LOOPBACK | {urlsplit(site.address).hostname or "localhost"}
    settings = uvicorn.Config(
        make_app(site, hosts),
        log_level="warning",
        access_log=False,
        server_header=False,
        date_header=False,
        timeout_graceful_shutdown=_ENDS_S,
    )
    uvicorn.Server(settings).run(sockets=[bound])


def code_for_terminal(text: str) -> str:
    """A text as a code that a phone reads from the terminal."""
    out = io.StringIO()
    segno.make(text, error="m", micro=False).terminal(out, border=2, compact=True)
    return out.getvalue()
