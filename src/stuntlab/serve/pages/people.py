"""People of a plan: who is asked by a code on their own phone, who was briefed, and every way to say no."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from stuntlab.dates import date_in_words
from stuntlab.documents import Document, PersonTold
from stuntlab.errors import UserError
from stuntlab.plan import as_data, people_in
from stuntlab.plan.summary import groups_in_words
from stuntlab.record import History, PlanRecord
from stuntlab.record.board import row_of
from stuntlab.record.briefing import still_to_brief
from stuntlab.record.changes import changes
from stuntlab.record.consent import valid_consent
from stuntlab.record.day_words import say_briefing
from stuntlab.record.decisions import draft_briefing, give, limit, refuse, withdraw
from stuntlab.record.kinds.consent import CONSENT
from stuntlab.record.written import WrittenDown, write_down
from stuntlab.serve.channel import ScreenEvent
from stuntlab.serve.pages.doors import qr_svg
from stuntlab.serve.pages.plan import answer_of
from stuntlab.serve.passes import ASKED_S, Pass
from stuntlab.serve.signing import ToSign, sign_or_show
from stuntlab.serve.site import NotServed, Site, form_page, say_words

FIGURES = 12
"""Of the hash of a version that page and printed card both show: the eye is the check that they are the same."""

MAY_BRIEF = ("coordinator", "adviser", "crew")
NO_SAID = {
    "withdraw": "Taken down: not today. Nobody is told whose it was but the coordinator.",
    "refuse": "Refused. Nobody is told who but the coordinator, and nobody is to ask why.",
    "limit": "The limit is set. Only its person can take it back.",
}


def routes(site: Site) -> list[Route]:
    """The addresses of these pages."""

    def people(request: Request) -> Response:
        return _people_page(site, request)

    def say_no(request: Request, form: Mapping[str, str]) -> Response:
        opened = site.open(site.plan_file(request))
        said = write_no(site, opened, form.get("person", ""), form)
        return _people_page(site, request, said)

    def brief(request: Request, form: Mapping[str, str]) -> Response:
        own = site.need(request, *MAY_BRIEF, "performer")
        opened = site.open(site.plan_file(request))
        named = [own.name] if own.role == "performer" else [key[7:] for key in form if key.startswith("person:")]
        written = write_down(opened, lambda history: draft_briefing(history, named, named, ()))
        site.channel.tell(ScreenEvent("changed"))
        return _people_page(site, request, say_briefing(written.added, written.after))

    def ask(request: Request, form: Mapping[str, str]) -> Response:
        site.need(request, "coordinator")
        file = site.plan_file(request)
        person = form.get("person", "")
        if person not in site.open(file).plan.people:
            raise NotServed("Nobody of that name is in this plan.")
        token = site.office.issue("asked", person, plan=file.name, lasts_s=ASKED_S)
        link = f"{site.address}/c/{token}"
        return site.page(request, "asked_code.html", name=file.name, person=person, link=link, code=qr_svg(link))

    def asked(request: Request) -> Response:
        one = _asked(site, request)
        opened = site.open(site.plan_named(one.plan))
        history = opened.history()
        document, old = answer_of(site, opened, history)
        return site.page(
            request,
            "asked.html",
            name=one.plan,
            token=request.path_params["token"],
            person=one.name,
            plan=history.plan,
            gags=_own_gags(history, one.name),
            told=_told(document, one.name),
            old=old,
            row=row_of(history, one.plan),
            changed=_changes_since_yes(history, one.name),
            figures=history.key.hash.removeprefix("sha256:")[:FIGURES],
            full_hash=history.key.hash,
            in_action=one.name in history.in_action,
            answered=site.office.is_used_up(one),
            said_yes=valid_consent(history, one.name) is not None,
            day=date_in_words(history.plan.shoot_date or history.today),
        )

    def yes(request: Request, form: Mapping[str, str]) -> Response:
        one = _asked(site, request)
        if site.office.is_used_up(one):
            raise UserError("This code was answered already: ask for a new one. A no needs none.")
        opened = site.open(site.plan_named(one.plan))
        if form.get("version") != opened.key.hash:
            raise UserError("The plan is another one since this page was opened: open it again and read what changed.")
        outcome = sign_or_show(opened, lambda history: [give(history, one.name)], one.name, form)
        if isinstance(outcome, WrittenDown):
            site.office.use_up(one)
        return signed_answer(site, outcome, f"{one.name} says yes to this version.")

    def no(request: Request, form: Mapping[str, str]) -> Response:
        one = _asked(site, request)
        said = write_no(site, site.open(site.plan_named(one.plan)), one.name, form)
        return site.page(request, "said.html", name=one.plan, said=[said])

    return [
        Route("/plan/{name}/people", people),
        Route("/plan/{name}/no", form_page(say_no), methods=["POST"]),
        Route("/plan/{name}/brief", form_page(brief), methods=["POST"]),
        Route("/plan/{name}/ask", form_page(ask), methods=["POST"]),
        Route("/c/{token}", asked),
        Route("/c/{token}/yes", form_page(yes), methods=["POST"]),
        Route("/c/{token}/no", form_page(no), methods=["POST"]),
    ]


def _people_page(site: Site, request: Request, said: str = "") -> Response:
    file = site.plan_file(request)
    history = site.open(file).history()
    role = site.role_of(request)
    missing = still_to_brief(history)
    return site.page(
        request,
        "people.html",
        name=file.name,
        plan=history.plan,
        row=row_of(history, file.name),
        in_action=history.in_action,
        briefed=[(person, missing.get(person, "")) for person in history.plan.people],
        consents={person: valid_consent(history, person) is not None for person in history.in_action}
        if role == "coordinator"
        else {},
        may_brief=role in MAY_BRIEF,
        said=[said] if said else [],
    )


def write_no(site: Site, opened: PlanRecord, person: str, form: Mapping[str, str]) -> str:
    """Write a no down: it needs no pass, no key and no reason. What is said of it.

    Raises: UserError for a person or a limit that is none.
    """
    what = form.get("no", "")
    makes = {
        "withdraw": lambda history: [withdraw(history, person)],
        "refuse": lambda history: [refuse(history, person)],
        "limit": lambda history: [limit(history, person, form.get("text", ""))],
    }
    if what not in makes:
        raise UserError("Say which no it is: not today, a refusal, or a limit.")
    opened.decide(makes[what])
    site.channel.tell(ScreenEvent("changed"))
    return NO_SAID[what]


def signed_answer(site: Site, outcome: ToSign | WrittenDown, said: str) -> Response:
    """What the page that signs is told: what to sign, or that it is written."""
    if isinstance(outcome, ToSign):
        return JSONResponse(outcome.as_data())
    site.channel.tell(ScreenEvent("changed"))
    last = outcome.added[-1]
    meaning = list(outcome.meaning(last.plan.file if last.plan else ""))
    return JSONResponse({"written": True, "said": [f"{said} Entry {last.number}, signed.", *map(say_words, meaning)]})


def _asked(site: Site, request: Request) -> Pass:
    found = site.office.read(str(request.path_params["token"]))
    if found is None or found.role != "asked":
        raise NotServed(
            "This code counts no more: it lasts 15 minutes. Ask for a new one. To say no you need none: "
            "the page of people of every plan takes it."
        )
    return found


def _own_gags(history: History, person: str) -> dict[str, str]:
    """The gags that somebody is in, each with what was understood of it."""
    words = groups_in_words(history.plan)["action"]
    return {
        label: words[str(number)]
        for number, (label, action) in enumerate(history.gags.items(), start=1)
        if person in people_in(action)
    }


def _told(document: Document | None, person: str) -> PersonTold | None:
    return next((one for one in document.people if one.name == person), None) if document else None


def _changes_since_yes(history: History, person: str) -> tuple[str, ...]:
    """What differs from the version that somebody last said yes to; nothing where it is this one, or none."""
    before = [entry for entry in history.of_plan(CONSENT) if entry.by == person]
    if not before or before[-1].plan is None or before[-1].plan.hash == history.key.hash:
        return ()
    version = history.version_of(before[-1])
    return changes(version, as_data(history.plan)) if version else ("the plan has changed",)
