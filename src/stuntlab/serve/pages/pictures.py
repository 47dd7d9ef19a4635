"""What is looked at: takes in motion, what cameras see and where a lens may stand, other ways to do it as cards."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from stuntlab.errors import UserError
from stuntlab.serve.errand_queue import LONG, QUICK, Errand
from stuntlab.serve.passes import ROLES
from stuntlab.serve.site import NotServed, Site, form_page, path_of
from stuntlab.shots.placement import tell_missing

_SCENE = re.compile(r"[0-9a-f]{16}-\d{1,3}\.glb")
_MAP_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
"""Of a map alone, which is a picture: it has its styles inside it and may load and run nothing."""

_NUMBER = re.compile(r"-?\d{1,4}(\.\d{1,3})?")
_LENS = re.compile(r"\d{1,4}(\.\d{1,2})?")
MAY_ALL = ROLES


def routes(site: Site) -> list[Route]:
    """The addresses of these pages."""

    def takes(request: Request) -> Response:
        return _page(site, request, "takes", "takes.html")

    def others(request: Request) -> Response:
        return _page(site, request, "others", "others.html")

    def cameras(request: Request) -> Response:
        return _page(site, request, "cameras", "cameras.html")

    def ask_takes(request: Request, _: Mapping[str, str]) -> Response:
        file = site.plan_file(request)
        given = {"plan_file": str(file), "state": str(site.state)}
        return _ask(site, request, "film_takes", "takes", given, QUICK)

    def ask_others(request: Request, _: Mapping[str, str]) -> Response:
        return _ask(site, request, "find_other_ways", "others", {"plan_file": str(site.plan_file(request))}, LONG)

    def ask_cameras(request: Request, form: Mapping[str, str]) -> Response:
        given = {"plan_file": str(site.plan_file(request)), "moved": _moved(form)}
        return _ask(site, request, "look_through_cameras", "cameras", given, QUICK)

    def waits(request: Request) -> Response:
        file, what = site.plan_file(request), str(request.path_params["what"])
        errand = site.errands.latest(f"{what} {file.name}")
        return site.page(request, "_wait.html", name=file.name, what=what, errand=errand)

    def floor(request: Request) -> Response:
        errand = site.errands.latest(f"cameras {site.plan_file(request).name}")
        maps = errand.result["maps"] if errand and errand.state == "done" else []
        number = int(request.path_params["number"])
        if number >= len(maps):
            raise NotServed("There is no such map; look through the cameras first.")
        return Response(maps[number], media_type="image/svg+xml", headers={"content-security-policy": _MAP_POLICY})

    def scene(request: Request) -> Response:
        name = str(request.path_params["file"])
        path = site.state / "scenes" / name
        if not _SCENE.fullmatch(name) or not path.is_file():
            raise NotServed("There is no such scene.")
        return Response(path.read_bytes(), media_type="model/gltf-binary")

    return [
        Route("/plan/{name}/takes", takes),
        Route("/plan/{name}/others", others),
        Route("/plan/{name}/cameras", cameras),
        Route("/plan/{name}/ask/takes", form_page(ask_takes), methods=["POST"]),
        Route("/plan/{name}/ask/others", form_page(ask_others), methods=["POST"]),
        Route("/plan/{name}/ask/cameras", form_page(ask_cameras), methods=["POST"]),
        Route("/plan/{name}/wait/{what}", waits),
        Route("/plan/{name}/map/{number:int}.svg", floor),
        Route("/scene/{file}", scene),
    ]


def _page(site: Site, request: Request, what: str, template: str) -> Response:
    file = site.plan_file(request)
    plan = site.open(file).plan
    errand = site.errands.latest(f"{what} {file.name}")
    return site.page(
        request,
        template,
        name=file.name,
        plan=plan,
        what=what,
        errand=errand,
        came_to=errand.result if errand and errand.state == "done" else None,
        placed=[name for name, camera in plan.cameras.items() if tell_missing(camera) is None],
        old=_is_old(errand, file),
        may_ask=site.role_of(request) in MAY_ALL,
    )


def _is_old(errand: Errand | None, file: Path) -> bool:
    """Whether the plan was saved since something was asked of it."""
    return bool(errand and errand.is_over and file.stat().st_mtime > errand.asked_at)


def _ask(site: Site, request: Request, kind: str, what: str, given: Mapping[str, Any], lane: str) -> Response:
    site.need(request, *MAY_ALL)
    file = site.plan_file(request)
    if site.errands.ask(kind, f"{what} {file.name}", given, lane=lane) is None:
        raise UserError("Too much waits already: let some of it end, or call some of it off.")
    return RedirectResponse(path_of(file.name, what), 303)


def _moved(form: Mapping[str, str]) -> dict[str, str] | None:
    """A camera at another place, as it was dragged or typed, in metres and mm; None where none was moved."""
    if not form.get("camera"):
        return None
    given = {name: form.get(name, "").strip() for name in ("x", "y", "lens")}
    fits: tuple[tuple[str, Callable[[str], object]], ...] = (
        ("x", _NUMBER.fullmatch),
        ("y", _NUMBER.fullmatch),
        ("lens", _LENS.fullmatch),
    )
    wrong = [name for name, match in fits if not match(given[name])]
    if wrong:
        raise UserError(f"{', '.join(wrong)}: give a number, metres for x and y and mm for the lens, as in 2.5 and 85")
    return {"camera": form["camera"], "x": f"{given['x']} m", "y": f"{given['y']} m", "lens": f"{given['lens']} mm"}
