"""`stuntlab script`: read a screenplay and show the lines that may be a stunt.

Group: Write a plan, 7
Example: stuntlab script night-train.fountain
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import click

from stuntlab.cli.screen import screen
from stuntlab.dates import local_now
from stuntlab.errors import UserError
from stuntlab.nearest import did_you_mean
from stuntlab.report.script_lines import ScriptReading, reading_to_dict, render_reading
from stuntlab.screenplay.finder import MARKED, StuntLine, find_stunts
from stuntlab.screenplay.marks import DISMISSED, FILE_NAME, TICKED, forget_lines, mark_lines, read_marks, write_marks
from stuntlab.screenplay.reading import read_script
from stuntlab.screenplay.words import read_words


@click.command("script")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--lines", is_flag=True, help="Show each line with its word and the command that begins a plan for it.")
@click.option("--scene", "scenes", multiple=True, metavar="NUMBER", help="Only this scene; once for each.")
@click.option("--family", "families", multiple=True, help="Only this family of words, such as fall; once for each.")
@click.option("--all", "everything", is_flag=True, help="Show what was dismissed as well.")
@click.option("--tick", "ticked", multiple=True, metavar="CODE", help="This line is a stunt; once for each, or a,b,c.")
@click.option("--dismiss", "dismissed", multiple=True, metavar="CODE", help="This line is none.")
@click.option("--forget", "forgotten", multiple=True, metavar="CODE", help="Ask about this line again.")
@click.option("--words", type=click.Path(path_type=Path), help="A list of words of your own, in TOML.")
@click.option(
    "--marks", type=click.Path(path_type=Path), help=f"Where ticks are kept; left out, {FILE_NAME} beside FILE."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(
    file: Path,
    *,
    lines: bool,
    scenes: tuple[str, ...],
    families: tuple[str, ...],
    everything: bool,
    ticked: tuple[str, ...],
    dismissed: tuple[str, ...],
    forgotten: tuple[str, ...],
    words: Path | None,
    marks: Path | None,
    as_json: bool,
) -> None:
    """Read the screenplay FILE (.fountain or .fdx) and show the lines that may be a stunt.

    Each has its scene, page, line, word and the `stuntlab new` that begins a plan for it. This is a reading aid and no
    count: docs/screenplay.md says how much it finds and misses. Words are English.
    """
    known_words = read_words(words)
    script = read_script(file)
    rows = find_stunts(script, known_words)
    place = marks or file.with_name(FILE_NAME)
    kept = read_marks(place)
    day = local_now().date().isoformat()
    changed = forget_lines(kept, _codes(forgotten))
    changed = mark_lines(changed, rows, _codes(dismissed), DISMISSED, day)
    changed = mark_lines(changed, rows, _codes(ticked), TICKED, day)
    if changed != kept:
        write_marks(place, changed)
    reading = ScriptReading(script, known_words, rows, changed)
    reading = replace(reading, rows=_chosen(reading, scenes, families))
    if as_json:
        click.echo(json.dumps(reading_to_dict(reading, everything=everything), indent=2, ensure_ascii=False))
        return
    at_hand = screen()
    shown = render_reading(
        reading,
        file=str(file),
        lines=lines or bool(scenes or families),
        everything=everything,
        width=at_hand.width,
        colour=at_hand.colour,
        unicode=at_hand.unicode,
    )
    click.echo(shown, nl=False)


def _codes(given: tuple[str, ...]) -> list[str]:
    return [code.strip().casefold() for one in given for code in one.split(",") if code.strip()]


def _chosen(reading: ScriptReading, scenes: tuple[str, ...], families: tuple[str, ...]) -> tuple[StuntLine, ...]:
    numbers = [scene.number for scene in reading.script.scenes]
    wanted = [_known(scene, numbers, "scene") for scene in scenes]
    kinds = [_known(family, [*reading.words.families, MARKED], "family") for family in families]
    return tuple(
        row for row in reading.rows if (not wanted or row.scene in wanted) and (not kinds or row.family in kinds)
    )


def _known(given: str, allowed: list[str], what: str) -> str:
    found = next((one for one in allowed if one.casefold() == given.strip().casefold()), None)
    if found is None:
        raise UserError(f'"{given}" is no {what} here{did_you_mean(given, allowed)}')
    return found
