"""The record of a plan as a role may see it, and whether it is whole."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from stuntlab.datasets.head_code import head_code
from stuntlab.dates import local_now
from stuntlab.plan import unit_style
from stuntlab.record.chain import read_rows
from stuntlab.record.clock import remarks_on_times
from stuntlab.record.redact import ROLES, RedactedEntry, entries_for_role
from stuntlab.serve.site import Site

_LONGEST_CODE = 100


def routes(site: Site) -> list[Route]:
    """The addresses of this page."""

    def record(request: Request) -> Response:
        file = site.plan_file(request)
        opened = site.open(file)
        own = site.pass_of(request)
        head = request.query_params.get("head", "").strip()[:_LONGEST_CODE] or None
        entries, faults = read_rows(opened.store.rows(), opened.store.chain_name(), head=head)
        shown: tuple[RedactedEntry, ...] = ()
        if not faults:
            role = "coordinator" if own and own.role in ("coordinator", "adviser") else own.role if own else "crew"
            person = own.name if own and role == "performer" and own.name in opened.plan.people else None
            shown = entries_for_role(opened.history(), role if role in ROLES else "crew", person)
        return site.page(
            request,
            "record.html",
            name=file.name,
            plan=opened.plan,
            shown=list(reversed([line.text(unit_style(opened.plan)) for line in shown])),
            faults=faults,
            count=len(entries),
            signed=sum(entry.key is not None for entry in entries),
            code=head_code(entries[-1].number, entries[-1].hash) if entries else "",
            head=head or "",
            remarks=list(remarks_on_times(entries, local_now())),
        )

    return [Route("/plan/{name}/record", record)]
