"""What README.md, CONTRIBUTING.md, CHANGELOG.md and docs/ quote is there: paths, names, commands, links, numbers."""

from __future__ import annotations

import importlib
import pkgutil
import re
import shlex
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import click
import pytest

import stuntlab
from stuntlab.cli.commands import command_heads
from stuntlab.cli.main import load
from stuntlab.gags import roles
from stuntlab.gags.base import Gag
from stuntlab.pipeline.rehearse import DRAWS_PER_BRANCH
from stuntlab.plan import GEAR_KINDS
from stuntlab.takes.engine import CHUNK
from stuntlab.takes.strata import FIRST_LOOKS, HARDEST_SHARE, RARE
from stuntlab.takes.workers.base import RUN_AGAIN

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "stuntlab"
PAGES = (
    "README.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    *(f"docs/{page.name}" for page in (ROOT / "docs").glob("*.md")),
)
EACH_PAGE = pytest.mark.parametrize("page", sorted(PAGES))
CATCHER = next(kind for kind, gear in GEAR_KINDS.items() if gear.catches and " " not in kind)
STANDS_FOR = {"<catcher>": CATCHER, "<criterion>": "hic"}
KIND_IN = {"gear": CATCHER}  # what <kind> stands for, by a folder of its path; elsewhere a gag
FOLDERS = {entry.name for folder in (ROOT, PACKAGE) for entry in folder.iterdir() if entry.is_dir()} - {"build"}
MODULES = {module.name for module in pkgutil.iter_modules([str(PACKAGE)])}
OTHER_TOOLS = {"--pdb"}
"""Options of pytest, which CONTRIBUTING.md explains."""
REFERENCE = {"film.md", "biomechanics.md", "lines_and_flight.md", "vehicles_fire.md"}
"""Notes on the literature that tables and pages name as a source. They are no files of this repository."""
OTHER_CLASSES = {"UsdValidation"}


def text_of(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def code_of(page: str) -> Iterator[str]:
    """Every line of a code block, and every piece of code in a sentence."""
    text = text_of(page)
    for block in re.findall(r"^```\w*\n(.*?)^```", text, re.M | re.S):
        yield from block.splitlines()
    rest = re.sub(r"^```.*?^```", "", text, flags=re.M | re.S)
    yield from re.findall(r"^ {4,}(\S.*)$", rest, re.M)
    yield from re.findall(r"`([^`]+)`", rest)


def section(page: str, heading: str) -> str:
    return text_of(page).partition(f"## {heading}\n")[2].partition("\n## ")[0]


def rows(text: str) -> list[list[str]]:
    """The cells of each row of the tables in a text, below their heads."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in re.split(r"(?<=\s)\|(?=\s)", line[1:-1])] for line in lines]
    after_head = next(index for index, line in enumerate(lines) if set(line) <= set("|- ")) + 1
    return cells[after_head:]


def paths_in(page: str) -> Iterator[str]:
    """Everything that a page names as a file or a folder of this repository."""
    text = re.sub(r"https?://\S+", "", text_of(page))
    for word in re.findall(r"(?<![\w/.<>:-])(?:\.?[\w<>-][\w.<>-]*/)*[\w<>.-]*[\w<>/]", text):
        source = word.endswith((".py", ".toml", ".md")) and not word.startswith(".")
        if (source and word not in REFERENCE) or ("/" in word and word.split("/")[0] in FOLDERS):
            yield word
    yield from re.findall(r"`([\w.-]+/)`", text)


@cache
def file_names() -> frozenset[str]:
    kept = [ROOT / "docs", ROOT / "src", ROOT / "tests", ROOT / "scripts", ROOT / "examples"]
    below = {path.name for folder in kept for path in folder.rglob("*")}
    return frozenset(below | {path.name for path in ROOT.iterdir()})


def is_there(word: str) -> bool:
    gear = any(part in KIND_IN for part in word.split("/"))
    for placeholder, name in {**STANDS_FOR, "<kind>": CATCHER if gear else "kick"}.items():
        word = word.replace(placeholder, name)
    if "/" not in word:
        return word in file_names()
    places = [folder / end for folder in (ROOT, PACKAGE, ROOT / "tests") for end in (word, f"{word}.py")]
    nested = word.endswith("/") and word.count("/") == 1 and any(PACKAGE.rglob(word.rstrip("/")))
    return nested or any(place.exists() for place in places)


@EACH_PAGE
def test_every_path_that_is_named_is_there(page: str) -> None:
    assert sorted({word for word in paths_in(page) if not is_there(word)}) == []


def test_enough_paths_are_found_to_mean_something() -> None:
    assert len(set(paths_in("docs/architecture.md"))) >= 60
    assert len(set(paths_in("CONTRIBUTING.md"))) >= 25
    assert not is_there("pipeline/drawn")
    assert not is_there("gags/kick.py")
    assert not is_there("no_such_file.toml")


@EACH_PAGE
def test_every_dotted_name_is_there(page: str) -> None:
    for code in code_of(page):
        name = code.partition("(")[0].removeprefix("stuntlab.")
        if re.fullmatch(r"[a-z_]+(\.\w+)+", name) and name.split(".")[0] in MODULES and not is_file_name(name):
            assert resolves(name.split(".")), f"{page}: {code}"


def is_file_name(name: str) -> bool:
    return name.rsplit(".", 1)[1] in {"py", "toml", "md", "yaml", "json", "csv", "svg", "html"}


def resolves(parts: list[str]) -> bool:
    """Whether a module, or what it holds, has this name below the package."""
    found: Any = stuntlab
    path = "stuntlab"
    for part in parts:
        path = f"{path}.{part}"
        if not hasattr(found, part):
            try:
                importlib.import_module(path)
            except ModuleNotFoundError:
                return False
        found = getattr(found, part)
    return True


@EACH_PAGE
def test_every_class_is_there(page: str) -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py"))
    classes = set(re.findall(r"^class (\w+)|^(\w+)(?::| =)", source, re.M))
    known = {name for pair in classes for name in pair}
    named = {code for code in code_of(page) if re.fullmatch(r"[A-Z][a-z]+([A-Z][a-z]+)+", code)}
    assert sorted(named - known - OTHER_CLASSES) == []


@cache
def options_of(name: str, below: str | None = None) -> tuple[set[str], set[str]]:
    """The options of a command, and its own commands."""
    command = load(command_heads()[name])
    if below is not None:
        assert isinstance(command, click.Group)
        command = command.commands[below]
    options = {option for param in command.params for option in (*param.opts, *param.secondary_opts)}
    return options | {"--help", "-h"}, set(command.commands) if isinstance(command, click.Group) else set()


def commands_in(page: str) -> Iterator[list[str]]:
    """Every use of a command: `stuntlab assess PLAN --json`, or `assess --json` in a sentence."""
    for code in code_of(page):
        called = re.search(r"(?<!from)(?:^|\s)stuntlab ([a-z].*)", code.split("#")[0])
        words = (called.group(1) if called else code).replace("…", "").split(" | ")[0]
        first = words.split(" ")[0]
        if called or (first in command_heads() and " -" in words):
            yield shlex.split(words.replace("'", ""))


@EACH_PAGE
def test_every_command_and_option_is_there(page: str) -> None:
    for first, *rest in commands_in(page):
        assert first in command_heads(), f"{page}: stuntlab {first}"
        options, below = options_of(first)
        if below and rest:
            meant = rest[0] if rest[0] in below else getattr(load(command_heads()[first]), "unnamed", "")
            assert meant in below, f"{page}: stuntlab {first} {rest[0]}"
            options = options_of(first, meant)[0]
        used = {word.partition("=")[0] for word in rest if re.match(r"--?[a-z]", word)}
        assert used <= options, f"{page}: stuntlab {first} {' '.join(rest)}"


@EACH_PAGE
def test_every_option_in_a_sentence_is_one_of_some_command(page: str) -> None:
    every: set[str] = set()
    for name in command_heads():
        options, below = options_of(name)
        every |= options.union(*(options_of(name, one)[0] for one in below))
    named = {code.split(" ")[0].partition("=")[0] for code in code_of(page) if re.match(r"--[a-z]", code)}
    assert named <= every | OTHER_TOOLS


@EACH_PAGE
def test_every_link_leads_somewhere(page: str) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", text_of(page)):
        if not target.startswith(("http:", "https:", "mailto:")):
            file, _, anchor = target.partition("#")
            to = (ROOT / page).parent / file if file else ROOT / page
            assert to.exists(), f"{page}: {target}"
            assert not anchor or anchor in anchors_of(to), f"{page}: {target}"


def anchors_of(file: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", file.read_text(encoding="utf-8"), re.M)
    return {re.sub(r"[^\w -]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


def test_the_readme_has_a_row_for_every_extra() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = [row[0].strip("`") for row in rows(section("README.md", "Extras"))]
    assert sorted(named) == sorted(project["optional-dependencies"])


def test_the_map_has_every_room() -> None:
    law = section("docs/architecture.md", "Import law").split("```")[1]
    placed = [name for line in law.strip().splitlines() for name in re.split(r" ->|   ", line[2:])[0].split()]
    assert sorted(re.findall(r"[a-z_]+", " ".join(placed))) == sorted(MODULES - {"__main__"})
    mapped = " ".join(row[0] + row[1] for row in rows(section("docs/architecture.md", "The rooms")))
    assert MODULES - {"__main__"} <= set(re.findall(r"`(\w+)/?`", mapped))


def test_the_map_has_every_member_of_a_gag_and_every_role() -> None:
    text = section("docs/architecture.md", "What a gag answers")
    members, _, asked = text.partition("| role |")
    answered = {
        name for name, member in vars(Gag).items() if name[0] != "_" and (callable(member) or is_property(member))
    }
    assert {name for row in rows(members) for name in re.findall(r"\w+", row[0])} == answered
    offered = set(re.findall(r"^(\w+)  +\S", roles.__doc__ or "", re.M))
    assert {row[0].strip("`") for row in rows(asked)} == offered


def is_property(member: object) -> bool:
    return isinstance(member, property)


def test_the_failure_modes_of_a_high_fall_are_those_of_its_table() -> None:
    table = tomllib.loads((PACKAGE / "gags" / "high_fall" / "numbers.toml").read_text(encoding="utf-8"))["branch"]
    shown = {row[0]: row[1:] for row in rows(section("docs/high_fall.md", "Failure modes"))}
    assert list(shown) == list(table)
    for name, row in table.items():
        controls = ", ".join(f"`{control}` × {factor}" for control, factor in row.get("controls", {}).items())
        only_if = f"`{row['if_property']}`" if "if_property" in row else ""
        assert shown[name] == [str(row["probability"]), only_if, controls], name


def test_the_strikers_are_those_of_their_tables() -> None:
    kick, punch = (
        tomllib.loads((PACKAGE / "gags" / kind / "numbers.toml").read_text(encoding="utf-8"))
        for kind in ("kick", "punch")
    )
    leg, hand, side = kick["striker"], punch["striker"], kick["side_kick"]["effective_mass_kg"]
    shown = {page: " ".join(text_of(page).split()) for page in ("docs/kick.md", "docs/punch.md")}
    assert f"a foot of {leg['foot_mass_kg']['value']:g} kg" in shown["docs/kick.md"]
    assert f"a leg spring of {leg['leg_stiffness_n_per_m']['value'] / 1000:g} kN/m" in shown["docs/kick.md"]
    assert f"{spread(leg['effective_mass_kg'])} kg" in shown["docs/kick.md"]
    assert f"push of {spread(leg['push_n_per_m_s'])} N" in shown["docs/kick.md"]
    assert (
        f"hand, {hand['effective_mass_kg']['value']} ± {hand['effective_mass_kg']['sd']} kg" in shown["docs/punch.md"]
    )
    assert f"the hand is {hand['hand_mass_kg']['value']:g} kg" in shown["docs/punch.md"]
    assert f"stiffness of a hand, {hand['hand_stiffness_n_per_m']['value'] / 1000:g} kN/m" in shown["docs/punch.md"]
    assert f"from a prior ({spread(side)} kg)" in shown["docs/punch.md"]


def spread(number: dict[str, float]) -> str:
    return f"{number['value']:g} ± {number['sd']:g}"


def test_the_numbers_of_the_map_are_those_of_the_code() -> None:
    numbers = {"two": 2, "three": 3, "four": 4, "2¹⁷": 2**17}
    text = " ".join(text_of("docs/architecture.md").split())

    def said(pattern: str) -> float:
        word = re.search(pattern, text)
        assert word is not None, pattern
        return float(numbers.get(word.group(1)) or word.group(1).replace(" ", ""))

    assert said(r"Every branch is drawn (\S+) times") == DRAWS_PER_BRANCH
    assert said(r"the hardest 1 in (\d+) draws") * HARDEST_SHARE == pytest.approx(1)
    assert said(r"gets at least (\w+) takes") == FIRST_LOOKS
    assert said(r"one if it is rarer than 1 in ([\d ]+\d)") * RARE == pytest.approx(1)
    assert said(r"at most (\d+) takes of one gag") == CHUNK
    assert said(r"up to (\w+) times by the local processes") == RUN_AGAIN
