"""Prepared answers of all examples and some plans of the bench, as documents."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from stuntlab.datasets import Assessment
from stuntlab.documents import Document, answer_document
from stuntlab.pipeline.add_record import with_decisions
from stuntlab.plan import Plan, read_plan
from stuntlab.record import open_record
from stuntlab.record.standing import judge_decisions
from stuntlab.units import UnitStyle

ROOT = Path(__file__).parents[2]
ANSWERS = Path(__file__).parent / "answers"
NAMES = sorted(path.stem for path in ANSWERS.glob("*.json"))
NOON = datetime(2027, 2, 10, 12, tzinfo=UTC)

Told = Callable[..., Document]


@cache
def _read(name: str) -> tuple[Plan, Path, Assessment]:
    kept = json.loads((ANSWERS / f"{name}.json").read_text(encoding="utf-8"))
    path = ROOT / kept["plan"]
    return read_plan(path), path, TypeAdapter(Assessment).validate_python(kept["answer"])


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that asks for a `name` runs over all answers, one that asks for an `example` over those of examples."""
    if "name" in metafunc.fixturenames:
        metafunc.parametrize("name", NAMES)
    if "example" in metafunc.fixturenames:
        examples = {path.stem for path in (ROOT / "examples").glob("*.yaml")}
        metafunc.parametrize("example", [name for name in NAMES if name in examples])


@pytest.fixture(scope="session")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    """The document of an answer, alone or with a record in which nobody decided anything yet."""

    @cache
    def decided(name: str) -> Assessment:
        _plan, path, answer = _read(name)
        copied = tmp_path_factory.mktemp("plan") / path.name
        shutil.copy(path, copied)
        history = replace(
            open_record(copied).history(now=NOON), kept_aside=(), others=()
        )  # whatever is on this machine
        return with_decisions(answer, *judge_decisions(history))

    def tell(name: str, *, record: bool = False, style: UnitStyle | None = None) -> Document:
        plan, _, answer = _read(name)
        return answer_document(decided(name) if record else answer, plan, style=style)

    return tell


@pytest.fixture
def plan_of() -> Callable[[str], Plan]:
    """The plan of an answer."""
    return lambda name: _read(name)[0]
