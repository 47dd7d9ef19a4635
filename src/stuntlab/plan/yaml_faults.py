"""What is wrong with text that is no YAML, in words of whoever writes a plan.

The parser speaks of tokens, nodes and flow sequences; nobody who plans a stunt should have to.
"""

from __future__ import annotations

import re

_NOT_YAML = "this is not YAML: "
_NO_COLON = "no colon: write a key, a colon, a blank, its value"
_SHUT = " behind its last value, and commas between"
_BEFORE = "line it up with what it goes with, or close what is open there"

_SENTENCES = (
    (r"'\\t'", "a tab stands where YAML wants spaces: replace it by spaces"),
    (r"',' or '\]'", _NOT_YAML + "the [ of line {opened} is not closed: write a ]" + _SHUT),
    (r"',' or '\}'", _NOT_YAML + "the { of line {opened} is not closed: write a }" + _SHUT),
    (r"(end of stream|document separator).*quoted", _NOT_YAML + "the quotation mark of line {opened} is not closed: "
        "write it again behind its text"),
    (r"\btag\b", "a tag (a word with !) has no meaning in a plan: write the value alone"),
    (r"escape", _NOT_YAML + "a backslash in double quotes begins a special character: use single quotes instead"),
    (r"character '`' that cannot start", _NOT_YAML + "` cannot begin a value: take lines of ``` out, and put "
        "other text in quotes"),
    (r"character '(?P<sign>.)' that cannot start", _NOT_YAML + "{sign} cannot begin a value: put the text in quotes"),
    (r"mapping values are not allowed", _NOT_YAML + "a colon stands here where no key can be: write each key in a "
        "line of its own, indented as its neighbours are, and put quotes round a text that has a colon in it"),
    (r"sequence entries are not allowed", _NOT_YAML + "a list cannot begin here: write its - in a line of its own"),
    (r"mapping keys are not allowed", _NOT_YAML + "a ? has a meaning of its own here: put the text in quotes"),
    (r"expected ':'|unexpected ':'", _NOT_YAML + "line {opened} has no colon, or one too many: "
        "write a key, a colon, a blank, its value"),
    (r"but found '(?P<sign>[\]},])'", _NOT_YAML + "{sign} stands here and closes nothing"),
    (r"expected the node content, but found '<stream end>'", _NOT_YAML + "a [ or { is begun here and not closed"),
    (r"an (anchor|alias)", _NOT_YAML + "& and * have a meaning of their own at the beginning: put the text in quotes"),
    (r"directive|YAML document", "a line that begins with % has no meaning in a plan: take it out"),
    (r"block scalar", _NOT_YAML + "a value that begins with > or | is the text of the lines below it: take the "
        "sign out, or put the text in quotes"),
    (r"<block end>", _NOT_YAML + "this does not belong to what line {opened} begins: " + _BEFORE),
)  # fmt: skip
_OTHERWISE = _NOT_YAML + "look at the brackets, quotes, colons and the indentation here and in the line above"


def say_what_is_no_yaml(problem: str, context: str, opened: int) -> str:
    """A sentence for what the parser says. context: what it was doing; opened: the line in which that began."""
    said = f"{problem} {context}"
    for pattern, sentence in _SENTENCES:
        found = re.search(pattern, said)
        if found is not None:
            return sentence.replace("{opened}", str(opened)).replace("{sign}", found.groupdict().get("sign", ""))
    return _OTHERWISE


def explain_colon(text: str, line: int) -> tuple[int, str] | None:
    """Why a colon, or what stands for one, cannot be read at a line: the line at fault, and what to do about it."""
    lines = text.splitlines()
    before = [(number, one) for number, one in enumerate(lines[: line - 1], start=1) if _say(one)]
    number, above = before[-1] if before else (0, "")
    if _say(above) and not re.search(r":(\s|$)", above) and not re.match(r"-(\s|$)|[\[{]", _say(above)):
        close = re.match(r"[\w ]+:\S", _say(above))
        what = "no blank after its colon: put one there" if close else _NO_COLON
        return number, f"{_NOT_YAML}this line has {what}"
    here = lines[line - 1] if line <= len(lines) else ""
    if re.match(r"\s*[^:{]*[^:{\s]\s*\{", here):
        return line, f"{_NOT_YAML}this line has no colon before its {{: put one there"
    if re.search(r":\s+\S", above) and _indent(here) > _indent(above):
        return line, f"{_NOT_YAML}this line is indented further than line {number}, which is complete: line them up"
    if len(re.findall(r":\s", here)) > 1:
        return line, f"{_NOT_YAML}this line has two colons: put quotes round a text that has a colon in it"
    return None


def _say(line: str) -> str:
    """A line without its comment and the blanks about it."""
    return re.sub(r"(^|\s)#.*", "", line).strip()


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


ODD_NUMBER = _NOT_YAML + "a number in an escaped character or in a line with % is none that there is: take it out"
