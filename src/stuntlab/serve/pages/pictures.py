"""What is looked at: takes in motion, what cameras see and where a lens may stand, other ways to do it as cards."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from stuntlab.errors import UserError
from stuntlab.plan import Camera, Plan, unit_style
from stuntlab.serve.errand_queue import LONG, QUICK, Errand
from stuntlab.serve.kept import SCENES, shown_of
from stuntlab.serve.lens_reading import read_lens
from stuntlab.serve.load_steps import steps_in_words
from stuntlab.serve.passes import ROLES
from stuntlab.serve.site import NotServed, Site, form_page, path_of
from stuntlab.shots.placement import sensor_of, tell_missing
from stuntlab.units import Dimension, System, parse_quantity

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

    def ask_takes(request: Request, form: Mapping[str, str]) -> Response:
        return _ask(site, request, form, "film_takes", QUICK)

    def ask_others(request: Request, form: Mapping[str, str]) -> Response:
        return _ask(site, request, form, "find_other_ways", LONG)

    def ask_cameras(request: Request, form: Mapping[str, str]) -> Response:
        unit = _unit(site.open(site.plan_file(request)).plan)
        return _ask(site, request, form, "look_through_cameras", QUICK, moved=_moved(form, unit))

    def read(request: Request) -> Response:
        file = site.plan_file(request)
        plan = site.open(file).plan
        kept = shown_of(site.state, "cameras", plan.hash)
        if kept is None:
            raise NotServed("There is no map of this version; look through the cameras first.")
        try:
            moved = _moved(request.query_params, _unit(plan))
            readings = _readings(plan, kept, moved) if moved else []
        except UserError as problem:
            return site.page(request, "_lens_reading.html", plan=plan, said=str(problem), moved=None, readings=[])
        return site.page(request, "_lens_reading.html", plan=plan, said="", moved=moved, readings=readings)

    def waits(request: Request) -> Response:
        file, what = site.plan_file(request), str(request.path_params["what"])
        errand = site.errands.latest(f"{what} {file.name}")
        may = site.role_of(request) in MAY_ALL
        return site.page(request, "_wait.html", name=file.name, what=what, errand=errand, may_ask=may)

    def floor(request: Request) -> Response:
        file = site.plan_file(request)
        shown, _ = _came_to(site, "cameras", site.open(file).plan, site.errands.latest(f"cameras {file.name}"))
        maps = shown["maps"] if shown else []
        number = int(request.path_params["number"])
        if number >= len(maps):
            raise NotServed("There is no such map; look through the cameras first.")
        return Response(maps[number], media_type="image/svg+xml", headers={"content-security-policy": _MAP_POLICY})

    def scene(request: Request) -> Response:
        name = str(request.path_params["file"])
        path = site.state / SCENES / name
        if not _SCENE.fullmatch(name) or not path.is_file():
            raise NotServed("There is no such scene.")
        return Response(path.read_bytes(), media_type="model/gltf-binary")

    return [
        Route("/plan/{name}/takes", takes),
        Route("/plan/{name}/others", others),
        Route("/plan/{name}/cameras", cameras),
        Route("/plan/{name}/cameras/read", read),
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
    came_to, old = _came_to(site, what, plan, errand)
    return site.page(
        request,
        template,
        name=file.name,
        plan=plan,
        what=what,
        errand=errand,
        came_to=came_to,
        placed=[name for name, camera in plan.cameras.items() if tell_missing(camera) is None],
        lenses={name: _lens_mm(camera) for name, camera in plan.cameras.items()},
        unit=_unit(plan),
        unit_m=parse_quantity(f"1 {_unit(plan)}", Dimension.LENGTH).value,
        old=old,
        steps=steps_in_words(),
        may_ask=site.role_of(request) in MAY_ALL,
    )


def _lens_mm(camera: Camera) -> str:
    return f"{1000 * camera.lens.value:g}" if camera.lens is not None else ""


def _came_to(site: Site, what: str, plan: Plan, errand: Errand | None) -> tuple[dict[str, Any] | None, bool]:
    """What there is to look at, and whether it is of another version: what was asked last, else what was kept."""
    last: dict[str, Any] | None = errand.result if errand is not None and errand.state == "done" else None
    if last is not None and last["plan_hash"] == plan.hash:
        return last, False
    kept = shown_of(site.state, what, plan.hash)
    return (kept, False) if kept is not None else (last, last is not None)


def _ask(site: Site, request: Request, form: Mapping[str, str], kind: str, lane: str, **given: Any) -> Response:
    site.need(request, *MAY_ALL)
    file, what = site.plan_file(request), request.url.path.rpartition("/")[2]
    about = f"{what} {file.name}"
    if form.get("call_off"):
        if (errand := site.errands.latest(about)) is not None:
            site.errands.call_off(errand.number)
    elif site.errands.ask(kind, about, {"plan_file": str(file), "state": str(site.state), **given}, lane=lane) is None:
        raise UserError("Too much waits already: let some of it end, or call some of it off.")
    return RedirectResponse(path_of(file.name, what), 303)


def _unit(plan: Plan) -> str:
    """What places on the floor are written in."""
    return "ft" if unit_style(plan).of(Dimension.LENGTH) is System.US else "m"


def _readings(plan: Plan, kept: Mapping[str, Any], moved: Mapping[str, str]) -> list[tuple[str, list[tuple[str, str]]]]:
    """(strike, its rows) for a camera at another place.

    Raises: UserError for a camera that is not in the plan.
    """
    camera = plan.cameras.get(moved["camera"])
    if camera is None:
        raise UserError("There is no such camera in this plan.")
    x, y, lens = (parse_quantity(moved[part], Dimension.LENGTH).value for part in ("x", "y", "lens"))
    return [
        (place["gag"], read_lens(place, (x, y), lens, sensor_of(camera), unit_style(plan))) for place in kept["places"]
    ]


def _moved(form: Mapping[str, str], unit: str) -> dict[str, str] | None:
    """A camera at another place, as it was dragged or typed, in a unit and mm; None where none was moved."""
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
        raise UserError(f"{', '.join(wrong)}: give a number, {unit} for x and y and mm for the lens, as in 2.5 and 85")
    return {
        "camera": form["camera"],
        "x": f"{given['x']} {unit}",
        "y": f"{given['y']} {unit}",
        "lens": f"{given['lens']} mm",
    }
