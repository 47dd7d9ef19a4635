"""A seal shows that a file is as it left the tool; `paper verify` says what changed around it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from prepared_facts import prepared

from stuntlab.cli.main import main
from stuntlab.paper.read_back import LARGEST_PDF
from stuntlab.pipeline.whole_answers import Kept, answers_here, grounds_of, keep
from stuntlab.record import collect_runs, open_record

PLAN = "kick.yaml"


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with a plan, a record in which the adviser signed for the key, and a sealed card."""
    folder = tmp_path_factory.mktemp("shoot")
    text, answer = prepared("stomach_kick")
    (folder / PLAN).write_text(text, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("STUNTLAB_KEYS", str(folder / "keys"))
        patched.setenv("STUNTLAB_STATE", str(folder / "state"))
        patched.setenv("STUNTLAB_PASSPHRASE", "a tall dark hat")
        opened = open_record(folder / PLAN)
        keep(answers_here(), Kept(answer, grounds_of(opened.house.limits, collect_runs(opened.history()))))
        assert main(["keys", "new", "adviser"]) == 0
        assert main(["paper", str(folder / PLAN), "--sheet", "card", "--sign"]) == 2, "nobody signed for the key yet"
        assert main(["paper", str(folder / PLAN), "--sheet", "card", "--sign", "--by", "adviser"]) == 0
        assert main(["paper", str(folder / PLAN), "--sheet", "day"]) == 0
        yield folder


@pytest.fixture
def here(signed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it to change."""
    folder = Path(shutil.copytree(signed, tmp_path / "shoot"))
    monkeypatch.setenv("STUNTLAB_KEYS", str(folder / "keys"))
    monkeypatch.setenv("STUNTLAB_STATE", str(folder / "state"))
    monkeypatch.setenv("STUNTLAB_PASSPHRASE", "a tall dark hat")
    return folder


def verified(file: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    capsys.readouterr()
    code = main(["paper", "verify", str(file)])
    said = capsys.readouterr()
    return code, said.out + said.err


def test_what_agrees(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, said = verified(here / "kick-card.pdf", capsys)
    assert code == 0, said
    for words in ("as it left the tool; it is no one's consent", "adviser signed for it", "plan now: the same"):
        assert words in said
    code, said = verified(here / "kick-day.pdf", capsys)
    assert code == 0
    assert "seal: none" in said


def test_a_byte_that_was_changed(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    whole = (here / "kick-card.pdf").read_bytes()
    for place in (len(whole) // 3, len(whole) // 2, whole.index(b"startxref") - 40):
        changed = bytearray(whole)
        changed[place] ^= 1
        (here / "kick-card.pdf").write_bytes(changed)
        assert verified(here / "kick-card.pdf", capsys)[0] in (1, 2)
    (here / "kick-card.pdf").write_bytes(whole + b"\n% later\n")
    assert verified(here / "kick-card.pdf", capsys)[0] in (1, 2)


def test_the_plan_changed_since(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = here / PLAN
    plan.write_text(plan.read_text(encoding="utf-8").replace("gap: 30 ± 6 cm", "gap: 12 ± 6 cm"), encoding="utf-8")
    code, said = verified(here / "kick-card.pdf", capsys)
    assert code == 1
    assert "gap 30 ± 6 cm became 12 ± 6 cm" in said


def test_somebody_withdrew_or_stopped_since_and_nobody_is_named(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["refuse", str(here / PLAN), "--person", "lead"]) == 0
    main(["stop", str(here / PLAN)])
    code, said = verified(here / "kick-card.pdf", capsys)
    assert code == 1
    line = next(line for line in said.splitlines() if "written since" in line)
    assert "refusal, 1 time" in line
    assert "stop, 1 time" in line
    assert "lead" not in line


def test_a_key_that_the_record_does_not_know(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copy(here / "kick-day.pdf", here / "other.pdf")
    from stuntlab.paper.seal import seal_key, sealed  # noqa: PLC0415  # needs the extra

    forged = sealed((here / "other.pdf").read_bytes(), seal_key(here / "mine", "Night Train", "another tall hat"))
    (here / "other.pdf").write_bytes(forged)
    code, said = verified(here / "other.pdf", capsys)
    assert code == 1
    assert "does not know it" in said


def test_alone_without_plan_and_record(here: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    alone = tmp_path / "alone" / "deep" / "card.pdf"
    alone.parent.mkdir(parents=True)
    shutil.copy(here / "kick-card.pdf", alone)
    code, said = verified(alone, capsys)
    assert code == 0
    assert "unknown" in said


@pytest.mark.parametrize(
    "content",
    [b"", b"no", b"%PDF-1.7\n%%EOF", b"%PDF-1.7\n" + b"0" * LARGEST_PDF, b"%PDF-1.7\n/Encrypt"],
    ids=["empty", "text", "bare", "large", "encrypted"],
)
def test_what_is_no_sheet_is_refused(content: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.pdf").write_bytes(content)
    code, said = verified(tmp_path / "a.pdf", capsys)
    assert code == 2
    assert "our fault" not in said


def test_a_stream_that_unpacks_without_end_is_refused(
    here: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import zlib  # noqa: PLC0415

    bomb = zlib.compress(zlib.compress(b"0" * 90_000_000))
    head = b"%PDF-1.7\n1 0 obj\n<< /Filter [/FlateDecode /FlateDecode] >>\nstream\n"
    (tmp_path / "bomb.pdf").write_bytes(head + bomb + b"\nendstream")
    code, said = verified(tmp_path / "bomb.pdf", capsys)
    assert code == 2
    assert "unpacks to more than" in said


def test_the_sealed_sheet_says_what_the_seal_shows(here: Path) -> None:
    import pypdf  # noqa: PLC0415

    text = "".join("".join(page.extract_text() for page in pypdf.PdfReader(here / "kick-card.pdf").pages).split())
    assert "noone'sconsent" in text


def test_an_entry_that_was_cut_off(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for file in here.glob("*.sqlite*"):
        file.unlink()
    code, said = verified(here / "kick-card.pdf", capsys)
    assert code == 1
    assert "is not in it" in said
