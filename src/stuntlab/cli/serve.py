"""`stuntlab serve`: open a folder of plans as pages for laptop, tablet and phones.

Group: Log the day, 10
Example: stuntlab serve examples/
"""

from __future__ import annotations

import socket
import threading
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import suppress
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import click

from stuntlab.errors import UserError
from stuntlab.files import is_there
from stuntlab.suggestions import suggest_extra

USUAL_PORT = 8080
_SIOCGIFADDR = 0x8915
"""Asks Linux for the address of an interface (linux/sockios.h)."""

_NEEDED = ("starlette", "uvicorn", "jinja2", "segno")


@click.command("serve")
@click.argument("folder", type=click.Path(path_type=Path), default=Path())
@click.option("--port", type=click.IntRange(0, 65535), default=USUAL_PORT, show_default=True, help="0: any free one.")
@click.option(
    "--lan", is_flag=True, help="Let tablets and phones of this network in, on purpose; prints address and code."
)
@click.option("--record", metavar="FILE|URL", help="Where the record is, if not beside the plans.")
@click.option("--open", "opens", is_flag=True, help="Open the board in the browser of this machine.")
def command(folder: Path, *, port: int, lan: bool, record: str | None, opens: bool) -> None:
    """Serve the plans of FOLDER as pages: board, answers, STOP, consent, log, record. Without FOLDER, those here.

    Nothing leaves this machine, and without --lan nothing else reaches it. Ctrl-C ends it; everything is kept.
    """
    _check_libraries()
    if not is_there(folder):
        raise UserError(f"{folder}: there is no such folder")
    others = _own_addresses() if lan else ["localhost"]
    bound = _bind(port, lan=lan)
    address, *also = [f"http://{one}:{bound.getsockname()[1]}" for one in others]
    serving = import_module("stuntlab.serve.serving")
    site = serving.site_of(folder, record, address=address, lan=lan)
    token = site.office.issue("coordinator")
    local = f"http://localhost:{bound.getsockname()[1]}/pass/{token}"
    click.echo(f"The board: {address}/")
    click.echo(f"The coordinator's pass, for one shooting day; keep it to yourself: {local}")
    if lan:
        click.echo(serving.code_for_terminal(f"{address}/"))
        if also:
            click.echo(f"On this laptop's other networks: {', '.join(f'{one}/' for one in also)}")
        click.echo("Whoever is on this network can read the board and stop. Use the production's own access point.")
    if opens:
        _soon(lambda: webbrowser.open(local))
    serving.run(site, bound)


def _check_libraries() -> None:
    missing = [name for name in _NEEDED if find_spec(name) is None]
    if missing:
        raise UserError(f"pages need {', '.join(missing)}, not installed here; install: {suggest_extra('app')}")


def _bind(port: int, *, lan: bool) -> socket.socket:
    bound = socket.socket(socket.AF_INET)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind(("0.0.0.0" if lan else "127.0.0.1", port))
    except OSError as error:
        bound.close()
        raise UserError(
            f"port {port} cannot be used ({error.strerror}): choose another one with --port, or 0"
        ) from None
    bound.listen()  # who opens the address as soon as it is printed waits, and is not turned away
    return bound


def _own_addresses() -> list[str]:
    """The addresses by which others on its networks reach this machine; nothing is sent to find them.

    Raises: UserError where it is on no network.
    """
    found = [*_of_route(), *_of_interfaces(), *_of_name()]
    own = [one for one in dict.fromkeys(found) if not one.startswith(("127.", "0."))]
    if not own:
        raise UserError("--lan: this machine is on no network; join the production's access point, or open one, first")
    return own


def _of_route() -> Iterator[str]:
    """The address that leads on, where one does: a laptop that is the access point itself has none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asks, suppress(OSError):
        asks.connect(("192.0.2.1", 9))
        yield str(asks.getsockname()[0])


def _of_interfaces() -> Iterator[str]:
    """The address of every interface, where the system is asked as Linux is."""
    try:
        ioctl = import_module("fcntl").ioctl
        names = [name for _, name in socket.if_nameindex()]
    except (ImportError, OSError):
        return
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asks:
        for name in names:
            with suppress(OSError):
                told = ioctl(asks.fileno(), _SIOCGIFADDR, name.encode()[:15].ljust(256, b"\0"))
                yield socket.inet_ntoa(told[20:24])


def _of_name() -> Iterator[str]:
    with suppress(OSError):
        yield from socket.gethostbyname_ex(socket.gethostname())[2]


def _soon(does: Callable[[], Any]) -> None:
    timer = threading.Timer(1.0, does)
    timer.daemon = True
    timer.start()
