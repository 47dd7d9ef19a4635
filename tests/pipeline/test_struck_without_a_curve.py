"""A blow to a region of which no injury curve is published: what the rest of the body says is no chance of that."""

from __future__ import annotations

from stuntlab.datasets import Assessment
from stuntlab.documents.people import tell_people
from stuntlab.pipeline.assess import assess
from stuntlab.plan import parse_plan

KICK = """
stunt: A kick that lands
people:
  ann: {job: stunt performer, height: 168 cm, mass: 64 kg, sex: female}
  bob: {job: stunt performer, height: 180 cm, mass: 79 kg, sex: male, wears: [pad]}
place: {floor: mat}
gear: {pad: {kind: pad, covers: thigh, thickness: 25 mm, material: soft foam}}
action:
  - kick:
      {by: ann, to: bob, style: turning, at: thigh, foot_speed: 2 m/s, gap: 0 cm, braced: true, rehearsed: true}
"""


def answer() -> Assessment:
    return assess(parse_plan(KICK), takes=24)


def test_a_chance_is_told_as_far_as_it_is_known_of_a_region_that_no_curve_is_of() -> None:
    told = answer()
    (hit,) = told.people["bob"].exposures
    assert "thigh" in hit.at_least["ais2"]
    assert hit.risk_on_the_day["ais2"].high < 1e-5
    assert "under 1 in 100 000 on the day, as far as is known" in str(tell_people(told, str))
