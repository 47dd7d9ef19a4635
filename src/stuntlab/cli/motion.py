"""`stuntlab motion`: the joints of somebody in a take, as BVH for animators.

Group: See it, 5
Example: stuntlab motion plan.yaml -o fall.bvh
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import click

from stuntlab.cli.progress import progress_bar
from stuntlab.cli.undrawn import explain_undrawn, select_bodies
from stuntlab.errors import UserError
from stuntlab.files import write_whole
from stuntlab.gags import gag_by_label
from stuntlab.gags.base import Gag
from stuntlab.gags.roles import NotSimulated, SeenStrike
from stuntlab.plan import Plan, read_plan
from stuntlab.units.counting import counted

PLANNED, CHOSEN = "planned", ("median", "worst", "failed")
_MOST_TAKES = 200


@click.command("motion")
@click.argument("plan", type=click.Path(path_type=Path))
@click.option("-o", "--output", "target", type=click.Path(path_type=Path), required=True, help="A file ending in .bvh.")
@click.option("--gag", "label", help="Which gag of the plan, by its label; left out, the first.")
@click.option("--person", help="Whose joints; left out, whoever falls, or who strikes.")
@click.option(
    "--take",
    "which",
    type=click.Choice([PLANNED, *CHOSEN]),
    default=PLANNED,
    show_default=True,
    help="The take as planned, or one of a rehearsal: the middle one, the worst, one that failed.",
)
@click.option(
    "--takes", type=click.IntRange(1, _MOST_TAKES), default=12, show_default=True, help="Takes to choose from."
)
@click.option("--seed", type=click.IntRange(0), default=0, help="Seed of the takes.")
def command(
    plan: Path, *, target: Path, label: str | None, person: str | None, which: str, takes: int, seed: int
) -> None:
    """Write the joint angles of one person in a take of PLAN as BVH: 100 frames a second, centimetres, y up.

    The skeleton is the performer's own. docs/edit_and_motion.md says what other programs make of it.
    """
    if target.suffix.casefold() != ".bvh":
        raise UserError(f'"{target.name}" ends in nothing that this writes: end it in .bvh')
    if not target.parent.is_dir():
        raise UserError(f"{target} cannot be written: there is no folder {target.parent}. Choose another place with -o")
    intended = read_plan(plan)
    gag = select_bodies(intended)[0] if label is None else gag_by_label(intended, label)
    if isinstance(gag, NotSimulated):
        raise UserError(explain_undrawn(gag))
    with progress_bar(f"making {target.name}"):
        joints = import_module("stuntlab.previs.joint_motion")
        bodies = joints.bodies_of(intended, gag) if which == PLANNED else _chosen(intended, gag, which, takes, seed)
        body = joints.body_named(bodies, person)
        made = import_module("stuntlab.export.bvh").bvh(joints.joint_motion(body))
    try:
        write_whole(target, made)
    except OSError as error:
        raise UserError(f"{target} cannot be written: {error.strerror}. Choose another place with -o") from None
    click.echo(
        f"{target}: {body.name} in the {which} take of {gag.label}, {counted(joints.RATE_HZ, 'frame')} a second, "
        "cm, y up."
    )


def _chosen(plan: Plan, gag: Gag, which: str, takes: int, seed: int) -> tuple[object, ...]:
    """Everybody in a take of a rehearsal that was chosen.

    Raises: UserError for a strike, whose body is acted, and where there is no such take.
    """
    if isinstance(gag, SeenStrike):
        raise UserError(f"{gag.label}: the bodies of a strike are acted, and only the take as planned has joints")
    replay, settle = import_module("stuntlab.previs.replay"), import_module("stuntlab.pipeline.settle")
    limits, hands = import_module("stuntlab.verdict").read_limits(), import_module("stuntlab.pipeline.rehearse").Hands
    settled = settle.rehearse_until_settled(gag, plan, limits, seed=seed, budget=takes, hands=hands())
    found = [take for take in replay.choose(settled.rehearsal, limits) if take.why == which]
    if not found:
        raise UserError(f"{gag.label}: there is no {which} take among {takes}; another --take, or more --takes")
    replays = replay.replay_takes(settled.rehearsal, found)
    bodies: tuple[object, ...] = import_module("stuntlab.previs.joint_motion").bodies_in(replay.motion_of(replays[0]))
    return bodies
