"""What CONTRIBUTING.md and README.md say of files, suites and extras is so."""

import re
import tomllib
from pathlib import Path

import pytest

from stuntlab.plan import GEAR_KINDS

ROOT = Path(__file__).parents[1]
CATCHER = next(kind for kind, gear in GEAR_KINDS.items() if gear.catches and " " not in kind)
STANDS_FOR = {"<kind>": "kick", "<catcher>": CATCHER, "<criterion>": "hic"}
PACKAGE = ROOT / "src" / "stuntlab"


def text_of(page: str) -> str:
    text = (ROOT / page).read_text(encoding="utf-8")
    for placeholder, word in STANDS_FOR.items():
        text = text.replace(placeholder, word)
    return text


def paths_in(page: str) -> set[str]:
    """Every path that a page names: in code, or in a command."""
    folders = "src|tests|docs|scripts|examples|requirements|gags|gear"
    return set(re.findall(rf"(?<![\w/.])((?:\.ci|{folders})/[\w./-]*\w)", text_of(page)))


def extras() -> dict[str, list[str]]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return dict(project["optional-dependencies"])


@pytest.mark.parametrize(("page", "least"), [("CONTRIBUTING.md", 25), ("README.md", 15)])
def test_every_path_that_is_named_is_there(page: str, least: int) -> None:
    paths = paths_in(page)
    assert len(paths) >= least
    assert [path for path in paths if not (ROOT / path).exists() and not (PACKAGE / path).exists()] == []


def test_the_readme_has_a_row_for_every_extra() -> None:
    rows = re.findall(r"^\| `(\w+)` \|", text_of("README.md").partition("## Extras")[2].partition("\n## ")[0], re.M)
    assert sorted(rows) == sorted(extras())
