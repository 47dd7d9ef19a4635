"""The ground that a vehicle may reach as a picture: everybody is on it, and seconds are told without colour too."""

from __future__ import annotations

from pathlib import Path

import pytest

from stuntlab.datasets.vehicles import GroundPicture
from stuntlab.gags import gags_of
from stuntlab.gags.roles import DrivesLoose
from stuntlab.pipeline.rehearse import draw_gag
from stuntlab.plan import parse_plan, template
from stuntlab.report.ground_plot import save_ground


@pytest.fixture(scope="module")
def picture() -> GroundPicture:
    (gag,) = gags_of(parse_plan(template("vehicle_run")))
    assert isinstance(gag, DrivesLoose)
    return gag.ground_picture(draw_gag(gag, seed=1, at_most=2**11))


def test_everybody_with_a_place_is_on_it_and_knows_a_way_out(picture: GroundPicture) -> None:
    reached = [one for one in picture.people if one.seconds < 100.0 and not one.thing]
    assert reached, "the template has somebody near"
    for one in reached:
        assert one.escapes_m is not None
        assert not any((abs(cell - one.escapes_m) < 0.1).all() for cell in picture.at_m)


@pytest.mark.parametrize("feet", [False, True])
def test_the_file_names_people_seconds_and_hatches(picture: GroundPicture, tmp_path: Path, *, feet: bool) -> None:
    path = tmp_path / "ground.svg"
    save_ground(picture, path, feet=feet)
    written = path.read_text(encoding="utf-8")
    assert written.count("<pattern") >= 3, "spans of seconds are hatched"
    for one in picture.people:
        assert one.name in written
    assert ("x on the set, ft" if feet else "x on the set, m") in written
