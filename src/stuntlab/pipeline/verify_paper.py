"""Hold a sheet that was written before against the plan, the answer and the record of now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from stuntlab.errors import UserError
from stuntlab.paper.read_back import SheetRead
from stuntlab.paper.seal import SHOWS
from stuntlab.plan import Plan, as_data, parse_plan
from stuntlab.record import History, PlanRecord
from stuntlab.record.assessed import program_version
from stuntlab.record.changes import changes
from stuntlab.record.history import date_of_entry
from stuntlab.record.keys import fingerprint
from stuntlab.record.paper_since import holds_entry, written_since
from stuntlab.record.seals import seal_keys

SIGNS = {True: "agrees  ", False: "DIFFERS ", None: "unknown "}
_MOST_CHANGES = 6


@dataclass(frozen=True, slots=True)
class PaperCheck:
    """One thing that was looked at. agrees: None where it cannot be told."""

    agrees: bool | None
    text: str


def plan_beside(file: Path, read: SheetRead) -> Path | None:
    """The plan that a sheet names, beside it or in the folder above; None where there is none."""
    name = read.manifest["plan_file"]
    if Path(name).name != name or name.startswith("."):
        return None  # a name from elsewhere leads nowhere but here
    here = file.resolve().parent
    return next((folder / name for folder in (here, here.parent) if (folder / name).is_file()), None)


def verify_sheet(read: SheetRead, opened: PlanRecord | None) -> tuple[PaperCheck, ...]:
    """Everything that can be told of a sheet. opened: the record of the plan beside it, where there is one.

    Raises: RecordError where the record is there and cannot be read.
    """
    history = None if opened is None else opened.history()
    return (
        *_seal(read, history),
        *_inside(read),
        *(_without_plan(read) if opened is None or history is None else _against_now(read, opened, history)),
    )


def _seal(read: SheetRead, history: History | None) -> Iterator[PaperCheck]:
    if read.seal is None:
        yield PaperCheck(None, "seal: none; nothing in the file shows whether it was changed")
        return
    if not read.seal.intact:
        yield PaperCheck(False, f"seal: broken, {read.seal.why}")
        return
    yield PaperCheck(True, f"seal: {SHOWS}")
    known = None if history is None else seal_keys(history).get(read.seal.public)
    words = fingerprint(read.seal.public)
    if known is not None:
        yield PaperCheck(True, f"key of the seal {words}: {known.by} signed for it on {date_of_entry(known.at)}")
    elif history is None:
        yield PaperCheck(None, f"key of the seal {words}: no record here says whose it is")
    else:
        yield PaperCheck(False, f"key of the seal {words}: this record does not know it; somebody else sealed this")


def _inside(read: SheetRead) -> Iterator[PaperCheck]:
    """Whether the plan in the file is the one that the file says it is about."""
    inside = _plan_inside(read)
    if inside is None:
        yield PaperCheck(False, "plan in the file: this version cannot read it")
    elif inside.hash != read.manifest["plan_hash"]:
        yield PaperCheck(False, "plan in the file: it is not the one that the sheet is about")
    else:
        yield PaperCheck(True, f"plan in the file: {inside.stunt}, {_code(inside.hash)}")


def _plan_inside(read: SheetRead) -> Plan | None:
    try:
        return parse_plan(read.plan_text, source="the plan in the file")
    except UserError:
        return None


def _code(hash_: str) -> str:
    return f"version {hash_.removeprefix('sha256:')[:6]}"


def _without_plan(read: SheetRead) -> Iterator[PaperCheck]:
    yield PaperCheck(None, f"plan now: no {read.manifest['plan_file']} beside the file; name it with --plan")
    yield _program(read)


def _against_now(read: SheetRead, opened: PlanRecord, history: History) -> Iterator[PaperCheck]:
    plan, manifest = history.plan, read.manifest
    if plan.hash == manifest["plan_hash"]:
        yield PaperCheck(True, f"plan now: the same, {_code(plan.hash)}")
    else:
        yield PaperCheck(False, f"plan now: another version, {_code(plan.hash)}")
        inside = _plan_inside(read)
        told = changes(as_data(inside), as_data(plan)) if inside is not None else ()
        yield from (PaperCheck(False, f"  {one}") for one in told[:_MOST_CHANGES])
    yield from _answer(read, opened, history)
    yield from _record(read, history)


def _answer(read: SheetRead, opened: PlanRecord, history: History) -> Iterator[PaperCheck]:
    manifest, answer = read.manifest, history.answer
    same_limits = manifest["limits"] == opened.house.limits
    yield PaperCheck(same_limits, f"limits: {'the same' if same_limits else 'others now'}, {opened.house.limits}")
    yield _program(read)
    if answer is None:
        yield PaperCheck(None, f"answer: this version was not assessed here; the sheet says {manifest['physics']}")
    else:
        same = answer.verdict.value == manifest["physics"]
        now = "" if same else f"; the sheet says {manifest['physics']}"
        yield PaperCheck(same, f"answer of the physics: {answer.verdict.value}{now}")


def _program(read: SheetRead) -> PaperCheck:
    then, now = read.manifest["program"], program_version()
    same = then == now
    return PaperCheck(same, f"program: stuntlab {now}" if same else f"program: that was stuntlab {then}, this is {now}")


def _record(read: SheetRead, history: History) -> Iterator[PaperCheck]:
    code = read.manifest["record"]
    if code and not holds_entry(history, code):
        yield PaperCheck(False, f"record: entry {code} is not in it; it was cut, replaced, or is another record")
        return
    since = written_since(history, code)
    if since:
        yield PaperCheck(False, f"record: written since: {'; '.join(since)}. Print the sheet again")
    else:
        yield PaperCheck(True, f"record: nothing was decided since{f', entry {code} is in it' if code else ''}")
