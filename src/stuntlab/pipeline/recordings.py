"""Many recordings: which files they are, each measured in whatever process is free, and what is done is kept.

What is kept is found again by the contents of a recording and of its maps, by what was asked, and by the program. So a
recording that has changed, another option or another version is measured anew, and a stopped run goes on where it was.
"""

from __future__ import annotations

import glob
import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from stuntlab import criteria, datasets, imports, injury, loads, units
from stuntlab.compiled import cache_folder, sources_of
from stuntlab.criteria import RecordingMeasured, measure_recording
from stuntlab.errors import RecordingError, UserError
from stuntlab.files import write_whole
from stuntlab.imports import may_be_recording, read_recording
from stuntlab.imports.mapping import FILE_MAP, FOLDER_MAP
from stuntlab.pipeline.program import versions
from stuntlab.report.recording_json import recording_to_dict
from stuntlab.report.table_file import is_own_table
from stuntlab.takes.workers import Workers

_MEASURING = (criteria, datasets, imports, injury, loads, units)
"""Rooms whose code and tables a value depends on."""

_HEADER = ".mme"
_FAULT = "a fault of the program, please report it"


@dataclass(frozen=True, slots=True)
class Asked:
    """How recordings are to be taken, see `read_recording` and `measure_recording`."""

    names: Mapping[str, str]
    dummy: str = ""
    strict: bool = False
    filtered: bool = False
    highest_class: int | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A recording and what to call it."""

    path: Path
    name: str


@dataclass(frozen=True, slots=True)
class MeasuredTest:
    """What came of one recording.

    result: as `recording_to_dict` gives it, None for one that could not be read, and then `why` says why. kept: whether
    it was measured by an earlier run. our_fault: whether the program failed and not the file. page: its report page.
    """

    name: str
    result: Mapping[str, Any] | None
    why: str = ""
    kept: bool = False
    our_fault: bool = False
    page: Path | None = None


@dataclass(frozen=True, slots=True)
class _Job:
    found: Found
    asked: Asked
    page: Path | None
    again: bool


def find_recordings(given: Sequence[str], *, beside: Path | None = None) -> list[Found]:
    """The recordings that files, folders and patterns name, each once.

    In a folder they are found at any depth: ISO-MME tests, and files whose ending is that of a recording. A folder
    without any stands for itself, and so does what is not there. beside: a file that is none.
    """
    paths = [path for one in given for path in _expand_pattern(one)]
    found: dict[Path, Found] = {}
    for path in paths:
        for inside in _inside(path) or [path]:
            name = str(inside)
            if inside != path:
                name = str(inside.relative_to(path if len(paths) == 1 else path.parent))
            if beside is None or inside.resolve() != beside.resolve():
                found.setdefault(inside.resolve(), Found(inside, name))
    return list(found.values())


def _expand_pattern(given: str) -> list[Path]:
    """The path, or those that a pattern matches where the shell has not done it."""
    matched = sorted(glob.glob(given, recursive=True)) if glob.has_magic(given) and not Path(given).exists() else []
    return [Path(one) for one in matched or [given]]


def _inside(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    files = sorted(one for one in folder.iterdir() if not one.name.startswith("."))
    headers = [one for one in files if one.suffix.lower() == _HEADER and one.is_file()]
    if headers:
        return [folder] if len(headers) == 1 else headers
    inside: list[Path] = []
    for one in files:
        if one.is_dir() and not one.is_symlink():
            inside += _inside(one)
        elif one.is_file() and may_be_recording(one.name) and not is_own_table(one):
            inside.append(one)
    return inside


def measure_all(
    found: Sequence[Found],
    asked: Asked,
    *,
    workers: Workers,
    pages: Path | None = None,
    again: bool = False,
    done: Callable[[str], None] = lambda _: None,
) -> list[MeasuredTest]:
    """Measure each recording, in the order given. What cannot be read says so and does not end the others.

    pages: folder for a picture of each with its curves, classes, windows and peaks. again: measure also what is kept.
    done: told the name of each as it ends.
    """
    drawn = _page_names(found)
    jobs = [_Job(one, asked, pages / drawn[one.name] if pages else None, again) for one in found]
    return workers.run(measure_one, jobs, threads=1, done=lambda job: done(job.found.name))


def _page_names(found: Sequence[Found]) -> dict[str, str]:
    """A file name for the page of each, no two the same on any system."""
    given: dict[str, str] = {}
    used: set[str] = set()
    for one in found:
        plain = "".join(sign if sign.isalnum() or sign in "-_." else "_" for sign in one.name).strip("._") or "test"
        name, number = plain[-100:], 1
        while name.casefold() in used:
            number += 1
            name = f"{plain[-100:]}_{number}"
        used.add(name.casefold())
        given[one.name] = f"{name}.png"
    return given


def measure_one(job: _Job, threads: int) -> MeasuredTest:  # noqa: ARG001 (the criteria of one recording run on one)
    """One recording, from what is kept or anew."""
    name = job.found.name
    try:
        key = _key(job.found.path, job.asked)
        kept = None if job.again else _read_kept(key)
        if kept is not None and _has_page(job.page, key, kept):
            return MeasuredTest(
                name, kept.get("result"), str(kept.get("why", "")), kept=True, page=_page_of(job.page, kept)
            )
        return _measure(job, key)
    except UserError as problem:
        return MeasuredTest(name, None, str(problem))
    except Exception as fault:
        return MeasuredTest(name, None, f"{_FAULT} ({type(fault).__name__}: {fault})"[:400], our_fault=True)


def _measure(job: _Job, key: str) -> MeasuredTest:
    asked, name = job.asked, job.found.name
    try:
        read = read_recording(job.found.path, names=asked.names, dummy=asked.dummy, strict=asked.strict)
    except RecordingError as problem:
        _keep(key, {"why": str(problem)})
        return MeasuredTest(name, None, str(problem))
    measured = measure_recording(read, filtered=asked.filtered, highest_class=asked.highest_class)
    result = recording_to_dict(measured)
    _draw(measured, job.page, key)
    _keep(key, {"result": result})
    return MeasuredTest(name, result, page=_page_of(job.page, {"result": result}))


def _draw(measured: RecordingMeasured, page: Path | None, key: str) -> None:
    if page is not None and any(person.measured for person in measured.people):
        page.parent.mkdir(parents=True, exist_ok=True)
        # matplotlib takes half a second to import, which only those who want pages should wait for.
        import_module("stuntlab.report.signals_plot").save_plot(measured, page, mark=key)


def _page_of(page: Path | None, kept: Mapping[str, Any]) -> Path | None:
    """The page of a recording that has something to draw."""
    people = (kept.get("result") or {}).get("people", [])
    return page if page is not None and any(person["criteria"] for person in people) else None


def _has_page(page: Path | None, key: str, kept: Mapping[str, Any]) -> bool:
    """Whether the page that is wanted is there and is of this content."""
    wanted = _page_of(page, kept)
    return wanted is None or (wanted.is_file() and key.encode() in wanted.read_bytes()[:4096])


def _key(path: Path, asked: Asked) -> str:
    """A name for what a recording holds, what was asked and which program answers.

    Raises: RecordingError for a file that cannot be read.
    """
    state = hashlib.sha256()
    folders = [sources_of(Path(room.__file__ or "").parent) for room in _MEASURING]
    settings = [sorted(asked.names.items()), asked.dummy, asked.strict, asked.filtered, asked.highest_class]
    state.update(json.dumps([path.name, settings, sorted(versions().items()), folders]).encode())
    try:
        for file in _files_of(path):
            state.update(f"\0{file.name}\0{file.stat().st_size}\0".encode())
            with file.open("rb") as content:
                state.update(hashlib.file_digest(content, "sha256").digest())
    except OSError as problem:
        raise RecordingError(f"{path}: cannot be read ({problem.strerror})") from problem
    return state.hexdigest()


def _files_of(path: Path) -> Iterator[Path]:
    """All that a recording is read from."""
    whole = path.parent if path.suffix.lower() == _HEADER else path
    yield from sorted(one for one in whole.rglob("*") if one.is_file()) if whole.is_dir() else [whole]
    for beside in (path.with_name(path.name + FILE_MAP), path.parent / FOLDER_MAP):
        if beside.is_file():
            yield beside


def cache_of_recordings() -> Path:
    """Where what is done is kept: with what else this user's programs keep. It may be deleted at any time."""
    return cache_folder() / "recordings"


def _read_kept(key: str) -> Mapping[str, Any] | None:
    try:
        kept = json.loads((cache_of_recordings() / f"{key}.json").read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return kept if isinstance(kept, dict) and ("result" in kept) != ("why" in kept) else None


def _keep(key: str, what: Mapping[str, Any]) -> None:
    """Keep a result; where that cannot be, the next run does it again."""
    folder = cache_of_recordings()
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        write_whole(folder / f"{key}.json", json.dumps(what).encode())
