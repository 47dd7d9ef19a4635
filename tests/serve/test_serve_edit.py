"""The plan editor: problems at their lines, a form that keeps comments, and no save before its meaning was shown."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from served import BROKEN, PLAN, Visitor

from stuntlab.errors import PlanError
from stuntlab.plan import ACTION_KINDS, parse_plan
from stuntlab.plan.body import Region
from stuntlab.plan.reader import Reader
from stuntlab.plan.yaml import read_tree, write_value
from stuntlab.record import open_record
from stuntlab.record.decisions import give
from stuntlab.serve.form_fields import fields_written, form_field
from stuntlab.serve.pages.edit import action_at, digest
from stuntlab.units import System, UnitStyle

URL = "/plan/kick.yaml/edit"


def test_problems_stand_at_their_lines_with_the_nearest_word(visitor: Visitor) -> None:
    page = visitor("coordinator").post(f"{URL}/check", data={"text": BROKEN}).text
    assert 'data-line="3"' in page
    assert "height" in page


def test_only_the_coordinator_sees_or_changes_a_plan(visitor: Visitor) -> None:
    for role in ("", "crew", "production", "performer", "adviser"):
        browser = visitor(role, "villain" if role else "")
        assert browser.get(URL).status_code == 403
        for what in ("check", "fields", "put", "compare", "save"):
            assert browser.post(f"{URL}/{what}", data={"text": PLAN}).status_code == 403


def test_the_form_writes_a_value_into_the_text_and_keeps_every_comment(visitor: Visitor) -> None:
    found = action_at(PLAN, PLAN.count("\n"), UnitStyle())
    assert found is not None
    assert found.kind == "kick"
    rows = {field.name: field.written for field in found.fields}
    assert rows["gap"] == "30 ± 6 cm"
    left_out = next(name for name, written in rows.items() if not written)
    given_ = {"text": PLAN, "number": "0", "kind": "kick", "field": "gap", "value": "12 ± 2 cm"}
    told = visitor("coordinator").post(f"{URL}/put", data=given_).json()["text"]
    assert told == PLAN.replace("30 ± 6 cm", "12 ± 2 cm")
    added = visitor("coordinator").post(f"{URL}/put", data={**given_, "field": left_out, "value": "on: three"}).json()
    assert "# the blow that the scene is about" in added["text"]


def test_a_closed_set_is_a_list_a_yes_a_box_and_a_number_says_what_it_may_be() -> None:
    text = PLAN.replace("at: abdomen", "at: tummy, braced: yes, style: sideways")
    found = action_at(text, text.count("\n"), UnitStyle(System.US))
    assert found is not None
    fields = {field.name: field for field in found.fields}
    assert fields["by"].options == ("lead", "villain", "operator")
    assert fields["at"].written == "abdomen"  # the word that a tummy is read as
    assert set(fields["at"].options) == set(Region)
    assert fields["style"].options == (
        "front",
        "side",
        "turning",
        "sideways",
    )  # what is wrong stays until it is chosen anew
    assert (fields["braced"].is_yes_no, fields["braced"].written) == (True, "true")
    assert (fields["rehearsed"].is_yes_no, fields["rehearsed"].written) == (True, "false")
    assert "ft" in fields["gap"].allowed
    assert fields["takes"].allowed == "a whole number from 1 to 1000"


@pytest.mark.parametrize("kind", ACTION_KINDS)
def test_every_field_of_every_action_is_shown_and_what_a_list_offers_is_taken(kind: str) -> None:
    model = ACTION_KINDS[kind]
    for name, info in fields_written(model).items():
        field = form_field(model, name, "", ("lead",), UnitStyle())
        readers = [one for one in info.metadata if isinstance(one, Reader)]
        for word in field.options:
            assert readers == [] or str(readers[0].read(word)) == word


def test_a_value_is_added_in_block_style_at_the_column_of_its_neighbours() -> None:
    text = "action:\n  - kick:\n      by: lead   # who\n      to: villain\n\n  - punch: {by: a}\n"
    assert write_value(text, ("action", 0, "kick", "gap"), "30 cm") == text.replace(
        "to: villain\n", "to: villain\n      gap: 30 cm\n"
    )


@given(st.text(max_size=40))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_typed_is_read_back_as_that_text(value: str) -> None:
    try:
        text = write_value("a: {b: 1}  # kept\nc: 2\n", ("a", "b"), value)
        root = read_tree(text, "plan").root
    except PlanError:
        return  # such a letter no plan may hold
    assert text.endswith("# kept\nc: 2\n")
    plain = root.plain
    assert isinstance(plain, dict)
    assert set(plain) == {"a", "c"}


def test_a_save_says_whose_yes_it_voids_and_waits_until_that_was_seen(visitor: Visitor, shoot: Path) -> None:
    file = shoot / "kick.yaml"
    open_record(file).decide(lambda history: [give(history, "villain")])
    browser = visitor("coordinator")
    new = PLAN.replace("30 ± 6 cm", "12 ± 6 cm")
    before = digest(PLAN)
    assert browser.post(f"{URL}/save", data={"text": new, "before": before}).status_code == 409
    shown = browser.post(f"{URL}/compare", data={"text": new}).text
    assert "gap 30 ± 6 cm became 12 ± 6 cm" in shown
    assert "voids the yes of villain" in shown
    seen = re.search(r'name="seen" value="(\w+)"', shown)
    assert seen is not None
    assert browser.post(f"{URL}/save", data={"text": new, "before": "x", "seen": seen[1]}).status_code == 409
    assert file.read_text(encoding="utf-8") == PLAN
    saved = browser.post(f"{URL}/save", data={"text": new.replace("\n", "\r\n"), "before": before, "seen": seen[1]})
    assert saved.status_code == 303
    assert file.read_text(encoding="utf-8") == new
    assert parse_plan(new).hash != parse_plan(PLAN).hash


@pytest.mark.parametrize("field", ["number", "kind", "field", "line"])
@pytest.mark.parametrize("value", ["", "-1", "99999999999", "../x", "☃", "0x1"])
def test_odd_fields_are_refused_and_never_our_fault(visitor: Visitor, field: str, value: str) -> None:
    given_ = {"text": PLAN, "number": "0", "kind": "kick", "field": "gap", "value": "1 cm", "line": "9", field: value}
    browser = visitor("coordinator")
    assert browser.post(f"{URL}/put", data=given_).status_code in (200, 409)
    assert browser.post(f"{URL}/fields", data=given_).status_code == 200
