"""Sentences with a number in them, for one of a thing and for two: the noun and its verb go with the number."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from stuntlab.camera.advice import Watched, advice
from stuntlab.camera.sell import StrikeShot
from stuntlab.camera.summary import Reasons
from stuntlab.datasets import Alternative, Assessment, Day, Dose, Interval, Standing, Verdict
from stuntlab.documents import answer_document
from stuntlab.errors import PlanError
from stuntlab.injury import risk
from stuntlab.plan import parse_plan, parse_production
from stuntlab.record.house_rules import house_of
from stuntlab.report.alternatives_list import render_alternatives
from stuntlab.report.terminal import TerminalView
from stuntlab.report.terminal import render as render_document
from stuntlab.report.validation.wording import scatter_words
from stuntlab.sampling import numbers
from stuntlab.validation.scatter import Scatter
from stuntlab.verdict import Circumstances, judge_exposure, read_limits
from stuntlab.verdict.words import times

Say = Callable[[Assessment, int], str]

SHARE = Interval(0.2, 0.1, 0.3)


PLAN = parse_plan(
    "stunt: x\npeople:\n  lead: {job: actor, height: 170 cm, mass: 72 kg, sex: male}\n"
    "action: [{high_fall: {by: lead, from: 4 m, style: back, push: 1 m/s, sideways: 0 m/s}}]\n"
)


def render(answer: Assessment) -> str:
    return render_document(answer_document(answer, PLAN), TerminalView.FULL)


def flat(text: str) -> str:
    return " ".join(text.split())


def of_takes(answer: Assessment, count: int) -> str:
    return flat(render(replace(answer, takes=count)))


def of_the_record(answer: Assessment, count: int) -> str:
    return flat(render(replace(answer, standing=Standing((), "3f2a", count))))


def of_a_day(answer: Assessment, count: int) -> str:
    (limit,) = (one for name, one in house_of(None).dose.items() if name == "strikes")
    day = Day(count, SHARE, {"strikes": Dose(count, count, limit.say_amount(count).split(" ", 1)[1])})
    lead = replace(answer.people["lead"], day=day)
    return flat(render(replace(answer, people={"lead": lead})))


def of_an_exposure(answer: Assessment, count: int) -> str:
    (result,) = answer.people["lead"].exposures
    result = replace(
        result,
        exposure=replace(result.exposure, takes_on_the_day=count),
        risk_on_the_day={"ais3": SHARE},
        risk_per_take={"ais3": SHARE},
    )
    about = Circumstances(takes_simulated=2, takes_failed=count)
    found = judge_exposure(read_limits(), result, person_mass_kg=70, circumstances=about)
    return flat(" ".join(finding.text for finding in found))


def of_changes(_: Assessment, count: int) -> str:
    verdicts = [Verdict.NOT_WITHIN_LIMITS] + [Verdict.WITHIN_LIMITS] * count
    tried = [Alternative(f"change {n}", "", verdict, {}, ()) for n, verdict in enumerate(verdicts)]
    return flat(render_alternatives(tried, width=80, colour=False, unicode=True))


def of_frames(_: Assessment, count: int) -> str:
    shot = StrikeShot(*(np.ones(1) for _ in range(8)), sensor_width_m=0.02, picture_height_m=0.01, frame_rate_hz=24.0)
    watched = Watched("villain's abdomen", "the foot", "lead", "villain", only_the_back=False, better="")
    return advice(Reasons(0.5, 0.0, 0.0, 0.0, 0.0, 0.0, count), 0.1, 0.2, 0.05, shot, watched)


def of_loads(_: Assessment, count: int) -> str:
    return risk("hic15-lognormal", np.full(count, 1e6)).reason


def of_values(_: Assessment, count: int) -> str:
    with pytest.raises(ValueError, match="finite") as refused:
        numbers([0.0, *[np.nan] * count], name="force")
    return str(refused.value)


def of_scatter(_: Assessment, count: int) -> str:
    return scatter_words(Scatter("head", count, count, 0.1, None if count == 1 else 0.2))[0]


def of_layers(_: Assessment, count: int) -> str:
    rig = f"gear:\n  rig: {{kind: box rig, size: 3 x 3 x 5 m, near_edge: 1 m, box: 45 cm, layers: {count}}}\n"
    with pytest.raises(PlanError) as refused:
        parse_plan("stunt: x\n" + rig + "people: {}\naction: []\n")
    return str(refused.value)


def of_a_dose(_: Assessment, count: int) -> str:
    production = parse_production(f"production: x\ndose: {{falls: {count} fall{'s' if count > 1 else ''}}}\n")
    limit = house_of(production).dose["falls"]
    assert limit.most == count
    return limit.say_amount(count)


SENTENCES: list[tuple[Say, str, str]] = [
    (of_takes, "1 take simulated", "2 takes simulated"),
    (of_the_record, "record: 1 entry, ends", "record: 2 entries, ends"),
    (of_a_day, "of 1 strike that stops short", "of 2 strikes that stop short"),
    (of_a_day, "1 of 1 strike at most", "2 of 2 strikes at most"),
    (of_an_exposure, "on the day (1 take)", "on the day (2 takes)"),
    (of_an_exposure, "1 of 2 simulated takes of a body model (50 in 100) failed and counts", "failed and count as"),
    (of_changes, "1 of 1 change brings everybody", "2 of 2 changes bring everybody"),
    (of_frames, "1 frame after the blow shows", "2 frames after the blow show"),
    (of_loads, "of 1 load 1 lies above", "of 2 loads 2 lie above"),
    (of_values, "1 value that is not finite", "2 values that are not finite"),
    (of_scatter, "1 load of 1 case", "2 loads of 2 cases"),
    (of_layers, "1 layer of 45 cm makes", "2 layers of 45 cm make"),
    (of_a_dose, "1 fall", "2 falls"),
    (lambda _, count: times(count), "1.0 times", "2 times"),
]


@pytest.mark.parametrize(("say", "one", "two"), SENTENCES, ids=[one for _, one, _ in SENTENCES])
def test_one_and_two_are_said_in_their_number(say: Say, one: str, two: str, real_kick: Assessment) -> None:
    assert one in say(real_kick, 1)
    assert two in say(real_kick, 2)
