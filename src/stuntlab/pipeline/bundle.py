"""One file that holds everything an answer rests on, so that anybody can reach the same answer again.

Plan, production file, limits table, seed and number of takes, versions, signed decisions, the answer, and a seal.
"""

from __future__ import annotations

import importlib.metadata
import json
import platform
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from stuntlab.datasets import Assessment
from stuntlab.datasets.head_code import head_code
from stuntlab.dates import local_now
from stuntlab.errors import RecordError
from stuntlab.pipeline.add_record import with_decisions
from stuntlab.pipeline.assess import assess
from stuntlab.pipeline.bundle_fields import check_belongs, check_fields
from stuntlab.pipeline.bundle_seal import check_seal, seal_bundle, seal_told
from stuntlab.pipeline.program import versions
from stuntlab.plan import parse_plan, parse_production
from stuntlab.record import Entry, History, PlanKey, collect_runs, judge_decisions
from stuntlab.record.chain import StoredRow, read_rows
from stuntlab.record.history import KeptAside
from stuntlab.record.house_rules import house_of
from stuntlab.record.keys import Signer
from stuntlab.record.location import key_of
from stuntlab.report.json_result import assessment_to_dict
from stuntlab.suggestions import Called, name_caller
from stuntlab.verdict import read_limits
from stuntlab.verdict.table import CURRENT, table_text

FORMAT = "stuntlab bundle 2"
_OF_DECISIONS = ("sqlalchemy", "pynacl")
LARGEST_BYTES = 50_000_000
"""A hundred decisions a day for a year, each of 500 bytes, are 20 MB; sixty gags add 2 MB (judgement)."""
MOST_DIFFERENCES = 40


def bundle_of(
    plan_file: Path,
    production_file: Path | None,
    rows: Sequence[StoredRow],
    kept_aside: Sequence[KeptAside],
    *,
    production: str,
    seed: int = 0,
    takes: int | None = None,
    signer: Signer | None = None,
) -> dict[str, Any]:
    """Assess a plan with the decisions on it, and put everything that took part into one object of JSON values.

    signer: the key of whoever makes it.
    """
    inputs: dict[str, Any] = {
        "format": FORMAT,
        "at": local_now().isoformat(timespec="seconds"),
        "versions": {"python": platform.python_version(), **_versions()},
        "plan": {"file": key_of(plan_file, None).file, "text": plan_file.read_text(encoding="utf-8-sig")},
        "production_file": production_file.read_text(encoding="utf-8-sig") if production_file else None,
        "production": production,
        "seed": seed,
        "takes": takes,
        "limits": {"version": CURRENT, "table": table_text(CURRENT)},
        "record": [asdict(row) for row in rows],
        "kept_aside": [asdict(stop) for stop in kept_aside],
    }
    return seal_bundle({**inputs, "assessment": assessment_to_dict(_answer(inputs, _entries(inputs, None)))}, signer)


def read_bundle(path: Path) -> dict[str, Any]:
    """A bundle as it was written.

    Raises: RecordError where the file is none.
    """
    try:
        if not path.is_file() and path.exists():
            raise RecordError(f"{path} is no file that a bundle can be read from")
        if path.stat().st_size > LARGEST_BYTES:
            raise RecordError(f"{path} is larger than {LARGEST_BYTES // 10**6} MB, and no bundle is")
        text = path.read_text(encoding="utf-8")
        bundle = json.loads(text, object_pairs_hook=_once_each, parse_constant=_refuse_constant)
    except OSError as error:
        raise RecordError(f"{path} cannot be read: {error.strerror}") from None
    except (ValueError, RecursionError):
        raise RecordError(f"{path} is no bundle; record export writes one, for a plan") from None
    if not isinstance(bundle, dict) or bundle.get("format") != FORMAT:
        raise RecordError(f'{path} is no bundle this version reads: it must say format "{FORMAT}"')
    return bundle


def replay(bundle: Mapping[str, Any], *, head: str | None = None, seal: str | None = None) -> tuple[str, ...]:
    """Assess again from a bundle alone, and say everything in which the answer differs; nothing where it is the same.

    head: a hash or code that the decisions in it must hold. seal: the code of the bundle that it must be.

    Raises: RecordError where the bundle was changed so that it cannot be assessed; PlanError where its plan was.
    """
    check_fields(bundle)
    try:
        entries = _entries(bundle, head)
        check_seal(bundle, entries, seal)
        again = assessment_to_dict(_answer(bundle, entries))
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        raise RecordError(f"the bundle was changed: something in it is missing or no value ({error!r})") from None
    differs = list(_differences("", bundle["assessment"], again))
    more = [f"and {len(differs) - MOST_DIFFERENCES} more"] if len(differs) > MOST_DIFFERENCES else []
    return (*differs[:MOST_DIFFERENCES], *more, *(_other_versions(bundle) if differs else ()))


def answer_told(bundle: Mapping[str, Any]) -> str:
    """What a bundle answers, of what and when, in a line to hold against paper. The bundle was replayed before."""
    answer, rows = bundle["assessment"], bundle["record"]
    ends = f"record ends at {head_code(rows[-1]['number'], rows[-1]['hash'])}" if rows else "no record"
    plan = parse_plan(bundle["plan"]["text"])
    told = f"{answer['verdict']}, {plan.stunt}, plan {plan.hash.removeprefix('sha256:')[:6]}, {bundle['at']}, {ends}"
    return f"{told}; {seal_told(bundle)}"


def _answer(bundle: Mapping[str, Any], entries: Sequence[Entry]) -> Assessment:
    plan = parse_plan(bundle["plan"]["text"], source=bundle["plan"]["file"])
    text = bundle["production_file"]
    production = parse_production(text) if text is not None else None
    if bundle["limits"] != {"version": CURRENT, "table": table_text(CURRENT)}:
        raise RecordError(f"the bundle was made with other limits ({bundle['limits']['version']}) than these")
    check_belongs(bundle, plan, production, entries, local_now())
    history = History(
        plan,
        key_of(Path(bundle["plan"]["file"]), plan),
        entries,
        datetime.fromisoformat(bundle["at"]),
        house_of(production),
        tuple(_stop(kept) for kept in bundle["kept_aside"]),
    )
    with name_caller(Called(plan=bundle["plan"]["file"])):  # the same words, whoever asks and however
        assessment = assess(
            plan,
            seed=bundle["seed"],
            takes=bundle["takes"],
            limits=read_limits(production),
            rehearsed=collect_runs(history),
        )
        return with_decisions(assessment, *judge_decisions(history))


def _entries(bundle: Mapping[str, Any], head: str | None) -> tuple[Entry, ...]:
    entries, faults = read_rows([StoredRow(**row) for row in bundle["record"]], bundle["production"], head=head)
    if faults:
        raise RecordError(f"the decisions in the bundle are not whole: entry {faults[0].number}: {faults[0].text}")
    return entries


def _stop(kept: Mapping[str, Any]) -> KeptAside:
    return KeptAside(kept["id"], PlanKey(**kept["plan"]), kept["file"], kept["at"])


def _versions() -> dict[str, str]:
    return {**versions(), **{name: importlib.metadata.version(name) for name in _OF_DECISIONS}}


def _other_versions(bundle: Mapping[str, Any]) -> list[str]:
    was = bundle["versions"]
    now = {"python": platform.python_version(), **_versions()}
    return [f"{name} was {was.get(name)}, is {now[name]}" for name in now if was.get(name) != now[name]]


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A group of JSON whose keys are given once: two readers would take two different ones for what it says."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key is given twice")
    return found


def _refuse_constant(word: str) -> float:
    raise ValueError(f"{word} is no number")


_MISSING = "nothing"
"""What stands in a bundle for a field that is not there; an empty field is another thing."""


def _differences(where: str, was: object, now: object) -> list[str]:
    if isinstance(was, dict) and isinstance(now, dict):
        names = dict.fromkeys([*was, *now])
        return [
            line
            for name in names
            for line in _differences(f"{where}{name}.", was.get(name, _MISSING), now.get(name, _MISSING))
        ]
    if isinstance(was, list) and isinstance(now, list) and len(was) == len(now):
        pairs = enumerate(zip(was, now, strict=True))
        return [line for index, (a, b) in pairs for line in _differences(f"{where}{index}.", a, b)]
    same = was == now and isinstance(was, bool) is isinstance(now, bool)
    return [] if same else [f"{where.rstrip('.')}: was {str(was)[:60]}, is {str(now)[:60]}"]
