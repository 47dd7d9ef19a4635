"""`stuntlab paper`: write the sheets that a law or a set asks for, and verify one.

Group: See it, 7
Example: stuntlab paper plan.yaml -o paper
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from stuntlab.cli.deciding import key_option, passphrase, signer_of
from stuntlab.cli.finishing import finish_from
from stuntlab.cli.progress import progress_bar
from stuntlab.cli.units import style_asked, units_option
from stuntlab.cli.usable import read_usable_plan
from stuntlab.datasets import Assessment
from stuntlab.errors import UserError
from stuntlab.files import write_whole
from stuntlab.nearest import did_you_mean
from stuntlab.plan import Plan, ProductionFile, production_file_of, read_production_file, unit_style
from stuntlab.plan.file import plan_text
from stuntlab.record.keys import default_key_folder
from stuntlab.suggestions import suggest, suggest_extra
from stuntlab.units import Dimension, System

LARGEST_SEED = 2**63 - 1
MOST_TAKES = 1_000_000


class _PlanOrVerify(click.Group):
    """`paper PLAN` writes and `paper verify FILE` verifies: what is no name of a command is a plan."""

    unnamed = "write"

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if args and args[0] not in self.commands and args[0] not in ctx.help_option_names:
            args = [self.unnamed, *args]
        return super().parse_args(ctx, args)


@click.group("paper", cls=_PlanOrVerify)
def command() -> None:
    """Write sheets of paper for PLAN: `stuntlab paper PLAN`. Verify one: `stuntlab paper verify FILE`."""


def _sheets() -> Mapping[str, Any]:
    known: Mapping[str, Any] = import_module("stuntlab.paper").known_sheets()
    return known


@command.command("write")
@click.argument("plan", type=click.Path(path_type=Path))
@click.option("-o", "--folder", type=click.Path(path_type=Path, file_okay=False), help="Where to; beside the plan.")
@click.option(
    "--sheet",
    "only",
    help="One sheet: card, sra, rams, notification, callsheet, insurer, day.",
    shell_complete=finish_from(_sheets),
)
@click.option("--paper", type=click.Choice(["a4", "letter"]), help="Size; letter for a plan in feet, else A4.")
@click.option("--template", type=click.Path(path_type=Path), help="A form of your own for --sheet: .typ or .docx.")
@units_option
@click.option("--takes", type=click.IntRange(1, MOST_TAKES), help="Assess it again with at most so many takes a gag.")
@click.option("--seed", type=click.IntRange(0, LARGEST_SEED), help="Assess it again with this luck.")
@click.option("--sign", is_flag=True, help="Seal the PDF files with the key of the production.")
@click.option("--by", help="With --sign: whose own key names the key of the production in the record, once.")
@key_option
@click.option("--record", metavar="FILE|URL", help="Where the record is, if not beside the plan.")
def write(
    plan: Path, *, folder: Path | None, only: str | None, paper: str | None, template: Path | None,
    units: System | None, takes: int | None, seed: int | None, sign: bool, by: str | None, keys: Path | None,
    record: str | None,
) -> None:  # fmt: skip
    """Write the sheets of PLAN: risk assessments, notification, card, call sheet insert, insurer pack, day report.

    They say what the last `stuntlab assess` of this version said; without one it is assessed now. What the plan does
    not say is left open and marked.
    """
    intended = read_usable_plan(plan)
    chosen = _chosen(only)
    if template is not None and only is None:
        raise click.UsageError("--template: say which sheet it is a form for (--sheet)")
    file = production_file_of(plan)
    production = read_production_file(file) if file else None
    opened = import_module("stuntlab.record.plan_record").open_plan(plan, intended, production, record=record)
    seal = _seal(opened, by, keys) if sign else None
    history = opened.history()
    answer = _answer(opened, history, production, takes=takes, seed=seed)
    facts = import_module("stuntlab.pipeline.paper_facts").facts_for_paper(
        opened, history, answer, production=production, plan_text=plan_text(plan), style=style_asked(units)
    )
    if seal is not None:
        facts = replace(facts, sealed_with=import_module("stuntlab.record.keys").fingerprint(seal.public))
    size = paper or ("letter" if unit_style(intended).of(Dimension.LENGTH) is System.US else "a4")
    writer = import_module("stuntlab.paper.write")
    with _telling_of_extras():
        for sheet in chosen:
            for made in writer.files_of(sheet, facts, paper=size, template=template):
                is_sealed = seal is not None and made.ending == "pdf"
                content = import_module("stuntlab.paper.seal").sealed(made.content, seal) if is_sealed else made.content
                _put(folder or plan.parent, made.name(plan.stem), content)
    if seal is not None:
        click.echo(
            f"PDF files sealed with {facts.sealed_with}: {import_module('stuntlab.paper.seal').SHOWS}.", err=True
        )


@contextmanager
def _telling_of_extras() -> Iterator[None]:
    """What is missing is said with the command that adds it."""
    try:
        yield
    except import_module("stuntlab.paper.missing").MissingPart as missing:
        raise UserError(f"{missing}, not installed here; install: {suggest_extra(missing.extra)}") from None


def _seal(opened: Any, by: str | None, keys: Path | None) -> Any:
    """The key of the production, named in the record by somebody who signs for it.

    Raises: UserError where nobody did and nobody does now.
    """
    seals = import_module("stuntlab.record.seals")
    folder = keys or default_key_folder()
    production = opened.store.place.production
    with _telling_of_extras():
        key = import_module("stuntlab.paper.seal").seal_key(
            folder, production, passphrase(f"Passphrase of the seal of {production}")
        )
    if key.public in seals.seal_keys(opened.history()):
        return key
    if by is None:
        raise click.UsageError("--by: the key of this seal is not in the record yet; say whose key signs for it")
    signer = signer_of(by, keys)
    seals.check_signs(signer is not None, by, suggest("keys", "new", by))
    opened.decide(lambda history: seals.draft_seal(history, key.public, by), signer=signer)
    return key


@command.command("verify")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--plan", "plan_file", type=click.Path(path_type=Path), help="The plan, if not beside the file.")
@click.option("--record", metavar="FILE|URL", help="Where the record is, if not beside the plan.")
def verify(file: Path, *, plan_file: Path | None, record: str | None) -> None:
    """Say whether FILE, a PDF of this program, still agrees with its seal, its plan, its answer and its record.

    Exit code: 0 it agrees, 1 something differs, 2 it cannot be used.
    """
    with _telling_of_extras():
        read = import_module("stuntlab.paper.read_back").read_sheet(file)
    verifying = import_module("stuntlab.pipeline.verify_paper")
    plan = plan_file or verifying.plan_beside(file, read)
    opened = None if plan is None else import_module("stuntlab.record").open_record(plan, record=record)
    found = verifying.verify_sheet(read, opened)
    for one in found:
        click.echo(f"{verifying.SIGNS[one.agrees]} {one.text}")
    click.get_current_context().exit(1 if any(one.agrees is False for one in found) else 0)


def _chosen(only: str | None) -> list[Any]:
    known = _sheets()
    if only is None:
        return list(known.values())
    if only not in known:
        raise UserError(f'there is no sheet "{only}"; there are {", ".join(known)}{did_you_mean(only, known)}')
    return [known[only]]


def _answer(
    opened: Any, history: Any, production: ProductionFile | None, *, takes: int | None, seed: int | None
) -> Assessment:
    """The last whole answer to this version on the grounds of now, else a new one, which is kept."""
    answers = import_module("stuntlab.pipeline.whole_answers")
    rehearsed = import_module("stuntlab.record").collect_runs(history)
    grounds = answers.grounds_of(opened.house.limits, rehearsed)
    kept = answers.kept_of(answers.answers_here(), opened.plan.hash)
    if kept is not None and kept.grounds == grounds and takes is None and seed is None:
        known: Assessment = kept.answer
        return known
    answer = _assess(opened.plan, production, rehearsed, takes=takes, seed=seed or 0)
    kept_answer = import_module("stuntlab.pipeline.kept_answer").keep_answer
    opened.keep_answer(kept_answer(answer, opened.house.limits, after=len(history.held)))
    with suppress(OSError):  # the next sheet then simulates again
        answers.keep(answers.answers_here(), answers.Kept(answer, grounds))
    return answer


def _assess(
    plan: Plan, production: ProductionFile | None, rehearsed: Any, *, takes: int | None, seed: int
) -> Assessment:
    assess = import_module("stuntlab.pipeline.assess").assess
    limits = import_module("stuntlab.verdict").read_limits(production)
    with progress_bar("simulating takes") as progress:
        answer: Assessment = assess(plan, seed=seed, takes=takes, limits=limits, rehearsed=rehearsed, progress=progress)
    return answer


def _put(folder: Path, name: str, content: bytes) -> None:
    path = folder / name
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_whole(path, content)
    except OSError as problem:
        raise UserError(f"{path}: the sheet cannot be written ({problem.strerror})") from problem
    click.echo(str(path))
