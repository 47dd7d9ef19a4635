"""Other ways to shoot a kick: what is listed, in which order, on whose luck."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from stuntlab.alternatives.strike_versions import strike_versions
from stuntlab.cli.main import main
from stuntlab.datasets import Interval, Verdict
from stuntlab.plan import parse_plan, read_plan
from stuntlab.report.versions_list import render_versions, save_versions_figure, versions_to_dict
from stuntlab.verdict.versions import Version, best_first

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture(scope="module")
def versions() -> tuple[Version, ...]:
    return strike_versions(read_plan(EXAMPLES / "stomach_kick_for_real.yaml"), takes=4, threads=1)


def test_the_refused_kick_comes_back_with_a_version_that_keeps_the_shot(versions: tuple[Version, ...]) -> None:
    """On wet ground, where a foot slips in 1 take in 100, 30 cm are HOLD until touches were counted; 35 cm sell too."""
    first = best_first(versions)[0]
    assert first.keeps_the_strike
    assert first.words == "85 mm lens from 6.8 m behind villain, 14 deg off the line, on lead's right, gap 35 cm"
    assert first.sells.mean == pytest.approx(0.79, abs=0.01)  # the gap is hidden; hit, limb and reaction are seen
    assert first.touches.high < 1e-3


def test_all_that_is_listed_is_within_limits_and_cuts_come_last(versions: tuple[Version, ...]) -> None:
    listed = best_first(versions)
    assert all(version.verdict is Verdict.WITHIN_LIMITS for version in listed)
    assert [version.keeps_the_strike for version in listed] == sorted(
        (version.keeps_the_strike for version in listed), reverse=True
    )
    sold = [round(version.sells.mean, 2) for version in listed if version.keeps_the_strike]
    assert sold == sorted(sold, reverse=True)


def test_with_the_same_luck_a_wider_gap_touches_less_and_sells_less(versions: tuple[Version, ...]) -> None:
    short = [version for version in versions if "85 mm lens from 6.8 m behind villain, 14 deg" in version.words]
    touches, sells = ([getattr(version, name).mean for version in short] for name in ("touches", "sells"))
    assert len(short) >= 3
    assert touches == sorted(touches, reverse=True)
    assert sells == sorted(sells, reverse=True)


def test_no_version_passes_a_limit_more_often_than_it_touches(versions: tuple[Version, ...]) -> None:
    for version in versions:
        assert version.passes.high <= version.touches.high + 1e-12


def test_the_list_the_data_and_the_figure_say_the_same(versions: tuple[Version, ...], tmp_path: Path) -> None:
    text = render_versions("Kick", versions, width=80, colour=False, unicode=True)
    assert text.index("1. 85 mm lens from 6.8 m") < text.index("Tried, and not within limits")
    assert max(len(line) for line in text.splitlines()) <= 80
    others = [version for version in versions if not version.within]
    assert others
    assert text.count("against it: ") == len(others)
    assert all(bool(version.against) is not version.within for version in versions), "whoever refuses says why"
    data = json.loads(json.dumps(versions_to_dict("Kick", "sha256:0", 0, versions)))
    assert [row["words"] for row in data["versions"][:1]] == [best_first(versions)[0].words]
    assert len(data["versions"]) == len(versions)
    save_versions_figure(versions, 1e-3, tmp_path / "risk.svg")
    ElementTree.parse(tmp_path / "risk.svg")


def test_of_two_that_sell_alike_the_one_that_touches_less_comes_first() -> None:
    def version(words: str, sells: float, touches: float) -> Version:
        share, contact = Interval(sells, sells, sells), Interval(touches, touches, touches)
        return Version("kick", words, contact, contact, share, Verdict.WITHIN_LIMITS, (), 0)

    listed = best_first((version("b", 0.981, 1e-4), version("a", 0.979, 1e-5), version("c", 0.99, 1e-3)))
    assert [one.words for one in listed] == ["c", "a", "b"]


def test_a_picture_that_cannot_be_written_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], versions: tuple[Version, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("stuntlab.cli.strike_versions.strike_versions", lambda *_, **__: versions)
    for name, words in (("risk.doc", "ends in no picture"), ("nowhere/risk.svg", "cannot be written")):
        code = main(["alternatives", str(EXAMPLES / "stomach_kick.yaml"), "--figure", str(tmp_path / name)])
        assert code == 2
        assert words in capsys.readouterr().err


FACE = """\
stunt: Face
people:
  heavy: {job: stunt performer, height: 183 cm, mass: 92 kg, sex: male}
  victim: {job: actor, height: 178 cm, mass: 78 kg, sex: male, restrained: true}
action:
  - punch: {by: heavy, to: victim, at: face, hand_speed: 6 ± 1 m/s, gap: 5 ± 5 cm}
  - punch: {by: heavy, to: victim, at: head, hand_speed: 6 ± 1 m/s, gap: 0 ± 5 cm}
"""


def test_a_punch_has_versions_whatever_is_wrong_with_the_rest_of_the_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    """The head is hit, and the face has ways to be missed all the same; nobody pushes a fist onto a pad."""
    monkeypatch.setattr("stuntlab.alternatives.strike_versions.GAPS_M", (0.20, 0.30))
    tried = strike_versions(parse_plan(FACE), takes=4, threads=1)
    listed = best_first(tried)
    assert [version.gag for version in listed] == sorted(version.gag for version in listed), "strike by strike"
    assert {version.gag for version in listed} == {"punch 1", "punch 2"}
    lines = render_versions("Face", tried, width=80, colour=False, unicode=True).splitlines()
    assert [line for line in lines if line in ("punch 1", "punch 2")] == ["punch 1", "punch 2"]
    assert listed[0].sells.mean == pytest.approx(0.74, abs=0.01)  # hit, limb and reaction are seen, and the gap is not
    assert all(version.simulated == 0 for version in tried)
    assert all(version.words.endswith("with a silent stop signal") for version in tried)
    assert not any("push" in version.words for version in tried)
