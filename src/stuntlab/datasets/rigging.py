"""What hangs from what: lines, anchors and a harness beside the loads they get, and what may come down from above."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from stuntlab.datasets.arrays import Floats, Integers
from stuntlab.datasets.words import Borne


@dataclass(frozen=True, slots=True, kw_only=True)
class LineRigged:
    """One line as it is used, N and m; None for what is not known.

    role: "line" or "second line". made_of: in words. unknown: what has to be said before anything can be computed of
    it. label_lacks: what its label would say. new_n: what a new one breaks at; left: the share of it that ends and
    bends leave; working_n: what its maker allows. rest_n: body weight. middle_n, peak_n: the middle catch and the worst
    of 1 000; planned_n: the worst of 1 000 that go as planned. on_rope_n: the same drop on a dynamic rope, where the
    line is a stiff one with slack. slack_m, slack_needed: of the drop before it is straight, and whether the
    answer needs it. textile, edge, protected: what an edge does to it. short_m: how much shorter it was cut than what
    hangs out of it.
    """

    name: str
    role: str
    made_of: str
    unknown: str
    label_lacks: str
    new_n: float | None
    left: float
    working_n: float | None
    rest_n: float
    peak_n: float | None
    planned_n: float | None
    middle_n: float | None
    on_rope_n: float | None
    slack_m: float | None
    slack_needed: bool
    textile: bool
    edge: str | None
    protected: bool
    short_m: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class AnchorRigged:
    """One anchor, N. legs, angle_rad: of what shares its load; peak_n, planned_n: as of a line.

    reads_n, expected_n: what a load cell on it read at rest, and what the model says it reads; None where none is asked
    for.
    """

    name: str
    made: str | None
    breaking_n: float | None
    working_n: float | None
    tested_n: float | None
    legs: int
    angle_rad: float | None
    redundant: bool
    rest_n: float
    peak_n: float | None
    planned_n: float | None
    reads_n: float | None
    expected_n: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TakesOver:
    """The second line once the first gives: its load from rest at the share that it bore, and with its slack, N."""

    slack_m: float | None
    even_share_n: float
    no_share_n: float
    with_slack_n: float | None
    same_anchor: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Rescued:
    """How somebody who cannot act comes down: in words, and by the stopwatch, s; None for what is not said.

    most_s: what the harness allows. worst_s: nineteen rescues of twenty.
    """

    how: str | None
    takes_s: float | None
    worst_s: float | None
    most_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class MayDrop:
    """One thing that may come down: its energy at the ground, J, the ground that it may reach, m, how often a take."""

    what: str
    mass_kg: float
    tethered: bool
    energy_j: float
    radius_m: float
    seconds: float
    per_take: float


@dataclass(frozen=True, slots=True, kw_only=True)
class StandsBelow:
    """Somebody under what may be dropped, and how far from straight below; None where it is not said where."""

    name: str
    watches: bool
    away_m: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Below:
    """The ground under a gag. ground: "closed", "netted", "open", or None where it is not said.

    said: whether the plan says what may be dropped. hurts_from_j: energy that hurts somebody who is struck.
    """

    height_m: float
    ground: str | None
    said: bool
    things: tuple[MayDrop, ...]
    people: tuple[StandsBelow, ...]
    hurts_from_j: float

    def reaching(self, who: StandsBelow) -> tuple[MayDrop, ...]:
        """What hurts and may come down where somebody stands; nothing where it is netted or their place is not said."""
        if who.away_m is None or self.ground == "netted":
            return ()
        return tuple(
            thing for thing in self.things if thing.energy_j >= self.hurts_from_j and thing.radius_m >= who.away_m
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SwungPast:
    """Something or somebody in the arc. draws: [branch], how many draws reach it; speed_m_s: of the middle and of the
    worst of those, 0 where none does. borne: None for a thing.
    """

    name: str
    borne: Borne | None
    draws: Integers
    speed_m_s: tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gusts:
    """What wind does to somebody on a line: mean and gust, m/s, and how far out the gust brings them, m.

    clear_m: what the plan leaves free on that side; None where it does not say.
    """

    mean_m_s: float | None
    gust_m_s: float | None
    out_m: float
    back_m_s: float
    clear_m: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FaceMet:
    """What a planned swing comes to at a face: the window that is aimed at, the panes, the surface, people inside.

    speed_m_s: in the middle take and in the worst of 1 000. dip_m: how much lower the arc is at the window than where
    it starts; below_m: how much lower the plan says the window is. missed: [branch], draws against the frame.
    panes: whether the face has any, as far as the plan says.
    pane_tried_m_s: speed of the maker's pendulum. burns_after_s: seconds on the surface until a serious burn.
    """

    opening: str | None
    speed_m_s: tuple[float, float]
    dip_m: float
    below_m: float | None
    missed: Integers
    padded: bool
    panes: bool
    pane: str | None
    pane_tried_m_s: float | None
    surface_c: float | None
    burns_after_s: float | None
    hot_from_c: float
    on_surface_s: float | None
    gloves: bool
    windows_open: int
    inside_harnessed: bool
    winch: bool
    power_cut_by: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Belays:
    """A person at the far end. heavier: how many times their weight hangs on the line; arrives: of it, at them."""

    name: str
    heavier: float
    arrives: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Deep:
    """How deep a catch goes. clear_m: to the first ledge or the ground; needs_m: fall and stretch of the deepest of
    1 000 that come off. reaches: [branch], draws that come down before the line holds, which no body is simulated in.
    """

    clear_m: float
    needs_m: float
    reaches: Integers


@dataclass(frozen=True, slots=True, kw_only=True)
class Rigging:
    """All of it for one gag. drawn: [branch], how many draws there are. harness: its cut, None where it is not said.

    attached: where on it. harness_heavy: by how much the wearer is heavier than its maker allows, kg. longest_m: a line
    past which its own weight counts; long_m: the longest here. chosen_n: what the body may bear through that harness.
    carries: whether the first line bears them as planned, and does not only catch.
    """

    person: str
    weight_n: float
    lines: tuple[LineRigged, ...]
    anchors: tuple[AnchorRigged, ...]
    takes_over: TakesOver | None
    carries: bool
    harness: str | None
    attached: str | None
    harness_heavy_kg: float
    inspected: bool
    rescued: Rescued
    below: Below
    past: tuple[SwungPast, ...]
    gusts: Gusts | None
    dummy_runs: bool
    takes: int
    drawn: Integers
    face: FaceMet | None = None
    belays: Belays | None = None
    deep: Deep | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LinePulled:
    """One line in the planned catch, for a picture: seconds since it was straight, pull, N, [moment].

    breaks_n: as it is used; new_n: a new one (MBS); works_n: what its maker allows (WLL); None where the plan does not
    say.
    """

    name: str
    time_s: Floats
    pull_n: Floats
    breaks_n: float | None
    new_n: float | None
    works_n: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StandsInArc:
    """Something near the face: out, across and up, from and to, m. person: whether it is somebody.

    met_m_s: how fast the planned swing comes to it; 0 where it does not.
    """

    name: str
    across_m: tuple[float, float]
    up_m: tuple[float, float]
    out_m: tuple[float, float]
    person: bool
    met_m_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LinePicture:
    """A gag on lines for a picture, seen at the face: across and height of the planned swing, [point], m.

    widest_m: the same of the widest swing of 1 000. anchor_m: height of what it hangs from. body_n: what the body may
    bear. trade: what the trade divides a breaking load by. plumb_m_s: speed of the planned swing there. window: as
    `FaceSet.opening`; free_m: half of its width and height that a body leaves. blown_m: how far the strongest gust
    carries somebody out, and that gust, m/s. out_m: from the face to the swing. half_m: width and height of a body.
    """

    title: str
    across_m: Floats
    height_m: Floats
    widest_across_m: Floats
    widest_height_m: Floats
    anchor_m: float
    things: tuple[StandsInArc, ...]
    lines: tuple[LinePulled, ...]
    body_n: float
    trade: float
    plumb_m_s: float
    window: tuple[float, float, float, float] | None
    free_m: tuple[float, float] | None
    blown_m: tuple[float, float] | None
    out_m: float
    half_m: tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class LineLed:
    """A line of the plan where it is drawn: from what it hangs or turns over, m, axes of the set.

    free_m: of line there. goes_on_m: where it goes from there, to whoever or whatever holds its far end; None where it
    is tied off.
    """

    name: str
    from_m: tuple[float, float, float]
    free_m: float
    goes_on_m: tuple[float, float, float] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FaceSet:
    """What a gag on lines happens at: a face at x = 0 from the ground to its rim, and the window that is aimed at.

    opening: middle across and up, width and height, m; None where there is none. reaches_m: across, either side.
    """

    rim_m: float
    reaches_m: float
    lines: tuple[LineLed, ...]
    opening: tuple[float, float, float, float] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HungPath:
    """The planned take of somebody on a line along its reduced path, for a picture: a mass on a line, no body.

    time_s: [moment], 0 as they come off or let go. place_m: [moment, 3], where the line meets them, axes of the set.
    pull_n: [moment], of the line that holds. beats: name -> moment, rising; decisive: the one to look at; zero: as
    they come off. ends: how it ends, in words. swings_in: they begin hanging from the line, not standing on the face.
    unplanned: the plan does not mean them to come off, and this is what would happen.
    """

    time_s: Floats
    place_m: Floats
    pull_n: Floats
    beats: Mapping[str, float]
    zero: str
    decisive: str
    taut_s: float
    ends: str
    swings_in: bool
    unplanned: bool
    attached: str
