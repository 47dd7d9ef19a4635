"""Findings on a planned swing at a face: the window aimed at, panes, hot surfaces, people at open windows, winches."""

from __future__ import annotations

from collections.abc import Iterator

from stuntlab.datasets import Finding, Interval, Severity
from stuntlab.datasets.rigging import FaceMet
from stuntlab.verdict.shares import severity_of_share
from stuntlab.verdict.words import amount, chance_of, of_takes, takes_with_bound

_PENDULUM = "pendulum of the drawn offsets without drag [C]"
_PANE = "EN 12600, soft body of 50 kg on a pendulum (V-S); speed of its drop [C]"
_HOT = "times to a serious burn, a table for hot water (SHRINE, V-S); bare hands on glass follow somewhat later (R-m)"
_INSIDE = "practice at open windows of a tower: everybody inside harnessed (film.md 2.5, V)"
_DIP_M = 0.15
"""How far a window may lie off the arc before it is said (J)."""


def face_findings(face: FaceMet, person: str, missed: Interval, allowed: float) -> Iterator[Finding]:
    """missed: how often the frame is met instead; allowed: how often it may be."""
    yield from _window(face, person, missed, allowed)
    yield from _pane(face, person)
    yield from _surface(face, person)
    yield from _inside(face)
    yield from _winch(face, person)


def _window(face: FaceMet, person: str, missed: Interval, allowed: float) -> Iterator[Finding]:
    middle, worst = face.speed_m_s
    speeds = f"{_m_s(middle)} in the middle take and {_m_s(worst)} in the worst of 1 000"
    if face.opening is None:
        said = f"{person}: comes to plumb at {speeds}."
        yield Finding("swing-speed", Severity.NOTE, person, said, _PENDULUM)
        return
    said = (
        f"{person}: comes to the window line at {speeds}, and against the frame of the opening of {face.opening} in "
        f"{takes_with_bound(missed)}."
    )
    pads = "" if face.padded else "Pad reveals and frame, and look at where the head goes. "
    remedy = f"{pads}Guide it with a tag line, widen the opening, or shoot it in less wind."
    within = Severity.NOTE if face.padded and missed.mean <= 0 else Severity.FLAG
    severity = severity_of_share(missed, allowed) or within
    plain = f"Comes to the window line at {_m_s(middle)}; the frame is met in {of_takes(chance_of(missed))}."
    yield Finding("window-line", severity, person, said, _PENDULUM, remedy, plain)
    if face.below_m is None:
        said = (
            f"{person}: the arc is {_m(face.dip_m)} lower at the window than where it starts; the plan does "
            "not say where the window is."
        )
        yield Finding(
            "arc-dips", Severity.HOLD, person, said, _PENDULUM, "Measure it and write it down (opening_below)."
        )
    elif abs(face.below_m - face.dip_m) > _DIP_M:
        said = (
            f"{person}: the arc is {_m(face.dip_m)} lower at the window than where it starts, and the window that is "
            f"aimed at is {_m(face.below_m)} lower."
        )
        yield Finding(
            "arc-dips", Severity.HOLD, person, said, _PENDULUM, "Move the anchor, the start, or aim at another window."
        )


def _pane(face: FaceMet, person: str) -> Iterator[Finding]:
    middle, worst = face.speed_m_s
    if face.pane == "removed" or (face.pane is None and not face.panes):
        return
    if face.pane is None or face.pane == "unrated":
        said = (
            f"{person}: nothing is known of the panes that may be met at {_m_s(middle)}: whether one holds or "
            "breaks is not known, and neither is harmless."
        )
        yield Finding(
            "pane", Severity.HOLD, person, said, _PANE, "Ask the maker for their class (EN 12600), or take them out."
        )
        return
    tried = face.pane_tried_m_s or 0.0
    said = (
        f"{person}: panes of {face.pane} were tried by their maker with a soft body of 50 kg at "
        f"{_m_s(tried)}; the swing meets them at up to {_m_s(worst)}"
    )
    if worst <= tried:
        yield Finding("pane", Severity.NOTE, person, f"{said}.", _PANE)
        return
    both = (
        ". Where a pane holds it is a wall (232 to 246 g at the head in a prototype); where it breaks at once "
        "the load is small (1 to 5 g), and cuts and a fall through it follow. Neither is no load; every second "
        "one is taken to break and counts as harm, and the body was simulated at those that hold."
    )
    yield Finding("pane", Severity.HOLD, person, said + both, _PANE, "Take the panes out, or start nearer to plumb.")


def _surface(face: FaceMet, person: str) -> Iterator[Finding]:
    if face.surface_c is None or face.surface_c < face.hot_from_c or face.gloves:
        return
    after = face.burns_after_s or 0.0
    said = (
        f"{person}: the surface may have {amount(face.surface_c, 2)} °C, which burns bare skin after about {_s(after)}"
    )
    if face.on_surface_s is None:
        text = f"{said}; the plan says neither gloves nor how long they touch it."
        yield Finding(
            "hot-surface",
            Severity.HOLD,
            person,
            text,
            _HOT,
            "Wear gloves (gloves: true), or limit the time (on_surface).",
        )
    elif face.on_surface_s >= after:
        text = f"{said}, and they touch it for {_s(face.on_surface_s)}."
        yield Finding(
            "hot-surface", Severity.STOP, person, text, _HOT, "Wear gloves, shade or cool it, or touch it for less."
        )
    else:
        text = f"{said}; they touch it for {_s(face.on_surface_s)}."
        yield Finding(
            "hot-surface", Severity.FLAG, person, text, _HOT, "Time it, and measure the surface before each take."
        )


def _inside(face: FaceMet) -> Iterator[Finding]:
    if face.windows_open and not face.inside_harnessed:
        said = (
            "The plan does not say that everybody at an open window is harnessed; wind pulls there, and "
            "whoever looks out leans out."
        )
        yield Finding(
            "open-windows",
            Severity.HOLD,
            None,
            said,
            _INSIDE,
            "Harness everybody inside (inside_harnessed), and tether every tool.",
        )


def _winch(face: FaceMet, person: str) -> Iterator[Finding]:
    if face.winch and face.power_cut_by in (None, "nobody"):
        said = f"{person}: a winch moves while they hang on it, and the plan names nobody who can cut its power."
        yield Finding(
            "winch-power",
            Severity.HOLD,
            person,
            said,
            "house rule [J]",
            "Name who cuts it (power_cut_by), within reach of a hand.",
        )


def _m(length_m: float) -> str:
    return f"{amount(length_m, 2)} m"


def _m_s(speed_m_s: float) -> str:
    return f"{amount(speed_m_s, 2)} m/s"


def _s(seconds: float) -> str:
    return f"{amount(seconds, 2)} s" if seconds < 120 else f"{amount(seconds / 60, 2)} min"
