"""What is wrong with text that is no YAML, in words of whoever writes a plan.

The parser speaks of tokens, nodes and flow sequences; nobody who plans a stunt should have to.
"""

from __future__ import annotations

import re

_NOT_YAML = "this is not YAML: "
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
    (r"character '(?P<sign>.)' that cannot start", _NOT_YAML + "{sign} cannot begin a value: put the text in quotes"),
    (r"mapping values are not allowed", _NOT_YAML + "a colon stands here where no key can be: write each key in a "
        "line of its own, indented as its neighbours are, and put quotes round a text that has a colon in it"),
    (r"sequence entries are not allowed", _NOT_YAML + "a list cannot begin here: write its - in a line of its own"),
    (r"mapping keys are not allowed", _NOT_YAML + "a ? has a meaning of its own here: put the text in quotes"),
    (r"expected ':'|unexpected ':'", _NOT_YAML + "line {opened} has no colon, or one too many: "
        "write a key, a colon, its value"),
    (r"but found '(?P<sign>[\]},])'", _NOT_YAML + "{sign} stands here and closes nothing"),
    (r"expected the node content, but found '<stream end>'", _NOT_YAML + "a [ or { is begun here and not closed"),
    (r"an (anchor|alias)", _NOT_YAML + "& and * have a meaning of their own at the beginning: put the text in quotes"),
    (r"directive|YAML document", "a line that begins with % has no meaning in a plan: take it out"),
    (r"block scalar", _NOT_YAML + "after | or > nothing else stands in the line; the text follows in the next ones"),
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


ODD_NUMBER = _NOT_YAML + "a number in an escaped character or in a line with % is none that there is: take it out"
