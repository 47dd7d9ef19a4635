"""What is logged on the day, each entry answered back at once; and what needs a key besides a pass."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from stuntlab.errors import DecisionError, UserError
from stuntlab.pipeline.failure_modes import check_went_wrong, modes_of_kind
from stuntlab.plan import quantities
from stuntlab.record import Draft, Entry, History
from stuntlab.record.board import row_of
from stuntlab.record.briefing import state_of_set
from stuntlab.record.day_words import say_done, say_runs
from stuntlab.record.decisions import (
    answer,
    call_set,
    clear,
    draft_measured,
    log_dose,
    report,
    review,
    run_of,
)
from stuntlab.record.kinds.concern import CONCERN, NEAR_MISS
from stuntlab.record.ladder import next_step, steps_of
from stuntlab.record.stop import open_matters, open_stops
from stuntlab.record.written import WrittenDown, write_down
from stuntlab.serve.channel import ScreenEvent
from stuntlab.serve.pages.people import signed_answer
from stuntlab.serve.signing import sign_or_show
from stuntlab.serve.site import Site, form_page, tell_in_units

HELD_FOR = ("wind", "rain or a wet floor", "light", "cold or heat", "somebody in the way", "gear", "something else")
MAY_LOG = ("coordinator", "adviser", "crew")
MAY_ANSWER = ("coordinator", "adviser")
COUNTED = ("strikes", "head_whips", "head_snaps", "falls", "burns")
MOST_COUNTED = 10_000
MOST_RUNS = 1_000
Say = Callable[[Sequence[Entry], History], str]
Makes = Callable[[History], Sequence[Draft]]


def routes(site: Site) -> list[Route]:
    """The addresses of this page."""

    def log(request: Request) -> Response:
        return _log_page(site, request)

    def worry(request: Request, form: Mapping[str, str]) -> Response:
        kind = NEAR_MISS if form.get("kind") == "near miss" else CONCERN
        gag = form.get("gag") or None
        return _write(
            site,
            request,
            lambda history: [report(history, kind, gag, form.get("what", ""))],
            lambda added, _: f"{added[-1].kind.word.capitalize()} written down, without a name.",
        )

    def hold(request: Request, form: Mapping[str, str]) -> Response:
        why = form.get("why", "")
        if why not in HELD_FOR:
            raise UserError(f"Say what it waits for: {', '.join(HELD_FOR)}.")
        words = f"hold for {why}: {form.get('what', '').strip() or 'said on set'}"
        return _write(
            site,
            request,
            lambda history: [report(history, CONCERN, None, words)],
            lambda _, __: f"HOLD for {why}. It holds until somebody answers it, by name.",
        )

    def rehearsed(request: Request, form: Mapping[str, str]) -> Response:
        site.need(request, *MAY_LOG)
        return _write(site, request, lambda history: _runs(history, form), say_runs)

    def done(request: Request, form: Mapping[str, str]) -> Response:
        site.need(request, *MAY_LOG)
        counts = {name: _count(form, name) for name in COUNTED}
        given = {name: count for name, count in counts.items() if count}
        return _write(
            site,
            request,
            lambda history: [log_dose(history, form.get("person", ""), given, rested=bool(form.get("rested")))],
            say_done,
        )

    def set_state(request: Request, form: Mapping[str, str]) -> Response:
        state = form.get("state", "")
        if state == "live":
            return signed(request, form)
        own = site.pass_of(request) if state == "cold" else site.need(request, *MAY_LOG)
        name = own.name if own and own.name else None
        return _write(
            site, request, lambda history: call_set(history, state, name), lambda _, __: f"The set is {state}."
        )

    def signed(request: Request, form: Mapping[str, str]) -> Response:
        own = site.need(request, *MAY_ANSWER)
        name = own.name or form.get("by", "").strip()
        makes = _signed_makes(form, name)
        what = form.get("what_for", "")
        if what not in makes:
            raise UserError("Say what it is: clear, answer, review or live.")
        if not name:
            raise DecisionError("this is somebody's: give your name; it is signed with a key of your own")
        outcome = sign_or_show(site.open(site.plan_file(request)), makes[what], name, form)
        return signed_answer(site, outcome, f"Written down for {name}.")

    return [
        Route("/plan/{name}/log", log),
        Route("/plan/{name}/log/worry", form_page(worry), methods=["POST"]),
        Route("/plan/{name}/log/hold", form_page(hold), methods=["POST"]),
        Route("/plan/{name}/log/rehearsed", form_page(rehearsed), methods=["POST"]),
        Route("/plan/{name}/log/done", form_page(done), methods=["POST"]),
        Route("/plan/{name}/log/set", form_page(set_state), methods=["POST"]),
        Route("/plan/{name}/log/signed", form_page(signed), methods=["POST"]),
    ]


def _signed_makes(form: Mapping[str, str], name: str) -> Mapping[str, Makes]:
    """What lowers caution: by name, with a reason, and signed."""
    reason = form.get("reason", "")
    return {
        "clear": lambda history: [clear(history, name, reason)],
        "answer": lambda history: [answer(history, _number(form.get("entry", "")), name, reason)],
        "review": lambda history: [review(history, form.get("person", ""), name)],
        "live": lambda history: call_set(history, "live", name, override=reason or None),
    }


def _write(site: Site, request: Request, make: Makes, say: Say) -> Response:
    """Write it down, and answer with what it means."""
    opened = site.open(site.plan_file(request))
    written = write_down(opened, make)
    site.channel.tell(ScreenEvent("changed"))
    return _log_page(site, request, _lines(written, say, opened.file.name))


def _lines(written: WrittenDown, say: Say, name: str) -> list[str]:
    plan = written.after.plan
    return [tell_in_units(line, plan) for line in (say(written.added, written.after), *written.meaning(name))]


def _runs(history: History, form: Mapping[str, str]) -> list[Draft]:
    """Runs of one gag as they were typed: up to three values of one run, or how many there were."""
    gag = form.get("gag", "")
    typed = [(form.get(f"field{number}", ""), form.get(f"value{number}", "").strip()) for number in (1, 2, 3)]
    settings = [f"{gag}.{field}={value}" for field, value in typed if field and value]
    runs = [run_of(history, settings)[gag]] if settings else []
    missing = max(1, _count(form, "runs", MOST_RUNS)) - len(runs)
    went_wrong = [form["went_wrong"]] if form.get("went_wrong") else []
    check_went_wrong(history, gag, went_wrong)
    return draft_measured(
        history,
        gag,
        [*runs, *({} for _ in range(missing))],
        step=form.get("step", ""),
        dummy=bool(form.get("dummy")),
        take=bool(form.get("take")),
        went_wrong=went_wrong,
    )


def _winds(history: History) -> list[tuple[str, str]]:
    """What the plan says of wind: what it is for, and at which nobody goes."""
    said = [("", history.plan.place), *((label, action) for label, action in history.gags.items())]
    return [
        (f"{label} {field.replace('_', ' ')}".strip(), planned.text)
        for label, model in said
        for field, planned in quantities(model).items()
        if field.startswith("wind")
    ]


def _count(form: Mapping[str, str], name: str, most: int = MOST_COUNTED) -> int:
    text = form.get(name, "").strip() or "0"
    number = _number(text)
    if number > most:
        raise DecisionError(f'"{text[:20]}" is more than anybody counts: {most} at most')
    return number


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 9):
        raise DecisionError(f'"{text[:20]}" is no whole number')
    return int(text)


def _log_page(site: Site, request: Request, said: Sequence[str] = ()) -> Response:
    file = site.plan_file(request)
    history = site.open(file).history()
    role = site.role_of(request)
    return site.page(
        request,
        "log.html",
        name=file.name,
        plan=history.plan,
        row=row_of(history, file.name),
        gags={
            label: {
                "steps": steps_of(action),
                "next": next_step(history, label),
                "fields": {field: planned.text for field, planned in quantities(action).items()},
                "modes": list(modes_of_kind(action.kind)),
            }
            for label, action in history.gags.items()
        },
        counted_things=COUNTED,
        held_for=HELD_FOR,
        winds=_winds(history),
        stops=open_stops(history),
        matters=open_matters(history),
        set_now=state_of_set(history),
        may_log=role in MAY_LOG,
        may_answer=role in MAY_ANSWER,
        said=said,
    )
