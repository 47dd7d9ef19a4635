"""`production.yaml`: what holds for every plan of a production. It can make limits stricter, never laxer."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

from pydantic import Field, ValidationError

from stuntlab.errors import PlanError, PlanProblem
from stuntlab.plan.fields import AnyName, Flag, OptionalText, Text
from stuntlab.plan.file import plan_text
from stuntlab.plan.model import PlanModel
from stuntlab.plan.problems import problems_of
from stuntlab.plan.reader import Context
from stuntlab.plan.yaml import read_tree

FILE_NAME = "production.yaml"
LIMITS_IN_FORCE = "2026-3"
"""The version of the table of limits that plans are held against, and that a production can make stricter."""

Values = Annotated[Mapping[str, Text], Field(default_factory=dict)]


class StricterLimits(PlanModel):
    """Limits in the sections and units of `stuntlab limits`: "abdomen_force: 100 N"."""

    imposed: Values = Field(description="what another's act may do")
    trained: Values = Field(description="the same between stunt performers who rehearsed it")
    chosen: Values = Field(description="what somebody may take upon themself")
    allowance: Values = Field(description="how often a limit may be passed")


class ProductionFile(PlanModel):
    """What holds for every plan in the same folder."""

    production: Text = Field(description="the film or show")
    record: OptionalText = Field(default=None, description="where decisions are kept: a file, or postgresql://…")
    mirror: OptionalText = Field(default=None, description="a second file or database that holds the same record")
    limits: StricterLimits = Field(
        default_factory=lambda: StricterLimits.model_validate({}), description="stricter limits on loads"
    )
    dose: Values = Field(description="stricter limits on what one person does in a day")
    reviewers: tuple[AnyName, ...] = Field(
        default=(), description="who may review; anybody independent where not given"
    )
    department_heads: Values = Field(description="who answers for each department, as in stunts: their name")
    signed: Flag = Field(default=False, description="whether a consent counts only when it is signed")


def read_production_file(path: Path) -> ProductionFile:
    """Read a production file.

    Raises: PlanError with every problem and its line.
    """
    return parse_production(plan_text(path), source=str(path))


def parse_production(text: str, source: str = FILE_NAME) -> ProductionFile:
    """Read the text of a production file; `source` names it in messages.

    Raises: PlanError with every problem and its line.
    """
    tree = read_tree(text, source)
    context = Context()
    if not isinstance(tree.root.plain, dict):
        raise PlanError(source, [PlanProblem(1, 1, "", "a production file has keys: production, limits, dose, record")])
    try:
        found = ProductionFile.model_validate(tree.root.plain, context=context)
    except ValidationError as error:
        raise PlanError(source, [*tree.problems, *problems_of(error, tree.root, context)]) from None
    if tree.problems:
        raise PlanError(source, tree.problems)
    return found


def production_file_of(plan: Path) -> Path | None:
    """The production file beside a plan, where there is one."""
    path = plan.parent / FILE_NAME
    return path if path.is_file() else None
