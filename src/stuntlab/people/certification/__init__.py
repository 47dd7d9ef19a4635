"""The certification tests of the Hybrid III dummy, 49 CFR 572 Subpart E, and a few published cases, each a function.

Every certification test is a *fit*: the dummy's tissue was chosen so that it passes. That it passes shows that the
model can be a dummy; it does not show that it predicts anything else. `lobdell_unit`, `thorax_pendulum` with human
tissue, `ribs_blow` and `drop_landing` are *predictions*; of `shoulder_blow` the deflection is fitted, the force is not.
"""

from stuntlab.people.certification.certify import Check, certify
from stuntlab.people.certification.head import HeadDrop, head_drop
from stuntlab.people.certification.knee import hip_angle_at_torque, hip_flexion_torque, knee_pendulum
from stuntlab.people.certification.landing import CertifiedLanding, drop_landing
from stuntlab.people.certification.lobdell import lobdell_unit
from stuntlab.people.certification.neck import NeckPendulum, neck_pendulum
from stuntlab.people.certification.side import ShoulderBlow, ribs_blow, shoulder_blow
from stuntlab.people.certification.thorax import ThoraxBlow, thorax_pendulum

__all__ = [
    "CertifiedLanding",
    "Check",
    "HeadDrop",
    "NeckPendulum",
    "ShoulderBlow",
    "ThoraxBlow",
    "certify",
    "drop_landing",
    "head_drop",
    "hip_angle_at_torque",
    "hip_flexion_torque",
    "knee_pendulum",
    "lobdell_unit",
    "neck_pendulum",
    "ribs_blow",
    "shoulder_blow",
    "thorax_pendulum",
]
