"""A file is all there or not there at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from stuntlab.report.whole_file import write_whole


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
