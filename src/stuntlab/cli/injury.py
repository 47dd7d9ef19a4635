"""`stuntlab injury`: injury criteria from recorded signals.

Group: Check the models, 1
Example: stuntlab injury recording.csv --plot signals.png
"""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path

import click

from stuntlab.cli.injury_of_many import measure_many
from stuntlab.cli.screen import screen
from stuntlab.criteria import measure_recording
from stuntlab.imports import read_recording
from stuntlab.pipeline.recordings import Asked, find_recordings
from stuntlab.report.recording_json import recording_to_dict
from stuntlab.report.recording_table import render_recording

_DUMMIES = ("50M", "5F", "95M", "human")
_DUMMY = click.Choice(_DUMMIES, case_sensitive=False)
_PICTURES = (".png", ".svg")


@click.command("injury")
@click.argument("given", nargs=-1, required=True, metavar="FILE|FOLDER...")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option(
    "--plot", type=click.Path(path_type=Path), metavar="OUT.png|svg", help="Draw the signals with the windows."
)
@click.option("--dummy", type=_DUMMY, metavar="|".join(_DUMMIES), help="What wore the sensors.")
@click.option(
    "--map",
    "names",
    multiple=True,
    metavar="'COLUMN=WORDS'",
    help="What a column is, and its unit: 'ch1=head acceleration x [g]'.",
)
@click.option("--filtered", is_flag=True, help="The signals are filtered already: take them as they are.")
@click.option(
    "--cfc",
    "highest_class",
    type=click.IntRange(1, 1000),
    metavar="CLASS",
    help="Filter with this channel class at most, where the sampling allows no wider one.",
)
@click.option("--strict", is_flag=True, help="Refuse a file with a channel that is broken, instead of leaving it out.")
@click.option(
    "--table",
    type=click.Path(path_type=Path),
    metavar="OUT.csv|xlsx|parquet",
    help="Write one table: a row a test, criteria as columns.",
)
@click.option(
    "--pages",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="FOLDER",
    help="Draw a page for each test: curves, channel classes, windows and peaks.",
)
@click.option("--again", is_flag=True, help="Measure also the tests that an earlier run has measured.")
@click.option(
    "--workers", type=click.IntRange(1, 256), metavar="N", help="Processes for many tests; all processors if not given."
)
def command(
    given: tuple[str, ...],
    *,
    as_json: bool,
    plot: Path | None,
    dummy: str | None,
    names: tuple[str, ...],
    filtered: bool,
    highest_class: int | None,
    strict: bool,
    table: Path | None,
    pages: Path | None,
    again: bool,
    workers: int | None,
) -> None:
    """Compute every injury criterion that the channels of FILE allow, and say what is missing for the rest.

    Of several files, a folder of tests or a pattern ('tests/*.csv') it makes one table; with --table or --pages also of
    one. What was measured before is not measured again, unless the file or an option has changed.

    FILE is a table (CSV and its kin, .csv.gz, .xlsx, Parquet), an ISO-MME folder, .mme file or archive (.zip,
    .tar.gz), or a C3D file. Columns are named in plain words with a unit ("head acceleration x [g]", "left femur
    force z [kN]") or by ISO codes ("11HEAD0000H3ACXA").
    """
    _refuse_other_pictures(plot)
    asked = Asked(_map_channels(names), dummy or "", strict, filtered, highest_class)
    found = find_recordings(given, beside=table)
    if table is not None or pages is not None or len(found) > 1:
        if plot is not None:
            raise click.UsageError("--plot draws one recording; --pages FOLDER draws a page for each")
        measure_many(found, asked, table=table, pages=pages, again=again, workers=workers, as_json=as_json)
        return
    read = read_recording(found[0].path, names=asked.names, dummy=asked.dummy, strict=strict)
    measured = measure_recording(read, filtered=filtered, highest_class=highest_class)
    if plot is not None:
        # matplotlib takes half a second to import, which only those who want a picture should wait for.
        import_module("stuntlab.report.signals_plot").save_plot(measured, plot)
    if as_json:
        click.echo(json.dumps(recording_to_dict(measured), indent=2, ensure_ascii=False, allow_nan=False))
        return
    at_hand = screen()
    click.echo(
        render_recording(measured, width=at_hand.width, colour=at_hand.colour, unicode=at_hand.unicode), nl=False
    )


def _map_channels(names: tuple[str, ...]) -> dict[str, str]:
    mapped: dict[str, str] = {}
    for name in names:
        column, equals, words = name.partition("=")
        if not (equals and column.strip() and words.strip()):
            raise click.BadParameter(
                f"'{name}' is not COLUMN=WORDS, as in 'ch1=head acceleration x'", param_hint="--map"
            )
        if column.strip() in mapped:
            raise click.BadParameter(f"'{column.strip()}' is mapped twice", param_hint="--map")
        mapped[column.strip()] = words.strip()
    return mapped


def _refuse_other_pictures(plot: Path | None) -> None:
    if plot is not None and plot.suffix.lower() not in _PICTURES:
        raise click.BadParameter(f"'{plot}' must end in {' or '.join(_PICTURES)}", param_hint="--plot")
