"""One plan: its answer as the same sections as the terminal's, and the way to everything else about it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from stuntlab.datasets import Rehearsed
from stuntlab.documents import Document, answer_document
from stuntlab.errors import PlanError, UserError
from stuntlab.pipeline.add_record import with_decisions
from stuntlab.pipeline.whole_answers import grounds_of, kept_of
from stuntlab.record import History, PlanRecord, collect_runs, judge_decisions
from stuntlab.record.board import row_of
from stuntlab.record.day_rows import rows_of_day
from stuntlab.report.board import word_of
from stuntlab.serve.errand_queue import Errand
from stuntlab.serve.pages.board import shape_of
from stuntlab.serve.site import Site, form_page, path_of


def routes(site: Site) -> list[Route]:
    """The addresses of this page."""

    def plan(request: Request) -> Response:
        file = site.plan_file(request)
        errand = site.errands.latest(f"assess {file.name}")
        try:
            opened = site.open(file)
            history = opened.history()
        except UserError as error:
            (row,) = rows_of_day([file], site.folder.record)
            problems = error.problems if isinstance(error, PlanError) else ()
            return site.page(
                request, "unreadable.html", name=file.name, row=row, problems=problems, said=str(error), errand=errand
            )
        document, old = answer_of(site, opened, history)
        row = row_of(history, file.name)
        return site.page(
            request,
            "plan.html",
            name=file.name,
            plan=history.plan,
            row=row,
            word=word_of(row),
            shape=shape_of(row),
            document=document,
            old=old,
            errand=errand,
            ahead=site.errands.ahead_of(errand) if errand else 0,
            may_assess=site.role_of(request) in MAY_ASSESS,
        )

    def progress(request: Request) -> Response:
        file = site.plan_file(request)
        errand = site.errands.latest(f"assess {file.name}")
        ahead = site.errands.ahead_of(errand) if errand else 0
        may = site.role_of(request) in MAY_ASSESS
        return site.page(request, "_errand.html", name=file.name, errand=errand, ahead=ahead, may_assess=may)

    def ask(request: Request, form: Mapping[str, str]) -> Response:
        site.need(request, *MAY_ASSESS)
        file = site.plan_file(request)
        if form.get("call_off"):
            errand = site.errands.latest(f"assess {file.name}")
            if errand is not None:
                site.errands.call_off(errand.number)
        else:
            ask_to_assess(site, file)
        return RedirectResponse(path_of(file.name), 303)

    return [
        Route("/plan/{name}", plan),
        Route("/plan/{name}/assess", form_page(ask), methods=["POST"]),
        Route("/plan/{name}/progress", progress),
    ]


MAY_ASSESS = ("coordinator", "adviser")
"""Whoever may have a plan assessed: it takes the laptop's processors for minutes."""


def ask_to_assess(site: Site, file: Path) -> Errand:
    """Have a plan assessed.

    Raises: UserError where too much waits already.
    """
    given = {"plan_file": str(file), "record": site.folder.record, "state": str(site.state)}
    errand = site.errands.ask("assess_plan", f"assess {file.name}", given)
    if errand is None:
        raise UserError("Too much waits already: let some of it end, or call some of it off.")
    return errand


def answer_of(site: Site, opened: PlanRecord, history: History) -> tuple[Document | None, bool]:
    """The answer to a plan with what people decided until now; and whether the grounds are others since."""
    kept = kept_of(site.state, history.plan.hash)
    if kept is None:
        return None, False
    standing, findings = judge_decisions(history)
    rehearsed: Rehearsed = collect_runs(history)
    answer = with_decisions(kept.answer, standing, findings)
    document = answer_document(answer, history.plan)
    return document, kept.grounds != grounds_of(opened.house.limits, rehearsed)
