"""What people type, turned into what a plan calls it, before anything is read: the tree keeps its lines.

`weight` becomes `mass`, a list of one action may leave out its dash, `gag: {kind: kick, ...}` is `kick: {...}`, and an
action of a kind that this program does not know becomes `anything`. What may mean two things stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from stuntlab.errors import PlanProblem
from stuntlab.nearest import nearest_word
from stuntlab.plan.actions.anything import Anything
from stuntlab.plan.actions.ramp_jump import RampJump
from stuntlab.plan.actions.ramp_landing import RampLanding
from stuntlab.plan.body import Region
from stuntlab.plan.cameras import Camera
from stuntlab.plan.everyday import UNKNOWN, correct_spelling, find_gag_words, find_keys, find_word, squeeze_word
from stuntlab.plan.fields import OneOf
from stuntlab.plan.model import PlanModel, keys_of
from stuntlab.plan.people import Person
from stuntlab.plan.place import Place, Thing
from stuntlab.plan.stunt import ACTION_KINDS, GEAR_KINDS, Plan
from stuntlab.plan.yaml import Node, Tree, YamlEntry

Entries = Mapping[str, YamlEntry]

_WRAPPERS = ("gag", "action", "stunt", "beat")
_KIND_KEYS = ("kind", "type")
_NAMES_SOMEBODY = re.compile("operat", re.IGNORECASE)
_SAID_IN_EVERY_ACTION = frozenset(keys_of(Anything).values())


def understand(tree: Tree) -> Tree:
    """The same tree in the words of a plan, with the problems that were found on the way."""
    reader = _Understanding()
    root = reader.plan(tree.root)
    return Tree(root, (*tree.problems, *reader.problems))


@dataclass
class _Understanding:
    problems: list[PlanProblem] = field(default_factory=list)

    def plan(self, root: Node) -> Node:
        root = self._in_words_of(root, Plan, ("plan",))
        root = _with_part(root, "people", lambda node: _each(_named_list(node), self._person))
        root = _with_part(root, "gear", lambda node: _each(_named_list(node), self._gear))
        root = _with_part(root, "cameras", lambda node: _each(_named_list(node), self._camera))
        root = _with_part(root, "place", self._place)
        return _with_part(root, "action", self._actions)

    def _person(self, node: Node) -> Node:
        return _with_part(self._in_words_of(node, Person, ("person",)), "stands", _each_its_point)

    def _camera(self, node: Node) -> Node:
        node = self._in_words_of(node, Camera, ("camera",))
        operator = node.content.get("manned") if isinstance(node.content, Mapping) else None
        who = _text(node, "manned") or ""
        if operator and _NAMES_SOMEBODY.search(operator.written) and who and not find_word(who, ("true", "false")):
            said = f'"{who}" is a person: write manned: true here, and {who} under people, with a job'
            self._refuse(operator, f"camera, {operator.written}", said)
            node = _with(node, {"manned": _scalar(operator, "true")})
        return _with_both_ends(node)

    def _place(self, node: Node) -> Node:
        if isinstance(node.content, str):
            key = node.content.split()[0]
            if key in keys_of(Place).values() and key != node.content:
                where = YamlEntry(node.line, node.column, node)
                self._refuse(where, "place", f'"{node.content}" has no colon: write {key}: and what it is')
            node = _one(YamlEntry(node.line, node.column, node), "location")
        node = _without_absent_wall(self._in_words_of(node, Place, ("place",)))
        return _with_part(node, "objects", lambda things: _each_of_list(things, self._thing))

    def _thing(self, node: Node) -> Node:
        return self._in_words_of(node, Thing, ("thing",))

    def _gear(self, node: Node) -> Node:
        node = self._rename_keys(node, ("kind",), ("gear",))
        entry = node.content.get("kind") if isinstance(node.content, Mapping) else None
        if entry is None or not isinstance(entry.node.content, str):
            return node
        kind = self._kind_of_gear(entry, entry.node.content)
        if kind is None:
            return node
        node = _with(node, {"kind": replace(entry, node=replace_content(entry.node, kind))})
        node = self._rename_keys(node, (*keys_of(GEAR_KINDS[kind]).values(), "kind"), ("gear",))
        assert isinstance(node.content, Mapping)
        said = {key: _scalar(entry, word) for key, word in _says_of_gear(kind, entry.node.content)}
        return _with(node, {key: one for key, one in said.items() if key not in node.content})

    def _kind_of_gear(self, entry: YamlEntry, written: str) -> str | None:
        """What a word for gear stands for; a misspelt one is refused, and read as what was meant."""
        meant = find_word(written, tuple(GEAR_KINDS)) or _named_by_its_sort(written)
        near = None if meant else correct_spelling(written, GEAR_KINDS)
        if near is not None:
            known = ", ".join(GEAR_KINDS)
            said = f'"{written}" is not a kind this version knows: {known} (did you mean "{near}"?)'
            self._refuse(entry, "gear, kind", said)
        return meant or near

    def _actions(self, node: Node) -> Node:
        if isinstance(node.content, Mapping):
            entries = node.content.items()
            whole = any(squeeze_word(key) in map(squeeze_word, (*_WRAPPERS, *_KIND_KEYS)) for key, _ in entries)
            loose = any(not isinstance(entry.node.content, Mapping) for _, entry in entries)
            listed = (node,) if whole or loose else tuple(_one(entry, key) for key, entry in entries)
            node = replace_content(node, listed)
        return _each_of_list(node, self._action)

    def _action(self, node: Node) -> Node:
        found = self._kind_and_fields(node)
        if found is None:
            return node
        word, key, fields = found
        kind = _find_kind(word)
        if kind == Anything.kind or (kind is None and "what" in fields):
            return _one(replace(key, node=self._describe(key, fields, "" if kind else word)), Anything.kind)
        if kind is None:
            kind, fields = self._find_meaning(word, key, fields)
        if kind is None:
            return _one(replace(key, node=self._describe(key, fields, word), written=word), Anything.kind)
        kind = _lands_or_flies(kind, fields)
        node = self._in_words_of(Node(key.node.line, key.node.column, fields), ACTION_KINDS[kind], (kind, "action"))
        return _one(replace(key, node=node, written=word), kind)

    def _kind_and_fields(self, node: Node) -> tuple[str, YamlEntry, Entries] | None:
        """The word for the kind of an action, where it stands, and its details; None where no such thing is written."""
        if not isinstance(node.content, Mapping) or not node.content:
            return None
        entries = node.content
        word, entry = next(iter(entries.items()))
        if len(entries) == 1 and word.casefold() in _WRAPPERS and isinstance(entry.node.content, Mapping):
            entries = entry.node.content
        kind_key = _find_kind_key(entries)
        if kind_key is not None and not _details_of(entries):
            given = entries[kind_key]
            rest = {key: one for key, one in entries.items() if key != kind_key}
            inner = Node(given.line, given.column, MappingProxyType(rest))
            return str(given.node.content), YamlEntry(given.line, given.column, inner), rest
        if len(entries) == 1 and isinstance(entry.node.content, Mapping):
            return word, entry, entry.node.content
        if len(entries) == 1 and entry.node.content is None and not _find_kind(word):
            return word, entry, MappingProxyType({})
        return self._beside(entries)

    def _beside(self, entries: Entries) -> tuple[str, YamlEntry, Entries] | None:
        """A kind with nothing in it and its details beside it, which a wrong indent makes: refused, and read on."""
        word = next((key for key, one in entries.items() if _find_kind(key) and one.node.content is None), None)
        if word is None or len(entries) == 1:
            return None
        entry, rest = entries[word], {key: one for key, one in entries.items() if key != word}
        said = f'details of "{word}" stand beside it: move them further in, or write {word}: {{...}}'
        self._refuse(entry, "action", said)
        return word, entry, MappingProxyType(rest)

    def _find_meaning(self, word: str, key: YamlEntry, fields: Entries) -> tuple[str | None, Entries]:
        """The kind that a word of the trade or a misspelt one stands for, and the details with what the word says."""
        row = find_gag_words(word)
        if row.kind and self._says_more(row.kind, fields):
            sets = {name: _scalar(key, value) for name, value in row.sets.items() if name not in fields}
            return row.kind, MappingProxyType({**fields, **sets})
        near = correct_spelling(word, ACTION_KINDS) or _nearest_in_full(word, fields) if row is UNKNOWN else None
        if near is not None:
            said = (
                f'"{word}" is not a kind of gag this version knows (did you mean "{near}"?); for another stunt, of '
                "which nothing is simulated, add what: and say in a sentence what happens"
            )
            self._refuse(key, "action", said)
        return near, fields

    def _says_more(self, kind: str, fields: Entries) -> bool:
        """Whether an action says anything that only this kind asks for."""
        allowed = tuple(keys_of(ACTION_KINDS[kind]).values())
        said = {one for key in fields for one in (key, *find_keys((kind, "action"), key, allowed))}
        return bool(said & set(allowed) - _SAID_IN_EVERY_ACTION)

    def _describe(self, key: YamlEntry, fields: Entries, word: str) -> Node:
        """The details of a stunt of which nothing is simulated: what has no key of its own is kept as it is."""
        node = Node(key.node.line, key.node.column, MappingProxyType(dict(fields)))
        node = self._rename_keys(node, tuple(keys_of(Anything).values()), ("anything", "action"))
        assert isinstance(node.content, Mapping)
        own, other = dict[str, YamlEntry](), dict[str, YamlEntry]()
        for name, entry in node.content.items():
            mine = name in _SAID_IN_EVERY_ACTION or correct_spelling(name, _SAID_IN_EVERY_ACTION)
            if mine:
                own[name] = entry
            else:
                other[name] = replace(entry, node=replace_content(entry.node, _as_text(entry.node)))
        if word:
            own.setdefault("what", _scalar(key, " ".join(word.replace("_", " ").split())))
            own["named"] = _scalar(key, word)
        details = own.get("details")
        if other and (details is None or isinstance(details.node.content, Mapping)):
            given = details.node.content if details and isinstance(details.node.content, Mapping) else {}
            own["details"] = YamlEntry(
                key.line, key.column, Node(key.line, key.column, MappingProxyType({**given, **other}))
            )
        return replace_content(node, MappingProxyType(own))

    def _in_words_of(self, node: Node, model: type[PlanModel], parts: Sequence[str]) -> Node:
        return self._rename_keys(node, (*keys_of(model).values(), *model.keys_beside_fields), parts)

    def _rename_keys(self, node: Node, allowed: Collection[str], parts: Sequence[str]) -> Node:
        """A mapping with its keys in the words of a plan, where each says what it is."""
        node = _join_decimal_commas(node)
        if not isinstance(node.content, Mapping):
            return node
        entries: dict[str, YamlEntry] = {key: entry for key, entry in node.content.items() if key in allowed}
        renamed = dict[str, YamlEntry]()
        for key, entry in node.content.items():
            meant = key if key in allowed else _choose(find_keys(parts, key, allowed), entry.node)
            if meant is None or meant == key:
                renamed[key] = entry
            elif meant in entries:
                self._refuse(entry, "", f'"{key}" is "{meant}", which is given too: keep one of them')
            else:
                renamed[meant] = entries[meant] = replace(entry, written=key)
        return replace_content(node, MappingProxyType(renamed))

    def _refuse(self, entry: YamlEntry, where: str, message: str) -> None:
        self.problems.append(PlanProblem(entry.line, entry.column, where, message))


def replace_content(node: Node, content: str | tuple[Node, ...] | Entries) -> Node:
    """The same place with something else in it."""
    return Node(node.line, node.column, content)


def _named_by_its_sort(word: str) -> str | None:
    """The kind of gear of which a word names a sort: a motorcycle is a vehicle."""
    for kind, gear in GEAR_KINDS.items():
        named = gear.model_fields.get(gear.named_by)
        choice = next((part for part in named.metadata if isinstance(part, OneOf)), None) if named else None
        if choice and find_word(word, choice.allowed):
            return kind
    return None


def _says_of_gear(kind: str, word: str) -> Iterator[tuple[str, str]]:
    """What the word for a kind of gear says of it besides: a steel cable is a line, and of steel."""
    for name, one in GEAR_KINDS[kind].model_fields.items():
        choice = next((part for part in one.metadata if isinstance(part, OneOf)), None)
        if choice and squeeze_word(word) != squeeze_word(kind) and (meant := find_word(word, choice.allowed)):
            yield one.alias or name, meant


def _find_kind(word: str) -> str | None:
    return next((kind for kind in ACTION_KINDS if squeeze_word(kind) == squeeze_word(word)), None)


def _nearest_in_full(word: str, fields: Entries) -> str | None:
    """The kind that is nearest to a word, where everything is given that this kind needs: a slip in a short word."""
    near = nearest_word(word, ACTION_KINDS)
    needs = (
        [one.alias or name for name, one in ACTION_KINDS[near].model_fields.items() if one.is_required()]
        if near
        else []
    )
    return near if needs and all(key in fields for key in needs) else None


def _join_decimal_commas(node: Node) -> Node:
    """A number that the commas of braces took apart, "height: 1,78 m", as it was written; its field refuses it."""
    if not isinstance(node.content, Mapping):
        return node
    joined, last = dict[str, YamlEntry](), ""
    for key, entry in node.content.items():
        before = joined[last].node.content if last else None
        if entry.node.content is None and re.match(r"\d", key) and isinstance(before, str) and before[-1:].isdigit():
            joined[last] = replace(joined[last], node=replace_content(joined[last].node, f"{before},{key}"))
        else:
            joined[key], last = entry, key
    return replace_content(node, MappingProxyType(joined))


def _with_both_ends(node: Node) -> Node:
    """A camera whose lens is given as a zoom, "24-70 mm", with both of its ends."""
    ends = re.fullmatch(r"(\d+) ?(?:mm)? ?(?:-|–|to) ?(\d+) ?(?:mm)?", (_text(node, "lens") or "").strip())
    if not ends or not isinstance(node.content, Mapping) or "zooms_to" in node.content:
        return node
    lens = node.content["lens"]
    return _with(node, {"lens": _scalar(lens, f"{ends[1]} mm"), "zooms_to": _scalar(lens, f"{ends[2]} mm")})


def _find_kind_key(entries: Entries) -> str | None:
    """The key whose value is the word for a kind: "kind: kick", else "gag: kick"."""
    keys = [key for key, one in entries.items() if isinstance(one.node.content, str)]
    return next((key for words in (_KIND_KEYS, _WRAPPERS) for key in keys if key.casefold() in words), None)


def _details_of(entries: Entries) -> bool:
    """Whether one of the entries is an action with its details in it."""
    return any(_find_kind(key) and isinstance(entry.node.content, Mapping) for key, entry in entries.items())


def _choose(meant: Sequence[str], value: Node) -> str | None:
    """Of several keys the one that a value fits: a part of the body is aimed `at`, somebody is struck."""
    if len(meant) > 1 and "at" in meant:
        aimed = isinstance(value.content, str) and find_word(value.content, tuple(Region)) is not None
        return "at" if aimed else next(one for one in meant if one != "at")
    return meant[0] if len(meant) == 1 else None


def _text(node: Node, key: str) -> str | None:
    entry = node.content.get(key) if isinstance(node.content, Mapping) else None
    return entry.node.content if entry and isinstance(entry.node.content, str) else None


def _as_text(node: Node) -> str:
    """What somebody wrote, groups and lists too, in one line."""
    if isinstance(node.content, Mapping):
        return ", ".join(f"{key} {_as_text(entry.node)}" for key, entry in node.content.items())
    if isinstance(node.content, tuple):
        return ", ".join(map(_as_text, node.content))
    return node.content or ""


def _lands_or_flies(kind: str, fields: Entries) -> str:
    """What leaves a ramp and has no canopy but a landing comes down again, whichever of the two words it is given."""
    if kind != RampJump.kind:
        return kind

    def said(words: type[PlanModel], word: str) -> set[str]:
        read = _Understanding()._in_words_of(Node(1, 1, fields), words, (word, "action"))
        return set(read.content) if isinstance(read.content, Mapping) else set()

    own = set(keys_of(RampLanding).values()) - set(keys_of(RampJump).values())
    lands = said(RampLanding, RampLanding.kind) & own and not said(RampJump, kind) & {"canopy", "pull_after"}
    return RampLanding.kind if lands else kind


def _scalar(place: YamlEntry, text: str) -> YamlEntry:
    return YamlEntry(place.line, place.column, Node(place.line, place.column, text))


def _one(entry: YamlEntry, key: str) -> Node:
    """A mapping of one key."""
    return Node(entry.line, entry.column, MappingProxyType({key: entry}))


def _without_absent_wall(place: Node) -> Node:
    """`wall: none` and `wall: no wall` say that there is none, and name no material."""
    said = (_text(place, "wall") or "").casefold().removesuffix("wall").strip()
    if not said or not find_word(said, ("false",)):
        return place
    assert isinstance(place.content, Mapping)
    return replace_content(place, MappingProxyType({key: one for key, one in place.content.items() if key != "wall"}))


def _with(node: Node, entries: Entries) -> Node:
    assert isinstance(node.content, Mapping)
    return replace_content(node, MappingProxyType({**node.content, **entries}))


def _with_part(node: Node, key: str, change: Callable[[Node], Node]) -> Node:
    entry = node.content.get(key) if isinstance(node.content, Mapping) else None
    return node if entry is None else _with(node, {key: replace(entry, node=change(entry.node))})


def _each(node: Node, change: Callable[[Node], Node]) -> Node:
    if not isinstance(node.content, Mapping):
        return node
    changed = {key: replace(entry, node=change(entry.node)) for key, entry in node.content.items()}
    return replace_content(node, MappingProxyType(changed))


def _each_of_list(node: Node, change: Callable[[Node], Node]) -> Node:
    return replace_content(node, tuple(map(change, node.content))) if isinstance(node.content, tuple) else node


def _each_its_point(node: Node) -> Node:
    """A place to stand that is one point, [6 ft, 8 ft], as a list of it."""
    alone = (
        isinstance(node.content, tuple) and node.content and all(isinstance(one.content, str) for one in node.content)
    )
    return replace_content(node, (node,)) if alone else node


def _nothing_in(node: Node) -> Node:
    return replace_content(node, MappingProxyType({}))


def _named_list(node: Node) -> Node:
    """A list of people, gear or cameras, each with its name, as the group that a plan has of them."""
    items = node.content if isinstance(node.content, tuple) else ()
    if items and all(isinstance(item.content, str) for item in items):
        alone = {str(item.content): YamlEntry(item.line, item.column, _nothing_in(item)) for item in items}
        return replace_content(node, MappingProxyType(alone))
    named = {name: item for item in items if (name := _text(item, "name")) is not None}
    if not items or len(named) != len(items):
        return node
    entries = {}
    for name, item in named.items():
        assert isinstance(item.content, Mapping)
        rest = {key: entry for key, entry in item.content.items() if key != "name"}
        place = item.content["name"]
        entries[name] = YamlEntry(place.line, place.column, replace_content(item, MappingProxyType(rest)))
    return replace_content(node, MappingProxyType(entries))
