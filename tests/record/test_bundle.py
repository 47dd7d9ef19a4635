"""A bundle leads to the same answer, number by number, and shows it where something in it was changed."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from shoot import PLAN

from stuntlab.cli.main import main
from stuntlab.errors import UserError
from stuntlab.pipeline.bundle import read_bundle, replay


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shoot")
    plan, out = folder / "plan.yaml", folder / "kick.bundle"
    plan.write_text(PLAN, encoding="utf-8")
    (folder / "production.yaml").write_text("production: Night Train\nlimits: {imposed: {abdomen_force: 100 N}}\n")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("STUNTLAB_STATE", str(folder / "state"))
        patched.setenv("STUNTLAB_KEYS", str(folder / "keys"))
        assert main(["consent", str(plan), "--person", "villain", "--give"]) == 0
        assert main(["record", "export", str(plan), str(out), "--takes", "2"]) == 0
    return out


def test_it_replays_by_itself_and_names_what_was_changed(bundle: Path, tmp_path: Path) -> None:
    alone = tmp_path / "elsewhere" / "kick.bundle"
    alone.parent.mkdir()
    alone.write_bytes(bundle.read_bytes())
    holds = read_bundle(alone)
    assert holds["assessment"]["limits"] == "2026-2 + Night Train"
    assert holds["assessment"]["record"]["entries"] == len(holds["record"]) == 2
    assert main(["record", "replay", str(alone)]) == 0
    holds["assessment"]["verdict"] = "WITHIN LIMITS"
    assert any(line.startswith("verdict: was WITHIN LIMITS") for line in replay(holds))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda holds: holds["record"].pop(0),
        lambda holds: holds["record"][1].update(content=holds["record"][1]["content"].replace("villain", "lead")),
        lambda holds: holds["limits"].update(table="# laxer"),
        lambda holds: holds["plan"].update(text="stunt: ["),
        lambda holds: holds.pop("plan"),
        lambda holds: holds.update(at="yesterday"),
    ],
)
def test_a_bundle_that_was_bent_is_refused(bundle: Path, spoil: Callable[[dict[str, Any]], object]) -> None:
    holds = json.loads(bundle.read_text(encoding="utf-8"))
    spoil(holds)
    with pytest.raises(UserError):
        replay(holds)


def test_an_answer_under_older_limits_is_known_by_their_version(bundle: Path) -> None:
    holds = json.loads(bundle.read_text(encoding="utf-8"))
    holds["limits"] = {"version": "2026-1", "table": 'version = "2026-1"'}
    with pytest.raises(UserError, match=r"other limits \(2026-1\)"):
        replay(holds)


@pytest.mark.parametrize("text", ["", "[]", "{}", "not json", '{"format": "stuntlab bundle 99"}', "[" * 100_000])
def test_a_file_that_is_no_bundle(tmp_path: Path, text: str) -> None:
    path = tmp_path / "x.bundle"
    path.write_text(text)
    with pytest.raises(UserError, match=r"x\.bundle is no bundle"):
        read_bundle(path)
    with pytest.raises(UserError, match="cannot be read"):
        read_bundle(tmp_path / "none.bundle")
