"""A bundle leads to the same answer, number by number, and shows it where something in it was changed."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from nacl.signing import SigningKey
from shoot import PLAN, note

from stuntlab.cli.main import main
from stuntlab.datasets.head_code import head_code
from stuntlab.errors import UserError
from stuntlab.pipeline.bundle import bundle_of, read_bundle, replay
from stuntlab.pipeline.bundle_seal import seal_bundle
from stuntlab.plan import template
from stuntlab.record import Draft, PlanKey
from stuntlab.record.history import KeptAside
from stuntlab.record.keys import Signer
from stuntlab.record.kinds.consent import CONSENT
from stuntlab.record.store import Store, StorePlace

VILLAIN, SOMEBODY = (Signer("villain", SigningKey.generate()) for _ in range(2))


def sealed_anew(holds: dict[str, Any], signer: Signer | None = None) -> dict[str, Any]:
    """By somebody who knows how."""
    return seal_bundle({name: value for name, value in holds.items() if name != "seal"}, signer)


def deep(levels: int) -> dict[str, Any]:
    held: dict[str, Any] = {}
    for _ in range(levels):
        held = {"x": held}
    return held


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shoot")
    plan, out = folder / "plan.yaml", folder / "kick.bundle"
    plan.write_text(PLAN, encoding="utf-8")
    (folder / "production.yaml").write_text("production: Night Train\nlimits: {imposed: {abdomen_force: 100 N}}\n")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("STUNTLAB_STATE", str(folder / "state"))
        patched.setenv("STUNTLAB_KEYS", str(folder / "keys"))
        assert main(["consent", str(plan), "--person", "villain", "--give"]) == 0
        assert main(["record", "export", str(plan), str(out), "--takes", "2"]) == 0
    return out


def test_it_replays_by_itself_and_names_what_was_changed(bundle: Path, tmp_path: Path) -> None:
    alone = tmp_path / "elsewhere" / "kick.bundle"
    alone.parent.mkdir()
    alone.write_bytes(bundle.read_bytes())
    holds = read_bundle(alone)
    assert holds["assessment"]["limits"] == "2026-3 + Night Train"
    assert holds["assessment"]["record"]["entries"] == len(holds["record"]) == 2
    assert main(["record", "replay", str(alone)]) == 0
    holds["assessment"]["verdict"] = "WITHIN LIMITS"
    assert any(line.startswith("verdict: was WITHIN LIMITS") for line in replay(sealed_anew(holds)))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda holds: holds["record"].pop(0),
        lambda holds: holds["record"][1].update(content=holds["record"][1]["content"].replace("villain", "lead")),
        lambda holds: holds["limits"].update(table="# laxer"),
        lambda holds: holds["plan"].update(text="stunt: ["),
        lambda holds: holds.pop("plan"),
        lambda holds: holds.update(at="yesterday"),
        lambda holds: holds.update(at="9999-12-31T23:59:59-23:59"),
        lambda holds: holds.update(at="2026-01-01T00:00:00+00:00"),
        lambda holds: holds.update(at="2199-01-01T00:00:00+00:00"),
        lambda holds: holds.update(production="Day Train", record=[]),
        lambda holds: holds.update(takes=10**12),
        lambda holds: holds.update(takes=True),
        lambda holds: holds.update(seed=-1),
        lambda holds: holds.update(seed=10**30),
        lambda holds: holds.update(versions=[]),
        lambda holds: holds.update(note="approved by everybody"),
        lambda holds: holds["plan"].update(text=f"{holds['plan']['text']}\n#{'x' * 300_000}"),
        lambda holds: holds["plan"].update(file="pl\x1b[31man.yaml"),
        lambda holds: holds["record"][0].update(number="1"),
        lambda holds: holds.update(kept_aside=[{"id": "x"}]),
        lambda holds: holds.update(assessment=deep(900)),
        lambda holds: holds.update(assessment=deep(200)),
    ],
)
def test_a_bundle_that_was_bent_is_refused(bundle: Path, spoil: Callable[[dict[str, Any]], object]) -> None:
    holds = json.loads(bundle.read_text(encoding="utf-8"))
    spoil(holds)
    with pytest.raises(UserError):
        replay(holds)
    with pytest.raises(UserError):
        replay(sealed_anew(holds))


def test_an_answer_under_older_limits_is_known_by_their_version(bundle: Path) -> None:
    holds = json.loads(bundle.read_text(encoding="utf-8"))
    holds["limits"] = {"version": "2026-1", "table": 'version = "2026-1"'}
    with pytest.raises(UserError, match=r"other limits \(2026-1\)"):
        replay(sealed_anew(holds))


def test_a_bundle_says_what_it_answers_and_holds_the_end_that_somebody_kept(
    bundle: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    holds = json.loads(bundle.read_text(encoding="utf-8"))
    code = head_code(holds["record"][-1]["number"], holds["record"][-1]["hash"])
    assert main(["record", "replay", str(bundle), "--head", code]) == 0
    told = capsys.readouterr().out
    for said in (holds["assessment"]["verdict"], "Stomach kick", holds["at"], code):
        assert said in told
    holds["record"].pop()
    cut = tmp_path / "cut.bundle"
    cut.write_text(json.dumps(sealed_anew(holds)), encoding="utf-8")
    assert main(["record", "replay", str(cut), "--head", code]) == 2
    assert "cut off" in capsys.readouterr().err


@pytest.mark.parametrize("other", ['"verdict": "WITHIN LIMITS", "verdict"', '"seed": NaN, "x"', '"seed": 1e999, "x"'])
def test_two_readers_read_the_same(bundle: Path, tmp_path: Path, other: str) -> None:
    path = tmp_path / "twice.bundle"
    path.write_text(bundle.read_text(encoding="utf-8").replace('"verdict"', other, 1), encoding="utf-8")
    with pytest.raises(UserError):
        replay(read_bundle(path))


def test_what_is_no_file_is_not_read(tmp_path: Path) -> None:
    for path in (Path("/dev/zero"), tmp_path):
        with pytest.raises(UserError, match="no file that a bundle"):
            read_bundle(path)


@pytest.fixture(scope="module")
def quick(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """A bundle of a gag that nothing can be simulated of."""
    folder = tmp_path_factory.mktemp("quick")
    plan = folder / "plan.yaml"
    plan.write_text(template("anything"), encoding="utf-8")
    store = Store(StorePlace("Night Train", file=folder / "x.sqlite"))
    store.append(note("the floor is wet"))
    kept = [KeptAside("x", PlanKey("plan.yaml", "x", ""), str(plan), "2026-11-29T17:00:00+00:00")]
    return json.loads(json.dumps(bundle_of(plan, None, store.rows(), kept, production="Night Train")))  # type: ignore[no-any-return]


ODD: list[Any] = [
    None,
    True,
    -1,
    0,
    1.5,
    10**40,
    1e308,
    "",
    "x",
    "x" * 400,
    "\x1b[31m",
    "\ud800",
    [],
    {},
    [[]],
    {"x": 1},
]


def places(held: Any, way: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place in nested groups and lists."""
    inner = held.items() if isinstance(held, dict) else enumerate(held) if isinstance(held, list) else ()
    return [*([way] if way else []), *(one for key, value in inner for one in places(value, (*way, key)))]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(where=st.integers(0, 10_000), what=st.integers(0, len(ODD)))
@pytest.mark.filterwarnings("ignore::hypothesis.errors.HypothesisWarning")  # a bundle is long; what fails is shown
def test_whatever_stands_in_it_is_an_answer_or_a_refusal(quick: dict[str, Any], where: int, what: int) -> None:
    holds = copy.deepcopy(quick)
    found = places(holds)
    *way, last = found[where % len(found)]
    within = holds
    for key in way:
        within = within[key]
    if what < len(ODD):
        within[last] = copy.deepcopy(ODD[what])
    else:
        del within[last]
    if holds == quick and json.dumps(holds) == json.dumps(quick):
        return
    with pytest.raises(UserError):
        replay(holds)
    with suppress(UserError):
        differs = replay(sealed_anew(holds))
        no_matter = last in ("format", "file", "at", "takes", "seed") or {"versions", "kept_aside", "seal"} & {
            last,
            *way,
        }
        assert differs or no_matter, "it is of no account"


def test_a_bundle_is_signed_as_a_whole_and_has_a_code(
    bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    plan, out = bundle.with_name("plan.yaml"), tmp_path / "signed.bundle"
    monkeypatch.setenv("STUNTLAB_KEYS", str(tmp_path / "keys"))
    monkeypatch.setenv("STUNTLAB_STATE", str(tmp_path / "state"))
    monkeypatch.setenv("STUNTLAB_PASSPHRASE", "a tall dark hat")
    export = ["record", "export", str(plan), str(out), "--takes", "1", "--by", "adviser"]
    assert main(export) == 2
    assert "keys new adviser" in capsys.readouterr().err
    assert main(["keys", "new", "adviser"]) == 0
    assert main(export) == 0
    told = capsys.readouterr().out
    code = told.partition("seal ")[2].partition(",")[0]
    assert "signed by adviser" in told
    assert main(["record", "replay", str(out), "--seal", f" {code.lower().replace('0', 'o')} "]) == 0
    assert code in capsys.readouterr().out
    assert main(["record", "replay", str(bundle), "--seal", code]) == 2
    assert "another bundle" in capsys.readouterr().err


def signed_by(name: str) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """In somebody's name, without their key."""
    return lambda seal: {**seal, "by": name}


@pytest.mark.parametrize(
    "bend",
    [
        signed_by("adviser"),
        lambda seal: {**seal, "by": None, "key": None},
        lambda seal: {**seal, "signature": None},
        lambda seal: {**seal, "signature": "00" * 64},
        lambda seal: {**seal, "key": SOMEBODY.public},
        lambda seal: {**seal, "key": "no key", "signature": "none"},
        lambda seal: {**seal, "signature": VILLAIN.sign(seal["hash"])},  # as if it were an entry
        lambda seal: {**seal, "hash": "sha256:" + 64 * "0"},
        lambda seal: {},
        lambda seal: None,
    ],
)
def test_a_seal_is_bound_to_name_key_and_contents(quick: dict[str, Any], bend: Callable[[Any], Any]) -> None:
    signed = sealed_anew(quick, VILLAIN)
    assert replay(signed) == ()
    with pytest.raises(UserError, match="the bundle was changed"):
        replay({**signed, "seal": bend(signed["seal"])})


def test_a_bundle_is_not_sealed_in_the_name_of_another_key_than_the_record_knows(tmp_path: Path) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_text(template("anything"), encoding="utf-8")
    store = Store(StorePlace("Night Train", file=tmp_path / "x.sqlite"))
    key = PlanKey("plan.yaml", "x", "")
    store.append(lambda _: [Draft(CONSENT, key, "villain", {"day": "2026-11-29"})], signer=VILLAIN)
    holds = bundle_of(plan, None, store.rows(), [], production="Night Train", signer=SOMEBODY)
    with pytest.raises(UserError, match="in its decisions they sign with"):
        replay(holds)
    assert replay(sealed_anew(holds, VILLAIN)) == ()


@pytest.mark.parametrize("text", ["", "[]", "{}", "not json", '{"format": "stuntlab bundle 99"}', "[" * 100_000])
def test_a_file_that_is_no_bundle(tmp_path: Path, text: str) -> None:
    path = tmp_path / "x.bundle"
    path.write_text(text)
    with pytest.raises(UserError, match=r"x\.bundle is no bundle"):
        read_bundle(path)
    with pytest.raises(UserError, match="cannot be read"):
        read_bundle(tmp_path / "none.bundle")
