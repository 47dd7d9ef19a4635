"""The plan of one stunt."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator, Field

from stuntlab.plan.actions.base import Action
from stuntlab.plan.cameras import Camera
from stuntlab.plan.canonical_form import hash_of
from stuntlab.plan.fields import AnyName, OptionalDate, OptionalText, Text, ThingName
from stuntlab.plan.gear.base import Gear
from stuntlab.plan.kinds import KindIsAKey, KindIsTheOnlyKey, kinds_in
from stuntlab.plan.model import PlanModel
from stuntlab.plan.people import Person
from stuntlab.plan.place import Place
from stuntlab.plan.safety import Safety
from stuntlab.plan.shoot_dates import ShootDates

ACTION_KINDS = kinds_in("stuntlab.plan.actions", Action)
GEAR_KINDS = kinds_in("stuntlab.plan.gear", Gear)


MOST_GAGS, MOST_PEOPLE, MOST_THINGS = 200, 200, 100
"""Of one plan, which is one stunt: ten times what the largest fight of a film has (judgement). Each bounds time and
memory."""

AnyAction = Annotated[Action, KindIsTheOnlyKey(ACTION_KINDS)]
_NO_GEAR = "; leave out what is none of these, or name it where it stands (place: {objects: [{what: ..., at: [...]}]})"
AnyGear = Annotated[Gear, KindIsAKey(GEAR_KINDS, otherwise=_NO_GEAR)]
Frozen = AfterValidator(MappingProxyType)


def _empty_mapping() -> MappingProxyType[str, Any]:
    return MappingProxyType({})


class Plan(PlanModel):
    """What a production intends: people, a place, gear, cameras, and a list of actions. Made by `read_plan`."""

    beside_meaning: ClassVar[tuple[str, ...]] = ("schedule",)

    stunt: Text = Field(description="what it is called")
    production: OptionalText = Field(default=None, description="the film or show")
    scene: OptionalText = Field(default=None, description="scene number")
    shoot_date: OptionalDate = Field(default=None, description="day of the shoot, year-month-day")
    schedule: ShootDates = Field(default_factory=ShootDates, description="when, besides the day of the shoot")
    people: Annotated[Mapping[AnyName, Person], Field(min_length=1, max_length=MOST_PEOPLE), Frozen] = Field(
        description="everybody there, by name"
    )
    place: Place = Field(default_factory=Place, description="where it happens")
    gear: Annotated[Mapping[ThingName, AnyGear], Field(max_length=MOST_THINGS), Frozen] = Field(
        default_factory=_empty_mapping, description="what protects, by name"
    )
    action: tuple[AnyAction, ...] = Field(min_length=1, max_length=MOST_GAGS, description="what happens, in order")
    cameras: Annotated[Mapping[ThingName, Camera], Field(max_length=MOST_THINGS), Frozen] = Field(
        default_factory=_empty_mapping, description="by name"
    )
    safety: Safety = Field(default_factory=Safety, description="who stops it, how, and who helps")

    @property
    def hash(self) -> str:
        """A sha256 over what the plan means in SI: comments, order of keys and choice of units do not matter."""
        return hash_of(self)


def register_action(kind: type[Action]) -> None:
    """Make a kind of action known to every plan that is read from now on; its template is beside it (`templates`).

    Raises: ValueError for a word that is taken.
    """
    ACTION_KINDS.add(kind.kind, kind)
    Plan.model_rebuild(force=True)


def unregister_action(word: str) -> None:
    """Forget a kind of action that `register_action` added."""
    ACTION_KINDS.remove(word)
    Plan.model_rebuild(force=True)


def register_gear(kind: type[Gear]) -> None:
    """Make a kind of gear known to every plan that is read from now on.

    Raises: ValueError for a word that is taken.
    """
    GEAR_KINDS.add(kind.kind, kind)
    Plan.model_rebuild(force=True)


def unregister_gear(word: str) -> None:
    """Forget a kind of gear that `register_gear` added."""
    GEAR_KINDS.remove(word)
    Plan.model_rebuild(force=True)
