"""What somebody goes down on: a floor, or something soft that lies on one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from stuntlab.errors import UserError
from stuntlab.gear.bedding import NOT_SAID, Bedding
from stuntlab.gear.catchers import behaviour_of
from stuntlab.gear.floor import Floor, floor
from stuntlab.nearest import did_you_mean
from stuntlab.plan.catcher import Catcher
from stuntlab.plan.drop_test import DropTest
from stuntlab.plan.gear.base import Gear
from stuntlab.plan.gear.mat import Mat

THE_FLOOR = ("floor", "ground", "the floor", "the ground")


@dataclass(frozen=True, slots=True)
class Soft:
    """Something soft on the floor. foam: what the plan says of it; size_m: along the fall and across, if known.

    tried_from_m: how high it is said to have been tried; tests: what was dropped onto it.
    """

    name: str
    foam: Bedding
    height_m: float
    size_m: tuple[float, float] | None
    tried_from_m: float | None
    tests: tuple[DropTest, ...] = ()


@dataclass(frozen=True, slots=True)
class LandingGround:
    """What a plan lets somebody go down on.

    under: the floor itself. soft: what lies on it. unknown_soft: the words of something soft of no known thickness.
    """

    under: Floor
    soft: Soft | None = None
    unknown_soft: str | None = None

    @property
    def words(self) -> str:
        """What to call it in a sentence."""
        if self.soft:
            return f"{self.soft.name} ({1000 * self.soft.height_m:.0f} mm) on {self.under.words}"
        return f"{self.unknown_soft} on {self.under.words}" if self.unknown_soft else self.under.words

    @property
    def top_m(self) -> float:
        """Height of what is met first."""
        return self.soft.height_m if self.soft else 0.0


def ground_of(onto: str, gear: Mapping[str, Gear], under: str | None) -> LandingGround:
    """What `onto` means: a name in the gear, or words for a floor. under: the floor of the place, in its words.

    Raises: UserError for gear that nobody can go down on here.
    """
    if onto in gear:
        return LandingGround(_bare(floor(under)), soft=_soft(onto, gear[onto]))
    named = under if under is not None and onto.casefold() in THE_FLOOR else onto
    meant = floor(named)
    meant_gear = did_you_mean(onto, gear)
    if not meant.known and meant_gear:
        raise UserError(f'"{onto}" is neither in the gear nor a floor this version knows{meant_gear}')
    if not meant.landing:
        return LandingGround(meant)
    return LandingGround(_bare(floor(under)), unknown_soft=named)


def _bare(under: Floor) -> Floor:
    """A floor that is itself named as soft says nothing of what is below it: that counts as hard."""
    return floor(None) if under.landing else under


def _soft(name: str, gear: Gear) -> Soft:
    if isinstance(gear, Mat):
        size = (gear.size[0], gear.size[1]) if gear.size else None
        tried = gear.drop_tested_from
        return Soft(
            name,
            Bedding("mat", made_for=gear.made_for or NOT_SAID),
            gear.thickness.value,
            size,
            tried.value if tried else None,
            gear.drop_tests,
        )
    foam = behaviour_of(gear).properties.foam if isinstance(gear, Catcher) else None
    if isinstance(gear, Catcher) and foam is not None:
        tried = gear.drop_tested_from
        return Soft(
            name, foam, gear.size[2], (gear.size[0], gear.size[1]), tried.value if tried else None, gear.drop_tests
        )
    raise UserError(
        f'nobody goes down from their feet or a chair onto "{name}", which is {gear.kind}: name a mat or other foam of '
        "the gear, or a floor in words"
    )
