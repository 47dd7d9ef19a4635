"""Every format of a scene: found by its file, named in help, errors and docs, and written as it says."""

from __future__ import annotations

import runpy
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from stuntlab import registry
from stuntlab.cli.main import main
from stuntlab.errors import ModelError, UserError
from stuntlab.export.previs import Previs
from stuntlab.export.scene_format import SceneFormat, scene_formats

ROOT = Path(__file__).parents[2]
SIGNATURES = {".glb": b"glTF", ".usdz": b"PK\x03\x04", ".usdc": b"PXR-USDC", ".usda": b"#usda 1.0"}
"""How such files begin, by their specifications."""
EACH = pytest.mark.parametrize("one", scene_formats().values(), ids=lambda one: one.suffix)


def test_the_formats_that_are_promised_are_there() -> None:
    assert set(scene_formats()) == set(SIGNATURES)


@EACH
def test_a_format_is_defined_where_it_is_written(one: SceneFormat) -> None:
    folder = ROOT / "src" / "stuntlab" / "export"
    defining = [path.name for path in folder.glob("*.py") if f'"{one.suffix}",' in path.read_text(encoding="utf-8")]
    assert defining in (["glb.py"], ["usd.py"])
    assert one.suffix == one.suffix.casefold()
    assert one.name
    assert one.holds


@EACH
def test_it_writes_what_it_says(one: SceneFormat, previs: Previs) -> None:
    made = one.file_of(previs, frame_rate_hz=24.0)
    assert made.startswith(SIGNATURES[one.suffix])
    if "without pictures" not in one.holds:
        assert b"\xff\xd8\xff" in made or b"\x89PNG" in made
    else:
        assert b"\xff\xd8\xff" not in made
        assert b"\x89PNG" not in made


@EACH
def test_its_extras_bring_its_libraries(one: SceneFormat) -> None:
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    for library in one.needs:
        assert any(line.startswith(library.package.casefold()) for line in extras[library.extra])


@EACH
def test_a_missing_library_is_one_sentence_before_anything_is_done(
    one: SceneFormat, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(UserError, match=rf"stuntlab\[{one.needs[0].extra}\]"):
        one.check_libraries()
    assert main(["export", str(tmp_path / "no plan.yaml"), "-o", str(tmp_path / f"x{one.suffix}")]) == 2
    assert f"{one.suffix} needs {one.needs[0].package}" in capsys.readouterr().err


@EACH
def test_help_errors_and_docs_name_it(one: SceneFormat, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "--help"]) == 0
    assert one.suffix in capsys.readouterr().out
    assert main(["export", "plan.yaml", "-o", "scene.obj"]) == 2
    assert one.suffix in capsys.readouterr().err


def test_the_list_in_the_docs_is_up_to_date() -> None:
    script = runpy.run_path(str(ROOT / "scripts" / "write_formats_page.py"))
    page = (ROOT / "docs" / "previs.md").read_text(encoding="utf-8")
    assert script["with_table"](page) == page, "run scripts/write_formats_page.py"


@pytest.fixture
def another(previs: Previs, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Put a format beside those of the files."""

    def add(suffix: str) -> None:
        mine = SceneFormat(suffix, name="a list of names", holds="names", needs=(), write=lambda scene, _: b"names")
        found = registry.find_defined("stuntlab.export", SceneFormat)
        monkeypatch.setattr("stuntlab.export.scene_format.find_defined", lambda *_: (*found, mine))
        scene_formats.cache_clear()

    yield add
    scene_formats.cache_clear()


def test_a_new_format_is_written_without_another_change(
    another: Callable[[str], None], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    another(".names")
    assert main(["export", str(ROOT / "examples" / "stomach_kick.yaml"), "-o", str(tmp_path / "x.NAMES")]) == 0
    assert (tmp_path / "x.NAMES").read_bytes() == b"names"


def test_two_formats_with_one_suffix_are_our_fault(another: Callable[[str], None]) -> None:
    another(".glb")
    with pytest.raises(ModelError, match="the same suffix"):
        scene_formats()
