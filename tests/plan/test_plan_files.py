"""What may stand where a plan file is expected."""

import os
from pathlib import Path

import pytest

from stuntlab.errors import PlanError
from stuntlab.plan import read_plan


def refusal(path: Path) -> str:
    with pytest.raises(PlanError) as error:
        read_plan(path)
    message = str(error.value)
    assert message.startswith(str(path))
    assert "\n" not in message
    return message


def test_a_missing_file_and_the_nearest_name(tmp_path: Path) -> None:
    (tmp_path / "stomach_kick.yaml").touch()
    assert "did you mean" in refusal(tmp_path / "stomach_kik.yaml")
    assert "no such file" in refusal(tmp_path / "nowhere" / "plan.yaml")
    assert "no such file" in refusal(tmp_path / ("x" * 200 + ".yaml"))


def test_a_folder(tmp_path: Path) -> None:
    assert "a folder" in refusal(tmp_path)


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "plan.yaml"
    os.mkfifo(pipe)
    assert "not a file" in refusal(pipe)


def test_a_device() -> None:
    assert "not a file" in refusal(Path("/dev/zero"))


def test_an_unreadable_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "plan.yaml"
    path.touch()

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)  # a test that runs as root could read any file
    assert "Permission denied" in refusal(path)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "there is nothing in it"),
        (b"\x7fELF\x00\x01\x02", "not a text file"),
        (b"\x89PNG\r\n\x1a\n", "not UTF-8"),
        ("stunt: Sprung".encode("utf-16"), "UTF-16"),
        (b"stunt: x\nproduction: caf\xe9\n", ":2: a letter here is not UTF-8"),
    ],
)
def test_not_text(tmp_path: Path, data: bytes, said: str) -> None:
    path = tmp_path / "plan.yaml"
    path.write_bytes(data)
    assert said in refusal(path)
