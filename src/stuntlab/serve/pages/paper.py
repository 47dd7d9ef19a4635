"""Sheets of paper as buttons: made beside the server, taken as files, the card among them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from stuntlab.errors import UserError
from stuntlab.paper import known_sheets
from stuntlab.record import History
from stuntlab.record.board import row_of
from stuntlab.serve.errand_queue import QUICK, Errand
from stuntlab.serve.kept import SHEETS, shown_of
from stuntlab.serve.site import NotServed, Site, form_page, path_of

MAY_PRINT = ("coordinator", "adviser")
"""Whoever may take sheets: the plan with everybody's height and mass is attached to each."""

_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "txt": "text/plain; charset=utf-8",
}


def routes(site: Site) -> list[Route]:
    """The addresses of this page."""

    def paper(request: Request) -> Response:
        file = site.plan_file(request)
        history = site.open(file).history()
        errand = site.errands.latest(f"paper {file.name}")
        made = _made(site, history, errand)
        now = row_of(history, file.name).ends_at
        return site.page(
            request,
            "paper.html",
            name=file.name,
            plan=history.plan,
            what="paper",
            errand=errand,
            made=made,
            sheets=list(known_sheets().values()),
            old=made is not None and made["record"] != now,
            may_ask=site.role_of(request) in MAY_PRINT,
        )

    def ask(request: Request, form: Mapping[str, str]) -> Response:
        site.need(request, *MAY_PRINT)
        file = site.plan_file(request)
        about = f"paper {file.name}"
        if form.get("call_off"):
            if (errand := site.errands.latest(about)) is not None:
                site.errands.call_off(errand.number)
        else:
            given = {"plan_file": str(file), "record": site.folder.record, "state": str(site.state)}
            if site.errands.ask("write_paper", about, given, lane=QUICK) is None:
                raise UserError("Too much waits already: let some of it end, or call some of it off.")
        return RedirectResponse(path_of(file.name, "paper"), 303)

    def take(request: Request) -> Response:
        site.need(request, *MAY_PRINT)
        file, name = site.plan_file(request), str(request.path_params["sheet"])
        history = site.open(file).history()
        made = _made(site, history, site.errands.latest(f"paper {file.name}"))
        kept = site.state / SHEETS / (made["folder"] if made else "") / name
        if made is None or name not in made["files"] or not kept.is_file():
            raise NotServed("There is no such sheet; have the sheets made first.")
        shown = "inline" if name.endswith(".pdf") else "attachment"
        headers = {"content-disposition": f'{shown}; filename="{name}"', "content-security-policy": "sandbox"}
        return Response(kept.read_bytes(), media_type=_TYPES[name.rpartition(".")[2]], headers=headers)

    return [
        Route("/plan/{name}/paper", paper),
        Route("/plan/{name}/ask/paper", form_page(ask), methods=["POST"]),
        Route("/plan/{name}/paper/{sheet}", take),
    ]


def _made(site: Site, history: History, errand: Errand | None) -> dict[str, Any] | None:
    """What was made last of this version."""
    last: dict[str, Any] | None = errand.result if errand is not None and errand.state == "done" else None
    if last is not None and last["plan_hash"] == history.plan.hash:
        return last
    return shown_of(site.state, "paper", history.plan.hash)
