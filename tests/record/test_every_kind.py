"""Every kind of entry: some command writes it, it is shown to whom it says, and it lasts through copies and exports."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import MISSING, asdict, fields
from pathlib import Path

import pytest
from shoot import PLAN

from stuntlab.cli.main import main
from stuntlab.datasets import Assessment, Verdict
from stuntlab.errors import ModelError
from stuntlab.pipeline import bundle as bundling
from stuntlab.record import KINDS, Draft, Entry, History, PlanKey, judge_decisions, open_record
from stuntlab.record import decisions as decide
from stuntlab.record import entry as entries
from stuntlab.record.assessed import KeptAnswer, program_version
from stuntlab.record.chain import StoredRow, flatten_entries, read_rows
from stuntlab.record.entry_kind import Author, BodyField, EntryKind, EntryVisibility, Holds, UnknownKind
from stuntlab.record.keys import unlock
from stuntlab.record.kinds.consent import CONSENT, WITHDRAWAL
from stuntlab.record.kinds.merged import MERGED
from stuntlab.record.kinds.override import OVERRIDE
from stuntlab.record.kinds.stop import STOP
from stuntlab.record.merge import entries_missing
from stuntlab.record.redact import ROLES, SOMEBODY, entries_for_role
from stuntlab.record.seals import draft_seal
from stuntlab.record.standing import PARTS
from stuntlab.record.store import Store, StorePlace
from stuntlab.units import System, UnitStyle

QUIET = Assessment("Quiet", "sha256:0", 0, 0, 0, "2026-3", Verdict.WITHIN_LIMITS, {}, (), ())
PERSONAL = {"withdrawal", "limit", "limit taken back", "refusal", "refusal taken back", "done"}
UNLISTED = {"version", "merged"}
EACH = pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.word)

COMMANDS = """\
keys new adviser
consent PLAN --person villain --give
consent PLAN --person villain --limit "takes <= 8"
consent PLAN --person villain --take-back "takes <= 8"
consent PLAN --person villain --withdraw
refuse PLAN --person lead
refuse PLAN --person lead --take-back
stop PLAN
clear PLAN --by adviser --reason "the mat is taped down now"
near-miss PLAN --gag kick --what "foot brushed the coat"
concern PLAN --what "the floor is wet"
answer PLAN --entry NUMBER --by adviser --answer "the floor was dried"
review PLAN --person lead --by adviser
rehearsed PLAN --gag kick --step dry
rehearsed PLAN --gag kick --step quarter
rehearsed PLAN --gag kick --step half
rehearsed PLAN --set "kick.foot_speed=4.9 m/s" --runs 2 --went-wrong "wrong cue"
rehearsed PLAN --take --set "kick.foot_speed=5.1 m/s"
briefed PLAN --attended lead --read villain
set-state PLAN rehearsal
done PLAN --person villain --strikes 3
"""


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A plan on whose record every command has written, and another copy was merged in."""
    folder = tmp_path_factory.mktemp("shoot")
    file = folder / "plan.yaml"
    file.write_text(PLAN.replace("lead: {job: actor,", "lead: {job: star,"), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("STUNTLAB_KEYS", str(folder / "keys"))
        patched.setenv("STUNTLAB_STATE", str(folder / "state"))
        patched.setenv("STUNTLAB_PASSPHRASE", "a tall dark hat")
        record = open_record(file)
        record.keep_answer(
            KeptAnswer(Verdict.HOLD, ("a floor",), record.house.limits, program_version(), 9, 0, 0, "2026")
        )
        for line in COMMANDS.splitlines():
            number = open_record(file).store.entries()[-1].number if "NUMBER" in line else 0
            words = line.replace("NUMBER", str(number)).split('"')
            typed = [word for place, part in enumerate(words) for word in ([part] if place % 2 else part.split())]
            assert main([str(file) if word == "PLAN" else word for word in typed]) in (0, 30), line
        record.decide(lambda history: [Draft(OVERRIDE, history.key, "adviser", {"against": ["HOLD"], "reason": "x"}),
                                       *draft_seal(history, "02" * 33, "adviser")],
                      signer=unlock(folder / "keys", "adviser", "a tall dark hat"))  # fmt: skip
        other = folder / "other" / "plan.yaml"
        other.parent.mkdir()
        shutil.copy(file, other)
        (record,) = folder.glob("*.record.sqlite")
        shutil.copy(record, other.parent)
        assert main(["stop", str(other)]) == 0
        assert main(["record", "merge", str(file), str(other.parent / record.name)]) == 0
        yield file


def of(history: History, kind: EntryKind) -> list[Entry]:
    return [entry for entry in history.entries if entry.kind is kind]


# What a kind says


@pytest.mark.parametrize("declared", [EntryKind, BodyField])
def test_nothing_about_a_kind_is_said_by_default(declared: type[EntryKind | BodyField]) -> None:
    assert all(field.default is MISSING and field.default_factory is MISSING for field in fields(declared))


@EACH
def test_a_kind_is_read_by_a_part_of_the_judgement(kind: EntryKind) -> None:
    parts = {part.__name__ for part in PARTS}
    assert kind is MERGED or set(kind.judged_in) <= parts


@EACH
def test_a_kind_says_who_may_see_it(kind: EntryKind) -> None:
    expected = (
        EntryVisibility.OWN
        if kind.word in PERSONAL
        else EntryVisibility.NOBODY
        if kind.word in UNLISTED
        else EntryVisibility.EVERYBODY
    )
    assert kind.seen_by is expected, "who sees what is changed here too, by somebody who means it"


def test_a_no_and_a_worry_have_no_place_for_a_reason_or_a_name() -> None:
    for word in ("withdrawal", "refusal"):
        assert KINDS[word].fields == {}
    assert set(KINDS["refusal taken back"].fields or {}) == {"takes_back"}, "hashes, nothing to say why"
    for word in ("stop", "near miss", "concern"):
        assert KINDS[word].author is Author.UNNAMED
        assert not {*KINDS[word].fields_that_hold(Holds.NAME), *KINDS[word].fields_that_hold(Holds.NAMES)}


# What becomes of its entries


def test_every_kind_is_written_by_a_command(plan: Path) -> None:
    assert {entry.kind for entry in open_record(plan).store.entries()} == set(KINDS.values())


@EACH
def test_it_is_shown_to_whom_it_says(plan: Path, kind: EntryKind) -> None:
    history = open_record(plan).history()
    numbers = {entry.number for entry in of(history, kind)}
    private = {"lead", "villain", "adviser"}
    for role, person in (*((role, None) for role in ROLES), ("performer", "operator")):
        lines = [line for line in entries_for_role(history, role, person) if line.number in numbers]
        if kind.seen_by is EntryVisibility.NOBODY:
            assert not lines
        elif kind.seen_by is EntryVisibility.EVERYBODY or role == "coordinator":
            assert lines == [line for line in entries_for_role(history, "coordinator") if line.number in numbers]
        else:
            assert {(line.who, line.details, line.signed) for line in lines} == {(SOMEBODY, (), "")}
            assert not any(name in line.text(UnitStyle(System.SI)) for line in lines for name in private)


@EACH
def test_its_own_person_sees_it(plan: Path, kind: EntryKind) -> None:
    if kind.seen_by is not EntryVisibility.OWN:
        return
    history = open_record(plan).history()
    (whose,) = {entry.by or entry.body["person"] for entry in of(history, kind)}
    lines = entries_for_role(history, "performer", str(whose).upper())
    assert {line.who for line in lines if line.number in {entry.number for entry in of(history, kind)}} == {whose}


@EACH
def test_it_comes_whole_into_another_copy(plan: Path, tmp_path: Path, kind: EntryKind) -> None:
    held = open_record(plan).store.entries()
    there = Store(StorePlace("Night Train", file=tmp_path / "empty.record.sqlite"))
    there.append(lambda ours: entries_missing(ours, held))
    before, after = ([(entry.content, entry.signature) for entry in flatten_entries(one) if entry.kind is kind]
                     for one in (held, there.entries()))  # fmt: skip
    assert before == after
    assert before or kind is MERGED


def test_all_of_them_come_out_of_an_export_and_lead_to_the_same_answer(
    plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bundling, "assess", lambda *_, **__: QUIET)
    opened = open_record(plan)
    bundle = bundling.bundle_of(plan, None, opened.store.rows(), (), production="Night Train")
    again = json.loads(json.dumps(bundle))
    assert bundling.replay(again) == ()
    assert {json.loads(row["content"])["kind"] for row in again["record"]} == set(KINDS)


@EACH
def test_what_does_not_fit_its_kind_is_not_written(kind: EntryKind, tmp_path: Path) -> None:
    store = Store(StorePlace("Night Train", file=tmp_path / "a.record.sqlite"))
    if kind.fields is None:
        return
    with pytest.raises(ModelError, match="cannot be written"):
        store.append(
            lambda _: [Draft(kind, None, "x" if kind.author is Author.THE_PERSON else None, {"why": "because"})]
        )
    named = kind.author in (Author.UNNAMED, Author.PROGRAM)
    with pytest.raises(ModelError, match=r"it is written by|is missing"):
        store.append(lambda _: [Draft(kind, None, "lead" if named else None, {})])
    assert store.entries() == ()


# What this version does not know

NEWER = EntryKind(
    "conditional yes",
    fields={"condition": BodyField(Holds.TEXT, shown=True, required=True)},
    author=Author.THE_PERSON,
    seen_by=EntryVisibility.EVERYBODY,
    loosens=True,
    judged_in=("consents",),
)
LATER_CONSENT = EntryKind(
    "consent",
    fields={**(CONSENT.fields or {}), "condition": BodyField(Holds.TEXT, shown=True, required=False)},
    author=Author.THE_PERSON,
    seen_by=EntryVisibility.EVERYBODY,
    loosens=True,
    judged_in=("consents",),
)
NAMELESS = EntryKind("withdrawal", {}, Author.UNNAMED, EntryVisibility.OWN, loosens=False, judged_in=("consents",))
Later = Callable[[EntryKind, str | None, str], None]


@pytest.fixture
def later(plan_file: Path, monkeypatch: pytest.MonkeyPatch) -> Later:
    """Write an entry with a later version of the program."""

    def write(kind: EntryKind, by: str | None, condition: str) -> None:
        opened = open_record(plan_file)
        body = {"condition": condition} if "condition" in (kind.fields or {}) else {}
        body |= {"day": opened.history().today.isoformat()} if "day" in (kind.fields or {}) else {}
        with monkeypatch.context() as newer:
            newer.setattr(entries, "KINDS", {**KINDS, kind.word: kind})
            opened.decide(lambda history: [Draft(kind, history.key, by, dict(body))])

    return write


@pytest.mark.parametrize(
    ("kind", "by", "why"),
    [
        (NEWER, "villain", "does not know the kind"),
        (LATER_CONSENT, "villain", '"condition" is unknown'),
        (NAMELESS, None, "by the person it is about"),
    ],
)
def test_what_is_not_known_is_kept_verified_told_and_holds(
    plan_file: Path, later: Later, capsys: pytest.CaptureFixture[str], kind: EntryKind, by: str | None, why: str
) -> None:
    later(kind, by, "only onto a pad of 80 mm")
    opened = open_record(plan_file)
    kept = opened.store.entries()[-1]
    assert isinstance(kept.kind, UnknownKind)
    assert read_rows(opened.store.rows(), "Night Train")[1] == []
    standing, findings = judge_decisions(opened.history())
    (unread,) = [finding for finding in findings if finding.id == "unread-entry"]
    assert unread.severity.name == "HOLD"
    assert why in unread.text
    assert f"entry {kept.number}" in " ".join(standing.lines)
    assert {"lead", "villain"} <= {one.person for one in findings if one.id == "consent-missing"}, "no yes comes of it"
    for role in ROLES:
        assert main(["record", "show", str(plan_file), "--role", role, "--person", "villain"]) == 0
        (line,) = [line for line in capsys.readouterr().out.splitlines() if line.startswith(f"{kept.number:>4} ")]
        assert kind.word in line
        assert "pad of 80 mm" not in line
        assert "villain" not in line


def test_what_is_not_known_holds_every_plan_of_the_production(plan_file: Path, later: Later) -> None:
    later(NEWER, "villain", "only onto a pad")
    other = plan_file.with_name("other.yaml")
    other.write_text(PLAN.replace("Stomach kick", "Alley beating").replace('"67"', '"68"'), encoding="utf-8")
    assert "unread-entry" in {finding.id for finding in judge_decisions(open_record(other).history())[1]}


def test_what_is_not_known_goes_through_merges_and_exports_untouched(
    plan_file: Path, later: Later, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    later(NEWER, "villain", "only onto a pad")
    rows = open_record(plan_file).store.rows()
    there = Store(StorePlace("Night Train", file=tmp_path / "there.record.sqlite"))
    held = open_record(plan_file).store.entries()
    there.append(lambda ours: entries_missing(ours, held))
    assert flatten_entries(there.entries())[-1].content == rows[-1].content
    monkeypatch.setattr(bundling, "assess", lambda *_, **__: QUIET)
    bundle = json.loads(json.dumps(bundling.bundle_of(plan_file, None, rows, (), production="Night Train")))
    assert bundling.replay(bundle) == ()
    assert bundle["record"][-1] == asdict(rows[-1])
    assert bundle["assessment"]["verdict"] == "HOLD"
    monkeypatch.setattr(entries, "KINDS", {**KINDS, NEWER.word: NEWER})
    (again,) = [entry for entry in flatten_entries(there.entries()) if entry.kind is NEWER]
    assert again.body == {"condition": "only onto a pad"}, "the version that wrote it reads it"


def test_an_entry_of_another_format_is_no_yes(plan_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = open_record(plan_file)
    with monkeypatch.context() as newer:
        newer.setattr(entries, "FORMAT", 2)
        opened.decide(lambda history: [decide.give(history, "villain")])
    ids = [finding.id for finding in judge_decisions(opened.history())[1]]
    assert ids.count("unread-entry") == 2, "the version of the plan, and the yes"
    assert ids.count("consent-missing") == 2


def test_a_kind_that_no_part_of_the_judgement_reads_holds(plan_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    forgotten = EntryKind(
        "quarantine", {}, Author.THE_PERSON, EntryVisibility.EVERYBODY, loosens=False, judged_in=("nobody",)
    )
    monkeypatch.setattr(entries, "KINDS", {**KINDS, forgotten.word: forgotten})
    opened = open_record(plan_file)
    opened.decide(lambda history: [Draft(forgotten, history.key, "lead", {})])
    (unread,) = [one for one in judge_decisions(opened.history())[1] if one.id == "unread-entry"]
    assert "nothing in this version judges the kind" in unread.text


def test_an_entry_hidden_inside_two_merges_holds(plan_file: Path, tmp_path: Path) -> None:
    key = PlanKey("plan.yaml", "Stomach kick | 67", "sha256:1")
    there = Store(StorePlace("Night Train", file=tmp_path / "there.record.sqlite"))
    stop = there.append(lambda _: [Draft(STOP, key, None, {})])[0]
    inner = {"content": stop.content, "hash": stop.hash, "signature": None, "fork": 0}
    once = there.append(lambda _: [Draft(MERGED, key, None, dict(inner))])[0]
    twice = {"content": once.content, "hash": once.hash, "signature": None, "fork": 0}
    opened = open_record(plan_file)
    opened.store.append(lambda _: [Draft(MERGED, key, None, dict(twice))])
    assert "unread-entry" in {finding.id for finding in judge_decisions(opened.history())[1]}


def test_a_kind_without_a_file_is_not_written(tmp_path: Path) -> None:
    store = Store(StorePlace("Night Train", file=tmp_path / "a.record.sqlite"))
    with pytest.raises(ModelError, match="no file defines it"):
        store.append(lambda _: [Draft(NEWER, None, "villain", {"condition": "x"})])


def test_rows_that_cannot_be_read_at_all_are_named_so() -> None:
    (fault,) = read_rows([StoredRow(1, '{"kind": "stop"}', "sha256:0", None)], "Night Train")[1]
    assert "a newer stuntlab wrote it" in fault.text
    assert WITHDRAWAL.word in KINDS
