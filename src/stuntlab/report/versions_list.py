"""Versions of a plan, best sold first: as text, as JSON, and as one figure of risk against sell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from io import BytesIO
from math import ceil, floor, log10
from pathlib import Path
from typing import Any

from matplotlib.figure import Figure
from matplotlib.ticker import NullLocator

from stuntlab.errors import UserError
from stuntlab.files import write_whole
from stuntlab.report.alternatives_list import say_findings
from stuntlab.report.page import Page
from stuntlab.report.symbols import VERDICT_SHAPE, VERDICT_STYLE
from stuntlab.units import UnitStyle, in_units
from stuntlab.units.sentences import METRIC
from stuntlab.verdict.versions import Version, best_first
from stuntlab.verdict.words import amount, chance_of, of_takes

_SMALLEST_SHOWN = 1e-6
_LONGEST = 118
"""Letters of a line under the figure."""

_WITHIN, _NOT = "#1d6f42", "#b3261e"


def render_versions(
    stunt: str, versions: Sequence[Version], *, width: int, colour: bool, unicode: bool, style: UnitStyle | None = None
) -> str:
    """One line for each version within limits, gag by gag, best sold first; then what was tried in vain."""
    page = Page(width=width, colour=colour, unicode=unicode, style=style)
    page.add(f"Versions that bring everyone within limits: {stunt}", style="bold")
    best = best_first(tuple(versions))
    several = len({version.gag for version in versions}) > 1
    for number, version in enumerate(best, start=1):
        page.blank()
        if several and (number == 1 or version.gag != best[number - 2].gag):
            page.add(version.gag, style="bold")
        page.add(f"{number}. {say_version(version)}", hang=3)
    if not best:
        page.add("none of those tried does", indent=2)
    others = [version for version in versions if not version.within]
    if others:
        page.blank()
        page.add("Tried, and not within limits", style="bold")
    for version in others:
        mark = f"{VERDICT_SHAPE[version.verdict]} {version.verdict.value}:"
        page.add_marked(mark, say_version(version), style=VERDICT_STYLE[version.verdict], indent=2)
        if version.against:
            page.add(f"against it: {say_findings(version.against)}", indent=4, hang=2)
    page.blank()
    page.add(
        "All versions were drawn with the same luck. Whoever is asked may still say no to any of them.", style="dim"
    )
    return page.render()


def say_version(version: Version) -> str:
    """A version in a line: what it is, in how many takes it sells and touches."""
    touched = chance_of(version.touches)
    sells = of_takes(chance_of(version.sells))
    return f"{version.words} ({version.gag}): sells in {sells}, touches in {of_takes(touched)}"


def versions_to_dict(stunt: str, plan_hash: str, seed: int, versions: Sequence[Version]) -> dict[str, Any]:
    """{"stunt", "plan_hash", "seed", "versions": [...]}, best first, then what is not within limits."""
    ordered = (*best_first(tuple(versions)), *(version for version in versions if not version.within))
    return {"stunt": stunt, "plan_hash": plan_hash, "seed": seed, "versions": [asdict(version) for version in ordered]}


def save_versions_figure(versions: Sequence[Version], allowed: float, path: Path, style: UnitStyle = METRIC) -> None:
    """Risk against sell, every version a point, the limit drawn; SVG, PDF or PNG by the ending of the name.

    style: the units to tell the versions in.

    Raises:
        UserError: another ending, or a file that cannot be written.
    """
    if path.suffix.lower() not in (".svg", ".png", ".pdf"):
        raise UserError(f'"{path}" ends in no picture this can write: end it in .svg, .png or .pdf')
    image = BytesIO()
    _figure(versions, allowed, style).savefig(image, format=path.suffix[1:].lower(), dpi=130)
    try:
        write_whole(path, image.getvalue())
    except OSError as error:
        raise UserError(f"{path} cannot be written: {error.strerror}. Choose another place with --figure") from None


def _figure(versions: Sequence[Version], allowed: float, style: UnitStyle) -> Figure:
    """Points by their number in the list under the picture; what is not within limits with an x."""
    ordered = best_first(tuple(versions))
    others = [version for version in versions if not version.within]
    names = [str(number) for number in range(1, len(ordered) + 1)] + [
        f"x{number}" for number in range(1, len(others) + 1)
    ]
    listed = dict(zip(names, (*ordered, *others), strict=True))
    figure = Figure(figsize=(8.0, 5.2 + 0.22 * len(listed)), layout="constrained")
    axes = figure.subplots()
    for within, colour, mark in ((True, _WITHIN, "o"), (False, _NOT, "X")):
        places = [_place(version) for version in listed.values() if version.within is within]
        said = "within limits" if within else "not within limits"
        if places:
            sells, risks = zip(*places, strict=True)
            axes.scatter(sells, risks, c=colour, marker=mark, s=60, label=said, zorder=3)
    for name, version in listed.items():
        axes.annotate(name, _place(version), xytext=(-11, 0), textcoords="offset points", ha="right", va="center")
    axes.set(yscale="log", xlabel="takes that sell, %", ylabel="takes that pass a limit, at most")
    axes.set(xlim=(min(80.0, *(x - 6 for x, _ in map(_place, versions))), 102), ylim=_range(versions, allowed))
    axes.yaxis.set_major_formatter(lambda share, _: "all" if share == 1 else f"1 in {amount(1 / share)}")
    axes.yaxis.set_minor_locator(NullLocator())
    axes.axhline(allowed, color=_NOT, linestyle="--", linewidth=1.2, label="limit on what is imposed")
    axes.grid(visible=True, alpha=0.2)
    figure.suptitle("Risk against sell: better is further right and further down", x=0.01, ha="left")
    lines = (in_units(f"{name}  {version.words} ({version.gag})", style) for name, version in listed.items())
    words = "\n".join(map(_shorten, lines))
    figure.supxlabel(words, x=0.02, ha="left", fontsize=8.5)
    axes.legend(loc="best", fontsize=9)
    return figure


def _place(version: Version) -> tuple[float, float]:
    return 100 * version.sells.mean, max(version.passes.high, _SMALLEST_SHOWN)


def _range(versions: Sequence[Version], allowed: float) -> tuple[float, float]:
    """Whole powers of ten round every point and the limit."""
    risks = [allowed, *(risk for _, risk in map(_place, versions))]
    return 10 ** floor(log10(min(risks) / 2)), min(10 ** ceil(log10(max(risks) * 2)), 2.0)


def _shorten(line: str) -> str:
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1].rstrip() + "…"
