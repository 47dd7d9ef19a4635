"""Whoever hangs on a line, or is moved by a machine, has a word that stops it, or is told that there is none."""

import pytest

from stuntlab.datasets import Finding, Severity
from stuntlab.gags import gags_of
from stuntlab.pipeline.stop_signals import stop_signal_findings
from stuntlab.plan import parse_plan, template

MOVED = ("climb", "wire_swing", "pull", "descend", "air_ram")


def told(text: str) -> list[Finding]:
    plan = parse_plan(text)
    return list(stop_signal_findings(plan, gags_of(plan)))


@pytest.mark.parametrize("kind", MOVED)
def test_a_word_is_repeated_and_none_is_a_flag_with_what_to_write(kind: str) -> None:
    text = template(kind)
    (said,) = (line for line in text.splitlines() if line.startswith("safety:"))
    (note,) = told(text)
    assert note.severity is Severity.NOTE
    assert said.split('"')[1] in note.text
    (flag,) = told(text.replace(said, ""))
    assert (flag.id, flag.severity) == ("no-stop-word", Severity.FLAG)
    assert "stop_word" in flag.remedy


def test_who_stands_on_their_feet_is_asked_for_no_word() -> None:
    assert not told(template("kick"))
