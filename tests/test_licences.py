"""Every package of the locks has its licence in the table, and the table says what the packages say of themselves."""

from __future__ import annotations

import importlib.util
import json
import re
from importlib.metadata import Distribution, distributions
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[1]

CLASSIFIERS = {
    "MIT License": {"MIT"},
    "BSD License": {"BSD-2-Clause", "BSD-3-Clause"},
    "Apache Software License": {"Apache-2.0"},
    "Mozilla Public License 2.0 (MPL 2.0)": {"MPL-2.0"},
    "Python Software Foundation License": {"PSF-2.0", "LicenseRef-Matplotlib"},
    "Public Domain": {"CC0-1.0"},
    "GNU General Public License (GPL)": {"GPL-2.0-or-later", "GPL-3.0-or-later"},
}
"""What a classifier of a package leaves open."""

COPYLEFT = re.compile(r"GPL|MPL")


def _script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("write_licences", ROOT / "scripts" / "write_licences.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


SCRIPT = _script()
TABLE = SCRIPT.licences()


def _canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


INSTALLED = {_canonical(one.name): one for one in distributions()}


def _own_words(package: Distribution) -> list[set[str]]:
    """For each licence that the metadata of a package names, what that leaves open; nothing where it names none."""
    if expression := (package.metadata.get_all("License-Expression") or [""])[0]:
        return [{part} for part in expression.split(" AND ")]
    named = [line.split(" :: ")[-1] for line in package.metadata.get_all("Classifier") or () if "License ::" in line]
    return [CLASSIFIERS[name] for name in named]


def test_every_package_of_the_locks_is_in_the_table_and_no_other() -> None:
    assert set(TABLE) == set(SCRIPT.locked("dev.txt"))
    assert set(SCRIPT.locked("core.txt")) <= set(TABLE)


@pytest.mark.parametrize("name", sorted(TABLE.keys() & INSTALLED.keys()))
def test_the_table_says_what_the_package_says(name: str) -> None:
    told = set(TABLE[name]["licence"].split(" AND "))
    assert all(told & named for named in _own_words(INSTALLED[name]))


def test_most_packages_are_there_to_be_asked() -> None:
    """What only the documentation needs is not installed with the tests."""
    assert len(TABLE.keys() & INSTALLED.keys()) > 0.7 * len(TABLE)


def test_what_is_not_permissive_or_not_on_the_list_of_licences_is_explained() -> None:
    for name, row in TABLE.items():
        if COPYLEFT.search(row["licence"]) or row["licence"].startswith("LicenseRef"):
            assert row.get("note"), name


def test_no_core_package_is_copyleft() -> None:
    for name in SCRIPT.locked("core.txt"):
        assert not COPYLEFT.search(TABLE[name]["licence"]), name


def test_page_and_bill_are_written_from_the_table() -> None:
    assert (ROOT / "docs" / "licences.md").read_text(encoding="utf-8") == SCRIPT.page()
    assert SCRIPT.BILL.read_text(encoding="utf-8") == SCRIPT.bill()


def test_the_bill_names_every_version_with_its_checksums_and_no_address() -> None:
    text = SCRIPT.bill()
    bill = json.loads(text)
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    named = {(one["name"], one["version"]) for one in bill["components"]}
    locked = SCRIPT.locked("dev.txt")
    assert named == {(name, version) for name, versions in locked.items() for version, _ in versions}
    assert all(one["hashes"] and one["licenses"] for one in bill["components"])
    assert "://" not in text
