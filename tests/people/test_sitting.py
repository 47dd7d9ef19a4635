"""Somebody who sits: as tall as people are, on the seat, with feet and hands where they stay."""

from __future__ import annotations

import mujoco
import numpy as np
import pytest

from stuntlab.datasets import Floats
from stuntlab.errors import ModelError
from stuntlab.gags.striking.geometry import half_size_at, struck_height_m
from stuntlab.people import Measures, human_tissue, measures, performer
from stuntlab.people.act import Reaction, act_reaction
from stuntlab.people.posture import reach_down_m
from stuntlab.people.seat import Seat, feet_ahead_m, rung_m, sitting_height_m
from stuntlab.people.shape import BODIES, figure
from stuntlab.plan.body import Region

MAN = measures(stature_m=1.7562, mass_kg=85.52, sex="male")
WOMAN = measures(stature_m=1.6285, mass_kg=67.76, sex="female")
SMALL = measures(stature_m=1.50, mass_kg=45, sex="female")
TALL = measures(stature_m=2.00, mass_kg=110, sex="male")
# Means of 4082 men and 1986 women, m: crown, eyes and top of the thigh above the seat, and how high that was.
# Gordon 2014, ANSUR II, NATICK/TR-15/007; computed from its public data.
ANSUR_II = {
    "male": {"sitting": 0.918, "eyes": 0.805, "thigh": 0.181, "popliteal": 0.430},
    "female": {"sitting": 0.857, "eyes": 0.748, "thigh": 0.168, "popliteal": 0.388},
}
REACTIONS = ("seated fold", "seated snap", "seated jolt")


def sits(body: Measures, seat: Seat, reaction: str = "seated snap") -> Reaction:
    return act_reaction(reaction, performer(body, human_tissue()), front_m=0.1, starts_s=0.0, seat=seat)


def put(reaction: Reaction, time_s: float) -> mujoco.MjData:
    data = mujoco.MjData(reaction.model)
    data.qpos[:] = reaction.pose(time_s)
    mujoco.mj_kinematics(reaction.model, data)
    return data


def skin(body: Measures, seat: Seat) -> Floats:
    """At rest, [vertex, 3], m, hips over x = -0.1."""
    data = put(sits(body, seat), -1.0)
    places = {name: (np.array(data.body(name).xpos), data.body(name).xmat.reshape(3, 3)) for name in BODIES}
    return figure(body).pose_skin(places)


@pytest.mark.parametrize("body", [MAN, WOMAN], ids=lambda body: body.sex)
def test_the_skin_sits_as_tall_as_people_do(body: Measures) -> None:
    """Crown and thighs within 2 cm of what was measured, on a seat as high as a lower leg is long, as measured."""
    known = ANSUR_II[body.sex]
    seat = Seat(known["popliteal"], hands_tied=True)
    vertices = skin(body, seat)
    hair_m = figure(body).vertices[:, 2].max() - body.stature_m
    assert vertices[:, 2].max() - hair_m - seat.height_m == pytest.approx(known["sitting"], abs=0.02)
    thighs = vertices[vertices[:, 0] > 0.5 * body.thigh_m]
    assert thighs[:, 2].max() - seat.height_m == pytest.approx(known["thigh"], abs=0.02)
    assert sitting_height_m(body) == pytest.approx(known["sitting"], abs=0.02)


@pytest.mark.parametrize("body", [MAN, WOMAN], ids=lambda body: body.sex)
def test_a_seated_face_is_struck_at_the_height_of_its_eyes(body: Measures) -> None:
    seat = Seat(0.45)
    assert struck_height_m(body, Region.FACE, seat) - 0.45 == pytest.approx(ANSUR_II[body.sex]["eyes"], abs=0.02)


@pytest.mark.parametrize(
    ("region", "surface"), [(Region.ABDOMEN, "belly"), (Region.CHEST, "sternum"), (Region.THIGH, "left_thigh")]
)
def test_what_is_struck_is_where_the_acted_body_has_it(region: Region, surface: str) -> None:
    seat = Seat(0.50)
    data = put(sits(MAN, seat), -1.0)
    at = data.geom(surface).xpos if surface != "left_thigh" else data.body(surface).xpos
    assert struck_height_m(MAN, region, seat) == pytest.approx(at[2], abs=0.01)


def test_a_seat_moves_all_of_a_trunk_by_as_much() -> None:
    for region in (Region.FACE, Region.CHEST, Region.ABDOMEN, Region.GROIN):
        stands, low, high = (struck_height_m(MAN, region, seat) for seat in (None, Seat(0.45), Seat(0.60)))
        assert high - low == pytest.approx(0.15)
        assert stands - low == pytest.approx(
            struck_height_m(MAN, Region.CHEST) - struck_height_m(MAN, Region.CHEST, Seat(0.45))
        )


def test_at_the_thigh_of_somebody_who_sits_the_knee_is_met_first() -> None:
    data = put(sits(MAN, Seat(0.45)), -1.0)
    knee_m = max(float(data.geom(f"{side}_knee").xpos[0]) for side in ("left", "right")) + 0.1  # hips at x = -0.1
    assert half_size_at(MAN, Region.THIGH, sits=True)[0] == pytest.approx(knee_m + 0.055, abs=0.05)
    assert half_size_at(MAN, Region.CHEST, sits=True) == half_size_at(MAN, Region.CHEST)


@pytest.mark.parametrize("hands_tied", [True, False])
@pytest.mark.parametrize("height_m", [0.30, 0.45, 0.75])
@pytest.mark.parametrize("body", [SMALL, MAN, TALL], ids=lambda body: f"{body.stature_m} m")
@pytest.mark.parametrize("reaction", REACTIONS)
def test_whoever_sits_stays_on_the_seat_with_feet_and_hands(
    reaction: str, body: Measures, height_m: float, hands_tied: bool
) -> None:
    react = sits(body, Seat(height_m, hands_tied=hands_tied), reaction)
    moments = [put(react, float(time_s)) for time_s in np.linspace(-0.1, react.takes_s + 0.1, 9)]
    hips = np.array([data.body("pelvis").xpos for data in moments])
    assert np.ptp(hips, axis=0).max() < 1e-9
    pelvis = react.model.geom("pelvis").id
    under = moments[0].geom_xpos[pelvis][2] - reach_down_m(react.model, moments[0], pelvis)
    assert under == pytest.approx(height_m, abs=1e-6)
    feet = np.array([[data.geom(f"{side}_ball").xpos for side in ("left", "right")] for data in moments])
    assert np.ptp(feet, axis=0).max() < 1e-4
    stands_on = feet[0, :, 2] - react.model.geom("left_ball").size[0]
    assert stands_on == pytest.approx([rung_m(body, Seat(height_m))] * 2, abs=1e-3)
    hands = np.array([[data.geom(f"{side}_hand").xpos for side in ("left", "right")] for data in moments])
    assert (
        np.linalg.norm(np.ptp(hands, axis=0), axis=1).max() < 0.08 * body.stature_m
    )  # arms do not turn about their own axis
    if hands_tied:
        assert hands[0, :, 0].max() < hips[0, 0], "behind the hips"
    else:
        assert hands[0, :, 0].min() > hips[0, 0] + 0.1, "on the thighs"


@pytest.mark.parametrize("reaction", REACTIONS)
def test_a_reaction_on_a_seat_waits_for_the_blow_and_moves_the_head(reaction: str) -> None:
    react = act_reaction(reaction, performer(MAN, human_tissue()), front_m=0.1, starts_s=0.04, seat=Seat(0.45))
    assert np.array_equal(react.pose(-1.0), react.pose(0.04))
    before, soon, after = (put(react, time_s) for time_s in (0.0, 0.16, react.ends_s))
    assert before.body("thorax").xpos[:2] == pytest.approx([-0.1, 0.0], abs=1e-6)
    turned = before.body("head").xmat.reshape(3, 3).T @ soon.body("head").xmat.reshape(3, 3)
    assert np.degrees(np.arccos((np.trace(turned) - 1) / 2)) > 20
    assert after.body("head").xpos[2] < before.body("head").xpos[2] - 0.02


def test_feet_stand_on_the_ground_before_a_chair_and_on_a_rung_before_a_stool() -> None:
    assert rung_m(MAN, Seat(0.45)) == 0.0
    assert rung_m(MAN, Seat(0.75)) > 0.15
    assert feet_ahead_m(MAN, Seat(0.45)) == 0.0
    assert feet_ahead_m(MAN, Seat(0.25)) > 0.05


def test_who_stands_does_not_react_as_if_they_sat_and_the_other_way_round() -> None:
    man = performer(MAN, human_tissue())
    with pytest.raises(ModelError, match="sits"):
        act_reaction("seated fold", man, front_m=0.1, starts_s=0.0)
    with pytest.raises(ModelError, match="stands"):
        act_reaction("fold", man, front_m=0.1, starts_s=0.0, seat=Seat(0.45))
