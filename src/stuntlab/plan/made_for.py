"""What a mat is made for, which says how firm it is."""

from __future__ import annotations

from typing import Annotated

from stuntlab.plan.fields import OneOf

MadeFor = Annotated[str | None, OneOf(("soft landings", "bouldering", "competition", "floor", "judo", "wrestling"))]
"""A row of `gear/bedding.toml`; not given, the softest and the stiffest that are made as thick are both run."""

MADE_FOR = "what it is made for; not given, the softest and the stiffest made as thick as it is are both run"
