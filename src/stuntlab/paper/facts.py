"""Everything that a sheet may say, gathered beforehand: no sheet computes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from stuntlab.datasets import Verdict
from stuntlab.documents import Document
from stuntlab.paper.set_map import MapOfSet
from stuntlab.plan import Plan, ProductionFile
from stuntlab.record.board import BoardRow


@dataclass(frozen=True, slots=True)
class DayOnPaper:
    """What the record holds of one day of a plan, without a name of whoever said no or was put through something.

    date: in words; "" where nothing happened yet. takes: gag, how many of how many planned, what was measured. steps:
    gag, steps of the rehearsal done, steps open. drift: what is not as rehearsed. matters: near misses and concerns,
    with their answers. stops: when. doses: what, the most that anybody has of what a day may hold.
    """

    date: str = ""
    takes: tuple[tuple[str, str, str], ...] = ()
    steps: tuple[tuple[str, str, str], ...] = ()
    drift: tuple[str, ...] = ()
    matters: tuple[tuple[str, str, str], ...] = ()
    stops: tuple[str, ...] = ()
    doses: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """A plan, its answer, and where its record stands.

    plan_file: its name; plan_text: as it lies on the disk. gags: label -> what happens, in words. document: the physics
    alone. verdict: with what people decided. row: as the board tells it. revision: how many versions of this plan
    anybody decided on, this one among them. briefed: the day of the last briefing, "" where there was none; changed:
    what changed since it. moment: of the last entry, or the start of the day of the shoot; None where neither is known.
    limits, program, seed,
    takes: what a kept file is held against later. sealed_with: the fingerprint of the key, "" without a seal.
    """

    plan: Plan
    plan_file: str
    plan_text: str
    production: ProductionFile | None
    gags: Mapping[str, str]
    gear: Mapping[str, str]
    document: Document
    verdict: Verdict
    row: BoardRow
    revision: int
    briefed: str
    changed: tuple[str, ...]
    day: DayOnPaper
    set_map: MapOfSet | None
    moment: datetime | None
    limits: str
    program: str
    seed: int
    takes: int
    sealed_with: str = ""

    @property
    def heads(self) -> Mapping[str, str]:
        """Who answers for each department, as the production names them."""
        return dict(self.production.department_heads) if self.production else {}
