"""What every request has to pass: the right name, the right page, the right size, not too often; and what every answer
carries so that a browser holds the page to it.
"""

from __future__ import annotations

import time
from collections import defaultdict, deque
from collections.abc import Callable
from urllib.parse import parse_qsl, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST_BYTES = 300_000
"""Of what a form may send: a plan of 256 kB and its frame (`plan/file.py`)."""

MOST_FIELDS = 200
A_MINUTE_S = 60.0
MOST_POSTS = 120
"""From one address in a minute (J): nobody types faster; a stop is counted apart and never refused."""

MOST_GETS = 1_200
"""Pages of one address in a minute (J): open screens that are told of every change ask for less."""

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self' blob:; "
    "font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_ON_A_NETWORK = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}
_HEADERS = {**_ON_A_NETWORK, "cross-origin-opener-policy": "same-origin"}
"""To this laptop itself; without a certificate a browser takes an opener policy for a fault."""


class BadForm(ValueError):
    """A form that cannot be read: too large, too many fields, no text."""


class Guard:
    """Refuses what no page of this server sends. hosts: the names and addresses it may be called by, without port."""

    def __init__(self, app: ASGIApp, hosts: frozenset[str], now: Callable[[], float] = time.monotonic) -> None:
        self.app, self.hosts, self._now = app, hosts, now
        self._asked: dict[tuple[str, int], deque[float]] = defaultdict(deque)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        refusal = self._refusal(scope)
        own = _HEADERS if _host_of(f"//{Headers(scope=scope).get('host', '')}") in LOOPBACK else _ON_A_NETWORK

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in own.items():
                    headers.setdefault(name, value)
                headers.setdefault("cache-control", "no-store")
            await send(message)

        await (refusal or self.app)(scope, receive, with_headers)

    def _refusal(self, scope: Scope) -> PlainTextResponse | None:
        headers = Headers(scope=scope)
        if not self._is_own_name(headers.get("host", ""), scope):
            return PlainTextResponse("This server is not called so.", 421)
        client = (scope.get("client") or ("", 0))[0]
        if scope["method"] in ("GET", "HEAD"):
            return _TOO_OFTEN if self._is_too_often(client, MOST_GETS) else None
        if not _is_from_here(headers):
            return PlainTextResponse("Only pages of this server may ask that.", 403)
        if _length(headers) > LARGEST_BYTES:
            return PlainTextResponse("That is too much for one form.", 413)
        if scope["path"] != "/stop" and self._is_too_often(client, MOST_POSTS):
            return _TOO_OFTEN
        return None

    def _is_own_name(self, told: str, scope: Scope) -> bool:
        """Whether a browser asked for this server: by a name it has, or by the address at which it was reached.

        No page of somebody else can make a browser call a number its own: any address of this machine will do.
        """
        host = _host_of(f"//{told}")
        return host in self.hosts or (_is_number(host) and host == (scope.get("server") or ("", 0))[0])

    def _is_too_often(self, client: str, most: int) -> bool:
        asked, now = self._asked[client, most], self._now()
        while asked and asked[0] < now - A_MINUTE_S:
            asked.popleft()
        if len(asked) >= most:
            return True
        asked.append(now)
        return False


_TOO_OFTEN = PlainTextResponse("Too many at once. Wait a minute. STOP works all the same.", 429)


def _host_of(address: str, *, port: bool = False) -> str:
    """The host of an address, with its port if asked; "" of what is no address."""
    try:
        read = urlsplit(address)
        return read.netloc if port else read.hostname or ""
    except ValueError:
        return ""


def _is_number(host: str) -> bool:
    return host.replace(".", "").isdigit()


def _length(headers: Headers) -> int:
    told = headers.get("content-length", "")
    return int(told) if told.isascii() and told.isdigit() else 0


def _is_from_here(headers: Headers) -> bool:
    """Whether a page of this server sends it; what is no browser says nothing of where it comes from."""
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = headers.get("origin")
    return origin is None or _host_of(origin, port=True) == headers.get("host", "")


async def read_form(request: Request) -> dict[str, str]:
    """The fields of a form, the last of each name.

    Raises: BadForm.
    """
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > LARGEST_BYTES:
            raise BadForm("That is too much for one form.")
    try:
        fields = parse_qsl(
            body.decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS, errors="strict", separator="&"
        )
    except ValueError:
        raise BadForm("That is no form that can be read.") from None
    return dict(fields)
