"""No findings about nobody are never an answer."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from stuntlab.datasets import Finding, Interval, Severity, Standing, Stratum, Verdict
from stuntlab.errors import UserError
from stuntlab.gags import gags_of
from stuntlab.pipeline.add_record import with_decisions
from stuntlab.pipeline.assess import assess
from stuntlab.pipeline.judge import judge_rehearsal
from stuntlab.pipeline.rehearse import Rehearsal
from stuntlab.plan import Plan, parse_plan
from stuntlab.verdict import Response, combine_verdict, read_limits, verdict_of_person

Planned = Callable[..., Plan]

TWO_KICKS = """\
  - kick: {by: lead, to: villain, at: face, foot_speed: 5 m/s, gap: 2 m ± 5 cm, takes: 3}
  - kick: {by: villain, to: lead, at: face, foot_speed: 5 m/s, gap: 2 m ± 5 cm, takes: 2}"""

SHOVE = """\
stunt: Shove
people:
  heavy: {job: stunt performer, height: 183 cm, mass: 92 kg, sex: male}
  lead:  {job: stunt performer, height: 178 cm, mass: 78 kg, sex: male}
place: {floor: crash mat}
action:
  - ground_fall: {by: lead, onto: crash mat, style: back, pushed_by: heavy}
"""


@pytest.mark.parametrize("label", ["typo", "kick", "", "kick 3"])
def test_a_label_that_no_gag_has_is_refused_with_those_there_are(planned: Planned, label: str) -> None:
    with pytest.raises(UserError) as refused:
        assess(planned(action=TWO_KICKS), only=label)
    assert f'"{label}" is no gag of this plan; it has kick 1, kick 2' in str(refused.value)


def test_the_nearest_label_is_offered(planned: Planned) -> None:
    with pytest.raises(UserError, match='did you mean "kick 2"'):
        assess(planned(action=TWO_KICKS), only="kik 2")


def test_a_plan_without_an_action_is_refused(planned: Planned) -> None:
    with pytest.raises(UserError, match="no action"):
        assess(planned(at="face").model_copy(update={"action": ()}))


def test_nothing_found_is_no_verdict() -> None:
    assert combine_verdict(()) is Verdict.CANNOT_ASSESS
    about_lead = Finding("x", Severity.NOTE, "lead", "lead: nothing.", "test")
    assert combine_verdict([about_lead]) is verdict_of_person("lead", [about_lead]) is Verdict.WITHIN_LIMITS
    assert verdict_of_person("villain", [about_lead]) is Verdict.CANNOT_ASSESS


def test_everybody_who_bears_something_is_answered_for(planned: Planned) -> None:
    """Two kicks far apart, for which no body is simulated: each of the two is told of each kick."""
    answer = assess(planned(action=TWO_KICKS))
    for name, person in answer.people.items():
        about = [finding for finding in answer.findings if finding.person == name]
        assert len(about) >= len(person.exposures) == 2
        assert person.verdict is Verdict.WITHIN_LIMITS


def test_somebody_who_bears_nothing_is_not_within_limits_by_that(planned: Planned) -> None:
    """The record may speak of people whose body is in no gag: what physics says of them is nothing."""
    answer = assess(planned(at="face", gap="2 m ± 5 cm"))
    said = (
        Finding("consent-unsigned", Severity.FLAG, "director", "director: has not signed.", "test"),
        Finding("review", Severity.HOLD, "producer", "producer: needs a review.", "test"),
    )
    decided = with_decisions(answer, Standing((), "", 0), said)
    assert decided.people["director"].verdict is Verdict.CANNOT_ASSESS
    assert decided.people["producer"].verdict is Verdict.HOLD
    assert {decided.people[name].body_verdict for name in ("director", "producer")} == {Verdict.CANNOT_ASSESS}
    assert decided.body_verdict is answer.verdict is Verdict.WITHIN_LIMITS
    assert decided.verdict is Verdict.HOLD


def test_whoever_only_pushes_is_told_of_too() -> None:
    plan = parse_plan(SHOVE)
    gag = gags_of(plan)[0]
    touches = Stratum("lands", 0, True, Interval(1.0, 0.99, 1.0), 100, np.arange(100))
    nothing = Response(np.zeros((0, 1)), [np.zeros((100, 1))])
    rehearsal = Rehearsal(gag, gag.branches(), (touches,), {}, {}, np.arange(0), 0, nothing)
    _, ((pusher, findings), _) = judge_rehearsal(rehearsal, plan, read_limits(), seed=0)
    assert pusher.exposure.person == "heavy"
    assert [(one.id, one.severity, one.person) for one in findings] == [("not-reached", Severity.NOTE, "heavy")]
