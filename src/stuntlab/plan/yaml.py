"""Plan text to a tree of nodes that know their lines. The only module that uses a YAML library.

Every scalar stays the text the person wrote; the field it lands in says how it is read. So `scene: 67`,
`production: no` and `cue: 1:20` mean what they look like. Only the parts of YAML 1.2 a plan needs are read: mappings,
lists, scalars, comments, and anchors with few uses. The parser is driven event by event and stopped early, so that a
hostile file costs little.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TypeAlias

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    NodeEvent,
    ScalarEvent,
    SequenceStartEvent,
)
from ruamel.yaml.nodes import MappingNode, ScalarNode, SequenceNode
from ruamel.yaml.nodes import Node as YamlNode

from stuntlab.errors import PlanError, PlanProblem
from stuntlab.plan.yaml_faults import ODD_NUMBER, explain_colon, say_what_is_no_yaml
from stuntlab.units.counting import counted

DEEPEST = 16
MOST_VALUES = 5_000
LONGEST_VALUE = 1_000
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")  # a terminal would obey them
_NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_AT_A_COLON = re.compile(r"expected ':'|unexpected ':'|mapping values are not allowed")
_BLANKS = str.maketrans(dict.fromkeys("\u00a0\u2002\u2003\u2007\u2009\u202f\u3000", " "))
"""What looks like a blank, as pages and word processors write it."""

_NOTHING = ("", "~", "null", "Null", "NULL")

Plain: TypeAlias = "str | list[Plain] | dict[str, Plain] | None"


@dataclass(frozen=True, slots=True)
class Node:
    """One value of a plan.

    content: the text of a scalar (None where nothing is written), a list, or a mapping.
    plain: the same without lines, made of str, None, list and dict.
    """

    line: int
    column: int
    content: str | tuple[Node, ...] | Mapping[str, YamlEntry] | None
    plain: Plain = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "plain", _plain(self.content))


@dataclass(frozen=True, slots=True)
class YamlEntry:
    """What a key holds, and where the key stands. written: what was typed, where that is another word for the key."""

    line: int
    column: int
    node: Node
    written: str = ""


@dataclass(frozen=True, slots=True)
class Tree:
    """A whole plan file: its root, and the repeated keys found on the way (the first of each is kept)."""

    root: Node
    problems: tuple[PlanProblem, ...]


def read_tree(text: str, source: str) -> Tree:
    """Read plan text.

    Raises:
        PlanError: not YAML, or YAML of a sort that no plan needs; one problem, the first.

    """
    unprintable = _NO_TEXT.search(text)
    if unprintable is not None:
        line = text.count("\n", 0, unprintable.start()) + 1
        said = f"a character that cannot be printed stands here (U+{ord(unprintable[0]):04X}): take it out"
        raise PlanError(source, [PlanProblem(line, 0, "", said)])
    return _Composer(unicodedata.normalize("NFC", text).translate(_BLANKS), source).compose()


def entries(root: Node, key: str) -> dict[str, Node]:
    """What the mapping under a key of the root holds, by name; nothing where there is no such mapping."""
    entry = root.content.get(key) if isinstance(root.content, Mapping) else None
    if entry is None or not isinstance(entry.node.content, Mapping):
        return {}
    return {name: inner.node for name, inner in entry.node.content.items()}


@dataclass
class _Composer:
    text: str
    source: str
    node_count: int = 0
    anchored: dict[str, tuple[Node, int]] = field(default_factory=dict)
    problems: list[PlanProblem] = field(default_factory=list)

    def compose(self) -> Tree:
        events = self._events()
        root: Node | None = None
        for event in events:
            if isinstance(event, DocumentStartEvent) and root is not None:
                raise self._refuse(event, "a second document starts here; a plan is one document, so take the --- out")
            if isinstance(event, NodeEvent):
                root = self._node(event, events, depth=1)
        return Tree(root or Node(1, 1, None), tuple(self.problems))

    def _events(self) -> Iterator[Event]:
        line, column = 1, 1
        try:
            for event in YAML(typ="safe", pure=True).parse(self.text):
                yield event
                line, column = _position(event)
        except MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            line, column = (mark.line + 1, mark.column + 1) if mark else (line, column)
            opened = error.context_mark.line + 1 if error.context_mark else line
            found = explain_colon(self.text, line) if _AT_A_COLON.search(str(error.problem)) else None
            if found is not None:
                raise PlanError(self.source, [PlanProblem(found[0], 1, "", found[1])]) from None
            said = say_what_is_no_yaml(str(error.problem), str(error.context), opened)
            raise PlanError(self.source, [PlanProblem(line, column, "", said)]) from None
        except YAMLError as error:
            said = say_what_is_no_yaml(str(error), "", line)
            raise PlanError(self.source, [PlanProblem(line, column, "", said)]) from None
        except (ValueError, OverflowError):  # the parser reckons with whatever number stands in an escape
            raise PlanError(self.source, [PlanProblem(line, column, "", ODD_NUMBER)]) from None

    def _node(self, event: NodeEvent, events: Iterator[Event], depth: int) -> Node:
        if depth > DEEPEST:
            raise self._refuse(event, f"this is nested more than {DEEPEST} deep, and no plan needs that")
        before = self.node_count
        if isinstance(event, AliasEvent):
            return self._alias(event)
        if isinstance(event, (ScalarEvent, CollectionStartEvent)) and event.tag not in (None, "!"):
            raise self._refuse(event, "a tag (a word with !) has no meaning in a plan: write the value alone")
        self._count(event, 1)
        node = Node(*_position(event), self._content(event, events, depth))
        if event.anchor:
            self.anchored[event.anchor] = (node, self.node_count - before)
        return node

    def _content(
        self, event: NodeEvent, events: Iterator[Event], depth: int
    ) -> str | tuple[Node, ...] | Mapping[str, YamlEntry] | None:
        if isinstance(event, ScalarEvent):
            return self._scalar(event)
        if isinstance(event, SequenceStartEvent):
            return tuple(self._node(item, events, depth + 1) for item in _until_end(events))
        return MappingProxyType(self._entries(events, depth))

    def _scalar(self, event: ScalarEvent) -> str | None:
        text = self._text(event)
        return None if event.style is None and text in _NOTHING else text

    def _text(self, event: ScalarEvent) -> str:
        try:
            text = _join_surrogates(str(event.value))
        except UnicodeDecodeError:
            raise self._refuse(event, "half a character stands here: write the whole of it, or leave it out") from None
        if len(text) > LONGEST_VALUE:
            raise self._refuse(
                event, f"this has {counted(len(text), 'letter')}; a plan has at most {LONGEST_VALUE} in one value"
            )
        if _CONTROL.search(text):
            raise self._refuse(event, "this has control characters in it, which no word has")
        return text

    def _entries(self, events: Iterator[Event], depth: int) -> dict[str, YamlEntry]:
        entries: dict[str, YamlEntry] = {}
        for event in _until_end(events):
            if not isinstance(event, ScalarEvent) or not event.value:
                raise self._refuse(event, "a name must stand before the colon here")
            key = self._text(event)
            node = self._node(next(_until_end(events)), events, depth + 1)
            if key in entries:
                self._report_repeat(event, key, entries[key].line)
            else:
                entries[key] = YamlEntry(*_position(event), node)
        return entries

    def _alias(self, event: AliasEvent) -> Node:
        if event.anchor not in self.anchored:
            raise self._refuse(event, "this * points at nothing written above it")
        node, size = self.anchored[event.anchor]
        self._count(event, size)
        return node

    def _count(self, event: Event, size: int) -> None:
        self.node_count += size
        if self.node_count > MOST_VALUES:
            raise self._refuse(event, f"the plan holds more than {MOST_VALUES} values, and no stunt needs that many")

    def _report_repeat(self, event: ScalarEvent, key: str, first_line: int) -> None:
        message = f'"{key}" is given twice, first in line {first_line}: keep one'
        self.problems.append(PlanProblem(*_position(event), "", message))

    def _refuse(self, event: Event, message: str) -> PlanError:
        return PlanError(self.source, [PlanProblem(*_position(event), "", message)])


def _plain(content: str | tuple[Node, ...] | Mapping[str, YamlEntry] | None) -> Plain:
    if isinstance(content, Mapping):
        return {key: entry.node.plain for key, entry in content.items()}
    if isinstance(content, tuple):
        return [node.plain for node in content]
    return content


def _join_surrogates(text: str) -> str:
    """Characters that a JSON writer escaped in two halves (a pair of surrogates) as the one that they are.

    Raises: UnicodeDecodeError for a half alone.
    """
    return text if text.isascii() else text.encode("utf-16-le", "surrogatepass").decode("utf-16-le")


def _until_end(events: Iterator[Event]) -> Iterator[NodeEvent]:
    for event in events:
        if isinstance(event, CollectionEndEvent):
            return
        if isinstance(event, NodeEvent):
            yield event


def _position(event: Event) -> tuple[int, int]:
    return event.start_mark.line + 1, event.start_mark.column + 1


Keys: TypeAlias = "tuple[str | int, ...]"


def write_value(text: str, keys: Keys, value: str) -> str:
    """Plan text with one value written anew, or added; every other letter stays, comments and order included.

    keys: from the root to the value, as they are written; the last may be missing yet.

    Raises: PlanError for text that cannot be read; KeyError where the keys lead nowhere or to no single value.
    """
    text = unicodedata.normalize("NFC", text)
    read_tree(text, "plan")  # what a hostile text may ask of the parser is refused here
    *upper, last = keys
    parent = YAML(typ="safe", pure=True).compose(text.translate(_BLANKS))
    for key in upper:
        parent = _below(parent, key)
    known = next((node for name, node in _pairs(parent) if name == last), None)
    if isinstance(known, ScalarNode):
        return f"{text[: known.start_mark.index]}{_quote(value)}{text[known.end_mark.index :]}"
    if known is not None or not _pairs(parent):
        raise KeyError(last)
    before = _pairs(parent)[-1][1].end_mark.index
    between = ", " if parent.flow_style else f"\n{' ' * parent.value[0][0].start_mark.column}"
    return f"{text[:before].rstrip()}{between}{last}: {_quote(value)}{text[len(text[:before].rstrip()) :]}"


def _below(parent: YamlNode | None, key: str | int) -> YamlNode:
    if isinstance(parent, SequenceNode) and isinstance(key, int) and key < len(parent.value):
        node: YamlNode = parent.value[key]
        return node
    return dict(_pairs(parent))[str(key)]


def _pairs(node: YamlNode | None) -> list[tuple[str, YamlNode]]:
    if not isinstance(node, MappingNode):
        raise KeyError("no group of keys")
    return [(str(key.value), value) for key, value in node.value]


def _quote(value: str) -> str:
    """A value as YAML takes it for text, in quotes where it would be something else."""
    plain = re.fullmatch(r"[\w±+./°²³%<>=-][\w ±+./°²³%<>=()'-]*", value) and value == value.strip()
    return value if plain else json.dumps(value, ensure_ascii=False)
