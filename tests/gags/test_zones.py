"""Ground that can be reached: a disc is the special case of cells."""

from math import inf, pi

import numpy as np
import pytest

from stuntlab.gags.zones import BANDS_S, CELL_M, CellZone, DiscZone, ZoneCells, nearest_way_out


def test_the_cells_of_a_disc_cover_it_and_say_what_it_says() -> None:
    disc = DiscZone("somebody comes down", 2.0, 4.0)
    cells = disc.cells()
    assert len(cells.at_m) * CELL_M**2 == pytest.approx(pi * 4.0**2, rel=0.05)
    as_cells = CellZone(disc.reason, cells)
    for place in ((2.0, 0.0), (2.0, 3.5), (5.0, -1.5)):
        assert as_cells.inside_m(place) > 0
        assert as_cells.seconds_at(place) == disc.seconds_at(place)
    assert disc.inside_m((2.0, 4.5)) < 0
    assert as_cells.inside_m((2.0, 4.5)) == 0.0
    assert as_cells.seconds_at((2.0, 4.5)) == inf


def test_strips_hold_every_cell_once_and_in_its_band() -> None:
    places = [(along / 2, across / 2) for along in range(7) for across in range(3) if (along, across) != (3, 1)]
    at_m = np.random.default_rng(3).permutation(np.array(places))
    cells = ZoneCells(CELL_M, at_m, np.full(len(at_m), 1e-4), np.where(at_m[:, 0] < 1.0, 0.5, 2.5))
    strips = list(cells.strips())
    assert len(strips) == 3 * 2 + 1, "two bands in each of three rows, and one row has a hole"
    covered = sum((far - near) * (right - left) for _, near, far, left, right in strips)
    assert covered == pytest.approx(len(at_m) * CELL_M**2)
    for band, near, far, left, right in strips:
        inside = (at_m[:, 0] > near) & (at_m[:, 0] < far) & (at_m[:, 1] > left) & (at_m[:, 1] < right)
        assert set(cells.band[inside]) == {band}
    assert set(cells.band) == {0, len(BANDS_S) - 1}


def test_the_way_out_is_the_nearest_free_ground() -> None:
    """Against every free cell around, one by one."""
    luck = np.random.default_rng(5)
    steps = np.arange(-6, 6.5, 0.5)
    grid = np.stack(np.meshgrid(steps, steps), axis=-1).reshape(-1, 2)
    taken = grid[(np.hypot(*(grid - [0.5, 0.0]).T) < 4.2) | (np.abs(grid[:, 1]) < 0.8)]
    cells = ZoneCells(0.5, taken, np.full(len(taken), 1e-4), np.ones(len(taken)))
    names = {(x, y) for x, y in taken.tolist()}
    wide = np.stack(np.meshgrid(np.arange(-9, 9.5, 0.5), np.arange(-9, 9.5, 0.5)), axis=-1).reshape(-1, 2)
    free = np.array([cell for cell in wide.tolist() if tuple(cell) not in names])
    for at in luck.uniform(-2, 2, (12, 2)):
        found = nearest_way_out(cells, at[None])
        assert found is not None
        near = np.linalg.norm(free - at, axis=1).min()
        assert np.linalg.norm(found - at) == pytest.approx(near)
    assert nearest_way_out(cells, np.array([[5.0, 5.0]])) is None
