"""Which lines of a screenplay may be a stunt: each with the word that says so."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from stuntlab.screenplay.pages import eighth_of
from stuntlab.screenplay.phrases import WORD, Phrases, one_of
from stuntlab.screenplay.script import Paragraph, Part, Script, ScriptScene
from stuntlab.screenplay.words import StuntWords, WordFamily, WordRule

MARKED = "marked"
"""The family of lines that the writer or a breakdown marked as a stunt."""

_SENTENCE_END = re.compile(r"(?<=[.!?])[\"'”’)]*\s+(?=[\"'“(]?[A-ZÀ-Þ0-9])|\s+--\s*$")
_TITLE = re.compile(r"\b(?:mr|mrs|ms|dr|st|sgt|lt|capt|det|prof|rev|jr|sr|no)\.$", re.IGNORECASE)
_PLACE = re.compile(r"(?:INT|EXT|EST|I/E|E/I)\b", re.IGNORECASE)
_CLAUSE = re.compile(r"[,;:]|\s--\s|\s[-–—]\s")
_STUNT_NOTE = re.compile(r"\s*stunts?\s*[:\-–]\s*(.*)", re.IGNORECASE | re.DOTALL)
_TAGGED = (
    (re.compile(r"stunt", re.IGNORECASE), MARKED),
    (re.compile(r"weapon|firearm|armou?r", re.IGNORECASE), "weapon"),
    (re.compile(r"animal|livestock|wrangler", re.IGNORECASE), "animal"),
    (re.compile(r"vehicle|picture car", re.IGNORECASE), "vehicle"),
    (re.compile(r"pyro|special effect|sfx", re.IGNORECASE), "fire"),
)
"""Categories of a breakdown, by a word of their name, and the family they are of; no other category is read."""


_PERSON, _THING = "person", "thing"
_NO_NAMES = {"the", "of", "and", "voice", "on", "in", "old", "young", "little", "one", "two", "his", "at", "to", "all"}
_REACH = 4
"""Words after a verb among which whoever it is done to stands (J)."""
_AFTER_HER = {
    *(
        "to",
        "in",
        "on",
        "against",
        "down",
        "up",
        "back",
        "away",
        "into",
        "off",
        "over",
        "across",
        "hard",
        "again",
        "with",
    ),
    *("and", "aside", "from", "by", "out", "through", "at", "as", "before", "onto", "toward", "towards", "square"),
}
"""Words that follow "her" where it is a person and no possession (J)."""


@dataclass(frozen=True, slots=True)
class StuntLine:
    """A line that may be a stunt.

    code: of the line, the same in every draft in which scene heading and sentence are the same. eighth: of the script,
    where it stands. line: its number. text: the sentence. word: what was found. suggests: a kind of plan. at_risk: what
    the heading says of people at risk.
    """

    code: str
    scene: str
    heading: str
    eighth: int
    line: int
    text: str
    word: str
    family: str
    suggests: str
    at_risk: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Sentence:
    text: str
    line: int


def find_stunts(script: Script, words: StuntWords) -> tuple[StuntLine, ...]:
    """Every line that may be a stunt, one row for each family that a sentence has words of."""
    finder = _Finder(script, words)
    return tuple(row for scene in script.scenes for row in finder.rows_of(scene))


def risks_in(heading: str, words: StuntWords) -> tuple[str, ...]:
    """Why a heading matters to whoever is at risk: "night", "height"."""
    return tuple(risk for risk, said in words.at_risk.items() if one_of(said).search(heading))


class _Finder:
    def __init__(self, script: Script, words: StuntWords) -> None:
        self._words = words
        self._figures = Phrases((phrase, None) for phrase in words.figures)
        self._rules = Phrases(
            (phrase, (name, rule))
            for name, family in words.families.items()
            for rule in family.rules
            for phrase in rule.says
        )
        names = {part for name in script.speakers for part in WORD.findall(name.casefold()) if len(part) > 1}
        self._names = frozenset((names | _proper_names(script)) - _NO_NAMES)
        self._people, self._things = one_of(words.people), one_of(words.things)
        self._known: dict[str, str] = {}

    def rows_of(self, scene: ScriptScene) -> Iterator[StuntLine]:
        at_risk = risks_in(scene.heading, self._words)
        said: Counter[str] = Counter()
        for paragraph in scene.paragraphs:
            for sentence, family, word, suggests in self._found(paragraph):
                key = _key(scene, sentence.text, family)
                said[key] += 1
                yield StuntLine(
                    _code(key, said[key]),
                    scene.number,
                    scene.heading,
                    eighth_of(scene, sentence.line),
                    sentence.line,
                    sentence.text,
                    word,
                    family,
                    suggests,
                    at_risk,
                )

    def _found(self, paragraph: Paragraph) -> Iterator[tuple[_Sentence, str, str, str]]:
        if paragraph.part is Part.NOTE and (note := _STUNT_NOTE.fullmatch(paragraph.text)):
            text = note[1].strip() or "a stunt"
            yield _Sentence(text, paragraph.line), MARKED, "[[stunt:]]", self._suggest_any(text)
        for tag in paragraph.tags:
            family = next((family for name, family in _TAGGED if name.search(tag)), None)
            if family is not None:
                yield _Sentence(paragraph.text, paragraph.line), family, f"tag {tag}", self._suggest_any(paragraph.text)
        if paragraph.part is Part.ACTION or _acts(paragraph):
            for sentence in _sentences(paragraph):
                for name, word in self._families_of(sentence.text).items():
                    yield sentence, name, word, _suggest(self._words.families[name], sentence.text, word)

    def _suggest_any(self, text: str) -> str:
        """The kind of plan for a line that somebody marked, by the first family whose words are in it."""
        found = next(iter(self._families_of(text).items()), None)
        return _suggest(self._words.families[found[0]], text, found[1]) if found else "anything"

    def _families_of(self, text: str) -> dict[str, str]:
        """The families of a sentence, each with the first word that says so."""
        found: dict[str, str] = {}
        hits = list(self._rules.find(text))
        figures = [figure.span() for figure, _ in self._figures.find(text)] if hits else []
        for match, (name, rule) in hits:
            start, end = match.span()
            is_figure = any(start < after and before < end for before, after in figures)
            if name not in found and not is_figure and self._applies(rule, text, start, end):
                found[name] = match[0]
        return {name: found[name] for name in self._words.families if name in found}

    def _applies(self, rule: WordRule, text: str, start: int, end: int) -> bool:
        by = rule.by == "anyone" or self._is_done_by_somebody(text, start)
        return by and (rule.to == "anyone" or self._is_done_to_somebody(text[end:]))

    def _is_done_by_somebody(self, text: str, start: int) -> bool:
        """Whether whoever does what begins at `start` may be a person: the nearest noun before it that is known.

        A possessive is nobody: in "Edward's hat falls" it is the hat. Where no noun before it is known, what comes
        after it in the sentence may be whoever it is about.
        """
        for clause in reversed(_CLAUSE.split(text[:start])):
            for word in reversed(WORD.findall(clause)):
                kind = self._kind_of(word)
                if kind:
                    return kind == _PERSON
        before = WORD.findall(text[:start])
        if before and before[-1].isupper() and len(before[-1]) > 1:
            return True  # a name in capitals, as somebody is introduced
        return any(self._kind_of(word) == _PERSON for word in WORD.findall(text[start:]))

    def _is_done_to_somebody(self, rest: str) -> bool:
        """Whether one of the next words is a person: "him", "the guard", "Scott's arm"; "her" where no noun follows."""
        words = WORD.findall(_CLAUSE.split(rest)[0])[:_REACH]
        for place, word in enumerate(words):
            after = words[place + 1].casefold() if place + 1 < len(words) else "."
            if word.casefold() == "her":
                return after == "." or after in _AFTER_HER
            bare = re.sub(r"['’]s$", "", word)
            if self._kind_of(bare) == _PERSON:
                return True
        return False

    def _kind_of(self, word: str) -> str:
        """Whether a word is a person, a thing that is nobody, or neither ("")."""
        if word not in self._known:
            self._known[word] = self._look_up(word)
        return self._known[word]

    def _look_up(self, word: str) -> str:
        lower = word.casefold()
        if lower.endswith(("'s", "’s", "s'", "s’")):
            return ""
        if lower in self._names or self._people.fullmatch(lower):
            return _PERSON
        return _THING if self._things.fullmatch(lower) else ""


def _proper_names(script: Script) -> set[str]:
    """Words of action that have a capital inside a sentence and are nowhere in small letters: who never speaks."""
    capital: set[str] = set()
    small: set[str] = set()
    for scene in script.scenes:
        for paragraph in scene.paragraphs:
            if paragraph.part is Part.ACTION:
                for sentence in _sentences(paragraph):
                    _first, *rest = WORD.findall(sentence.text) or [""]
                    capital |= {word.casefold() for word in rest if word.istitle() and word.isalpha()}
                    small |= {word for word in rest if word.islower()}
    return capital - small


def _suggest(family: WordFamily, text: str, word: str) -> str:
    """The kind of plan of a line: what its word asks for, else what its sentence does, else that of the family."""
    for where in (word, text):
        for gag in family.gags:
            if one_of(gag.says).search(where):
                return gag.suggests
    return family.suggests


def _acts(paragraph: Paragraph) -> bool:
    """Whether a scene heading says what happens and not where: "THE TRUCK SLAMS INTO THE CAR"."""
    return paragraph.part is Part.HEADING and _PLACE.match(paragraph.text) is None


def _sentences(paragraph: Paragraph) -> Iterator[_Sentence]:
    """The sentences of a paragraph, each with the line in which it begins."""
    text = "\n".join(paragraph.lines)
    at = 0
    for end in [*(found.start() for found in _SENTENCE_END.finditer(text)), len(text)]:
        words = text[at:end]
        if end < len(text) and _TITLE.search(words):
            continue
        begins = at + len(words) - len(words.lstrip())
        if words.strip():
            yield _Sentence(" ".join(words.split()), paragraph.line + text.count("\n", 0, begins))
        at = end


def _key(scene: ScriptScene, text: str, family: str) -> str:
    """What makes a line the same in another draft: the heading and the words, without marks and capitals."""
    return "\n".join((*(" ".join(WORD.findall(part.casefold())) for part in (scene.heading, text)), family))


def _code(key: str, which: int) -> str:
    """Eight figures that stand for a line; which: of the same line in its scene, from 1."""
    return hashlib.sha256(f"{key}\n{which}".encode(errors="replace")).hexdigest()[:8]
