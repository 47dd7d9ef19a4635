"""When two names are one, which ones nobody may have, and what a plan makes of them."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stuntlab.errors import PlanError, UserError
from stuntlab.plan import parse_plan, parse_production
from stuntlab.plan.names import check_name, like_another, name_key, same_name, spellings

ONE_NAME = [
    ("Lead", "lead"),
    ("Lead", " lead "),
    ("Lead", "LEAD"),
    ("Ana Maria", "ana \u00a0 MARIA"),
    ("\ufb01nn", "finn"),
    ("Łukasz", "ŁUKASZ"),
    ("Straße", "STRASSE"),
    ("Zoe\u0308", "Zo\u00eb"),
    ("A\u030angstro\u0308m", "ångström"),
    ("İnci", "inci"),
    ("Işık", "IŞIK"),
    ("IŞIK", "işik"),
    ("Σωκράτης", "ΣΩΚΡΆΤΗΣ"),
    ("Ｌｅａｄ", "lead"),
]
TWO_NAMES = [("Łukasz", "Lukasz"), ("René", "Rene"), ("Ana Maria", "Anamaria"), ("lead", "lead 2"), ("Öz", "Oz")]
UNSEEN = [
    "\u200b",
    "\u200d",
    "\ufeff",
    "\u202e",
    "\u2066",
    "\u00ad",
    "\u034f",
    "\u115f",
    "\ufe0f",
    "\x07",
    "\t",
    "\u2028",
]


@pytest.mark.parametrize(("one", "other"), ONE_NAME)
def test_one_name_in_other_letters(one: str, other: str) -> None:
    assert same_name(one, other)
    assert same_name(other, one)


@pytest.mark.parametrize(("one", "other"), TWO_NAMES)
def test_two_names(one: str, other: str) -> None:
    assert not same_name(one, other)


@given(st.text())
def test_a_key_is_its_own_key_in_every_form(name: str) -> None:
    key = name_key(name)
    assert name_key(key) == key
    for form in ("NFC", "NFD", "NFKC", "NFKD"):
        assert name_key(unicodedata.normalize(form, name)) == key


@given(st.text(st.characters(categories=["L", "Nd", "Zs"])))
def test_capitals_and_blanks_are_no_difference(name: str) -> None:
    assert name_key(f"  {name}\t") == name_key(name)
    assert name_key(name.casefold()) == name_key(name)
    assert name_key(name.replace(" ", "   ")) == name_key(name)


@given(st.text(st.characters(codec="utf-8", categories=["Lu", "Ll"], max_codepoint=0x24F)))
def test_a_name_in_capitals_is_the_name(name: str) -> None:
    """Latin letters: of some others Unicode itself has capitals that do not come back."""
    assert name_key(name.upper()) == name_key(name)


@pytest.mark.parametrize("letter", UNSEEN)
def test_what_nobody_can_see_is_in_no_name(letter: str) -> None:
    with pytest.raises(UserError, match=rf"U\+{ord(letter):04X}.*write the name again") as refused:
        check_name(f"le{letter}ad")
    assert letter not in str(refused.value), "the message itself is no trap"
    assert '"lead"' in str(refused.value)


@pytest.mark.parametrize(
    ("name", "said"),
    [("L\u0435ad", "Latin and Cyrillic"), ("\u0391na", "Latin and Greek"), ("", "a name is needed"), ("  ", "needed")],
)
def test_letters_that_look_alike_and_nothing_at_all(name: str, said: str) -> None:
    with pytest.raises(UserError, match=said):
        check_name(name)


@pytest.mark.parametrize(
    "name", ["Łukasz", "山田 太郎", "O'Neill-Straße 2", "Σωκράτης", "Ольга", "स्मिता", "first assistant"]
)
def test_names_of_people_are_names(name: str) -> None:
    assert check_name(f" {name} ") == name


@pytest.mark.parametrize(
    ("name", "known"), [("B0b", "Bob"), ("օսհ", "ouh"), ("ɪan", "lan"), ("𝐙oë", "zoe"), ("ᴠɪᴄ", "Vlc"), ("🇮an", "Ian")]
)
def test_letters_of_other_shapes_are_seen_as_what_they_look_like(name: str, known: str) -> None:
    assert like_another(name, ["Ana", known]) == known


@pytest.mark.parametrize("name", ["Bo", "Łuk", "Ona", "Ian", "Աննա", "山田", "Ωραία"])
def test_other_peoples_names_do_not_look_alike(name: str) -> None:
    assert like_another(name, ["Ana", "Bob", "Olga", "Dan", "山川"]) is None


def test_the_first_spelling_is_the_one_that_is_shown() -> None:
    assert spellings(["Ana", " ANA", "Zoe"]) == {"ana": "Ana", "zoe": "Zoe"}


# In plans


def lines_with(text: str, words: str) -> list[int]:
    return [number for number, line in enumerate(text.splitlines(), start=1) if words in line]


@pytest.mark.parametrize("again", ["LEAD", "' lead '", "ｌｅａｄ"])
def test_two_people_with_one_name_are_an_error_with_both_lines(full_plan: str, again: str) -> None:
    text = full_plan.replace("  crew: {job", f"  {again}: {{job: actor}}\n  crew: {{job")
    with pytest.raises(PlanError) as refused:
        parse_plan(text)
    (problem,) = refused.value.problems
    assert problem.line == lines_with(text, f"  {again}:")[0]
    assert f"line {lines_with(text, '  lead:')[0]}" in problem.message
    assert "is the same name as" in problem.message


def test_every_reference_is_read_as_the_plan_writes_the_name(full_plan: str) -> None:
    plan = parse_plan(full_plan)
    text = full_plan.replace("by: lead", "by: ' LEAD '").replace("to: villain", "to: Villain")
    shouted = parse_plan(text.replace("[villain, crew]", "[VILLAIN, Crew]"))
    action = shouted.action[0]
    assert (action.by, getattr(action, "to", None)) == ("lead", "villain")
    assert shouted.people["lead"].has_power_over == ("villain", "crew")
    assert shouted.hash == plan.hash, "another spelling of a reference is no other version"


def test_nobody_strikes_themself_in_other_letters(full_plan: str) -> None:
    with pytest.raises(PlanError, match="cannot kick themself"):
        parse_plan(full_plan.replace("to: villain", "to: LEAD"))


@pytest.mark.parametrize("name", ["lead", "Lead", "' lead '"])
def test_who_is_in_the_action_needs_a_body_whatever_the_letters(full_plan: str, name: str) -> None:
    text = full_plan.replace("  lead:", f"  {name}:").replace("    sex: male\n", "")
    with pytest.raises(PlanError, match=r"sex must be given, because [lL]ead is in the action"):
        parse_plan(text)


def test_a_name_is_shown_as_the_plan_writes_it(full_plan: str) -> None:
    plan = parse_plan(full_plan.replace("  villain: {job", "  ' Straße ': {job").replace("villain", "STRASSE"))
    assert list(plan.people) == ["lead", "Straße", "crew"]
    assert getattr(plan.action[0], "to", None) == "Straße"


def test_a_name_with_something_unseen_is_a_problem_of_its_line(full_plan: str) -> None:
    text = full_plan.replace("  villain: {job", "  vil\u200blain: {job")
    with pytest.raises(PlanError) as refused:
        parse_plan(text)
    (line,) = lines_with(text, "  vil\u200blain:")
    assert any(problem.line == line and "U+200B" in problem.message for problem in refused.value.problems)


def test_a_reviewer_of_a_production_has_a_name() -> None:
    assert parse_production("production: Night Train\nreviewers: [' Dr  Who ']").reviewers == ("Dr  Who",)
    with pytest.raises(PlanError, match=r"U\+200B"):
        parse_production("production: Night Train\nreviewers: [Dr\u200bWho]")
