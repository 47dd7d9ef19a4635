"""Write the table of scene formats of docs/previs.md from the formats themselves, between its two markers."""

from __future__ import annotations

from pathlib import Path

from stuntlab.export.scene_format import scene_formats

PAGE = Path(__file__).parents[1] / "docs" / "previs.md"
START, END = "<!-- formats: written by scripts/write_formats_page.py -->\n", "<!-- end of formats -->\n"


def table() -> str:
    rows = ["| ending | format | what is in it | needs |", "|---|---|---|---|"]
    for one in scene_formats().values():
        needs = ", ".join(f"{library.package} (`stuntlab[{library.extra}]`)" for library in one.needs)
        rows.append(f"| `{one.suffix}` | {one.name} | {one.holds} | {needs} |")
    return "\n".join(rows)


def with_table(page: str) -> str:
    before, rest = page.split(START)
    after = rest.split(END)[1]
    return f"{before}{START}\n{table()}\n\n{END}{after}"


if __name__ == "__main__":
    PAGE.write_text(with_table(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
