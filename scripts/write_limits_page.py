"""Write the table of docs/limits.md from the limits table, between its two markers."""

from __future__ import annotations

from pathlib import Path

from stuntlab.report.limits_table import limits_markdown
from stuntlab.verdict import read_limits

PAGE = Path(__file__).parents[1] / "docs" / "limits.md"
START, END = "<!-- table: written by scripts/write_limits_page.py -->\n", "<!-- end of table -->\n"


def with_table(page: str) -> str:
    before, rest = page.split(START)
    after = rest.split(END)[1]
    return f"{before}{START}\n{limits_markdown(read_limits())}\n{END}{after}"


if __name__ == "__main__":
    PAGE.write_text(with_table(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
