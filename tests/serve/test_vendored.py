"""Files of others are those of the table, letter by letter, and all that the pages load is here."""

from __future__ import annotations

import hashlib
import re

from stuntlab.serve.vendored import STATIC, VENDORED, served_file

FOLDER = STATIC / "vendor"
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def test_the_table_lists_every_file_with_its_checksum_and_a_permissive_licence() -> None:
    table = VENDORED.read()
    here = {path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.js")}
    assert set(table) == here
    for name, row in table.items():
        assert hashlib.sha256((FOLDER / name).read_bytes()).hexdigest() == row.sha256, name
        assert row.licence in ("MIT", "0BSD")
    words = (FOLDER / "LICENCES.md").read_text(encoding="utf-8")
    assert all(row.version in words for row in table.values())


def test_what_is_sent_imports_only_files_that_are_here() -> None:
    for path in STATIC.rglob("*.js"):
        sent = served_file(path.relative_to(STATIC).as_posix())
        assert sent is not None
        lines = [
            line
            for line in COMMENT.sub("", sent[0].decode()).splitlines()
            if line.startswith(("import", "}", "export"))
        ]
        for target in re.findall(r"from ['\"]([^'\"]+)['\"]", "\n".join(lines)):
            assert target.startswith(("/static/", "./", "../")), f"{path.name}: {target}"
            base = STATIC.parent if target.startswith("/") else path.parent
            assert (base / target.lstrip("/")).is_file(), f"{path.name}: {target}"
