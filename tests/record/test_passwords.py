"""A password in the address of a record is nowhere to be read, in whatever form it was written."""

from __future__ import annotations

from pathlib import Path

import pytest

from stuntlab.cli.main import main
from stuntlab.errors import UserError
from stuntlab.record.address import show_address, strip_password
from stuntlab.record.store import Store, StorePlace

SECRETS = ("s3cret", "retpw", "s3cr%65t", "s3c")
ADDRESSES = (
    "postgresql://anna:s3cretpw@127.0.0.1:1/x",
    "postgresql://127.0.0.1:1/x?user=anna&password=s3cretpw",
    "postgresql://127.0.0.1:1/x?user=anna&passw%6frd=s3cretpw",
    "postgresql://127.0.0.1:1/x?sslpassword=s3cretpw",
    "postgresql://anna:s3cr%65tpw@127.0.0.1:1/x",
    "postgresql:///x?host=127.0.0.1&port=1&password=s3cretpw",
    "postgresql://anna:s3cretpw@127.0.0.1:notaport/x",
    "postgresql://anna:s3cretpw@[::1/x",
    "postgresql://anna:s3c@retpw@127.0.0.1:1/x",
    "postgresql://anna:s3c/retpw@127.0.0.1:1/x",
    "postgresql+asyncpg://anna:s3cretpw@127.0.0.1:1/x",
    "mysql://anna:s3cretpw@127.0.0.1/x",
    "postgresql:anna:s3cretpw@127.0.0.1/x",
    "host=127.0.0.1 user=anna password=s3cretpw",
    "postgresql://anna%3As3cretpw@127.0.0.1:1/x",
    "//anna:s3cretpw@127.0.0.1:1/x",
    "postgresql://127.0.0.1:1/x password=s3cretpw",
    "postgresql://127.0.0.1:1/x;password=s3cretpw",
    "postgresql:///x?host=127.0.0.1&port=1&options=-c%20password=s3cretpw",
    "PGPASSWORD=s3cretpw postgresql://anna@127.0.0.1:1/x",
    "anna:s3cretpw://127.0.0.1:1/x",
    "postgresql//anna:s3cretpw@127.0.0.1:1/x",
    "anna:s3cretpw@127.0.0.1:1/x",
    "'postgresql:/anna:s3cretpw@127.0.0.1:1/x'",
)


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_command_prints_it(
    address: str, plan_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for command in ("show", "verify"):
        assert main(["record", command, str(plan_file), "--record", address, "--debug"]) == 2
        said = capsys.readouterr()
        assert not [secret for secret in SECRETS if secret in said.out + said.err]
    left = [path for path in tmp_path.rglob("*") if any(secret in path.name for secret in SECRETS)]
    assert not left


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_refusal_of_a_word_in_the_wrong_place_prints_it(
    address: str, plan_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = str(plan_file)
    for words in (
        ["record", "merge", plan, address],
        ["check", address],
        ["assess", plan, address],
        ["today", plan, f"--taken={address}"],
        [address],
        ["record", "export", plan, plan, "--key", address, "--takes", address],
    ):
        assert main(words) == 2
        said = capsys.readouterr()
        assert not [secret for secret in SECRETS if secret in said.out + said.err], words


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_stop_of_an_address_stops_the_folder_and_keeps_no_password(
    address: str, plan_file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(plan_file.parent)
    assert main(["stop", address]) == 3
    kept = [path for path in plan_file.parent.rglob("*") if path.is_file()]
    told = capsys.readouterr().out + "".join(f"{path} {path.read_text(errors='replace')}" for path in kept)
    assert not [secret for secret in SECRETS if secret in told]
    assert main(["today", str(plan_file)]) != 0
    assert "STOPPED" in capsys.readouterr().out


@pytest.mark.parametrize("address", [address for address in ADDRESSES if "://" in address])
def test_no_place_shows_or_remembers_it(address: str) -> None:
    place = StorePlace("Night Train", url=address)
    told = [repr(place), str(place), show_address(address), strip_password(address)]
    with pytest.raises(UserError) as refused:
        Store(place, wait_s=0.1).rows()
    told += [str(refused.value), repr(refused.value)]
    assert not [text for text in told if any(secret in text for secret in SECRETS)]


def test_what_is_remembered_finds_the_database_again() -> None:
    address = "postgresql://anna:s3cretpw@db:5433/x?sslmode=require&password=s3cretpw"
    assert strip_password(address) == "postgresql://anna@db:5433/x?sslmode=require"
