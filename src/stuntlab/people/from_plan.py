"""The body of a person as a plan describes them."""

from __future__ import annotations

from stuntlab.errors import UserError
from stuntlab.people.anthropometry import Measures, measures
from stuntlab.plan import Person


def measures_of(person: Person, name: str) -> Measures:
    """Measures of somebody in a plan.

    Raises:
        UserError: height, mass or sex is not given, or is outside the tables' range.

    """
    if person.height is None or person.mass is None or person.sex is None:
        raise UserError(f"{name}: a body needs height, mass and sex; give all three in the plan")
    return measures(stature_m=person.height.value, mass_kg=person.mass.value, sex=person.sex)
