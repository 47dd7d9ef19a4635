"""A filled-in plan of each kind of action: the YAML file beside its model."""

from __future__ import annotations

import json
import re
from inspect import getfile
from pathlib import Path

from stuntlab.errors import UserError
from stuntlab.nearest import did_you_mean
from stuntlab.plan.actions.anything import Anything
from stuntlab.plan.everyday import UNKNOWN, find_gag_words, find_near_gag, squeeze_word
from stuntlab.plan.fields import LONGEST_TEXT
from stuntlab.plan.stunt import ACTION_KINDS
from stuntlab.suggestions import suggest
from stuntlab.units import System, UnitStyle, in_units

_KEY_OF_WHAT = re.compile(r" {4,}what: ")


def template(kind: str, units: System = System.SI) -> str:
    """The text of a commented plan with one action of that kind, its quantities in the units of whoever writes it.

    Raises:
        UserError: this version knows no such kind.

    """
    known = kind_meant(kind)
    text = Path(getfile(ACTION_KINDS[known])).with_name(f"{known}.yaml").read_text(encoding="utf-8")
    if units is System.SI:
        return text
    return "".join(f"{_line_in_units(line, UnitStyle(units))}\n" for line in text.splitlines())


def template_for_scene(kind: str, units: System, *, scene: str | None, what: str | None) -> str:
    """The same for a scene of a script. what: its line, as the script has it.

    The line is what happens in a gag that is only described, and a remark in the others. The date of the template is
    taken out, since nobody gave it.

    Raises: UserError as `template` does.
    """
    lines = template(kind, units).splitlines()
    said = _one_printed_line(what or "")
    described = any(_KEY_OF_WHAT.match(line) for line in lines)
    written = [_line_for_scene(line, _one_printed_line(scene or ""), said) for line in lines]
    remark = [f"# The script says: {said}"] if said and not described else []
    return "".join(f"{line}\n" for line in (*remark, *written))


def _line_for_scene(line: str, scene: str, said: str) -> str:
    what = _KEY_OF_WHAT.match(line)
    if line.startswith("shoot_date:"):
        return f"# {line}"
    if line.startswith("scene:") and scene:
        return f"scene: {json.dumps(scene, ensure_ascii=False)}"
    if said and what:
        return f"{what[0]}{json.dumps(said, ensure_ascii=False)}"
    return line


def _one_printed_line(text: str) -> str:
    """A text without what a file of YAML may not hold, in one line that a plan takes."""
    printed = "".join(letter if letter.isprintable() else " " for letter in text)
    return " ".join(printed.split())[:LONGEST_TEXT]


def kind_meant(word: str) -> str:
    """The kind of gag that a word means, as people type it: "highfall", "slap".

    Raises:
        UserError: this version knows no such kind.

    """
    known = next((one for one in ACTION_KINDS if squeeze_word(one) == squeeze_word(word)), find_gag_words(word).kind)
    if not known:
        raise UserError(_unknown(word))
    return known


def is_trade_word(word: str) -> bool:
    """Whether the trade calls a gag just so."""
    return squeeze_word(word) in map(squeeze_word, find_gag_words(word).words)


def _line_in_units(line: str, style: UnitStyle) -> str:
    """A line of a plan, its comment where it was; what it offers in backticks is turned too."""
    written, mark, comment = line.partition(" #")
    told, said = (_tell_in_units(part, style) for part in (written, comment))
    column = len(written) if written.strip() and mark else 0
    return f"{told.rstrip():<{column}}{mark}{said}" if column else f"{told}{mark}{said}"


def _tell_in_units(text: str, style: UnitStyle) -> str:
    return "`".join(in_units(part, style) for part in text.split("`"))


def _unknown(kind: str) -> str:
    """What is near in meaning, else in letters, and what can be done with a stunt of another kind."""
    row = find_near_gag(kind)
    hint = did_you_mean(kind, ACTION_KINDS) if row is UNKNOWN else f": {row.near}"
    return (
        f'"{kind}" is not a kind of gag this version knows{hint}. A stunt of another kind may be in a plan, and is not '
        f"simulated: {suggest('new', Anything.kind)}. The kinds: {', '.join(ACTION_KINDS)}"
    )
