"""What stands in the table of gags on lines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from stuntlab.tables import Sourced, SourcedEnds, Table


@dataclass(frozen=True)
class ConnectionRates(Sourced):
    """How often a connection is wrong, per person and take; factors of a check and of hurry."""

    each: float
    checked: float
    hurried: float
    least: float


@dataclass(frozen=True)
class EdgeRates(Sourced):
    """How often an edge cuts a line, per take."""

    bare: float
    protected: float


@dataclass(frozen=True)
class AnchorRates(Sourced):
    """How often an anchor gives, per take; redundant: a share of it, where another one holds."""

    tested: float
    untested: float
    rock_gear: float
    redundant: float


@dataclass(frozen=True)
class DroppedRates(Sourced):
    """How often a thing is dropped, per thing and take; unknown_kg: where the plan does not say what is carried."""

    loose: float
    tethered: float
    unknown_kg: float


@dataclass(frozen=True)
class StoneRates(Sourced):
    """How often natural rock breaks off, per take, and what falls then."""

    mass_kg: float
    per_take: float
    after_frost: float


@dataclass(frozen=True)
class RopeFriction(Sourced):
    """Of a rope that turns back over a carabiner: its coefficient, the spread and the most of it."""

    carabiner: float
    sd: float
    most: float
    wrap_deg: float


@dataclass(frozen=True)
class BelayerMoves(Sourced):
    """How far somebody who belays is pulled along, m."""

    travels_m: float
    sd_m: float
    most_m: float


@dataclass(frozen=True)
class DeviceSlips(Sourced):
    """From which pull a belay device lets line through, N: mean, spread, least and most."""

    slips_n: float
    sd_n: float
    low_n: float
    high_n: float


@dataclass(frozen=True)
class RescueSpread(Sourced):
    """factor: of the 95th percentile over the median; most_s: hanging still."""

    factor: float
    most_s: float


@dataclass(frozen=True)
class HarnessLimit(Sourced):
    """What a sit harness and a full one may be loaded with once, N; trade: what a breaking load is divided by."""

    sit_n: float
    full_n: float
    trade: float


@dataclass(frozen=True)
class HangingBody(Sourced):
    """A body on a line as the arc sees it; how far it leans, one in three more, and to within what it rights itself.

    startled_s: from coming off, until somebody who did not mean to holds their neck.
    """

    half_m: float
    half_height_m: float
    from_face_m: float
    brush_m_s: float
    lean_deg: float
    rights_deg: float
    startled_s: float


@dataclass(frozen=True)
class WindOnLine(Sourced):
    """Wind on somebody on a line; matters_from_m: of line."""

    drag_area_m2: float
    shortest_s: float
    longest_s: float
    matters_from_m: float


@dataclass(frozen=True)
class CommonRope(Sourced):
    """A dynamic rope to compare with."""

    stretch_at_rest: float
    impact_force_n: float


@dataclass(frozen=True, slots=True)
class OnLineNumbers:
    """`numbers.toml`."""

    connection: ConnectionRates
    edge: EdgeRates
    anchor: AnchorRates
    dropped: DroppedRates
    stone: StoneRates
    friction: RopeFriction
    belay: BelayerMoves
    device: Mapping[str, DeviceSlips]
    rescue: RescueSpread
    harness: HarnessLimit
    body: HangingBody
    wind: WindOnLine
    rope: CommonRope
    padded: SourcedEnds


ON_LINES = Table("stuntlab.gags.on_lines", "numbers.toml", OnLineNumbers)
