"""Whatever another program puts into the table of a record is a finding of `verify`, and ends no command."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from stuntlab.cli.main import main
from stuntlab.record.entry import hash_of_text


def field(**values: Any) -> Callable[[str], str]:
    return lambda content: json.dumps({**json.loads(content), **values})


def number(text: str) -> Callable[[str], str]:
    return lambda content: re.sub(r'"number":\d+', f'"number":{text}', content)


CONTENTS: dict[str, Callable[[str], object]] = {
    "a number": lambda _: 7,
    "bytes": lambda _: b"\xff\xfe",
    "nothing": lambda _: "",
    "a list": lambda _: "[]",
    "deep lists": lambda _: "[" * 100_000,
    "deep objects": lambda _: '{"a":' * 100_000,
    "huge": lambda _: json.dumps({"a": "x" * 5_000_000}),
    "a deep body": lambda content: content.replace('"body":{', '"body":{"z":' + "[" * 3000 + "]" * 3000 + ","),
    "no fields": lambda _: "{}",
    "half a letter": field(by="\ud800"),
    "number: a word": field(number="x"),
    "number: no end": number("1e999"),
    "number: many digits": number("9" * 5000),
    "at: a number": field(at=5),
    "at: no zone": field(at="2026-01-01T00:00:00"),
    "at: a day": field(at="2026-01-01"),
    "at: the first year": field(at="0001-01-01T00:00:00+23:00"),
    "at: the last year": field(at="9999-12-31T23:59:59-23:59"),
    "plan: a list": field(plan=[]),
    "plan: other values": field(plan={"file": 5, "title": None, "hash": []}),
    "body: a list": field(body=[[{}, 1]]),
    "key: a number": field(key=5),
    "key: a list": field(key=[]),
    "key: two letters": field(key="zz"),
    "kind: an object": field(kind={}),
    "by: a list": field(by=["x"]),
    "production: nothing": field(production=None),
    "previous: a number": field(previous=4),
    "format: a list": field(format=[1]),
}
COLUMNS = {
    "content: not UTF-8": "UPDATE entries SET content = CAST(x'ff22fe' AS text) WHERE number = 2",
    "hash: not UTF-8": "UPDATE entries SET hash = CAST(x'ff22fe' AS text) WHERE number = 2",
    "hash: bytes": "UPDATE entries SET hash = x'ff' WHERE number = 2",
    "signature: a number": "UPDATE entries SET signature = 5 WHERE number = 2",
    "signature: bytes": "UPDATE entries SET signature = x'ff' WHERE number = 2",
    "number: a word": "UPDATE entries SET number = 'abc' WHERE number = 2",
    "number: bytes": "UPDATE entries SET number = x'ff' WHERE number = 2",
    "number: huge": "UPDATE entries SET number = 9223372036854775807 WHERE number = 2",
    "version: bytes": "UPDATE alembic_version SET version_num = x'ff'",
    "version: a number": "UPDATE alembic_version SET version_num = 5",
    "no table": "DROP TABLE entries",
}
ELSEWHERE = "UPDATE entries SET production = x'ff' WHERE number = 2"
"""A row under a name that is no text is one of another production: of this one it is missing."""


@pytest.fixture
def table(plan_file: Path) -> sqlite3.Connection:
    """The table of a record with three entries, open to everything."""
    for person in ("lead", "villain"):
        assert main(["consent", str(plan_file), "--person", person, "--give"]) == 0
    connection = sqlite3.connect(plan_file.with_name("night-train.record.sqlite"), isolation_level=None)
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    return connection


def looks(plan_file: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """What `verify` says of it; no command that reads it ends in an error of the program."""
    capsys.readouterr()
    assert main(["record", "verify", str(plan_file)]) == 2
    said = capsys.readouterr()
    for command in (["record", "show", str(plan_file)], ["today", str(plan_file)], ["check", str(plan_file)]):
        assert main(command) != 1, capsys.readouterr().err
    return said.out + said.err


@pytest.mark.parametrize("hashed", [False, True], ids=["as it is", "with its hash"])
@pytest.mark.parametrize("name", CONTENTS)
def test_odd_content_is_found(
    name: str, hashed: bool, table: sqlite3.Connection, plan_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (content,) = table.execute("SELECT content FROM entries WHERE number = 2").fetchone()
    odd = CONTENTS[name](content)
    table.execute("UPDATE entries SET content = ? WHERE number = 2", (odd,))
    if hashed and isinstance(odd, str):
        table.execute("UPDATE entries SET hash = ? WHERE number = 2", (hash_of_text(odd),))
    table.close()
    assert re.search("entry [23]", looks(plan_file, capsys)), "what can be read is found by what follows"


@pytest.mark.parametrize("name", [*COLUMNS, "production: bytes"])
def test_an_odd_column_is_found(
    name: str, table: sqlite3.Connection, plan_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table.execute(COLUMNS.get(name, ELSEWHERE))
    table.close()
    assert "night-train.record.sqlite" in looks(plan_file, capsys)
