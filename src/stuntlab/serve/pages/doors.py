"""What is not about a plan: a pass that is shown, the codes of this server, files of the pages, the channel."""

from __future__ import annotations

import io

import segno
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from stuntlab.serve.passes import ROLES
from stuntlab.serve.site import COOKIE, NotServed, Site
from stuntlab.serve.vendored import served_file

_LONGEST_ID = 25
_KINDS = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml", "md": "text/plain"}


def routes(site: Site) -> list[Route]:
    """The addresses of these pages."""

    def enter(request: Request) -> Response:
        token = str(request.path_params["token"])
        found = site.office.read(token)
        if found is None or found.role == "asked":
            raise NotServed("This code counts no more, or is of another laptop. Ask for a new one at base camp.")
        answer = RedirectResponse("/", 303)
        lasts_s = max(0, int(found.until - site.office.now()))
        answer.set_cookie(COOKIE, token, max_age=lasts_s, httponly=True, samesite="strict", path="/")
        return answer

    def leave(request: Request) -> Response:  # noqa: ARG001
        answer = RedirectResponse("/", 303)
        answer.delete_cookie(COOKIE, path="/", httponly=True, samesite="strict")
        return answer

    def passes(request: Request) -> Response:
        site.need(request, "coordinator")
        names = sorted({person for file in site.folder.plans() for person in _people_of(site, file)})
        asked = request.query_params.get("for", "")
        role, _, name = asked.partition(":")
        link = ""
        if role in ROLES and len(name) <= 80:
            link = f"{site.address}/pass/{site.office.issue(role, name)}"
        return site.page(
            request,
            "passes.html",
            roles=ROLES,
            names=names,
            link=link,
            role=role,
            who=name,
            code=qr_svg(link) if link else "",
        )

    def file(request: Request) -> Response:
        found = served_file(str(request.path_params["file"]))
        if found is None:
            raise NotServed("There is no such file.")
        content, digest = found
        ending = str(request.path_params["file"]).rpartition(".")[2]
        headers = {"etag": f'"{digest}"', "cache-control": "no-cache"}
        if request.headers.get("if-none-match") == headers["etag"]:
            return Response(status_code=304, headers=headers)
        return Response(content, media_type=_KINDS.get(ending, "application/octet-stream"), headers=headers)

    async def events(request: Request) -> Response:
        client = request.client.host if request.client else ""
        if site.channel.is_full(client):
            return PlainTextResponse("Too many screens listen already.", 503)
        heard = request.headers.get("last-event-id", request.query_params.get("since", ""))[:_LONGEST_ID]
        return StreamingResponse(
            site.channel.listen(client, heard if heard.isascii() and heard.isdigit() else ""),
            media_type="text/event-stream",
            headers={"cache-control": "no-store"},
        )

    return [
        Route("/pass/{token}", enter),
        Route("/leave", leave, methods=["POST"]),
        Route("/passes", passes),
        Route("/static/{file:path}", file),
        Route("/events", events),
    ]


def _people_of(site: Site, name: str) -> list[str]:
    try:
        return list(site.open(site.plan_named(name)).plan.people)
    except Exception:  # a plan that cannot be read names nobody
        return []


def qr_svg(text: str) -> str:
    """A text as a code that a phone's own camera reads, as SVG."""
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(
        out,
        kind="svg",
        scale=6,
        border=4,
        xmldecl=False,
        svgns=True,
        dark="#000",
        light="#fff",
        svgclass="qr",
        lineclass=None,
    )
    return out.getvalue().decode()
