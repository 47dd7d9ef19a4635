"""Versions of a plan, best sold first: as text, as JSON, and as one figure of risk against sell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from io import BytesIO
from pathlib import Path
from typing import Any

from matplotlib.figure import Figure

from stuntlab.errors import UserError
from stuntlab.report.page import Page
from stuntlab.report.symbols import VERDICT_SHAPE, VERDICT_STYLE
from stuntlab.report.whole_file import write_whole
from stuntlab.verdict.versions import Version, best_first
from stuntlab.verdict.words import chance_of, of_takes

_SMALLEST_SHOWN = 1e-6
_WITHIN, _NOT = "#1d6f42", "#b3261e"


def render_versions(stunt: str, versions: Sequence[Version], *, width: int, colour: bool, unicode: bool) -> str:
    """One line for each version within limits, the one that sells best first; then what was tried in vain."""
    page = Page(width=width, colour=colour, unicode=unicode)
    page.add(f"Versions that bring everyone within limits: {stunt}", style="bold")
    best = best_first(tuple(versions))
    for number, version in enumerate(best, start=1):
        page.blank()
        page.add(f"{number}. {_line(version)}", hang=3)
    if not best:
        page.add("none of those tried does", indent=2)
    others = [version for version in versions if not version.within]
    if others:
        page.blank()
        page.add("Tried, and not within limits", style="bold")
    for version in others:
        mark = f"{VERDICT_SHAPE[version.verdict]} {version.verdict.value}:"
        page.add_marked(mark, _line(version), style=VERDICT_STYLE[version.verdict], indent=2)
    page.blank()
    page.add(
        "All versions were drawn with the same luck. Whoever is asked may still say no to any of them.", style="dim"
    )
    return page.render()


def _line(version: Version) -> str:
    touched = chance_of(version.touches)
    sells = of_takes(chance_of(version.sells))
    return f"{version.words} ({version.gag}): sells in {sells}, touches in {of_takes(touched)}"


def versions_to_dict(stunt: str, plan_hash: str, seed: int, versions: Sequence[Version]) -> dict[str, Any]:
    """{"stunt", "plan_hash", "seed", "versions": [...]}, best first, then what is not within limits."""
    ordered = (*best_first(tuple(versions)), *(version for version in versions if not version.within))
    return {"stunt": stunt, "plan_hash": plan_hash, "seed": seed, "versions": [asdict(version) for version in ordered]}


def save_versions_figure(versions: Sequence[Version], allowed: float, path: Path) -> None:
    """Risk against sell, every version a point, the limit drawn; SVG, PDF or PNG by the ending of the name.

    Raises:
        UserError: another ending, or a file that cannot be written.
    """
    if path.suffix.lower() not in (".svg", ".png", ".pdf"):
        raise UserError(f'"{path}" ends in no picture this can write: end it in .svg, .png or .pdf')
    image = BytesIO()
    _figure(versions, allowed).savefig(image, format=path.suffix[1:].lower(), dpi=130)
    try:
        write_whole(path, image.getvalue())
    except OSError as error:
        raise UserError(f"{path} cannot be written: {error.strerror}. Choose another place with --figure") from None


def _figure(versions: Sequence[Version], allowed: float) -> Figure:
    figure = Figure(figsize=(8.0, 5.0), layout="constrained")
    axes = figure.add_subplot()
    for within, colour, mark in ((True, _WITHIN, "o"), (False, _NOT, "X")):
        chosen = [version for version in versions if version.within is within]
        risk = [max(version.passes.high, _SMALLEST_SHOWN) for version in chosen]
        said = "within limits" if within else "not within limits"
        axes.scatter([100 * v.sells.mean for v in chosen], risk, c=colour, marker=mark, s=50, label=said, zorder=3)
    ordered = best_first(tuple(versions))
    for number, version in enumerate(ordered, start=1):
        at = (100 * version.sells.mean, max(version.passes.high, _SMALLEST_SHOWN))
        axes.annotate(str(number), at, xytext=(6, 5 + 9 * (number % 3)), textcoords="offset points", fontsize=9)
    axes.set(
        xlim=(min(50.0, *(95 * v.sells.mean for v in versions)), 102),
        yscale="log",
        xlabel="takes that sell, %",
        ylabel="takes that pass a limit, at most",
    )
    axes.axhline(allowed, color=_NOT, linestyle="--", linewidth=1)
    axes.annotate(
        "limit on what is imposed", (axes.get_xlim()[0], allowed), xytext=(4, 4), textcoords="offset points", fontsize=9
    )
    axes.grid(visible=True, alpha=0.2)
    axes.legend(loc="lower left")
    return figure
