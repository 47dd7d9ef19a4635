"""What is true of a catcher, as far as failure modes, checks and pictures depend on it."""

from __future__ import annotations

from dataclasses import dataclass, fields

from stuntlab.gear.bedding import Bedding


@dataclass(frozen=True, slots=True)
class Edge:
    """The edge of a catcher, which gives way, throws off or is hard.

    outer_m: how far in from the outline it reaches. throws_m: how far from there a body may land.
    """

    outer_m: float
    throws_m: float


@dataclass(frozen=True, slots=True)
class Clearance:
    """Free space that a maker asks for, m; None where the plan does not say it."""

    asked_m: float | None


@dataclass(frozen=True, slots=True)
class WaterBody:
    """Water that somebody enters. depth_m: as it was sounded, m; None where the plan does not say it."""

    depth_m: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Properties:
    """What is true of one catcher of a plan. No field has a default, so that a new kind has to answer each.

    The yes-or-no fields and `has_edge` are what a failure mode can name (`if_property` in a table of failure modes).

    edge: None for one that bears alike up to its outline. has_fans: fans keep it up, and they may stop. can_be_damp:
    it bears less after rain or a night outside. hangs_on_ties: knots or clips hold it, and one may let go.
    one_at_a_time: somebody may still be on it, or it may not be ready again, when the next faller goes. always_ready:
    nothing that goes wrong leaves it bearing less. comes_with_rating: its kind is sold with a rated height, so that a
    plan without one is not complete. wants_drop_test: its answer is a model that was compared with no drop of a
    person. swallows_feet: feet first, somebody goes through it or is folded by it. movable: a crew can put it
    elsewhere, or a wider one in its place. rebuilt_with_fall: it can be widened and moved together with a change of
    the take-off. clear_around: on every side, for its vents; clear_below: to sag into; None for a kind that needs
    none. water: None for what is not water. foam: what the plan says of it, for one that somebody may also go down
    on from standing; None for the others.
    """

    edge: Edge | None
    has_fans: bool
    can_be_damp: bool
    hangs_on_ties: bool
    one_at_a_time: bool
    always_ready: bool
    comes_with_rating: bool
    wants_drop_test: bool
    swallows_feet: bool
    movable: bool
    rebuilt_with_fall: bool
    clear_around: Clearance | None
    clear_below: Clearance | None
    water: WaterBody | None
    foam: Bedding | None

    @property
    def has_edge(self) -> bool:
        """Whether it has an edge that gives way, throws off or is hard."""
        return self.edge is not None

    def has(self, name: str) -> bool:
        """Whether a property that a failure mode can name is true.

        Raises: KeyError for a name that is none of `PROPERTY_NAMES`.
        """
        if name not in PROPERTY_NAMES:
            raise KeyError(name)
        return bool(getattr(self, name))


PROPERTY_NAMES = ("has_edge", *(field.name for field in fields(Properties) if field.type == "bool"))
"""What a failure mode can name."""
