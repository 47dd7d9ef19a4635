"""The body over the car: the front as it is drawn, brakes by a closed form, and what must be harder than what."""

from __future__ import annotations

from itertools import product
from math import radians

import mujoco
import numpy as np
import pytest

from stuntlab.constants import GRAVITY_M_S2
from stuntlab.datasets import Floats
from stuntlab.gags import gags_of
from stuntlab.gags.car_hit.front import GRIPS_S, CarFront, add_front, front_of
from stuntlab.gags.car_hit.gag import CarHit
from stuntlab.gags.car_hit.knocked import HOLDS, LEADS_M, LEADS_S, KnockedWorld, start_columns
from stuntlab.gear.footprint import Footprint
from stuntlab.gear.ground import ground_of
from stuntlab.people import human_tissue, measures, performer, taught_neck_effort
from stuntlab.people.posture import lowest_point_m
from stuntlab.pipeline.rehearse import draw_first
from stuntlab.plan import parse_plan, quantity_fields, template
from stuntlab.plan.gear.car import Car
from stuntlab.scene.empty_world import empty_world
from stuntlab.scene.instruments import WHOLE
from stuntlab.scene.scene import Traces
from stuntlab.takes.engine import film, prepare_batch
from stuntlab.units import Dimension, parse_quantity

BODY = measures(stature_m=1.75, mass_kg=75.0, sex="male")
NOWHERE = Footprint(0.0, 0.0, 0.0, 0.0)


def front(**words: bool) -> CarFront:
    return front_of("car", mass_kg=1300.0, width_m=1.8, **words)


def over(
    which: CarFront, *, speed_m_s: Floats, form: float, soles_m: float, lasts_s: tuple[float, float]
) -> tuple[Traces, Traces]:
    """Takes side by side, the chin tucked as far as the form goes."""
    count, zero = len(speed_m_s), np.zeros(len(speed_m_s))
    struck = performer(
        BODY, human_tissue(), posture="standing", sides=True, spine=True, neck_effort=form and taught_neck_effort()
    )
    world = KnockedWorld(struck, which, ground_of("asphalt", {}, "asphalt"), NOWHERE, "soft", lasts_s, form > 0)
    knobs = {
        **dict.fromkeys(("form", "far_leg", "draws_up", "curls"), zero + form),
        "chin_rad": zero + form * radians(30),
        "aside_rad": zero + form * radians(30),
        "brakes_m_s2": zero + 7.0,
        "brakes_late_s": zero + 0.25,
        "car_up_m": zero,
        **start_columns(
            stands_m=BODY.hip_height_m,
            heading_rad=zero,
            soles_m=zero + soles_m,
            rises_m_s=zero,
            across_m=np.linspace(-0.1, 0.1, count),
            speed_m_s=speed_m_s,
        ),
    }
    traces, status = film(world.scene(), knobs, rate_hz=100.0, threads=2)
    assert not status.any()
    return traces["blow"], traces["off"]


def head_g(traces: Traces) -> Floats:
    return np.asarray(np.linalg.norm(traces.channels["faller/head_acceleration"], axis=-1) / GRAVITY_M_S2)


@pytest.fixture(scope="module")
def stands() -> tuple[Traces, Traces]:
    return over(front(), speed_m_s=np.array([3.0, 4.5, 7.0, 11.1]), form=0.0, soles_m=0.0, lasts_s=(0.7, 1.2))


@pytest.fixture(scope="module")
def curled() -> tuple[Traces, Traces]:
    return over(front(padded=True), speed_m_s=np.array([4.5, 4.5]), form=0.85, soles_m=0.2, lasts_s=(0.7, 0.8))


def test_the_car_brakes_as_the_closed_form_says_and_stays_where_it_stops(stands: tuple[Traces, Traces]) -> None:
    """Full brakes after the delay and half of what they take to grip; the body takes a little speed off."""
    poses = stands[1].poses
    assert poses is not None
    for take, speed in enumerate((3.0, 4.5)):
        stops = speed**2 / (2 * 7.0) + speed * (0.25 + GRIPS_S / 2 - LEADS_S)
        car = poses.qpos[take, :, 0]
        gone = car[-1] + LEADS_M + LEADS_S * speed
        assert gone == pytest.approx(stops + LEADS_S * speed, rel=0.12)
        assert gone <= stops + LEADS_S * speed + 0.02
        assert np.ptp(car[-20:]) < 1e-3


def test_somebody_who_stands_is_carried_up_and_thrown_ahead_of_the_car(stands: tuple[Traces, Traces]) -> None:
    first, then = stands
    ends = then.channels["faller/com_position"][:, -1, 0]
    assert (np.diff(ends) > 0).all(), "faster is farther"
    at_hit = int(head_g(first)[3].argmax())
    assert 0.10 < first.time_s[at_hit] - LEADS_S < 0.15, "as in tests at 40 km/h"
    assert head_g(first)[3].max() > head_g(first)[1].max(), "and harder"


def test_who_was_taught_to_shakes_the_head_less(stands: tuple[Traces, Traces], curled: tuple[Traces, Traces]) -> None:
    plank = max(head_g(part)[1].max() for part in stands)
    assert max(head_g(part).max() for part in curled[:1]) < 0.5 * plank


def test_place_on_the_surface_of_the_car_adds_up() -> None:
    which = front()
    shape = which.shape
    assert which.wrap_m(0.0) == pytest.approx(which.edge_m)
    steps = np.linspace(0.0, 1.8, 50)
    along = np.array([which.wrap_m(float(step)) for step in steps])
    assert (np.diff(along) >= 0.99 * np.diff(steps)).all(), "never shorter than straight back"
    assert shape.bonnet_m < along[-1] < which.edge_m + 3.0


def hit(text: str) -> CarHit:
    (gag,) = gags_of(parse_plan(text))
    assert isinstance(gag, CarHit)
    return gag


def test_an_actor_is_measured_to_the_road_and_a_trained_body_where_skill_begins() -> None:
    taught, actor = hit(template("car_hit")), hit(template("car_hit").replace("job: stunt performer", "job: actor"))
    tools = [gag.worlds()[0].measures for gag in (taught, actor)]
    assert {tool.phase for tool in tools[0]} == {"blow"}
    assert {tool.phase for tool in tools[1]} == {WHOLE}
    assert taught.evidence().beyond("hit"), "no mat is named"
    assert not actor.evidence().beyond("hit")


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ("12 ± 1 km/h", "30 ± 1 mph", "faster than the tests"),
        ("bonnet_edge: 72 cm", "bonnet_edge: 110 cm", "bonnet edge at 110 cm"),
        ("kind: car\n", "kind: car\n    body: truck\n", "a body before a truck"),
    ],
)
def test_outside_what_was_compared_nothing_is_claimed(before: str, after: str, says: str) -> None:
    actor = template("car_hit").replace("job: stunt performer", "job: actor")
    assert before in actor
    assert says in " ".join(hit(actor.replace(before, after)).evidence().beyond("hit"))


@pytest.mark.parametrize("body", ["car", "van", "truck"])
def test_whatever_front_a_plan_may_say_can_be_built(body: str) -> None:
    """Corners of what bumper, edge and width may be."""
    fields = quantity_fields(Car)
    bumpers, edges, widths = (
        (*(parse_quantity(end, Dimension.LENGTH).value for end in (fields[name].least, fields[name].most)), None)
        for name in ("bumper_height", "bonnet_edge", "width")
    )
    for bumper, edge, width in product(bumpers, edges, (1.0, widths[1])):
        if bumper and edge and edge <= bumper:
            continue
        spec = empty_world()
        add_front(spec, front_of(body, mass_kg=1300.0, width_m=width, bumper_m=bumper, edge_m=edge, ram_bar=True))
        assert spec.compile().ngeom > 10


def test_no_foot_goes_in_between_a_ram_bar_and_the_bumper() -> None:
    """Seen from above, nothing between them lies lower than the middle of the bar."""
    bar = front(ram_bar=True)
    spec = empty_world()
    add_front(spec, bar)
    model = spec.compile()
    data = mujoco.MjData(model)
    mujoco.mj_forward(model, data)
    tops = []
    for x in np.arange(0.0, bar.ahead_m, 0.005):
        hit = mujoco.mj_ray(
            model, data, np.array([x, 0.0, 2.0]), np.array([0.0, 0.0, -1.0]), None, 1, -1, np.zeros(1, np.int32)
        )
        tops.append(2.0 - hit if hit >= 0 else 0.0)
    assert min(tops[1:-1]) > bar.bumper_m - 0.005, tops


@pytest.mark.parametrize(("soles_m", "stays"), [(0.3, (0, 1, 2)), (0.0, (0, 1))])
def test_a_curl_leaves_the_centre_of_mass_over_the_mark(soles_m: float, stays: tuple[int, ...]) -> None:
    """In the air it is where it was in all three directions; a foot on the road stays at its height."""
    struck = performer(BODY, human_tissue(), posture="standing", sides=True, spine=True)
    world = KnockedWorld(struck, front(), ground_of("asphalt", {}, "asphalt"), NOWHERE, "soft", (0.01, 0.01), True)
    scene, curled = world.scene(), np.array([0.0, 0.85])
    knobs = dict.fromkeys((*HOLDS, "car_up_m", "brakes_m_s2", "brakes_late_s"), np.zeros(2)) | start_columns(
        stands_m=BODY.hip_height_m, heading_rad=np.zeros(2), soles_m=np.full(2, soles_m), rises_m_s=np.zeros(2),
        across_m=np.zeros(2), speed_m_s=np.full(2, 4.0),
    )  # fmt: skip
    batch = prepare_batch(scene, knobs | {"form": curled, "chin_rad": 0.5 * curled})
    data, pelvis = mujoco.MjData(scene.model), scene.model.body("faller/pelvis").id
    centres, lowest = [], []
    for qpos in np.array(batch.qpos):
        data.qpos[:] = qpos
        mujoco.mj_forward(scene.model, data)
        centres.append(np.array(data.subtree_com[pelvis]))
        lowest.append(lowest_point_m(scene.model, qpos, "faller/"))
    assert np.abs(centres[1] - centres[0])[list(stays)].max() < 1e-6
    assert soles_m or lowest[1] == pytest.approx(lowest[0], abs=1e-6)


def test_a_rehearsed_mark_brings_the_head_to_the_middle_of_the_car() -> None:
    """A curl carries it ahead of the centre of mass; whoever did not rehearse stands on the middle."""
    gag = hit(template("car_hit"))
    draws = draw_first(gag, seed=0, planned=8, wrong=0)
    batch = prepare_batch(gag.scene("soft"), gag.knobs(draws, np.arange(8)))
    model = gag.scene("soft").model
    data, off = mujoco.MjData(model), []
    for qpos in np.array(batch.qpos):
        data.qpos[:] = qpos
        mujoco.mj_kinematics(model, data)
        off.append(data.body("faller/head").xpos[1])
    assert np.mean(off - draws.values["aside_m"][:8]) == pytest.approx(0.0, abs=0.08)
