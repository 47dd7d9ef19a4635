"""Pictures of falls: everybody and everything the plan places is in them."""

from __future__ import annotations

from pathlib import Path

import pytest
from stuntlab.pipeline.landings import landings_of

from stuntlab.errors import UserError
from stuntlab.plan import read_plan
from stuntlab.report.landing_plot import save_heights, save_landings

EXAMPLES = Path(__file__).parents[2] / "examples"


def test_landings_and_heights_are_drawn(tmp_path: Path) -> None:
    (landings,) = landings_of(read_plan(EXAMPLES / "roof_back_fall.yaml")).values()
    save_landings(landings, tmp_path / "above.svg")
    save_heights(landings, tmp_path / "heights.png")
    above = (tmp_path / "above.svg").read_text(encoding="utf-8")
    for words in ("generator", "spotters", "brick wall", "bag", "flat on the middle", "beside the catcher"):
        assert f"<!-- {words} -->" in above
    assert (tmp_path / "heights.png").read_bytes().startswith(b"\x89PNG")


def test_paths_start_at_the_take_off_and_end_on_the_catcher() -> None:
    (landings,) = landings_of(read_plan(EXAMPLES / "roof_back_fall.yaml")).values()
    for time_s, x_m, height_m in landings.paths.values():
        assert x_m[0] == landings.take_off[0]
        assert height_m[0] == pytest.approx(2.7 + landings.take_off[1])
        assert height_m[-1] == pytest.approx(2.7, abs=0.4)
        assert (height_m[1:] <= height_m[:-1]).all()
        assert time_s[0] == 0


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    (landings,) = landings_of(read_plan(EXAMPLES / "roof_back_fall.yaml")).values()
    with pytest.raises(UserError, match="cannot be written"):
        save_landings(landings, tmp_path / "no" / "folder.png")
