"""Where the decisions on a plan are kept, and what names the plan there."""

from __future__ import annotations

import os
import re
from pathlib import Path

from stuntlab.errors import RecordError, in_one_line
from stuntlab.plan import Plan, ProductionFile
from stuntlab.record.address import is_miswritten
from stuntlab.record.entry import PlanKey
from stuntlab.record.store import StorePlace

SUFFIX = ".record.sqlite"
NO_PRODUCTION = "stuntlab"
"""What the record of plans is called that name no production."""


def place_of(plan_file: Path, plan: Plan, production: ProductionFile | None, named: str | None = None) -> StorePlace:
    """The record of a plan's production: as named, $STUNTLAB_RECORD, production.yaml, or beside the plan."""
    title = production_of(plan, production)
    asked = named or os.environ.get("STUNTLAB_RECORD")
    where = asked or (production.record if production else None)
    if where:
        return place_named(where, Path() if asked else plan_file.parent, title)
    return StorePlace(title, file=plan_file.parent / f"{_plain(title)}{SUFFIX}")


def place_named(where: str, folder: Path, production: str) -> StorePlace:
    """A place as somebody writes it: the URL of a database, or a file, from a folder on.

    Raises: RecordError for the home of nobody, or an address without ://.
    """
    if is_miswritten(where):
        raise RecordError("the place of the record is no address of a database: postgresql://user@host/database is one")
    if "://" in where:
        return StorePlace(production, url=where)
    return StorePlace(production, file=folder / _expand_home(where))


def key_of(plan_file: Path, plan: Plan | None) -> PlanKey:
    """What names a plan in the record; a plan that cannot be read is named by its file alone."""
    name = in_one_line(os.fsencode(plan_file.name).decode("utf-8", "backslashreplace"))
    if plan is None:
        return PlanKey(name, "", "")
    return PlanKey(name, " | ".join(part for part in (plan.stunt, plan.scene) if part), plan.hash)


def _expand_home(where: str) -> Path:
    try:
        return Path(where).expanduser()
    except RuntimeError:
        raise RecordError(
            f"{where}: there is no such home on this machine; name the file of the record in full"
        ) from None


def production_of(plan: Plan, production: ProductionFile | None) -> str:
    """What the production of a plan is called."""
    if production is not None:
        return production.production
    return plan.production or NO_PRODUCTION


def _plain(title: str) -> str:
    return re.sub(r"[^\w]+", "-", title.casefold()).strip("-") or NO_PRODUCTION
