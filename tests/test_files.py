"""A file is all there or not there at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from stuntlab.files import is_folder, is_there, write_whole


def test_what_is_written_is_there(tmp_path: Path) -> None:
    write_whole(tmp_path / "one", b"new")
    assert (tmp_path / "one").read_bytes() == b"new"


@pytest.mark.parametrize("stops", [KeyboardInterrupt, OSError])
def test_who_stops_it_finds_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stops: type[BaseException]
) -> None:
    (tmp_path / "one").write_bytes(b"old")
    write = Path.write_bytes

    def half(path: Path, content: bytes) -> int:
        write(path, content[: len(content) // 2])
        raise stops

    monkeypatch.setattr(Path, "write_bytes", half)
    with pytest.raises(stops):
        write_whole(tmp_path / "one", b"something longer")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("one", b"old")]


@pytest.mark.parametrize("durable", [False, True])
def test_the_longest_name_of_a_file_is_written_whole(tmp_path: Path, durable: bool) -> None:
    longest = tmp_path / ("n" * 255)
    write_whole(longest, b"all", durable=durable)
    assert [(path, path.read_bytes()) for path in tmp_path.iterdir()] == [(longest, b"all")]


@pytest.mark.parametrize("name", ["n" * 5000, "nul\0inside"])
def test_what_no_file_can_be_called_is_not_there(tmp_path: Path, name: str) -> None:
    assert is_there(tmp_path)
    assert is_folder(tmp_path)
    assert not is_there(tmp_path / name)
    assert not is_folder(tmp_path / name)
    with pytest.raises((OSError, ValueError)):
        write_whole(tmp_path / name, b"all")
    assert not list(tmp_path.iterdir())
