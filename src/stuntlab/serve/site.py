"""What every page has at hand: the folder, passes, errands, the channel, and how a page is made from sections."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from stuntlab.documents import Bar
from stuntlab.errors import UserError
from stuntlab.plan import Plan, unit_style
from stuntlab.record import PlanRecord, open_record
from stuntlab.report.bar import SMALLEST_SPAN
from stuntlab.report.symbols import SEVERITY_SHAPE, VERDICT_SHAPE
from stuntlab.serve.channel import ScreenChannel
from stuntlab.serve.errand_queue import ErrandQueue
from stuntlab.serve.folder import ServedFolder
from stuntlab.serve.guard import read_form
from stuntlab.serve.passes import Pass, PassOffice
from stuntlab.serve.places import leave_out_of_page, leave_out_places
from stuntlab.suggestions import split_commands
from stuntlab.units import in_units
from stuntlab.units.counting import agreeing, counted

COOKIE = "pass"
FormPage = Callable[[Request, Mapping[str, str]], Response]

_PAGE_OF_COMMAND = {
    "assess": ("", "the page Answer"),
    "check": ("edit", "the plan with its problems"),
    "alternatives": ("others", "try them here"),
    "camera": ("cameras", "what the cameras see"),
    "consent": ("people", "the page of people"),
    "refuse": ("people", "the page of people"),
    "briefed": ("people", "the page of people"),
    "review": ("people", "the page of people"),
    "rehearsed": ("log", "log it"),
    "done": ("log", "log it"),
    "set-state": ("log", "call the set"),
    "answer": ("log", "answer it"),
    "clear": ("log", "clear it"),
    "keys": ("people", "the page of people"),
    "new": ("edit", "the plan"),
    "paper": ("paper", "the sheets of paper"),
    "record": ("record", "the record"),
    "record verify": ("record", "verify the record"),
}
"""The command that a text suggests -> the page that does the same, and what leads there. Others stay as they are."""


class NoPass(UserError):
    """Somebody asked for what their pass does not open."""


class NotServed(UserError):
    """A plan, a code or an errand that is not here."""


@dataclass(frozen=True)
class Site:
    """Everything a page may ask for. address: how others reach this server; lan: whether others can."""

    folder: ServedFolder
    office: PassOffice
    errands: ErrandQueue
    channel: ScreenChannel
    templates: Environment
    state: Path
    address: str
    lan: bool

    def page(self, request: Request, template: str, *, status: int = 200, **told: Any) -> HTMLResponse:
        """A page of a template, with what every page has."""
        own = self.pass_of(request)
        made = self.templates.get_template(template).render(
            page_made=time.time_ns(),
            own=own,
            path=request.url.path,
            lan=self.lan,
            address=self.address,
            **{"name": "", **told},
        )
        if template not in _WRITTEN:
            made = leave_out_of_page(made, [self.folder.root, self.state])
        return HTMLResponse(hold_numbers(made) if template in _READ else made, status)

    def pass_of(self, request: Request) -> Pass | None:
        """The pass that a browser shows; None without one, or with one that is over."""
        found = self.office.read(request.cookies.get(COOKIE, ""))
        return found if found is not None and found.role != "asked" else None

    def role_of(self, request: Request) -> str:
        """The role that a browser has; "" for one that only reads."""
        own = self.pass_of(request)
        return own.role if own else ""

    def need(self, request: Request, *roles: str) -> Pass:
        """The pass of one of some roles.

        Raises: NoPass.
        """
        own = self.pass_of(request)
        if own is None or own.role not in roles:
            raise NoPass(f"This needs the pass of {' or '.join(roles)}: scan the code that was printed at base camp.")
        return own

    def plan_file(self, request: Request) -> Path:
        """The plan that an address names.

        Raises: NotServed.
        """
        return self.plan_named(str(request.path_params["name"]))

    def plan_named(self, name: str) -> Path:
        """A plan of the folder by the name of its file.

        Raises: NotServed.
        """
        found = self.folder.plans().get(name)
        if found is None:
            raise NotServed(
                f"There is no plan {name!r} in this folder; it may have been renamed. The board has them all."
            )
        return found

    def open(self, file: Path) -> PlanRecord:
        """The record of a plan of this folder. Raises: as `open_record`."""
        return open_record(file, record=self.folder.record)


def form_page(page: FormPage) -> Callable[[Request], Awaitable[Response]]:
    """A page that takes a form: the form is read here, and the page runs where it keeps nobody else waiting."""

    async def endpoint(request: Request) -> Response:
        form = await read_form(request)
        return await run_in_threadpool(page, request, form)

    return endpoint


def urgent_form_page(page: FormPage) -> Callable[[Request], Awaitable[Response]]:
    """As `form_page`, with threads of its own: it does not wait for one while all others are at work on pages."""
    threads = ThreadPoolExecutor(4, thread_name_prefix="stop")

    async def endpoint(request: Request) -> Response:
        form = await read_form(request)
        return await asyncio.get_running_loop().run_in_executor(threads, page, request, form)

    return endpoint


def make_templates() -> Environment:
    """The templates of this room; everything is escaped."""
    made = Environment(
        loader=PackageLoader("stuntlab.serve"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"words": link_words, "say": say_words, "plan_path": path_of, "bar": bar_svg, "slug": slug}
    made.globals |= {
        "verdict_shape": VERDICT_SHAPE,
        "severity_shape": SEVERITY_SHAPE,
        "counted": counted,
        "agreeing": agreeing,
        "tell": tell_in_units,
    }
    return made


_READ = frozenset({"asked.html", "others.html", "plan.html"})
"""Pages that are read; of those with lists and texts to be sent back, not a letter is changed."""

_WRITTEN = frozenset({"edit.html"})
"""The text of a plan goes back as it came: whoever may read this page wrote it."""

_BETWEEN_TAGS = re.compile(r">[^<>]*\d[^<>]*<")
_OF_ONE_NUMBER = re.compile(r"(?<=\d) (?=(?:\d{3}|[kMm]?N|g|kg|lb|[ckm]?m|ft|in|m/s|km/h|mph|s|ms|%)\b|%)")


def hold_numbers(page: str) -> str:
    """A page whose lines do not break inside a number, or between it and its unit."""
    return _BETWEEN_TAGS.sub(lambda text: _OF_ONE_NUMBER.sub("\u00a0", text[0]), page)


def path_of(name: str, page: str = "") -> str:
    """The address of a plan, or of a page of it."""
    return f"/plan/{quote(name, safe='')}{f'/{page}' if page else ''}"


def slug(text: str) -> str:
    """A text as the name of a style or an anchor."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def tell_in_units(text: str, plan: Plan) -> str:
    """A text in the units of a plan."""
    return in_units(text, unit_style(plan))


def link_words(text: str, name: str) -> Markup:
    """A text whose commands lead to the page that does the same; name: of the plan."""
    parts = []
    for part, is_command in split_commands(text):
        parts.append(_link(part, name) if is_command and name else Markup("{}").format(part))
    return Markup(" ").join(parts)


def say_words(text: str) -> str:
    """A text that a script of a page shows: a command is called as the link that does the same."""
    parts = ((part, _page_of(part) if is_command else None) for part, is_command in split_commands(text))
    return leave_out_places(" ".join(part if known is None else f"“{known[1]}”" for part, known in parts))


def _page_of(command: str) -> tuple[str, str] | None:
    words = command.split()[1:]
    return _PAGE_OF_COMMAND.get(" ".join(words[:2])) or _PAGE_OF_COMMAND.get(words[0] if words else "")


def _link(command: str, name: str) -> Markup:
    known = _page_of(command)
    if known is None:
        return Markup("<code>{}</code>").format(command)
    page, said = known
    return Markup('<a href="{}">{}</a>').format(path_of(name, page), said)


_BAR_WIDTH, _BAR_HEIGHT = 240, 22


def bar_svg(bar: Bar) -> Markup:
    """A load beside its limit, as the terminal draws it: to the median full, to 19 of 20 striped, the limit a line."""
    span = max(SMALLEST_SPAN, bar.most)
    median, most, limit = (round(_BAR_WIDTH * min(1.0, share / span)) for share in (bar.median, bar.most, 1.0))
    said = f"half of the takes below {100 * bar.median:.0f} % of the limit, 19 of 20 below {100 * bar.most:.0f} %"
    return Markup(
        '<svg class="bar" viewBox="0 0 {w} {h}" role="img" aria-label="{said}" preserveAspectRatio="none">'
        '<rect class="bar-all" x="0" y="4" width="{w}" height="{inner}"/>'
        '<rect class="bar-most" x="0" y="4" width="{most}" height="{inner}"/>'
        '<rect class="bar-median" x="0" y="4" width="{median}" height="{inner}"/>'
        '<rect class="bar-limit" x="{limit}" y="0" width="3" height="{h}"/></svg>'
    ).format(w=_BAR_WIDTH, h=_BAR_HEIGHT, inner=_BAR_HEIGHT - 8, most=most, median=median, limit=limit - 1, said=said)
