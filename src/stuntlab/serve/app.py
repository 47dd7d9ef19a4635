"""The app: pages, guard, and what runs beside them while the server is up."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from importlib import import_module
from pkgutil import iter_modules

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from stuntlab.errors import StuntlabError, UserError
from stuntlab.serve import pages
from stuntlab.serve.channel import ScreenChannel, ScreenEvent
from stuntlab.serve.errand_queue import Errand, ErrandQueue
from stuntlab.serve.folder import ServedFolder
from stuntlab.serve.guard import LOOPBACK, BadForm, Guard
from stuntlab.serve.passes import PassOffice
from stuntlab.serve.site import NoPass, NotServed, Site, make_templates, path_of, say_words
from stuntlab.suggestions import Called, name_caller

LOOKED_EVERY_S = 0.4
"""How often files are looked at, for what other programs and other laptops write (J)."""


def make_site(folder: ServedFolder, *, address: str, lan: bool) -> Site:
    """What pages have at hand, for a folder.

    Raises: UserError where this machine can keep nothing.
    """
    state, channel = folder.state_folder(), ScreenChannel()

    def tell(errand: Errand) -> None:
        channel.tell(ScreenEvent("errand", {"number": str(errand.number), "state": errand.state}))

    return Site(folder, PassOffice(state), ErrandQueue(state, tell), channel, make_templates(), state, address, lan)


def make_app(site: Site, hosts: frozenset[str] = LOOPBACK) -> Starlette:
    """The app of a site. hosts: what it may be called by."""

    @asynccontextmanager
    async def lives(app: Starlette) -> AsyncIterator[None]:  # noqa: ARG001
        site.channel.begin()
        site.errands.begin()
        looks = asyncio.create_task(_look(site))
        try:
            yield
        finally:
            looks.cancel()
            with suppress(asyncio.CancelledError):
                await looks
            site.channel.end()
            await run_in_threadpool(site.errands.end)

    def refuse(request: Request, error: Exception) -> Response:
        return _refusal(site, request, error)

    return Starlette(
        routes=_routes(site),
        middleware=[Middleware(Guard, hosts=hosts), Middleware(_NamesNoProgram)],
        exception_handlers={StuntlabError: refuse, BadForm: refuse, HTTPException: refuse, Exception: refuse},
        lifespan=lives,
    )


class _NamesNoProgram:
    """While a page is made, a command in a text begins with `stuntlab`, and pages turn it into a link.

    How the server was called on this laptop, and where its record is, is nothing for a network.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        with name_caller(Called()):
            await self.app(scope, receive, send)


def _routes(site: Site) -> list[Route]:
    """The addresses of every page, found by its file."""
    found: list[Route] = []
    for module in iter_modules(pages.__path__):
        found += import_module(f"{pages.__name__}.{module.name}").routes(site)
    return found


async def _look(site: Site) -> None:
    """Tell every screen when a file of the folder or of the record is another one."""
    seen = await run_in_threadpool(site.folder.changed)
    while True:
        await asyncio.sleep(LOOKED_EVERY_S)
        now = await run_in_threadpool(site.folder.changed)
        if now != seen:
            seen = now
            site.channel.tell(ScreenEvent("changed"))


_STATUS: tuple[tuple[type[Exception], int], ...] = ((NoPass, 403), (NotServed, 404), (UserError, 409), (BadForm, 400))

_PAGES_WITH_FORMS = ("people", "log", "edit", "cameras", "takes", "others", "paper")
"""A form of theirs is sent to an address that begins with theirs: from a refusal there is a way back to the page."""


def _refusal(site: Site, request: Request, error: Exception) -> Response:
    status = next((code for kind, code in _STATUS if isinstance(error, kind)), 500)
    said = str(error)
    if isinstance(error, HTTPException):
        status, said = error.status_code, "There is no such page here." if error.status_code == 404 else error.detail
    elif status == 500:
        said = f"stuntlab failed, and that is our fault, not yours ({type(error).__name__}). STOP works all the same."
    if "application/json" in request.headers.get("accept", ""):
        return JSONResponse({"error": say_words(said)}, status)
    name = str(request.path_params.get("name", ""))
    known = name if name in site.folder.plans() else ""
    page = str(request.scope["path"]).removeprefix(f"/plan/{known}/").partition("/")[0]
    back = path_of(known, page) if known and page in _PAGES_WITH_FORMS else ""
    return site.page(request, "refused.html", status=status, said=said, name=known, back=back)
