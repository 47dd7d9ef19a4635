"""What the production intends: YAML that a coordinator can read aloud, to a frozen `Plan` in SI. No physics."""

from __future__ import annotations

from stuntlab.plan.actions.base import Action
from stuntlab.plan.actions.kick import Kick
from stuntlab.plan.body import Region
from stuntlab.plan.cameras import Camera
from stuntlab.plan.gag_labels import gag_labels, label_meant, label_words, people_acted_upon, people_in, people_measured
from stuntlab.plan.gear.base import Gear
from stuntlab.plan.gear.mat import Mat
from stuntlab.plan.gear.pad import Pad
from stuntlab.plan.measured import dimensions, quantities, quantity_fields
from stuntlab.plan.people import Person
from stuntlab.plan.place import Place
from stuntlab.plan.production import ProductionFile, parse_production, production_file_of, read_production_file
from stuntlab.plan.reading import parse_plan, read_plan
from stuntlab.plan.schema import plan_schema
from stuntlab.plan.stunt import ACTION_KINDS, GEAR_KINDS, Plan
from stuntlab.plan.summary import as_data, in_words
from stuntlab.plan.templates import template
from stuntlab.plan.unit_style import unit_style

__all__ = [
    "ACTION_KINDS",
    "GEAR_KINDS",
    "Action",
    "Camera",
    "Gear",
    "Kick",
    "Mat",
    "Pad",
    "Person",
    "Place",
    "Plan",
    "ProductionFile",
    "Region",
    "as_data",
    "dimensions",
    "gag_labels",
    "in_words",
    "label_meant",
    "label_words",
    "parse_plan",
    "parse_production",
    "people_acted_upon",
    "people_in",
    "people_measured",
    "plan_schema",
    "production_file_of",
    "quantities",
    "quantity_fields",
    "read_plan",
    "read_production_file",
    "template",
    "unit_style",
]
