"""Read a screenplay in Fountain, the plain text of fountain.io/syntax."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from stuntlab.screenplay.pages import paginate
from stuntlab.screenplay.script import Paragraph, Part, Script, ScriptScene, number_scenes

_HEADING = re.compile(r"(?:INT\.?/EXT|EXT\.?/INT|INT|EXT|EST|I/E|E/I)[. ]", re.IGNORECASE)
_NUMBER_FIRST = re.compile(r"([A-Z]{0,2}\d{1,4}[A-Z]{0,2})[.)]?\s+(?=(?:INT|EXT|EST|I/E|E/I)[./ ])")
"""A scene number before the heading, as printed scripts have it; Fountain itself has it behind, in #."""

_SCENE_NUMBER = re.compile(r"\s*#([\w.\- ()]{1,20})#\s*$")
_TITLE_KEY = re.compile(r"([A-Za-z][A-Za-z \-]{0,30}):[ \t]*(.*)")
_TITLE_KEYS = {"title", "credit", "author", "authors", "source", "draft date", "date", "contact", "copyright", "notes"}
_TITLE_KEYS |= {"revision", "format", "episode", "written by", "draft"}
_EMPHASIS = re.compile(r"(?<!\\)(\*{1,3}|_)(?=\S)|(?<=\S)(?<!\\)(\*{1,3}|_)")
_ESCAPE = re.compile(r"\\([*_\\#@!.>~=\[\]])")
_PAGE_BREAK = re.compile(r"={3,}\s*")


def read_fountain(text: str) -> Script:
    """Read a script. Every line keeps its number; what is in a boneyard is left out."""
    title, lines = _take_title(_blank_boneyards(text.splitlines()))
    reader = _Reader()
    for group in _paragraphs(lines):
        reader.add(group)
    return reader.finish(title)


def _blank_boneyards(lines: list[str]) -> list[str]:
    """The lines with what stands between /* and */ taken out. A boneyard that is never closed is text."""
    text = "\n".join(lines)
    kept: list[str] = []
    at = 0
    while (begins := text.find("/*", at)) >= 0 and (ends := text.find("*/", begins + 2)) >= 0:
        kept += [text[at:begins], "\n" * text.count("\n", begins, ends)]
        at = ends + 2
    return "".join((*kept, text[at:])).split("\n")


def _take_title(lines: list[str]) -> tuple[str, list[str]]:
    """The title, and the lines with those of the title page blank."""
    first = next((place for place, line in enumerate(lines) if line.strip()), None)
    key = _TITLE_KEY.fullmatch(lines[first].strip()) if first is not None else None
    if first is None or key is None or key[1].strip().casefold() not in _TITLE_KEYS:
        return "", lines
    end = next((place for place in range(first, len(lines)) if not lines[place].strip()), len(lines))
    return _title_of(lines[first:end]), [""] * end + lines[end:]


def _title_of(page: list[str]) -> str:
    """The value of "Title:" on a title page, in one line."""
    words: list[str] = []
    inside = False
    for line in page:
        key = None if line[:1] in " \t" else _TITLE_KEY.fullmatch(line.strip())
        if key:
            inside = key[1].strip().casefold() == "title"
        if inside:
            words.append(key[2] if key else line)
    return plain(" ".join(" ".join(words).split()))


@dataclass(slots=True)
class _Line:
    """A line outside notes, with its number, and the notes that begin in it."""

    text: str
    number: int
    notes: list[str] = field(default_factory=list)


def _paragraphs(lines: list[str]) -> Iterator[list[_Line]]:
    """Groups of lines between blank ones, notes taken out. Two blanks alone in a line keep a speech together."""
    group: list[_Line] = []
    for number, line in enumerate(lines, start=1):
        if line.strip() or (group and line == "  "):
            group.append(_Line(line, number))
        elif group:
            yield _take_notes(group)
            group = []
    if group:
        yield _take_notes(group)


def _take_notes(group: list[_Line]) -> list[_Line]:
    """The group with what stands in [[ ]] kept apart, at the line where it begins."""
    text = "\n".join(line.text for line in group)
    if "[[" not in text:
        return group
    kept: list[str] = []
    at = 0
    notes: list[tuple[int, str]] = []
    while (begins := text.find("[[", at)) >= 0 and (ends := text.find("]]", begins + 2)) >= 0:
        notes.append((text.count("\n", 0, begins), " ".join(text[begins + 2 : ends].split())))
        kept += [text[at:begins], "\n" * text.count("\n", begins, ends)]
        at = ends + 2
    rest = "".join((*kept, text[at:])).split("\n")
    lines = [_Line(line, old.number) for line, old in zip(rest, group, strict=True)]
    for place, note in notes:
        lines[place].notes.append(note)
    return lines


class _Reader:
    """Scenes as they are built."""

    def __init__(self) -> None:
        self._numbers: list[str] = [""]
        self._headings: list[tuple[str, int]] = [("", 1)]
        self._scenes: list[list[Paragraph]] = [[]]

    def add(self, group: list[_Line]) -> None:
        for line in group:
            for note in line.notes:
                self._put(Part.NOTE, [note], line.number)
        lines = [line for line in group if line.text.strip()]
        if lines:
            self._add_lines(lines)

    def _add_lines(self, lines: list[_Line]) -> None:
        first = lines[0].text.strip()
        if _is_heading(first):
            self._begin_scene(first, lines[0].number)
            lines = lines[1:]
        elif _is_cue(first, lines):
            self._add_speech(lines)
            return
        self._add_lines_apart(lines)

    def _add_lines_apart(self, lines: list[_Line]) -> None:
        """Lines that say themselves what they are; those between them are action, kept together."""
        action: list[_Line] = []
        for line in lines:
            part, words = _part_of(line.text, alone=len(lines) == 1)
            if part is Part.ACTION:
                action.append(_Line(words, line.number))
                continue
            self._put_action(action)
            action = []
            if part is Part.HEADING:
                self._begin_scene(line.text.strip(), line.number)
            else:
                self._put(part, [words], line.number)
        self._put_action(action)

    def _put_action(self, lines: list[_Line]) -> None:
        if lines:
            self._put(Part.ACTION, [line.text for line in lines], lines[0].number)

    def _add_speech(self, lines: list[_Line]) -> None:
        cue = lines[0].text.strip().removeprefix("@")
        beside = cue.endswith("^")
        self._put(Part.CHARACTER, [cue.removesuffix("^")], lines[0].number, beside=beside)
        for line in lines[1:]:
            words = line.text.strip()
            part = Part.PARENTHETICAL if words.startswith("(") and words.endswith(")") else Part.DIALOGUE
            part = Part.LYRICS if words.startswith("~") else part
            self._put(part, [words.removeprefix("~")], line.number)

    def _begin_scene(self, line: str, at: int) -> None:
        found = _SCENE_NUMBER.search(line)
        heading = line[: found.start()] if found else line
        before = _NUMBER_FIRST.match(heading)
        number = found[1].strip() if found else before[1] if before else ""
        if before:
            heading = re.sub(rf"\s+{re.escape(before[1])}\.?$", "", heading[before.end() :])
        heading = plain(" ".join(heading.removeprefix(".").split()))
        self._numbers.append(number)
        self._headings.append((heading, at))
        self._scenes.append([Paragraph(Part.HEADING, (heading,), at)])

    def _put(self, part: Part, lines: list[str], number: int, *, beside: bool = False) -> None:
        words = tuple(plain(line.rstrip()) for line in lines)
        self._scenes[-1].append(Paragraph(part, words, number, beside=beside))

    def finish(self, title: str) -> Script:
        begins = 0 if any(one.part is not Part.PAGE_BREAK for one in self._scenes[0]) else 1
        rows = list(zip(self._headings, self._scenes, strict=True))[begins:]
        given = self._numbers[1:]
        numbers, is_numbered = number_scenes(given)
        names = numbers if begins else ("0", *numbers)
        scenes = tuple(
            ScriptScene(name, heading, tuple(inside), line)
            for name, ((heading, line), inside) in zip(names, rows, strict=True)
        )
        return Script(title, paginate(scenes), is_numbered, "line", "the usual layout")


def _is_heading(line: str) -> bool:
    said = _HEADING.match(line) or _NUMBER_FIRST.match(line)
    return said is not None or (line.startswith(".") and line[1:2] not in ("", ".", " "))


def _is_cue(line: str, group: list[_Line]) -> bool:
    """Whether a speech begins here: a name in capitals with something under it."""
    if len(group) < 2:
        return False
    if line.startswith("@"):
        return True
    name = line.partition("(")[0].rstrip("^ ")
    forced = line.startswith(("!", ">", "~", "=", "#", "."))
    return not forced and any(map(str.isalpha, name)) and name == name.upper() and not line.endswith("TO:")


def _part_of(line: str, *, alone: bool) -> tuple[Part, str]:
    """What a line outside speech is, and its words without the mark that says so."""
    words = line.strip()
    if _PAGE_BREAK.fullmatch(words):
        return Part.PAGE_BREAK, ""
    if words.startswith("!"):
        return Part.ACTION, words[1:]
    if words.startswith(">"):
        centred = words.endswith("<")
        return (Part.CENTRED if centred else Part.TRANSITION), words.strip("><").strip()
    marks = {"#": Part.SECTION, "=": Part.SYNOPSIS, "~": Part.LYRICS}
    if words[:1] in marks:
        return marks[words[:1]], words.lstrip(words[0]).strip()
    if _is_heading(words) and words == words.upper():
        return Part.HEADING, words
    is_transition = alone and words == words.upper() and words.endswith("TO:")
    return (Part.TRANSITION if is_transition else Part.ACTION), line.rstrip()


def plain(text: str) -> str:
    """Words without the stars and lines that make them bold, italic or underlined, and without escapes."""
    return _ESCAPE.sub(r"\1", _EMPHASIS.sub("", text)) if "*" in text or "_" in text or "\\" in text else text
