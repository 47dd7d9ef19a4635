"""Climbs and swings as whole plans: what the trade expects of two of them, and of the same with one thing different."""

from __future__ import annotations

from pathlib import Path

import pytest

from stuntlab.alternatives.fall_alternatives import changes_of
from stuntlab.cli.main import main
from stuntlab.datasets import Assessment, Finding, Severity, Verdict
from stuntlab.gags import gags_of
from stuntlab.gags.on_lines.on_line_gag import OnLineGag
from stuntlab.gags.wire_swing.numbers import GUST
from stuntlab.pipeline.assess import assess
from stuntlab.pipeline.rehearse import draw_gag
from stuntlab.pipeline.rigging_checks import check_rigging
from stuntlab.plan import parse_plan, template
from stuntlab.plan.gear.line import Line
from stuntlab.verdict import read_limits

EXAMPLES = Path(__file__).parents[2] / "examples"
CLIMB, SWING = template("climb"), template("wire_swing")


@pytest.fixture(scope="module")
def cliff() -> Assessment:
    return with_few_bodies((EXAMPLES / "cliff_climb.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def tower() -> Assessment:
    return with_few_bodies((EXAMPLES / "tower_swing.yaml").read_text(encoding="utf-8"))


def with_few_bodies(text: str) -> Assessment:
    """Of all draws, where no answer hangs on what a body feels."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(OnLineGag, "first_takes", 2)
        patch.setattr(OnLineGag, "most_takes", 2)
        return assess(parse_plan(text))


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fewer draws and bodies, where no answer hangs on rare ones or on what a body feels."""
    monkeypatch.setattr("stuntlab.pipeline.rehearse.DRAWS_PER_BRANCH", 2**13)
    monkeypatch.setattr(OnLineGag, "first_takes", 2)
    monkeypatch.setattr(OnLineGag, "most_takes", 2)


@pytest.fixture
def fewer_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fewer draws with all their bodies, where nothing that is rare decides."""
    monkeypatch.setattr("stuntlab.pipeline.rehearse.DRAWS_PER_BRANCH", 2**14)


def found(answer: Assessment, name: str, person: str | None = None) -> list[Finding]:
    return [one for one in answer.findings if one.id == name and person in (None, one.person)]


def changed(text: str, *changes: tuple[str, str]) -> Assessment:
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return assess(parse_plan(text))


def test_a_fall_onto_steel_with_slack_is_flagged_beside_what_a_rope_would_do(cliff: Assessment) -> None:
    (flag,) = found(cliff, "stiff-line-slack", "double")
    assert flag.severity is Severity.FLAG
    assert "a dynamic rope would with 1.9 kN" in flag.said
    stops = [one.said for one in found(cliff, "own-load", "double") if one.severity is Severity.STOP]
    assert any("pull of the line" in said for said in stops)


def test_two_worlds_are_read_apart_and_both_loads_of_a_line_are_there(cliff: Assessment) -> None:
    lead, double = (cliff.people[name].exposures[0].loads for name in ("climber", "double"))
    for loads in (lead, double):
        assert {"line_force", "second_line_force", "anchor_force", "swing_speed", "hanging_time"} <= set(loads)
    assert double["line_force"].median == pytest.approx(4800.0, rel=0.1)  # 5 mm steel, 0.3 m, with the body's give
    assert double["second_line_force"].max < double["line_force"].max, "the rope is the softer one"


def test_whoever_is_below_or_beside_is_answered_for(cliff: Assessment) -> None:
    for name in ("talus crew", "operator of camera C"):
        (below, *_) = found(cliff, "dropped-object", name)
        assert below.severity is Severity.STOP
    assert cliff.people["talus crew"].verdict is Verdict.NOT_WITHIN_LIMITS
    assert found(cliff, "many-takes", "climber")
    assert found(cliff, "rescue", "climber")[0].severity is Severity.HOLD, "six minutes are more than five"
    assert found(cliff, "no-dummy", "double")[0].severity is Severity.HOLD


def test_thirty_metres_of_line_eight_off_plumb_come_to_the_window_at_4_6(tower: Assessment) -> None:
    (window,) = found(tower, "window-line")
    assert "4.6 m/s in the middle take" in window.said
    assert "Pad reveals" in window.remedy
    loads = tower.people["climber"].exposures[0].loads
    assert loads["line_force"].max < 6000.0


def test_a_cable_at_ten_to_one_is_exceeded_by_whoever_moves(tower: Assessment) -> None:
    flags = [one for one in found(tower, "line-strength", "climber") if one.severity is Severity.FLAG]
    assert len(flags) == 2
    assert all("At 10:1 it may carry 1.5 kN, which whoever moves exceeds" in one.said for one in flags)
    assert all("times the worst catch of 1 000" in one.said for one in flags), "the factor that is left is printed"


@pytest.mark.usefixtures("few")
def test_a_tower_over_a_public_is_stopped_until_the_ground_is_netted(tower: Assessment) -> None:
    assert found(tower, "dropped-object", "public")[0].severity is Severity.STOP
    text = (
        (EXAMPLES / "tower_swing.yaml")
        .read_text(encoding="utf-8")
        .replace("      gust: 12", "      below: netted\n      gust: 12")
    )
    netted = assess(parse_plan(text))
    assert not found(netted, "dropped-object")
    assert "public" not in netted.people


@pytest.mark.usefixtures("few")
def test_hot_glass_asks_for_gloves_or_a_time(tower: Assessment) -> None:
    (hot,) = found(tower, "hot-surface")
    assert hot.severity is Severity.HOLD
    for words, severity in (
        ("on_surface: 20 s", Severity.FLAG),
        ("on_surface: 2 min", Severity.STOP),
        ("gloves: true", None),
    ):
        text = (EXAMPLES / "tower_swing.yaml").read_text(encoding="utf-8")
        other = changed(text, ("surface: 50 ± 5 degC", f"surface: 50 ± 5 degC\n      {words}"))
        assert [one.severity for one in found(other, "hot-surface")] == ([severity] if severity else [])


def test_the_lower_the_limit_for_gusts_the_more_of_them_pass_it() -> None:
    text, rates = (EXAMPLES / "tower_swing.yaml").read_text(encoding="utf-8"), []
    for limit in ("0 m/s", "6 m/s", "9 m/s", "12 m/s"):
        (gag,) = gags_of(parse_plan(text.replace("gust: 12 m/s", f"gust: {limit}")))
        rates.append({branch.name: branch.probability for branch in gag.branches()}[GUST])
    assert rates == sorted(rates, reverse=True)
    assert rates[0] > rates[-1]


def test_a_gust_is_told_as_metres_of_clearance(tower: Assessment) -> None:
    """A step of wind of 12 m/s on 30 m: first overshoot 4.7 m with a drag area of 0.8 m² (lines_and_flight.md 0)."""
    (gust,) = found(tower, "gust")
    assert "4.8 m out" in gust.said


def test_a_gust_that_swings_hard_holds_until_somebody_says_what_is_clear() -> None:
    told = []
    for words in ("gust: 6 m/s", "gust: 40 mph", "gust: 40 mph\n      clear: 8 m", "gust: 40 mph\n      clear: 2 m"):
        (one,) = gags_of(parse_plan(CLIMB.replace("gust: 6 m/s", words)))
        (gust,) = (finding for finding in check_rigging(one, read_limits(), seed=0) if finding.id == "gust")
        told.append(gust.severity)
    assert told == [Severity.FLAG, Severity.HOLD, Severity.NOTE, Severity.HOLD]


@pytest.mark.usefixtures("fewer_draws")
def test_a_slip_on_a_good_rope_with_everything_said_is_within_limits() -> None:
    slip = assess(parse_plan(CLIMB))
    assert slip.verdict is Verdict.WITHIN_LIMITS, [
        one.said for one in slip.findings if one.severity is not Severity.NOTE
    ]


@pytest.mark.usefixtures("fewer_draws")
def test_a_swing_into_a_wide_window_with_everything_said_is_within_limits() -> None:
    answer = assess(parse_plan(SWING))
    assert answer.verdict is Verdict.WITHIN_LIMITS


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize(
    ("old", "new", "name", "severity"),
    [
        ("material: dynamic rope         #", "#", "line-unknown", Severity.CANNOT_ASSESS),
        ("      slack: 0.3", "      # slack: 0.3", "slack-unknown", Severity.CANNOT_ASSESS),
        ("      second_slack: 0.4", "      # second_slack: 0.4", "slack-unknown", Severity.CANNOT_ASSESS),
        ("      harness: hidden", "      # harness: hidden", "harness-unknown", Severity.CANNOT_ASSESS),
        ("      anchor: top", "      # anchor: top", "anchor-unknown", Severity.CANNOT_ASSESS),
        ("cut: full body", "cut: chest", "harness-unknown", Severity.CANNOT_ASSESS),
        ("    impact_force: 8.5 kN", "    # impact_force", "label-missing", Severity.HOLD),
        ("    breaking_load: 22 kN", "    # breaking_load", "line-strength", Severity.HOLD),
        ("tested_to: 6 kN, ", "", "anchor-test", Severity.HOLD),
        ("inspected: true", "inspected: false", "harness-inspected", Severity.HOLD),
        ("      rescue_takes: 2 min", "      # rescue_takes", "rescue", Severity.HOLD),
        ("      cell_reads: 1.15 kN", "      cell_reads: 0.71 kN", "cell-reading", Severity.HOLD),  # one end alone
        ("      carries: []", "      # carries: []", "carried-unknown", Severity.HOLD),
        ("angle: 60 deg", "angle: 130 deg", "anchor-angle", Severity.HOLD),
        ("breaking_load: 40 kN", "breaking_load: 3 kN", "anchor-strength", Severity.STOP),
        ("    length: 60 m", "    length: 10 m", "line-short", Severity.STOP),
    ],
)
def test_what_is_left_out_or_too_weak_is_never_flattered(old: str, new: str, name: str, severity: Severity) -> None:
    answer = changed(CLIMB, (old, new))
    assert severity in {one.severity for one in found(answer, name)}
    assert answer.verdict is not Verdict.WITHIN_LIMITS


@pytest.mark.usefixtures("few")
def test_a_loaded_rope_over_a_bare_sharp_edge_is_stopped() -> None:
    answer = changed(
        CLIMB,
        ("edge: rounded                  #", "edge: sharp #"),
        ("    edge_protection: roller on the rim\n    # working", "    # working"),
    )
    (cut,) = found(answer, "edge-cuts")
    assert cut.severity is Severity.STOP


@pytest.mark.usefixtures("few")
def test_a_line_alone_whose_connection_nobody_checks_is_not_within_limits() -> None:
    answer = changed(
        CLIMB,
        ("      second_line: safety\n", ""),
        ("      second_slack: 0.4 ± 0.05 m\n", ""),
        ("      checked_by: rigger", "      # checked_by: rigger"),
    )
    assert answer.verdict is Verdict.NOT_WITHIN_LIMITS, "3 in 1 000 takes end with nothing that holds"


@pytest.mark.usefixtures("few")
def test_one_line_alone_is_told_to_climbers_and_held_for_whoever_it_carries() -> None:
    """Climbers trust one rope (EN 892); whoever works on ropes has two (Directive 2009/104/EC, annex II 4.1)."""
    climb = changed(CLIMB, ("      second_line: safety\n", ""), ("      second_slack: 0.4 ± 0.05 m\n", ""))
    swing = changed(SWING, ("      second_line: second\n", ""), ("      second_slack: 0.05 ± 0.02 m\n", ""))
    assert [(one.person, one.severity) for one in found(climb, "one-line")] == [("double", Severity.FLAG)]
    assert [(one.person, one.severity) for one in found(swing, "one-line")] == [("double", Severity.HOLD)]
    assert not found(changed(CLIMB), "one-line")


@pytest.mark.usefixtures("fewer_draws")
def test_a_corner_in_the_arc_of_a_long_swing_is_answered() -> None:
    corner = "  wind: 3 ± 1 m/s\n  objects:\n    - {what: corner, at: [0 m, 0 m, 10 m], size: 0.5 x 0.2 x 20 m}"
    answer = changed(CLIMB, ("  wind: 3 ± 1 m/s", corner), ("offset: 0.5 ± 0.2 m", "offset: 4 ± 0.3 m"))
    (arc,) = found(answer, "in-the-arc")
    assert "3.7 m/s in the middle" in arc.said, "12 m of line, 4 m off plumb (lines_and_flight.md 0)"
    assert answer.verdict is Verdict.NOT_WITHIN_LIMITS


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize(
    ("pane", "severity"), [("class 1", Severity.NOTE), ("class 3", Severity.HOLD), ("unrated", Severity.HOLD)]
)
def test_a_pane_is_told_by_the_speed_that_its_maker_tried(pane: str, severity: Severity) -> None:
    answer = changed(SWING, ("pane: removed", f"pane: {pane}"))
    assert [one.severity for one in found(answer, "pane")] == [severity]


@pytest.mark.usefixtures("few")
def test_a_window_that_is_not_where_the_arc_comes_down_is_held() -> None:
    answer = changed(SWING, ("opening_below: 0.46 m", "opening_below: 0 m"))
    assert found(answer, "arc-dips")[0].severity is Severity.HOLD
    assert answer.verdict is not Verdict.WITHIN_LIMITS, "they come to its lower edge"


def test_other_ways_take_load_off_the_line_and_speed_off_the_swing() -> None:
    cliff, tower = (
        parse_plan((EXAMPLES / f"{name}.yaml").read_text(encoding="utf-8")) for name in ("cliff_climb", "tower_swing")
    )
    names = [change.name for change in changes_of(cliff)]
    taken = ("10 cm of slack", "a dynamic rope instead of the wire", "a net below, and everything tethered")
    assert {f"climb 2: {name}" for name in taken} <= set(names)
    every = list(changes_of(cliff))[-1]
    assert names[-1] == "all of it, in every action"
    assert all(one.below == "netted" and one.dummy_runs and one.slack.value == 0.1 for one in every.plan.action)
    assert all(line.material != "steel cable" for line in every.plan.gear.values() if isinstance(line, Line))
    (nearer,) = [change for change in changes_of(tower) if change.name == "4 m off plumb"]
    (gag,) = gags_of(nearer.plan)
    assert gag.action.opening_below.value == pytest.approx(30.0 - (30.0**2 - 4.0**2) ** 0.5)
    guided = [change for change in changes_of(tower) if "tag line" in change.name]
    assert guided[0].plan.action[0].guided
    whole = list(changes_of(tower))[-1].plan
    assert whole.action[0].gloves, "what its surface asks for"
    assert whole.place.wind is not None
    assert whole.place.wind.value < 2.0


@pytest.mark.usefixtures("few")
def test_the_swing_and_the_pull_of_each_line_are_drawn(tmp_path: Path) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_text(CLIMB, encoding="utf-8")
    assert main(["report", str(plan), "--folder", str(tmp_path), "--svg", "--no-animation"]) == 0
    drawn = (tmp_path / "plan-climb-lines.svg").read_bytes()
    assert b"<svg" in drawn
    (gag,) = gags_of(parse_plan(CLIMB))
    picture = gag.line_picture(draw_gag(gag, seed=0))
    assert [one.name for one in picture.lines] == ["rope", "safety"]
    assert picture.height_m[0] == pytest.approx(20.0), "where they come off"
    assert picture.height_m.min() == pytest.approx(20.0 - (12.0 - (12.0**2 - 0.5**2) ** 0.5))


@pytest.mark.usefixtures("few")
def test_a_ledge_that_is_met_before_the_line_holds_is_told_in_words() -> None:
    (ledge,) = found(changed(CLIMB, ("clear_below: 10 m", "clear_below: 1 m")), "ledge", "double")
    assert ledge.severity is Severity.STOP
    assert "What a ledge does to a body is not simulated; it counts as harm." in ledge.said
    assert not found(changed(CLIMB), "ledge")


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize(
    ("allows", "second", "severity"),
    [
        ("3.6 kN", True, Severity.FLAG),  # a hand that is lost, once, on two lines
        ("3.6 kN", False, Severity.HOLD),
        ("1 kN", True, Severity.HOLD),  # the swing as planned
        ("0.5 kN", True, Severity.STOP),  # less than hangs on it
        ("20 kN", True, None),
    ],
)
def test_what_a_maker_allows_is_for_what_is_planned(allows: str, *, second: bool, severity: Severity | None) -> None:
    """lines_and_flight.md 1.6: planned loads; a single arrest on a redundant system asks for twice its peak."""
    text = SWING.replace("    # working_load: 2.2 kN", f"    working_load: {allows}")
    if not second:
        text = "".join(
            line for line in text.splitlines(keepends=True) if "second_" not in line and "second_line" not in line
        )
    (gag,) = gags_of(parse_plan(text))
    assert isinstance(gag, OnLineGag)
    said = [one for one in check_rigging(gag, read_limits(), seed=0) if one.id == "working-load"]
    of_main = [one for one in said if "(main)" in one.said]
    assert [one.severity for one in of_main] == ([severity] if severity else [])


def test_an_edge_that_cuts_is_offered_a_protector_and_a_far_anchor_one_over_them() -> None:
    sharp = "    edge: sharp "
    text = CLIMB.replace("    edge: rounded ", sharp).replace(
        "    edge_protection: roller on the rim\n    # w", "    # w"
    )
    plan = parse_plan(text.replace("offset: 0.5 ± 0.2 m", "offset: 4 ± 0.2 m"))
    ways = {change.name: change.plan for change in changes_of(plan)}
    rope = ways["the edge protected where the rope runs"].gear["rope"]
    assert isinstance(rope, Line)
    assert rope.edge_protection
    assert any(name.startswith("the anchor over them") for name in ways)
    swung = changes_of(parse_plan(SWING))
    assert not any(change.name.startswith("the anchor over them") for change in swung), "a swing is what is planned"
