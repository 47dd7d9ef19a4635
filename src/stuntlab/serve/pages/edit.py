"""The plan as text, its problems at their lines, a form of the action at the caret, and what a save would void."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from stuntlab.errors import PlanError, PlanProblem, UserError
from stuntlab.files import write_whole
from stuntlab.plan import ACTION_KINDS, Plan, as_data, in_words, parse_plan, unit_style
from stuntlab.plan.file import plan_text
from stuntlab.plan.yaml import Keys, Node, read_tree, write_value
from stuntlab.record.changes import changes
from stuntlab.record.consent import valid_consent
from stuntlab.serve.channel import ScreenEvent
from stuntlab.serve.form_fields import FormField, fields_written, form_field
from stuntlab.serve.site import Site, form_page, path_of
from stuntlab.units import UnitStyle

EDITS = "coordinator"


def routes(site: Site) -> list[Route]:
    """The addresses of this page."""

    def edit(request: Request) -> Response:
        site.need(request, EDITS)
        file = site.plan_file(request)
        text = _text_of(file)
        line = request.query_params.get("line", "1")
        problems, plan = _check(text, file.name)
        return site.page(
            request,
            "edit.html",
            name=file.name,
            text=text,
            before=digest(text),
            problems=problems,
            words=in_words(plan) if plan else "",
            line=int(line) if line.isdigit() and len(line) < 6 else 1,
        )

    def check(request: Request, form: Mapping[str, str]) -> Response:
        site.need(request, EDITS)
        file = site.plan_file(request)
        problems, plan = _check(_lines(form), file.name)
        words = in_words(plan) if plan else ""
        return site.page(request, "_problems.html", name=file.name, problems=problems, words=words)

    def fields(request: Request, form: Mapping[str, str]) -> Response:
        site.need(request, EDITS)
        file = site.plan_file(request)
        line = form.get("line", "")
        text = _lines(form)
        _, plan = _check(text, file.name)
        style = unit_style(plan) if plan else UnitStyle()
        found = action_at(text, int(line) if line.isdigit() and len(line) < 6 else 0, style)
        return site.page(request, "_fields.html", name=file.name, action=found)

    def put(request: Request, form: Mapping[str, str]) -> Response:
        site.need(request, EDITS)
        number, kind, field = form.get("number", ""), form.get("kind", ""), form.get("field", "")
        if not number.isdigit() or kind not in ACTION_KINDS or field not in fields_written(ACTION_KINDS[kind]):
            raise UserError("There is no such field in this plan.")
        keys: Keys = ("action", int(number), kind, field)
        try:
            text = write_value(_lines(form), keys, form.get("value", "").strip())
        except KeyError:
            raise UserError("This value is a list or a group: change it in the text.") from None
        return JSONResponse({"text": text})

    def compare(request: Request, form: Mapping[str, str]) -> Response:
        site.need(request, EDITS)
        file = site.plan_file(request)
        text = _lines(form)
        problems, plan = _check(text, file.name)
        changed, voids = _what_it_changes(site, file, plan) if plan else ((), ())
        return site.page(
            request,
            "_compare.html",
            name=file.name,
            problems=problems,
            changed=changed,
            voids=voids,
            seen=digest(text),
            same=text == _text_of(file),
        )

    def save(request: Request, form: Mapping[str, str]) -> Response:
        site.need(request, EDITS)
        file = site.plan_file(request)
        text = _lines(form)
        if form.get("before") != digest(_text_of(file)):
            raise UserError("Somebody else saved this plan since you opened it: open it again. Nothing was written.")
        if form.get("seen") != digest(text):
            raise UserError("Look first at what this changes and whose consent it voids. Nothing was written.")
        write_whole(file, text.encode(), durable=True)
        site.channel.tell(ScreenEvent("changed"))
        return RedirectResponse(path_of(file.name), 303)

    return [
        Route("/plan/{name}/edit", edit),
        *(
            Route(f"/plan/{{name}}/edit/{what}", form_page(page), methods=["POST"])
            for what, page in (("check", check), ("fields", fields), ("put", put), ("compare", compare), ("save", save))
        ),
    ]


def digest(text: str) -> str:
    """What stands for a text: whether it is the one that was shown."""
    return hashlib.sha256(text.encode()).hexdigest()


def _text_of(file: Path) -> str:
    try:
        return plan_text(file)
    except PlanError:
        return ""


def _lines(form: Mapping[str, str]) -> str:
    """The text of a form, whose lines a browser ends in its own way."""
    return form.get("text", "").replace("\r\n", "\n")


def _check(text: str, name: str) -> tuple[tuple[PlanProblem, ...], Plan | None]:
    try:
        return (), parse_plan(text, source=name)
    except PlanError as error:
        return error.problems, None


def _what_it_changes(site: Site, file: Path, plan: Plan) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What a save would change, in words, and whose yes it would void."""
    try:
        history = site.open(file).history()
    except UserError:
        return ("the plan that stands there cannot be read",), ()
    changed = changes(as_data(history.plan), as_data(plan))
    if plan.hash == history.plan.hash:
        return changed, ()
    return changed, tuple(one for one in history.in_action if valid_consent(history, one) is not None)


@dataclass(frozen=True, slots=True)
class ActionAtCaret:
    """The action whose lines the caret is in. number: in the list; fields: those that are no list and no group."""

    number: int
    kind: str
    fields: tuple[FormField, ...]


def action_at(text: str, line: int, style: UnitStyle) -> ActionAtCaret | None:
    """The action at a line of plan text; None where there is none, or the text cannot be read."""
    try:
        root = read_tree(text, "plan").root
    except PlanError:
        return None
    entry = root.content.get("action") if isinstance(root.content, Mapping) else None
    actions = entry.node.content if entry is not None else None
    if not isinstance(actions, tuple):
        return None
    before = [number for number, one in enumerate(actions) if one.line <= line]
    if not before:
        return None
    return _as_form(before[-1], actions[before[-1]], _people_in(root), style)


def _people_in(root: Node) -> tuple[str, ...]:
    entry = root.content.get("people") if isinstance(root.content, Mapping) else None
    return tuple(entry.node.content) if entry is not None and isinstance(entry.node.content, Mapping) else ()


def _as_form(number: int, action: Node, people: tuple[str, ...], style: UnitStyle) -> ActionAtCaret | None:
    if not isinstance(action.content, Mapping):
        return None
    kind, entry = next(iter(action.content.items()), ("", None))
    if kind not in ACTION_KINDS or entry is None or not isinstance(entry.node.content, Mapping):
        return None
    written = {name: one.node.content for name, one in entry.node.content.items()}
    model = ACTION_KINDS[kind]
    fields = tuple(
        form_field(model, name, str(written.get(name) or ""), people, style)
        for name in fields_written(model)
        if isinstance(written.get(name), str | None)
    )
    return ActionAtCaret(number, kind, fields)
