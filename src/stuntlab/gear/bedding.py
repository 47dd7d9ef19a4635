"""What a plan says of foam that somebody lands on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

NOT_SAID = "not said"


@dataclass(frozen=True, slots=True)
class Bedding:
    """Foam in the words of a plan; each is a row of `bedding.toml`, or not said.

    kind: a thick pad in a cover, or a mat. fill, firmness, cover: of a pad. made_for: of a mat.
    """

    kind: Literal["pad", "mat"]
    fill: str = NOT_SAID
    firmness: str = NOT_SAID
    cover: str = NOT_SAID
    made_for: str = NOT_SAID
