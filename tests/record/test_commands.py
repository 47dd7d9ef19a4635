"""The commands that decide, as people at a set type them."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path

import jsonschema
import pytest
from shoot import Run, climb

from stuntlab.cli import assess as assess_command
from stuntlab.datasets import NOT_REHEARSED, Assessment, GagRuns, Rehearsed, Verdict
from stuntlab.record import open_record
from stuntlab.record.location import key_of
from stuntlab.record.pending import pending_stops
from stuntlab.report.json_result import result_schema

QUIET = Assessment("Quiet", "sha256:0", 0, 0, 0, "2026-3", Verdict.WITHIN_LIMITS, {}, (), ())


@pytest.fixture
def quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    """Physics that finds nothing, at once."""
    monkeypatch.setattr(assess_command, "assess", lambda *_, **__: QUIET)


def everything(said: Run, plan: Path) -> None:
    for person in ("lead", "villain"):
        assert said("consent", plan, "--person", person, "--give")[0] == 0
    people = [word for name in ("lead", "villain", "operator") for word in ("--attended", name, "--read", name)]
    assert said("briefed", plan, *people)[0] == 0
    for step in ("dry", "quarter", "half"):
        assert said("rehearsed", plan, "--gag", "kick", "--step", step)[0] == 0
    assert said("rehearsed", plan, "--set", "kick.foot_speed=4.9 m/s", "--set", "kick.gap=31 cm")[0] == 0


def test_from_hold_to_within_limits_and_back(said: Run, plan_file: Path, quiet: None) -> None:
    code, shown = said("assess", plan_file)
    assert code == 30
    assert "physics alone: ○ WITHIN LIMITS" in shown
    assert "consent: lead, villain" in shown
    everything(said, plan_file)
    assert said("assess", plan_file)[0] == 0
    assert said("refuse", plan_file, "--person", "lead")[0] == 0
    code, shown = said("assess", plan_file)
    assert code == 30
    assert "Somebody who is in the kick refuses it" in " ".join(shown.split())
    assert "lead refuses" not in shown
    assert "lead: refuses" not in shown
    assert said("assess", plan_file, "--body-only")[0] == 0, "the physics alone did not change"


def test_json_keeps_the_two_verdicts_apart(said: Run, plan_file: Path, quiet: None) -> None:
    said("consent", plan_file, "--person", "villain", "--give")
    answer = json.loads(said("assess", plan_file, "--json")[1])
    jsonschema.validate(answer, result_schema())
    assert (answer["verdict"], answer["body_verdict"]) == ("HOLD", "WITHIN LIMITS")
    assert answer["record"]["head"] == open_record(plan_file).store.entries()[-2].hash, "what it knew, before itself"
    assert answer["people"]["lead"]["verdict"] == "HOLD"
    alone = json.loads(said("assess", plan_file, "--json", "--body-only")[1])
    assert (alone["verdict"], alone["body_verdict"], alone["record"]) == ("WITHIN LIMITS", "WITHIN LIMITS", None)


def test_a_stop_names_nobody_anywhere(said: Run, plan_file: Path, quiet: None) -> None:
    everything(said, plan_file)
    assert said("stop", plan_file, "--person", "Marguerite")[0] == 0
    for file in plan_file.parent.iterdir():
        assert b"Marguerite" not in file.read_bytes(), f"the name is in {file.name}"
    code, shown = said("assess", plan_file)
    assert code == 30
    assert "Stopped on" in shown
    assert "Marguerite" not in said("record", "show", plan_file, "--role", "coordinator")[1]
    assert said("clear", plan_file, "--by", "lead", "--reason", "we lose the light")[0] == 2
    assert said("clear", plan_file, "--by", "adviser", "--reason", "mat taped down again")[0] == 0
    assert said("assess", plan_file)[0] == 0


@pytest.mark.parametrize("trouble", ["no network", "broken plan", "broken record", "no such plan"])
def test_a_stop_always_works_and_is_passed_on(
    said: Run, plan_file: Path, quiet: None, trouble: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    everything(said, plan_file)
    record = next(plan_file.parent.glob("*.record.sqlite"))
    plan, kept = plan_file.read_text(encoding="utf-8"), record.read_bytes()
    with monkeypatch.context() as patched:
        if trouble == "no network":
            patched.setenv("STUNTLAB_RECORD", "postgresql://nobody@127.0.0.1:9/none")
        elif trouble == "broken record":
            record.write_bytes(b"not a record" * 100)
        elif trouble == "broken plan":
            plan_file.write_text("stunt: [", encoding="utf-8")
        else:
            plan_file.unlink()
        code, shown = said("stop", plan_file)
        assert code == 3, "kept aside"
        assert "STOPPED" in shown
        assert "kept on this machine" in shown
    plan_file.write_text(plan, encoding="utf-8")
    record.write_bytes(kept)
    code, shown = said("assess", plan_file)
    assert code == 30, "it counts at once"
    assert "kept on this machine only" in " ".join(shown.split())
    assert said("concern", plan_file, "--what", "wet floor")[0] == 0
    assert pending_stops(plan_file, key_of(plan_file, None)) == ()
    kinds = [entry.kind.word for entry in open_record(plan_file).store.entries()]
    assert kinds.count("stop") == 1
    assert said("assess", plan_file)[0] == 30


READ_ONLY_STOP = """
import os, sys
from stuntlab.cli.main import main
main(["stop", sys.argv[2]])  # everything is imported before rights are given up
if os.getuid() == 0:
    os.setgid(65534), os.setuid(65534)
sys.exit(main(["stop", sys.argv[1]]))
"""


def test_a_stop_beside_a_plan_that_may_only_be_read(said: Run, plan_file: Path, tmp_path: Path) -> None:
    everything(said, plan_file)
    state, elsewhere = tmp_path / "state", tmp_path / "elsewhere" / "plan.yaml"
    elsewhere.parent.mkdir()
    elsewhere.write_text(plan_file.read_text(encoding="utf-8"), encoding="utf-8")
    state.mkdir(mode=0o777)
    state.chmod(0o777)
    for folder in (tmp_path, *tmp_path.parents[:3]):
        if folder != Path(folder.anchor) and folder.stat().st_uid == os.getuid():
            folder.chmod(folder.stat().st_mode | 0o055)
    tmp_path.chmod(0o555)
    plan_file.chmod(0o444)
    environment = {**os.environ, "STUNTLAB_STATE": str(state)}
    done = subprocess.run(
        [sys.executable, "-c", READ_ONLY_STOP, str(plan_file), str(elsewhere)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    tmp_path.chmod(0o755)
    assert done.returncode == 3, done.stderr
    assert "STOPPED" in done.stdout
    assert len(list(state.glob("*.stop"))) == 1


def test_near_miss_and_answer(said: Run, plan_file: Path, quiet: None) -> None:
    everything(said, plan_file)
    assert said("near-miss", plan_file, "--gag", "kick", "--what", "foot brushed the coat")[0] == 0
    code, shown = said("assess", plan_file)
    assert code == 30
    number = shown.split("--entry")[1].split()[0]
    assert said("answer", plan_file, "--entry", number, "--by", "adviser", "--answer", "marks moved back")[0] == 0
    assert said("assess", plan_file)[0] == 0


def test_the_record_is_shown_in_the_time_zone_of_whoever_reads(
    said: Run, plan_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert said("consent", plan_file, "--person", "lead", "--give")[0] == 0
    written = datetime.fromisoformat(json.loads(said("record", "show", plan_file, "--json")[1])[-1]["at"])
    for zone, hours in (("UTC", 0), ("XYZ+9", -9)):
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        there = written + timedelta(hours=hours)
        assert f"{there.day} {there:%b %Y %H:%M}" in said("record", "show", plan_file)[1]
    monkeypatch.undo()
    time.tzset()


def test_a_review_is_signed(said: Run, plan_file: Path, quiet: None) -> None:
    text = plan_file.read_text(encoding="utf-8").replace("lead: {job: actor", "lead: {job: star")
    plan_file.write_text(text, encoding="utf-8")
    everything(said, plan_file)
    asked = ("review", plan_file, "--person", "lead", "--by", "adviser")
    assert said("assess", plan_file)[0] == 30
    assert "keys new" in said(*asked)[1]
    assert said("keys", "new", "adviser")[0] == 0
    assert "adviser" in said("keys", "list")[1]
    code, shown = said(*asked)
    assert code == 0
    assert "signed" in shown
    assert said("assess", plan_file)[0] == 0


def test_a_log_of_a_radar_gun(said: Run, plan_file: Path, tmp_path: Path) -> None:
    climb(plan_file)
    log = tmp_path / "gun.csv"
    log.write_text("time;kick.foot_speed [mph];kick.gap [cm]\n12:01;10.5;31\n12:02;11.5;\n12:03;11.2;29\n")
    assert said("rehearsed", plan_file, "--csv", log)[0] == 0
    assert "4.69" in said("record", "show", plan_file)[1], "10.5 mph"
    log.write_text("time;kick.foot_speed [kg]\n12:01;10.5\n")
    code, shown = said("rehearsed", plan_file, "--csv", log)
    assert code == 2
    assert f"{log}:2" in shown
    for text, complaint in (
        ("", "nothing in it"),
        ("a,b\n1,2\n", "no column"),
        ("kick.foot_speed [m/s]\n", "no measured"),
    ):
        log.write_text(text)
        code, shown = said("rehearsed", plan_file, "--csv", log)
        assert code == 2
        assert complaint in shown


def test_an_answer_counts_the_runs_of_the_record(said: Run, plan_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Rehearsed] = []
    monkeypatch.setattr(assess_command, "assess", lambda *_, rehearsed, **__: asked.append(rehearsed) or QUIET)
    said("consent", plan_file, "--person", "villain", "--give")
    climb(plan_file)
    said("rehearsed", plan_file, "--set", "kick.gap=12 cm", "--went-wrong", "wrong cue")
    said("assess", plan_file)
    said("assess", plan_file, "--body-only")
    with_record, body_only = asked
    assert with_record.gags == {"kick": GagRuns((("gap", (0.12,)),), 1, (("wrong cue", 1),))}
    assert [one.person for one in with_record.consented] == ["villain"]
    assert body_only == NOT_REHEARSED


def test_verify_finds_what_was_bent(said: Run, plan_file: Path) -> None:
    everything(said, plan_file)
    code, shown = said("record", "verify", plan_file)
    assert code == 0
    head = shown.split("the last ")[1].split()[0]
    assert said("record", "verify", plan_file, "--head", head)[0] == 0
    record = next(plan_file.parent.glob("*.record.sqlite"))
    with sqlite3.connect(record) as connection:
        connection.execute("DROP TRIGGER entries_no_delete")
        connection.execute("DELETE FROM entries WHERE number = (SELECT max(number) FROM entries)")
    connection.close()
    assert said("record", "verify", plan_file)[0] == 0, "a cut end cannot show by itself"
    code, shown = said("record", "verify", plan_file, "--head", head)
    assert code == 2
    assert "cut off" in shown
    with sqlite3.connect(record) as connection:
        connection.execute("DROP TRIGGER entries_no_update")
        connection.execute("UPDATE entries SET content = replace(content, 'villain', 'willain') WHERE number = 3")
    connection.close()
    code, shown = said("record", "verify", plan_file)
    assert code == 2
    assert "entry 3" in shown
    assert said("assess", plan_file)[0] == 2, "nothing is assessed on a record that was bent"


def test_who_sees_what(said: Run, plan_file: Path) -> None:
    said("refuse", plan_file, "--person", "lead")
    said("consent", plan_file, "--person", "villain", "--limit", "takes <= 4")
    for role in ("crew", "production"):
        shown = said("record", "show", plan_file, "--role", role)[1]
        assert "lead" not in shown
        assert "takes <= 4" not in shown
        assert "somebody" in shown
    assert "lead" in said("record", "show", plan_file, "--role", "coordinator")[1]
    own = said("record", "show", plan_file, "--role", "performer", "--person", "villain")[1]
    assert "takes <= 4" in own
    assert "lead" not in own
    as_json = json.loads(said("record", "show", plan_file, "--json")[1])
    assert [line["who"] for line in as_json] == ["somebody", "somebody"]


def test_a_merge_by_command(said: Run, plan_file: Path, tmp_path: Path) -> None:
    said("consent", plan_file, "--person", "villain", "--give")
    record = next(plan_file.parent.glob("*.record.sqlite"))
    other = tmp_path / "laptop.sqlite"
    other.write_bytes(record.read_bytes())
    assert said("stop", plan_file, "--record", other)[0] == 0
    code, shown = said("record", "merge", plan_file, other)
    assert code == 0
    assert "1 entry was brought in" in shown
    assert "stop" in said("record", "show", plan_file)[1]
    assert said("record", "verify", plan_file)[0] == 0


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("consent", "PLAN", "--person", "villain"), "--give"),
        (("consent", "PLAN", "--person", "villain", "--give", "--withdraw"), "--give"),
        (("consent", "PLAN", "--person", "vilain", "--give"), 'did you mean "villain"'),
        (("refuse", "PLAN"), "--person"),
        (("clear", "PLAN", "--by", "adviser", "--reason", "it is all right again"), "no open stop"),
        (("set-state", "PLAN", "lukewarm"), "cold, rehearsal, live"),
        (("near-miss", "PLAN", "--gag", "fall", "--what", "x"), "no gag of this plan"),
        (("rehearsed", "PLAN"), "say what was rehearsed"),
        (("rehearsed", "PLAN", "--set", "kick.foot_speed=5"), "5"),
        (("done", "PLAN", "--person", "lead"), "--strikes"),
        (("briefed", "PLAN"), "--attended"),
        (("record", "verify", "PLAN"), "no record"),
        (("consent", "PLAN", "--person", "villain", "--give", "--record", "mysql://x"), "no place for a record"),
    ],
)
def test_what_cannot_be_done_is_a_sentence(
    said: Run, plan_file: Path, arguments: tuple[str, ...], complaint: str
) -> None:
    code, shown = said(*(plan_file if word == "PLAN" else word for word in arguments))
    assert code == 2
    assert complaint in shown
    assert "Traceback" not in shown


def test_the_studio_keeps_it_in_postgresql(
    said: Run, plan_file: Path, postgresql: str, quiet: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STUNTLAB_RECORD", postgresql)
    everything(said, plan_file)
    assert said("assess", plan_file)[0] == 0
    assert said("stop", plan_file)[0] == 0
    assert said("assess", plan_file)[0] == 30
    assert said("record", "verify", plan_file)[0] == 0
    assert not list(plan_file.parent.glob("*.sqlite"))
