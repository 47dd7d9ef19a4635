"""A second place that holds the same chain, compared whenever the record is opened: a cut end shows by itself."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from stuntlab.errors import RecordError
from stuntlab.plan import ProductionFile
from stuntlab.record.address import same_database
from stuntlab.record.chain import StoredRow
from stuntlab.record.location import place_named
from stuntlab.record.store import Store, StorePlace
from stuntlab.suggestions import DECIDED_PLAN, suggest
from stuntlab.units.counting import counted


def mirror_of(plan_file: Path, place: StorePlace, production: ProductionFile | None, wait_s: float) -> Store | None:
    """The mirror that $STUNTLAB_MIRROR or production.yaml names; None where neither does."""
    asked = os.environ.get("STUNTLAB_MIRROR")
    where = asked or (production.mirror if production else None)
    if not where:
        return None
    return Store(place_named(where, Path() if asked else plan_file.parent, place.production), wait_s=wait_s)


def compare_with_mirror(store: Store, rows: Sequence[StoredRow], mirror: Store) -> str:
    """What whoever reads is to be told of a mirror; nothing where it holds the same chain, or the beginning of it.

    Raises: RecordError where it holds what the record does not.
    """
    if _is_one_place(store.place, mirror.place):
        return f"the mirror {mirror.place} is the record itself, and a cut end shows in neither: name another place"
    try:
        kept = mirror.rows()
    except RecordError as error:
        return f"the mirror of the record could not be compared: {str(error).partition('. Nothing was')[0]}"
    for place, row in enumerate(kept):
        if place >= len(rows):
            raise RecordError(
                f"{store.place} ends at entry {len(rows)}, and its mirror {mirror.place} holds {len(kept)}: its end "
                "was cut off, or an old copy was put in its place. Keep both, and restore the longer one"
            )
        if rows[place].hash != row.hash:
            raise RecordError(
                f"entry {row.number} of {store.place} is another one than in its mirror {mirror.place}: one of the two "
                "was changed or replaced. Keep both, and look with "
                f"{suggest('record', 'verify', DECIDED_PLAN)} which one is whole"
            )
    if len(kept) < len(rows):
        missing = counted(len(rows) - len(kept), "entry", "entries")
        return f"the mirror {mirror.place} lacks the last {missing}; the next decision brings them"
    return ""


def _is_one_place(one: StorePlace, other: StorePlace) -> bool:
    """Whether two places are the same file, by whatever name or link, or the same database."""
    if one.file is None or other.file is None:
        return one.url is not None and other.url is not None and same_database(one.url, other.url)
    try:
        return one.file.samefile(other.file)
    except OSError:
        return one.file.absolute() == other.file.absolute()
