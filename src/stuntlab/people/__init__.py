"""People: bodies, tissue, postures, sensors, and the dummies that certify them.

A performer is made from measures and tissue and attached to a scene under a prefix::

    body = measures(stature_m=1.68, mass_kg=55, sex="female")
    villain = performer(body, human_tissue(abdomen="stiff"), name="villain", braced=True)
    spec.attach(villain.spec, prefix="villain/", frame=spec.worldbody.add_frame())
    pairs = villain.floor_pairs("floor", prefix="villain/")
    pairs.append(villain.surface("abdomen").pair("striker_sole", prefix="villain/"))
    write_pairs(spec, pairs)                      # scene.contacts: these and no other contacts
    model = spec.compile()
    apply(model, pairs, timestep_s=1e-4)
    start = put_posture(model, villain.posture, prefix="villain/")

It stands on z = 0 facing +x. `ctrl` is an offset to the posture, so zero holds it. Attach with a prefix that is not
empty, and set equal options first (`scene.contacts.set_options`).

Surfaces (`villain.surfaces`): abdomen, chest, back, pelvis, head; left_ and right_ temple, upper_arm, forearm, hand,
thigh, knee, shank, heel, ball; with `sides=True` left_ and right_ ribs, shoulder. `floor_pairs` gives those that meet
the ground in a stance or a fall.

Channels (`CHANNELS`; engine axes and signs, see `sensors`; times `SAE_J1733` for the dummy convention), SI:

========================================================  =====================================================
head_acceleration, head_angular_velocity, head_position   at the head's centre of gravity, [3]
neck_force, neck_moment                                    at the occipital condyles: no further correction to M_OC
chest_acceleration                                         of the spine, at the upper trunk's centre of mass, [3]
sternum_deflection, sternum_rate                           inwards, m and m/s
abdomen_deflection, abdomen_rate                           inwards, m and m/s
pelvis_acceleration, pelvis_position                       between the hips, [3]
lumbar_force                                               at the joint above the pelvis, [3]; landings: `spine=True`
left_hip_force ... right_ankle_force                       at hip, knee, ankle, [3]; z along the limb
com_position, com_velocity                                 of the whole body, world axes, [3]
with `sides=True`, left and right (`SIDE_CHANNELS`):
left_rib_deflection, left_rib_rate                         inwards, 75 degrees off the front, m and m/s
left_shoulder_deflection                                   inwards, m
left_shoulder_force                                        handed on to the chest, [3]
========================================================  =====================================================

What it cannot tell: each leg gives along its length in one spring that stands for flesh and bone together, fitted to
one landing on bent legs, so stiff-legged landings are uncertain; a flat fall comes back with 0.34 to 0.40 of its speed,
and no measured rebound says whether that is right; arms are rigid rods; the chest gives way in front and, only with
`sides=True`, aside, each along one line; servos hold a stance but do not step or catch a fall.
"""

from stuntlab.people.anthropometry import Measures, Segment, Sex, measures
from stuntlab.people.performer import Performer, performer
from stuntlab.people.posture import Posture, lowest_when_pitched_m, posture_by_name, put_posture
from stuntlab.people.sensors import CHANNELS, SAE_J1733, SIDE_CHANNELS
from stuntlab.people.servos import taught_neck_effort
from stuntlab.people.surfaces import ContactSurface
from stuntlab.people.tissue import Tissue, dummy_tissue, human_tissue

__all__ = [
    "CHANNELS",
    "SAE_J1733",
    "SIDE_CHANNELS",
    "ContactSurface",
    "Measures",
    "Performer",
    "Posture",
    "Segment",
    "Sex",
    "Tissue",
    "dummy_tissue",
    "human_tissue",
    "lowest_when_pitched_m",
    "measures",
    "performer",
    "posture_by_name",
    "put_posture",
    "taught_neck_effort",
]
