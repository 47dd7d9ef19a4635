"""People: bodies, tissue, sensors, and the dummies that certify them."""

from stuntlab.people.anthropometry import Measures, Segment, Sex, measures
from stuntlab.people.performer import Performer, performer
from stuntlab.people.sensors import CHANNELS, SAE_J1733
from stuntlab.people.surfaces import Surface
from stuntlab.people.tissue import Tissue, dummy_tissue, human_tissue

__all__ = [
    "CHANNELS",
    "SAE_J1733",
    "Measures",
    "Performer",
    "Segment",
    "Sex",
    "Surface",
    "Tissue",
    "dummy_tissue",
    "human_tissue",
    "measures",
    "performer",
]
