"""Vehicles as a reduced state: how they stop (`stopping`), and where a run goes that is lost (`runs`)."""

from stuntlab.driving.numbers import DRIVING, RoadGrip, find_grip, misspelt_surface
from stuntlab.driving.runs import Barriers, Lost, Targets, Way, drive, mark_cells
from stuntlab.driving.stopping import searle_throw_m, slide_throw_m, stopping_m

__all__ = [
    "DRIVING",
    "Barriers",
    "Lost",
    "RoadGrip",
    "Targets",
    "Way",
    "drive",
    "find_grip",
    "mark_cells",
    "misspelt_surface",
    "searle_throw_m",
    "slide_throw_m",
    "stopping_m",
]
