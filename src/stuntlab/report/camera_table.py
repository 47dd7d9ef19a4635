"""What each camera sees of each strike, for people and for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from math import degrees
from typing import Any

from stuntlab.camera.advice import above
from stuntlab.camera.sell import LATEST_REACTION
from stuntlab.camera.summary import Seen
from stuntlab.datasets import Finding
from stuntlab.report.page import Page
from stuntlab.report.symbols import SEVERITY_SHAPE, SEVERITY_STYLE
from stuntlab.units import UnitStyle
from stuntlab.units.counting import counted
from stuntlab.verdict.words import amount, chance, chance_of, chance_range, of_takes

_WORTH_SAYING = 1e-3


def render_cameras(
    stunt: str,
    seen: Sequence[Seen],
    findings: Sequence[Finding],
    assumptions: Sequence[str] = (),
    *,
    width: int,
    colour: bool,
    unicode: bool,
    style: UnitStyle | None = None,
) -> str:
    """One block for each camera and strike, what is wrong with where the cameras stand, and what had to be assumed."""
    page = Page(width=width, colour=colour, unicode=unicode, style=style)
    page.add(f"Does it sell? {stunt}", style="bold")
    if not seen:
        page.add("no camera of this plan has a lens, a place and a strike to look at", indent=2)
    for one in seen:
        page.blank()
        _add(page, one)
    for finding in findings:
        page.blank()
        mark = f"{SEVERITY_SHAPE[finding.severity]} {finding.severity.value}"
        page.add_marked(mark, finding.text, style=SEVERITY_STYLE[finding.severity])
    if assumptions:
        page.blank()
        page.add("Taken, since the plan does not say")
        for line in assumptions:
            page.add_marked("•", line, style="", indent=2)
    return page.render()


def _add(page: Page, seen: Seen) -> None:
    page.add_marked(f"{title_of(seen)}:", say_share(seen), style="bold")
    for label, text in rows_of(seen):
        page.add_labelled(label, text, indent=2)


def title_of(seen: Seen) -> str:
    """Which camera, and of which strike."""
    return f"camera {seen.camera}, {seen.gag}"


def say_share(seen: Seen) -> str:
    """In how many takes it sells, and between which ends."""
    ends = chance_range(seen.share)
    return f"sells in {of_takes(chance_of(seen.share))}{f' ({ends})' if ends else ''}"


def rows_of(seen: Seen) -> Iterator[tuple[str, str]]:
    """(label, text) of everything that is told of one camera and strike."""
    lens = f"{amount(1000 * seen.lens_m)} mm"
    lens += f" to {amount(1000 * seen.zooms_to_m)} mm" if seen.zooms_to_m else ""
    lens += " lens"
    where = f"{amount(seen.distance_m)} m away{above(seen.above_m)}, {degrees(seen.angle_rad):.0f} deg to the line"
    yield "stands", f"{lens} on {seen.sensor}, {where}; {seen.width_m:.1f} m wide there"
    covered = f"{100 * seen.gap_m:.0f} cm; with its spread covered up to {degrees(seen.widest_angle_rad):.0f} deg"
    yield "gap", covered
    yield "depth", f"the nearer looks {seen.size_ratio:.2f} times as large (1.10 is seen)"
    travel = f"{100 * seen.travel_m:.0f} cm from frame to frame, {100 * seen.blur_m:.0f} cm of blur"
    yield "motion", f"{travel}, at {amount(seen.frame_rate_hz)} frames a second"
    yield "knap", _knap(seen)
    yield "is seen", _say_noticed(seen)
    yield "gives it away", _reasons(seen)
    if seen.advice:
        yield "what to do", seen.advice


def _knap(seen: Seen) -> str:
    """Move, then sound, then reaction."""
    last = LATEST_REACTION / seen.frame_rate_hz
    return f"on the frame where it stops; the reaction starts with it or within {1000 * last:.0f} ms after"


def _say_noticed(seen: Seen) -> str:
    """What the audience has to see, and in how many takes it does."""
    shares = {"where it hits": seen.hit_seen, "what hits": seen.limb_seen, "the reaction": seen.reaction_seen}
    told = [f"{what} in {of_takes(chance(share))}" for what, share in shares.items() if share is not None]
    if not told:
        return "not known: nobody acts this strike here"
    back = f"; little but {seen.by}'s back" if seen.only_the_back else ""
    return f"{', '.join(told)}{back}"


def _reasons(seen: Seen) -> str:
    shares = {
        f"the gap shows, {counted(seen.frames, 'frame')} after the blow": seen.gap_shows,
        "sizes differ": seen.sizes_differ,
        "the reaction is off": seen.reaction_off,
    }
    said = [f"{words} ({of_takes(chance(share))})" for words, share in shares.items() if share > _WORTH_SAYING]
    return "; ".join(said) or "nothing in 999 of 1000 takes"


def cameras_to_dict(
    stunt: str,
    plan_hash: str,
    seed: int,
    seen: Sequence[Seen],
    findings: Sequence[Finding],
    assumptions: Sequence[str] = (),
) -> dict[str, Any]:
    """{"stunt", "plan_hash", "seed", "cameras": [...], "findings": [...], "assumptions": [...]}, SI."""
    return {
        "stunt": stunt,
        "plan_hash": plan_hash,
        "seed": seed,
        "cameras": [asdict(one) for one in seen],
        "findings": [asdict(finding) for finding in findings],
        "assumptions": list(assumptions),
    }
