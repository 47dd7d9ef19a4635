"""Names of people and things, where a view has them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from stuntlab.datasets import Floats
from stuntlab.report.film import FilmShot, NameTag


def place_tags(points: Mapping[str, Sequence[Floats]], shot: FilmShot) -> tuple[NameTag, ...]:
    """Names each once, at the highest of their points in a shot; none for what is out of the picture.

    points: name -> where it may hang, each [3], m.
    """
    found = []
    for name, mine in points.items():
        seen = [place for place in (shot.locate(point.tolist()) for point in mine) if place is not None]
        if seen:
            found.append((name, *min(seen, key=lambda place: place[1])))
    return tuple(found)
