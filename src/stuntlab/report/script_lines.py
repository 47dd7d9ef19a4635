"""The lines of a screenplay that may be a stunt, for a screen, a pipe or a program."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count, groupby
from typing import Any

from stuntlab.report.page import Page
from stuntlab.screenplay.finder import MARKED, StuntLine
from stuntlab.screenplay.marks import DISMISSED, TICKED, LineMark
from stuntlab.screenplay.script import Script, say_page
from stuntlab.screenplay.words import StuntWords
from stuntlab.suggestions import suggest
from stuntlab.units.counting import agreeing, counted

AID = (
    "This is a reading aid and no count: it finds words in action lines, misses what is written in other words, and "
    "does not know what is meant. Read the script as well."
)
_ALL_SHOWN = 6
"""Lines up to which a reading shows every one without being asked (J)."""

_SCENES_SHOWN = 8
_LONGEST_LINE = 200
_NEW = "new"
_MARKED_BY = "marked as a stunt by the writer or the breakdown"


@dataclass(frozen=True, slots=True)
class ScriptReading:
    """A script that was read. rows: those to be shown, in order. marks: what was said of lines, of other drafts too."""

    script: Script
    words: StuntWords
    rows: tuple[StuntLine, ...]
    marks: Mapping[str, LineMark]

    def state_of(self, row: StuntLine) -> str:
        """What somebody said of a line: "new" where nobody did."""
        mark = self.marks.get(row.code)
        return mark.mark if mark else _NEW

    @property
    def asked(self) -> tuple[StuntLine, ...]:
        """The lines that nobody dismissed."""
        return tuple(row for row in self.rows if self.state_of(row) != DISMISSED)


def render_reading(
    reading: ScriptReading, *, file: str, lines: bool, everything: bool, width: int, colour: bool, unicode: bool
) -> str:
    """The answer first, then families and scenes; lines: with every line of them. everything: dismissed ones too."""
    page = Page(width=width, colour=colour, unicode=unicode)
    shown = reading.rows if everything else reading.asked
    page.add(_headline(reading), style="bold")
    _add_states(page, reading)
    page.add(AID)
    if lines or len(shown) <= _ALL_SHOWN:
        _add_lines(page, reading, shown)
    else:
        _add_summary(page, reading, shown, file)
    return page.render()


def reading_to_dict(reading: ScriptReading, *, everything: bool) -> dict[str, Any]:
    """The same for a program."""
    shown = reading.rows if everything else reading.asked
    commands = _commands(reading.rows)
    return {
        "title": reading.script.title,
        "scenes": sum(bool(scene.heading) for scene in reading.script.scenes),
        "numbered": reading.script.is_numbered,
        "line_counts": reading.script.counts,
        "paged_by": reading.script.paged_by,
        "note": AID,
        "dismissed": sum(reading.state_of(row) == DISMISSED for row in reading.rows),
        "lines": [
            {
                "code": row.code,
                "state": reading.state_of(row),
                "scene": row.scene,
                "heading": row.heading,
                "page": say_page(row.eighth).removeprefix("page "),
                "eighth": row.eighth,
                "line": row.line,
                "text": row.text,
                "word": row.word,
                "family": row.family,
                "at_risk": list(row.at_risk),
                "suggests": row.suggests,
                "command": commands[row.code].strip("`"),
            }
            for row in shown
        ],
    }


def _headline(reading: ScriptReading) -> str:
    script, asked = reading.script, reading.asked
    scenes = sum(bool(scene.heading) for scene in script.scenes)
    name = f"{script.title}: " if script.title else ""
    if not asked:
        return f"{name}no line of {counted(scenes, 'scene')} has a word that may mean a stunt, or all are dismissed."
    with_lines = len({(row.scene, row.heading) for row in asked})
    has = agreeing(with_lines, "has", "have")
    return (
        f"{name}{with_lines} of {counted(scenes, 'scene')} {has} a line that may be a stunt: "
        f"{counted(len({(row.scene, row.line, row.text) for row in asked}), 'line')} to read."
    )


def _add_states(page: Page, reading: ScriptReading) -> None:
    states = Counter(reading.state_of(row) for row in reading.rows)
    told = []
    if states[TICKED] or states[DISMISSED]:
        told.append(f"{states[_NEW]} new, {states[TICKED]} ticked, {states[DISMISSED]} dismissed before.")
    if not reading.script.is_numbered:
        told.append("The script has no scene numbers: they are counted here.")
    if told:
        page.add(" ".join(told))


def _add_summary(page: Page, reading: ScriptReading, shown: Sequence[StuntLine], file: str) -> None:
    page.blank()
    for family, what in (*((name, row.what) for name, row in reading.words.families.items()), (MARKED, _MARKED_BY)):
        mine = [row for row in shown if row.family == family]
        if mine:
            scenes = len({(row.scene, row.heading) for row in mine})
            page.add_labelled(family, f"{counted(len(mine), 'line')} in {counted(scenes, 'scene')}: {what}")
    page.blank()
    grouped = [(key, list(rows)) for key, rows in groupby(shown, key=lambda row: (row.scene, row.heading))]
    most = sorted(grouped, key=lambda pair: -len(pair[1]))[:_SCENES_SHOWN]
    for (scene, heading), rows in (pair for pair in grouped if pair in most):
        families = ", ".join(dict.fromkeys(row.family for row in rows))
        page.add_row(f"{scene:>5}  {say_page(rows[0].eighth):<14} {families:<28.28} {heading}")
    rest = len(grouped) - len(most)
    more = (
        f"These have the most lines; {counted(rest, 'more scene')} {agreeing(rest, 'has', 'have')} some. "
        if rest
        else ""
    )
    page.add(
        f"{more}Each line, its word and what to type: {suggest('script', file, '--lines')}. One scene: "
        f"{suggest('script', file, '--scene', most[0][0][0])}."
    )


def _add_lines(page: Page, reading: ScriptReading, shown: Sequence[StuntLine]) -> None:
    commands = _commands(reading.rows)
    for (scene, heading), of_scene in groupby(shown, key=lambda row: (row.scene, row.heading)):
        rows = list(of_scene)
        page.blank()
        risk = f" ({', '.join(rows[0].at_risk)})" if rows[0].at_risk else ""
        page.add(f"Scene {scene}: {heading}{risk}", hang=4, style="bold")
        for row in rows:
            state = reading.state_of(row)
            where = f"{say_page(row.eighth)}, {reading.script.counts} {row.line}"
            said = "" if state == _NEW else f", {'ticked' if state == TICKED else state}"
            page.add(f"{row.code}  {where}: {row.family} (“{row.word}”){said}", indent=2, hang=2)
            page.add(_shorten(row.text), indent=4)
            page.add(commands[row.code], indent=4, hang=2)
    if shown:
        page.blank()
        page.add(
            "Say of a line what it is by its code: --tick for a stunt, --dismiss for none. The next draft asks about "
            "new lines."
        )


def _commands(rows: Sequence[StuntLine]) -> dict[str, str]:
    """Code of a line -> the command that begins a plan for it, each with a file name of its own."""
    taken: set[str] = set()
    made: dict[str, str] = {}
    for row in rows:
        stem = f"scene-{_file_part(row.scene)}-{row.suggests}"
        name = next(one for one in _numbered(stem) if one not in taken)
        taken.add(name)
        what = " ".join(row.text.replace("`", "'").split())
        scene = row.scene.replace("`", "'")
        made[row.code] = suggest("new", row.suggests, name, "--scene", scene, "--what", _shorten(what))
    return made


def _numbered(stem: str) -> Iterator[str]:
    return (f"{stem}{f'-{number}' if number > 1 else ''}.yaml" for number in count(1))


def _file_part(scene: str) -> str:
    return re.sub(r"[^\w.-]+", "-", scene, flags=re.ASCII).strip("-.") or "0"


def _shorten(text: str) -> str:
    return text if len(text) <= _LONGEST_LINE else f"{text[: _LONGEST_LINE - 1].rstrip()}…"
