"""STOP: one tap, no login, no name. It is kept first, told to every screen, then brought into the record."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from stuntlab.record.stopping import NOWHERE, StoppedPlan, stop_plan
from stuntlab.serve.channel import ScreenEvent
from stuntlab.serve.places import leave_out_places
from stuntlab.serve.site import Site, urgent_form_page


def routes(site: Site) -> list[Route]:
    """The addresses of this page."""

    def stop(request: Request, form: Mapping[str, str]) -> Response:
        name = form.get("plan", "")
        target = site.folder.plans().get(name, site.folder.where)
        what = name if name and target != site.folder.where else "every plan of this folder"
        site.channel.tell(ScreenEvent("stop", {"what": what}))
        stopped = stop_plan(target, site.folder.record)
        if target == site.folder.where:
            stopped = _also_in_records(site, stopped)
        if stopped.code == NOWHERE:
            site.channel.tell(ScreenEvent("stop", {"what": f"{what} (kept nowhere: say it aloud)"}))
        site.channel.tell(ScreenEvent("changed"))
        said = leave_out_places(_in_words(stopped))
        if "application/json" in request.headers.get("accept", ""):
            return JSONResponse(
                {"stopped": stopped.code != NOWHERE, "said": said}, 200 if stopped.code != NOWHERE else 503
            )
        return site.page(request, "stopped.html", said=said, what=what, kept=stopped.code != NOWHERE)

    return [Route("/stop", urgent_form_page(stop), methods=["POST"])]


def _also_in_records(site: Site, kept: StoppedPlan) -> StoppedPlan:
    """A stop of a folder lies on this machine at once; each record that its plans are kept in gets it besides."""
    done: set[str] = set()
    entry = kept.entry
    for file in site.folder.plans().values():
        try:
            opened = site.open(file)
            place = f"{opened.store.place} {opened.store.place.production}"
            if place not in done:
                done.add(place)
                added = opened.decide(lambda _: [])
                entry = added[-1].number if added else entry
        except Exception:  # it counts on this machine whatever a record says
            continue
    return StoppedPlan(kept.plan, kept.where, entry, kept.why) if entry is not None else kept


def _in_words(stopped: StoppedPlan) -> str:
    if stopped.code == NOWHERE:
        return f"SAY IT ALOUD, NOW, TO EVERYBODY. The stop could be kept nowhere: {stopped.why}"
    if stopped.entry is not None:
        return "HOLD. Everybody knows. Thank you. Say it aloud too."
    return f"HOLD, on this machine and its screens; other machines do not see it yet: {stopped.why}. Say it aloud too."
