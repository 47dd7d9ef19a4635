"""What a worker can be sent for: an answer, other ways to do it, takes to look at, what cameras see.

Each is a function of a plan file and numbers, and gives plain data that is kept or shown.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from stuntlab.alternatives.fall_alternatives import alternatives
from stuntlab.alternatives.strike_versions import strike_versions
from stuntlab.camera.floor_map import FloorMap
from stuntlab.camera.summary import Seen
from stuntlab.errors import UserError
from stuntlab.export.glb import glb
from stuntlab.files import write_whole
from stuntlab.gags import gags_of
from stuntlab.gags.base import Gag
from stuntlab.gags.roles import DrivesLoose, NotSimulated, SeenStrike
from stuntlab.gags.zones import BANDS_S
from stuntlab.paper import known_sheets
from stuntlab.paper.write import files_of
from stuntlab.pipeline.assess import assess
from stuntlab.pipeline.bystanders import zone_findings
from stuntlab.pipeline.kept_answer import keep_answer
from stuntlab.pipeline.paper_facts import facts_for_paper
from stuntlab.pipeline.refusals import refusals
from stuntlab.pipeline.rehearse import Hands, draw_gag
from stuntlab.pipeline.settle import rehearse_until_settled
from stuntlab.pipeline.whole_answers import Kept, grounds_of, keep, kept_of
from stuntlab.plan import Plan, label_words, parse_plan, production_file_of, read_plan, read_production_file, unit_style
from stuntlab.plan.file import plan_text
from stuntlab.plan.reading import plan_error
from stuntlab.plan.writing import text_of
from stuntlab.previs.blow_export import blow_previs
from stuntlab.previs.fall_export import fall_previs
from stuntlab.previs.hung_take import hang_in_place
from stuntlab.previs.planned_scene import planned_previs
from stuntlab.previs.planned_take import PlannedTake
from stuntlab.previs.replay import FAILED, choose, motion_of, replay_takes
from stuntlab.previs.take_film import against_limit
from stuntlab.record import decisions_on
from stuntlab.record.plan_record import open_plan
from stuntlab.report.alternatives_list import say_against, say_findings, say_what_helps
from stuntlab.report.bands import band_words
from stuntlab.report.camera_table import rows_of, say_share, title_of
from stuntlab.report.floor_plan import floor_plan_svg
from stuntlab.report.ground_plot import ground_svg
from stuntlab.report.versions_list import say_version
from stuntlab.serve.felt import felt_in_take
from stuntlab.serve.kept import SHEETS, keep_scene, keep_shown, shown_of
from stuntlab.shots.lens_map import NARROWEST_M, WIDEST_M, floor_maps
from stuntlab.shots.placement import spreads_of_cameras
from stuntlab.shots.sell import assess_shots
from stuntlab.units import Dimension, System, in_units
from stuntlab.units.counting import agreeing, counted
from stuntlab.verdict import read_limits
from stuntlab.verdict.versions import best_first
from stuntlab.verdict.words import the

Tell = Callable[[int, int], None]

FEW_TAKES = 24
"""Full-body takes of each gag that the median, the worst and a failed one are chosen from: seconds, not minutes (J)."""

VERSION_TAKES = 48
"""As the command takes for each version of a strike."""

_NOT_IN_A_NAME = re.compile(r"[^A-Za-z0-9_-]+")
"""Of a file that browsers of all kinds are to take."""


def assess_plan(plan_file: str, record: str | None, state: str, tell: Tell) -> dict[str, Any]:
    """Assess a plan as the command does, and keep the answer: for the record, and whole for the pages."""
    file = Path(plan_file)
    plan = _read_usable(file)
    beside = production_file_of(file)
    production = read_production_file(beside) if beside else None
    limits = read_limits(production)
    decided = decisions_on(file, plan, production=production, record=record)
    answer = assess(plan, limits=limits, rehearsed=decided.rehearsed, progress=tell)
    opened = open_plan(file, plan, production, record=record)
    why_not = opened.keep_answer(keep_answer(answer, opened.house.limits, after=decided.standing.entries))
    keep(Path(state), Kept(answer, grounds_of(opened.house.limits, decided.rehearsed)))
    return {"plan_hash": plan.hash, "verdict": answer.verdict.value, "not_kept": why_not}


def write_paper(plan_file: str, record: str | None, state: str, tell: Tell) -> dict[str, Any]:
    """Every sheet of a plan in every form, from the answer that the pages show.

    Raises: UserError where this version was not assessed here, or the extra for paper is not installed.
    """
    file = Path(plan_file)
    plan, beside = _read_usable(file), production_file_of(file)
    production = read_production_file(beside) if beside else None
    opened = open_plan(file, plan, production, record=record)
    history, kept = opened.history(), kept_of(Path(state), plan.hash)
    if kept is None:
        raise UserError("This version was not assessed here yet: assess it on the page Answer first.")
    facts = facts_for_paper(opened, history, kept.answer, production=production, plan_text=plan_text(file))
    paper = "letter" if unit_style(plan).of(Dimension.LENGTH) is System.US else "a4"
    folder, files, known = plan.hash.removeprefix("sha256:")[:16], [], known_sheets()
    (Path(state) / SHEETS / folder).mkdir(parents=True, exist_ok=True)
    for number, sheet in enumerate(known.values()):
        tell(number, len(known))
        for made in files_of(sheet, facts, paper=paper):
            name = made.name(_NOT_IN_A_NAME.sub("-", file.stem)[:60] or "plan")
            write_whole(Path(state) / SHEETS / folder / name, made.content)
            files.append(name)
    found = {"plan_hash": plan.hash, "record": facts.row.ends_at, "folder": folder, "files": files}
    keep_shown(Path(state), "paper", plan.hash, found)
    return found


def find_other_ways(plan_file: str, state: str, tell: Tell) -> dict[str, Any]:
    """Other ways to do it, each a card: its verdict, what it is and costs, who fares how, what stands against it."""
    plan = _read_usable(Path(plan_file))
    found = _cards(plan, tell)
    keep_shown(Path(state), "others", plan.hash, found)
    return found


def _cards(plan: Plan, tell: Tell) -> dict[str, Any]:
    style = unit_style(plan)
    if any(isinstance(gag, SeenStrike) for gag in gags_of(plan)):
        versions = strike_versions(plan, takes=VERSION_TAKES, limits=read_limits(), progress=tell)
        ordered = (*best_first(tuple(versions)), *(one for one in versions if not one.within))
        cards = [
            _card(one.verdict.value, in_units(say_version(one), style), against=say_findings(one.against))
            for one in ordered
        ]
        said = "" if any(one.within for one in versions) else "None of those tried brings everybody within limits."
        return {"plan_hash": plan.hash, "said": said, "cards": cards}
    found = alternatives(plan, progress=tell)
    changes = [
        _card(
            one.verdict.value,
            in_units(one.name, style),
            costs=in_units(one.cost, style),
            people={name: verdict.value for name, verdict in one.people.items()},
            against=say_against(one) if one.against else "",
        )
        for one in found
    ]
    return {"plan_hash": plan.hash, "said": in_units(say_what_helps(found), style), "cards": changes}


def _card(
    verdict: str, title: str, *, costs: str = "", people: Mapping[str, str] | None = None, against: str = ""
) -> dict[str, Any]:
    """One other way as the page shows it. people: how each fares, where that is told apart."""
    return {"verdict": verdict, "title": title, "costs": costs, "people": dict(people or {}), "against": against}


def look_through_cameras(plan_file: str, moved: dict[str, str] | None, state: str, tell: Tell) -> dict[str, Any]:
    """What cameras see, in sections, and a map for each strike. moved: one camera at another place, another lens.

    The map of the plan is there for a camera that is moved: only what it sees is worked out anew.
    """
    written = _read_usable(Path(plan_file))
    plan = _move_camera(written, moved)
    gags = [gag for gag in gags_of(plan) if not isinstance(gag, NotSimulated)]
    seen = assess_shots(plan, gags, seed=0, progress=tell)
    told = _tell_seen(plan, gags, seen) | {"plan_hash": written.hash, "moved": moved}
    known = shown_of(Path(state), "cameras", written.hash) if moved is not None else None
    if known is not None:
        return told | {"maps": known["maps"], "places": known["places"], "grounds": known["grounds"]}
    maps = floor_maps(plan, gags, seen, seed=0, style=unit_style(plan))
    grounds = {gag.label: ground for gag in gags if (ground := _ground_svg(gag, plan))}
    told |= {"maps": [*(floor_plan_svg(one) for one in maps), *grounds.values()]}
    told |= {"places": [place_of(one) for one in maps], "grounds": [label_words(label) for label in grounds]}
    if moved is None:
        keep_shown(Path(state), "cameras", written.hash, told)
    return told


def _ground_svg(gag: Gag, plan: Plan) -> str:
    """The ground that a vehicle may reach, from above; nothing where none is driven."""
    if not isinstance(gag, DrivesLoose):
        return ""
    feet = unit_style(plan).of(Dimension.LENGTH) is System.US
    return ground_svg(gag.ground_picture(draw_gag(gag, seed=0, at_most=gag.looks_at)), feet=feet)


def _tell_seen(plan: Plan, gags: Sequence[Gag], seen: Sequence[Seen]) -> dict[str, Any]:
    style = unit_style(plan)
    cameras = [
        {
            "title": title_of(one),
            "sells": say_share(one),
            "good": not one.advice,
            "rows": [[label, in_units(text, style)] for label, text in rows_of(one)],
        }
        for one in seen
    ]
    findings = [
        {"severity": finding.severity.value, "text": in_units(finding.text, style)}
        for gag in gags
        for finding in zone_findings(gag, plan)
    ]
    assumed = [in_units(line, style) for line in (spreads_of_cameras(plan) if seen else ())]
    return {"cameras": cameras, "findings": findings, "assumed": assumed}


def place_of(one: FloorMap) -> dict[str, Any]:
    """A map as plain data to be kept: where it lies on the set, m, and the share of takes that sell, in whole percent.

    percent: [row, column], rounded down, over the square of side 2 `half_m` round `centre`.
    """
    return {
        "gag": one.gag,
        "centre": list(one.centre),
        "half_m": one.half_m,
        "struck_at": [round(float(at), 3) for at in one.struck_at],
        "stand": {cone.name: [round(float(at), 2) for at in cone.at] for cone in one.cones},
        "sells_from_percent": round(100 * one.sells_from),
        "usual_wide_m": [NARROWEST_M, WIDEST_M],
        "percent": np.floor(100 * one.share + 1e-9).astype(int).tolist(),
    }


def film_takes(plan_file: str, state: str, tell: Tell) -> dict[str, Any]:
    """Scenes of takes of each gag, kept as files: as planned, and of falls the median, the worst, a failed one."""
    plan = _read_usable(Path(plan_file))
    gags = [gag for gag in gags_of(plan) if not isinstance(gag, NotSimulated)]
    told: list[dict[str, Any]] = []
    notes: list[str] = []
    for shown in _scenes(plan, gags, notes.append, tell):
        name = f"{plan.hash.removeprefix('sha256:')[:16]}-{len(told)}.glb"
        keep_scene(Path(state), name, shown.content)
        told.append(
            {"file": name, "gag": shown.gag, "which": shown.which, "said": shown.said, "felt": list(shown.felt)}
        )
    if not told:
        raise UserError(" ".join(notes) or "Nothing of this plan is simulated, so that there is nothing to look at.")
    bands = list(band_words(BANDS_S)) if any(isinstance(gag, DrivesLoose) for gag in gags) else []
    takes = {"plan_hash": plan.hash, "takes": told, "notes": notes, "bands": bands}
    keep_shown(Path(state), "takes", plan.hash, takes)
    return takes


@dataclass(frozen=True, slots=True)
class TakeScene:
    """One take as a scene. which: planned, median, worst or failed; and which part of it. felt: as `felt_in_take`."""

    gag: str
    which: str
    said: str
    content: bytes
    felt: Sequence[Mapping[str, Any]] = ()


def _scenes(plan: Plan, gags: list[Gag], note: Callable[[str], None], tell: Tell) -> Iterator[TakeScene]:
    for number, gag in enumerate(gags):
        tell(number, len(gags))
        try:
            previs = planned_previs(plan, gag)
        except UserError as problem:
            note(str(problem))
            continue
        yield TakeScene(gag.label, "planned", previs.notes.get("take", "acted as planned"), glb(previs))
        yield from _chosen_scenes(plan, gag, note)


def _chosen_scenes(plan: Plan, gag: Gag, note: Callable[[str], None]) -> Iterator[TakeScene]:
    """The median, the worst and a failed take, simulated; what there is none of is noted."""
    limits, name = read_limits(), the(gag.label)
    rehearsal = rehearse_until_settled(gag, plan, limits, seed=0, budget=FEW_TAKES, hands=Hands()).rehearsal
    chosen = choose(rehearsal, limits)
    if not rehearsal.simulated:
        note(f"Of {name} no body was simulated: the planned take is all there is to see.")
    elif FAILED not in {take.why for take in chosen}:
        were = f"{counted(rehearsal.simulated, 'take')} {agreeing(rehearsal.simulated, 'was', 'were')}"
        note(f"Of {name} {were} simulated here; none failed: the model has an answer for each.")
    replays = replay_takes(rehearsal, chosen)
    several = len({replay.world.name for replay in replays}) > 1
    for replay in replays:
        said = in_units(against_limit(replay.take), unit_style(plan))
        take = PlannedTake(replay.world.name, hang_in_place(gag, motion_of(replay)), replay.slabs, said)
        ends = f"{replay.take.branch}; {replay.take.outcome}; {said}"
        which = f"{replay.take.why}, {replay.world.name}" if several else replay.take.why
        previs = blow_previs(plan, gag, take) if isinstance(gag, SeenStrike) else fall_previs(plan, gag, take)
        yield TakeScene(gag.label, which, ends, glb(previs), felt_in_take(replay.take, limits, plan))


def _read_usable(file: Path) -> Plan:
    plan = read_plan(file)
    refused = refusals(plan)
    if refused:
        raise plan_error(file, refused)
    return plan


def _move_camera(plan: Plan, moved: dict[str, str] | None) -> Plan:
    """The plan with one of its cameras elsewhere. Raises: PlanError for a place that is none."""
    if moved is None:
        return plan
    written: dict[str, Any] = json.loads(text_of(plan))
    camera: dict[str, Any] | None = written["cameras"].get(moved["camera"])
    if camera is None:
        raise UserError("There is no such camera in this plan.")
    for key in ("distance", "angle", "at", "looks_at", "moves", "zooms_to"):
        camera.pop(key, None)
    height = camera.pop("lens_height", None)
    camera |= {"lens": moved["lens"], "at": [moved["x"], moved["y"]]}
    if height is not None:
        camera["lens_height"] = height
    return parse_plan(json.dumps(written, ensure_ascii=False), source="the moved camera")
