"""`stuntlab new` and `stuntlab schema`."""

import errno
import json
import os
from pathlib import Path

import pytest

from stuntlab.cli.main import main
from stuntlab.plan import ACTION_KINDS, plan_schema, template
from stuntlab.units import System


@pytest.mark.parametrize("kind", ACTION_KINDS)
def test_a_new_plan_passes_check(kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "plan.yaml"
    assert main(["new", kind, str(path)]) == 0
    assert f"stuntlab check {path}" in capsys.readouterr().out
    assert main(["check", str(path)]) == 0
    assert path.read_text(encoding="utf-8").count("#") > 10
    assert [file.name for file in tmp_path.iterdir()] == ["plan.yaml"]


def test_to_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "kick"]) == 0
    assert capsys.readouterr().out == template("kick")


def test_a_file_alone_and_units(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "mine.yaml"
    assert main(["new", str(path), "--units", "us"]) == 0
    assert path.read_text(encoding="utf-8") == template("kick", System.US)
    assert main(["check", str(path)]) == 0
    assert "height 5 ft 7 in, mass 160 lb" in capsys.readouterr().out


def test_an_existing_file_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text("mine")
    assert main(["new", "kick", str(path)]) == 2
    assert "exists" in capsys.readouterr().err
    assert path.read_text() == "mine"
    assert [file.name for file in tmp_path.iterdir()] == ["plan.yaml"]


def test_a_folder_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "kick", str(tmp_path / "none" / "plan.yaml")]) == 2
    assert "cannot be written: No such file or directory" in capsys.readouterr().err


def test_a_full_disk_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "replace", full)
    assert main(["new", "kick", str(tmp_path / "plan.yaml")]) == 2
    assert "No space left" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_kind(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "kik", str(tmp_path / "plan.yaml")]) == 2
    assert 'did you mean "kick"' in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("typed", "kind"),
    [("stair fall", "stair_fall"), ("fall down stairs", "stair_fall"), ("slap", "punch"), ("car hit", "car_hit")],
)
def test_a_kind_in_several_words(
    typed: str, kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["new", *typed.split(), "mine.yaml"]) == 0
    assert (tmp_path / "mine.yaml").read_text(encoding="utf-8") == template(kind)
    capsys.readouterr()
    assert main(["new", *typed.split()]) == 0
    assert capsys.readouterr().out == template(kind)
    assert main(["new", kind, "mine"]) == 0
    assert (tmp_path / "mine").is_file()


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("shove", "ground_fall, with pushed_by"),
        ("headbutt", "punch"),
        ("fall off a horse", "about animals"),
        ("being shot", "ground_fall"),
        ("dog", "about animals"),
        ("fire", "fire on a body"),
        ("glass table", "glass"),
        ("drowning", "water"),
        ("child", "The kinds: "),
    ],
)
def test_what_is_no_kind_is_told_what_is_near_first(typed: str, near: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", *typed.split()]) == 2
    said = capsys.readouterr().err
    assert near in said
    assert "stuntlab new anything`" in said
    assert "did you mean" not in said
    assert said.rstrip().endswith("wire_swing")


def test_schema(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema"]) == 0
    assert json.loads(capsys.readouterr().out) == plan_schema()
