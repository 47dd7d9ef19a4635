"""What a plan says of a gag that a rule of the trade asks about, without a draw and without a body."""

from __future__ import annotations

from dataclasses import dataclass

from stuntlab.datasets.drop_tests import DropTested


@dataclass(frozen=True, slots=True, kw_only=True)
class OntoCatcher:
    """What a fall from a height ends on.

    swallows_feet: feet first, somebody goes through it or is folded by it. top_m: above the ground. outline_m: x away
    from the wall, low and high; wide_m: along the wall. at_wall: its near side stands against the wall, which is no
    edge. edge_m: how far in from an edge it gives way or throws off. stops_in_m: the depth there is to stop in at most.
    None: it has none. water: what catches is water.
    """

    name: str
    swallows_feet: bool
    top_m: float
    outline_m: tuple[float, float]
    wide_m: float
    at_wall: bool
    edge_m: float
    stops_in_m: float | None
    water: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FromHeight:
    """A fall from a height as planned. `onto` is None on the bare ground, whose words are `ground`.

    lands: "feet" or "lying". over_the_head: the body goes over forwards before it lies. stands_out_m: the take-off from
    the wall; comes_down_m: the middle of the body where it lands; body_m: stature.
    """

    onto: OntoCatcher | None
    ground: str
    take_off_m: float
    lands: str
    over_the_head: bool
    stands_out_m: float
    comes_down_m: float
    body_m: float
    spotter: bool
    rehearsed_m: float | None

    @property
    def drop_m(self) -> float:
        """From the take-off to the top of what catches."""
        return self.take_off_m - (self.onto.top_m if self.onto else 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class FromTheFeet:
    """Somebody goes down from standing or from a chair.

    backwards: onto the back of the head. lands_on: the regions of the body that meet what lies there. floor: in words.
    soft_m: thickness of what is soft there, 0 on a bare floor, None where something soft is named without it.
    thrown: pushed, tipped or running.
    """

    backwards: bool
    lands_on: tuple[str, ...]
    floor: str
    soft_m: float | None
    thrown: bool
    rehearsed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DownStairs:
    """A fall down stairs. rehearsed_steps: the longest flight before; soft_foot: something soft lies at the foot."""

    steps: int
    rehearsed_steps: int
    foot: str
    soft_foot: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Blow:
    """A strike that is meant to land. at: the region; speed_m_s: as planned; limb_padded: a glove, say.

    caught: something to go down on lies there; floor: what they stand on.
    """

    at: str
    limb: str
    speed_m_s: float
    braced: bool
    rehearsed: bool
    limb_padded: bool
    caught: bool
    floor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TradeFacts:
    """One person in one gag, as far as the trade has rules for it.

    by: who makes it. performer: whether stunts are their job. learned: whether the plan says that they trained this.
    padded: regions of their body under something worn. restrained: cannot step away; stop_signal, stoppers: how and by
    whom it is stopped then. tested: what was dropped onto what they fall on; None where no drop is asked for.
    lands_at: the region of their body at which an act is meant to land of which no more than that is known; held: that
    it holds them there and is no blow.
    """

    gag: str
    person: str
    by: str
    performer: bool
    learned: bool
    padded: frozenset[str] = frozenset()
    restrained: bool = False
    stop_signal: str = ""
    stoppers: tuple[str, ...] = ()
    height: FromHeight | None = None
    feet: FromTheFeet | None = None
    stairs: DownStairs | None = None
    blow: Blow | None = None
    lands_at: str = ""
    held: bool = False
    tested: DropTested | None = None

    @property
    def novice(self) -> bool:
        """Neither a stunt performer nor somebody who trained this."""
        return not (self.performer or self.learned)
