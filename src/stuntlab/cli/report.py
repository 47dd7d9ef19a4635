"""`stuntlab report`: pictures of a plan: where falls come down.

Group: See it, 3
Example: stuntlab report plan.yaml --folder pictures
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import click

from stuntlab.cli.assess import LARGEST_SEED, MOST_TAKES
from stuntlab.cli.progress import progress_bar
from stuntlab.cli.runs_in_record import read_runs_so_far
from stuntlab.cli.undrawn import select_drawable
from stuntlab.cli.units import style_for, units_option
from stuntlab.documents import reasons_of
from stuntlab.errors import UserError
from stuntlab.files import write_whole
from stuntlab.gags.base import Gag
from stuntlab.gags.roles import CatchesFaller, DrivesLoose, HangsOnLines, LeavesAnEdge, SeenStrike
from stuntlab.nearest import did_you_mean
from stuntlab.pipeline.rehearse import Hands, draw_gag
from stuntlab.pipeline.settle import Settled, rehearse_until_settled
from stuntlab.plan import Plan, label_words, read_plan
from stuntlab.previs.descents import descent_of, lands_on
from stuntlab.previs.replay import Replay, choose, motion_of, replay_takes, save_series
from stuntlab.previs.take_film import frames_of, how_often_above
from stuntlab.record.last_verdict import verdict_on
from stuntlab.report.animation import write_animation
from stuntlab.report.floor_plan import floor_plan_svg
from stuntlab.report.ground_plot import save_ground
from stuntlab.report.heights_plot import save_heights
from stuntlab.report.jump_plot import save_jump
from stuntlab.report.jump_table import save_ways
from stuntlab.report.landing_plot import save_landings
from stuntlab.report.line_plot import save_lines
from stuntlab.shots.lens_map import floor_maps
from stuntlab.shots.sell import assess_shots
from stuntlab.suggestions import PLAN, suggest
from stuntlab.units import Dimension, System, UnitStyle, in_units
from stuntlab.units.sentences import METRIC
from stuntlab.verdict import combine_verdict, read_limits

_DRAWN_OF_A_PICTURE = 2**14
"""Of each branch; a picture needs no more than quantiles of 1 in 1 000."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is to be drawn, and where to. name: what every file's name begins with."""

    plan_file: Path
    folder: Path
    name: str
    ending: str
    seed: int
    takes: int | None
    camera: str | None
    animation: bool
    series: bool
    style: UnitStyle

    @property
    def feet(self) -> bool:
        """Whether figures are drawn in feet."""
        return self.style.of(Dimension.LENGTH) is System.US

    def file(self, gag: Gag, what: str) -> Path:
        return self.folder / f"{self.name}-{gag.label.replace(' ', '-')}-{what}"


@click.command("report")
@click.argument("plan", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    help="Where to; here if not given.",
)
@units_option
@click.option("--svg", is_flag=True, help="Write figures as SVG, not PNG.")
@click.option("--camera", help="Show the takes from this camera of the plan, not from aside.")
@click.option("--no-animation", is_flag=True, help="Figures only.")
@click.option(
    "--series",
    is_flag=True,
    help="Also keep signals and poses of the takes shown (.npz), and ways of a jump (.csv).",
)
@click.option("--takes", type=click.IntRange(1, MOST_TAKES), help="Full-body takes to choose from, for each gag.")
@click.option("--seed", type=click.IntRange(0, LARGEST_SEED), default=0, show_default=True, help="Which luck to draw.")
def command(
    plan: Path, *, folder: Path, units: System | None, svg: bool, camera: str | None, no_animation: bool, series: bool,
    takes: int | None, seed: int,
) -> None:  # fmt: skip
    """Draw PLAN: where falls come down, what a vehicle reaches, who stands where, the worst and the middle take.

    The takes are those that `stuntlab assess` judges with the same seed and number of takes.
    """
    intended = read_plan(plan)
    if camera is not None and camera not in intended.cameras:
        names = ", ".join(intended.cameras) or "none"
        raise UserError(f'"{camera}" is no camera of this plan; it has {names}{did_you_mean(camera, intended.cameras)}')
    gags = select_drawable(intended, read_runs_so_far(plan, intended))
    _make(folder)
    ending = "svg" if svg else "png"
    style = style_for(intended, units)
    asked = _Asked(plan, folder, plan.stem, ending, seed, takes, camera, not no_animation, series, style)
    _maps(intended, gags, asked)
    for gag in gags:
        _landings(gag, asked)
        _lines(gag, asked)
        _jumps(gag, asked)
        _grounds(gag, asked)
        _takes(gag, asked)


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise UserError(f"{folder}: the folder cannot be made ({problem.strerror})") from problem


def _maps(plan: Plan, gags: tuple[Gag, ...], asked: _Asked) -> None:
    """The floor of every strike: people, cameras, where a lens sells it."""
    strikes = [gag for gag in gags if isinstance(gag, SeenStrike)]
    if not strikes:
        return
    with progress_bar("looking through the cameras"):
        seen = assess_shots(plan, gags, seed=asked.seed)
        maps = floor_maps(plan, gags, seen, seed=asked.seed, style=asked.style)
    for gag, floor in zip(strikes, maps, strict=True):
        path = asked.file(gag, "floor.svg")
        try:
            write_whole(path, floor_plan_svg(floor).encode("utf-8"))
        except OSError as problem:
            raise UserError(f"{path}: the picture cannot be written ({problem.strerror})") from problem
        click.echo(str(path))


def _landings(gag: Gag, asked: _Asked) -> None:
    """Where a fall comes down: the draws that `assess` makes."""
    if isinstance(gag, CatchesFaller):
        path = asked.file(gag, f"landings.{asked.ending}")
        save_landings(gag.landings(draw_gag(gag, seed=asked.seed)), path, feet=asked.feet)
        click.echo(str(path))


def _lines(gag: Gag, asked: _Asked) -> None:
    """The swing at the face, and the pull of each line beside its strength."""
    if isinstance(gag, HangsOnLines):
        path = asked.file(gag, f"lines.{asked.ending}")
        save_lines(gag.line_picture(draw_gag(gag, seed=asked.seed)), path, feet=asked.feet)
        click.echo(str(path))


def _jumps(gag: Gag, asked: _Asked) -> None:
    """All ways of a jump against the ground, from aside and from above, and how speed keeps the wall away."""
    if isinstance(gag, LeavesAnEdge):
        path = asked.file(gag, f"ways.{asked.ending}")
        picture = gag.jump_picture(draw_gag(gag, seed=asked.seed, at_most=_DRAWN_OF_A_PICTURE))
        save_jump(picture, path, feet=asked.feet)
        click.echo(str(path))
        if asked.series:
            table = asked.file(gag, "ways.csv")
            save_ways(picture, table)
            click.echo(str(table))


def _grounds(gag: Gag, asked: _Asked) -> None:
    """The ground that a vehicle may reach, in seconds, with whoever is on it and their ways out."""
    if isinstance(gag, DrivesLoose):
        path = asked.file(gag, f"ground.{asked.ending}")
        drawn = draw_gag(gag, seed=asked.seed, at_most=_DRAWN_OF_A_PICTURE)
        save_ground(gag.ground_picture(drawn), path, feet=asked.feet)
        click.echo(str(path))


def _heights(gag: Gag, falls: Sequence[Replay], asked: _Asked) -> None:
    """Height of the hips against time; where a take goes through several worlds, a figure of each."""
    worlds = list(dict.fromkeys(one.world.name for one in falls))
    for world in worlds:
        of_world = [one for one in falls if one.world.name == world]
        named, said = (f"{world.replace(' ', '-')}-", f", {world}") if worlds[1:] else ("", "")
        path = asked.file(gag, f"{named}heights.{asked.ending}")
        title = f"{gag.plan.stunt}, {label_words(gag.label)}{said}"
        descents = [descent_of(one, motion_of(one)) for one in of_world]
        save_heights(title, descents, path, lands_on=lands_on(gag, of_world[0]), feet=asked.feet)
        click.echo(str(path))


def _takes(gag: Gag, asked: _Asked) -> None:
    """The chosen takes of one gag, as lines of a figure and as animations."""
    settled = _rehearse(gag, asked)
    limits, said = read_limits(), _verdict_words(settled, asked.plan_file)
    replays = replay_takes(settled.rehearsal, choose(settled.rehearsal, limits))
    if not replays:
        click.echo(
            f"{gag.label}: no take was simulated that could be shown; {suggest('assess', PLAN)} says why", err=True
        )
        return
    if not isinstance(gag, SeenStrike):
        _heights(gag, [one for one in replays if one.world.in_place], asked)
    for one in replays:
        if asked.series:
            path = _file_of(gag, one, asked, "npz")
            save_series(one, path)
            click.echo(str(path))
        if asked.animation:
            _animate(gag, one, asked, f"{how_often_above(one.take, settled.judged, limits)} {said}".lstrip())


def _verdict_words(settled: Settled, plan_file: Path) -> str:
    """What the takes of one gag come to and why, and the verdict on the whole plan where it is known."""
    findings = [finding for _, found in settled.judged for finding in found]
    verdict = combine_verdict(findings)
    against = [one for one in reasons_of(findings, METRIC) if one.severity.decides and not one.is_step][:1]
    why = "".join(f" {', '.join(one.people)}: {one.plain}" if one.people else f" {one.plain}" for one in against)
    return f"This gag alone: {verdict.value}.{why} {verdict_on(plan_file)}"


def _rehearse(gag: Gag, asked: _Asked) -> Settled:
    budget, done = asked.takes or gag.most_takes, 0
    with progress_bar(f"{gag.label}: simulating takes") as tell:

        def finish_one(count: int) -> None:
            nonlocal done
            done += count
            if tell:
                tell(done, budget)

        hands = Hands(finished=finish_one)
        return rehearse_until_settled(gag, gag.plan, read_limits(), seed=asked.seed, budget=budget, hands=hands)


def _file_of(gag: Gag, shown: Replay, asked: _Asked, ending: str) -> Path:
    """The file of a take, which names its world where the gag has several."""
    world = f"-{shown.world.name.replace(' ', '-')}" if gag.worlds()[1:] else ""
    return asked.file(gag, f"{shown.take.why}{world}.{ending}")


def _animate(gag: Gag, shown: Replay, asked: _Asked, verdict: str) -> None:
    path = _file_of(gag, shown, asked, "gif")
    with progress_bar(f"{path.name}: drawing frames") as tell:
        frames = list(frames_of(gag, shown, seed=asked.seed, camera=asked.camera, verdict=verdict, progress=tell))
    told = [replace(frame, lines=[in_units(line, asked.style) for line in frame.lines]) for frame in frames]
    write_animation(told, path)
    click.echo(str(path))
