"""The suite has a home of its own: it neither reads nor leaves anything in the home of whoever runs it."""

from __future__ import annotations

import itertools
import os
import pwd
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CACHES = ROOT / ".pytest_cache" / "own"
"""What tools keep to be faster next time, such as lists of fonts: beside the suite, from one run to the next."""

FOLDERS = {
    "HOME": "home",
    "TMPDIR": "drafts",
    "XDG_STATE_HOME": "home/state",
    "XDG_CONFIG_HOME": "home/config",
    "XDG_DATA_HOME": "home/data",
    "STUNTLAB_LAST_RESORT": "last resort",
}
_NUMBERS = itertools.count()


def pytest_configure(config: pytest.Config) -> None:
    """Before anything of the program is imported: nothing that is set for whoever runs the suite reaches it."""
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", tempfile.gettempdir())  # the tests' own folders stay where they are
    for name in [name for name in os.environ if name.startswith("STUNTLAB_")]:
        del os.environ[name]
    CACHES.mkdir(parents=True, exist_ok=True)
    os.environ["OPENBLAS_NUM_THREADS"] = "1"  # as the program sets it; two workers would wait for each other
    os.environ |= {"XDG_CACHE_HOME": str(CACHES), "MPLCONFIGDIR": str(CACHES / "matplotlib")}


@pytest.fixture(scope="session", autouse=True)
def home_of_the_suite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """For what is made once for many tests."""
    with pytest.MonkeyPatch.context() as patched:
        yield move_in(tmp_path_factory.mktemp("suite"), patched)


@pytest.fixture(autouse=True)
def home_of_the_test(home_of_the_suite: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What one test leaves in its home no other finds."""
    return move_in(home_of_the_suite.parent / f"of-{next(_NUMBERS)}", monkeypatch)


def move_in(folder: Path, patched: pytest.MonkeyPatch) -> Path:
    """Make a folder the home of this process and of those that it starts; and what it may keep drafts in."""
    for name, inner in FOLDERS.items():
        patched.setenv(name, str(folder / inner))
    (folder / "home").mkdir(parents=True)
    (folder / "drafts").mkdir()
    patched.setattr(tempfile, "tempdir", None)
    own = list(pwd.getpwuid(os.getuid()))
    own[5] = str(folder / "home")  # who has no $HOME is asked for in the list of users
    patched.setattr(pwd, "getpwuid", lambda _: pwd.struct_passwd(own))
    return folder
