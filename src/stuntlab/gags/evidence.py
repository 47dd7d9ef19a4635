"""What the answer on a gag rests on, and where it ends."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """How far a gag can be believed.

    assumptions: sentences on the judgements and unpublished numbers it rests on. not_assessed: phrases on what it
    cannot tell. beyond_validity: person -> sentences on what is asked of them that no model was compared with, and what
    would change that. unknown_if_touched: the same for whoever is acted upon; it counts only where that person is
    touched. upper_end: where the plan says too little, what the loads are those of instead; they are then the most
    there can be. ends_of: what the gag's models are the ends of, where that is no tissue; then every load is given at
    both of them.
    """

    assumptions: tuple[str, ...] = ()
    not_assessed: tuple[str, ...] = ()
    beyond_validity: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unknown_if_touched: tuple[str, ...] = ()
    upper_end: str | None = None
    ends_of: str | None = None

    def beyond(self, person: str) -> tuple[str, ...]:
        """What is asked of one person that no model was compared with."""
        return self.beyond_validity.get(person, ())
