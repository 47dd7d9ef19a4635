"""Facts for sheets from prepared answers: nothing is simulated."""

from __future__ import annotations

import shutil
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from prepared_facts import NOON, ROOT, FactsOf, opened_at, prepared

from stuntlab.paper import SheetFacts
from stuntlab.pipeline.paper_facts import facts_for_paper


@pytest.fixture(scope="session")
def facts_of(tmp_path_factory: pytest.TempPathFactory) -> FactsOf:
    """Facts of a plan with a prepared answer. adds: text of the plan after its own."""

    @cache
    def gather(name: str, adds: str = "") -> SheetFacts:
        text, answer = prepared(name)
        file = tmp_path_factory.mktemp("plan") / f"{name}.yaml"
        file.write_text(text + adds, encoding="utf-8")
        opened, plan = opened_at(file)
        history = replace(opened.history(now=NOON), kept_aside=(), others=(), answer_aside=None)
        held = replace(answer, plan_hash=plan.hash)
        return facts_for_paper(opened, history, held, production=None, plan_text=file.read_text(encoding="utf-8"))

    return gather


@pytest.fixture
def shoot(tmp_path: Path) -> Path:
    """A folder with the plan of a kick."""
    shutil.copy(ROOT / "examples" / "stomach_kick.yaml", tmp_path / "kick.yaml")
    return tmp_path
