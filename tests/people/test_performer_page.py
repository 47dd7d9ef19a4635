"""docs/performer.md says what the model does."""

import re
from pathlib import Path

import pytest

from stuntlab.injury import dri
from stuntlab.people import human_tissue, measures, performer
from stuntlab.people.certification import drop_landing

PAGE = (Path(__file__).parents[2] / "docs" / "performer.md").read_text(encoding="utf-8")
MAN = measures(stature_m=1.75, mass_kg=75.0, sex="male")


def landing_rows() -> list[tuple[str, float, float, list[str]]]:
    """Posture, tone of the muscles, height and the numbers of each row of the table of landings."""
    table = PAGE.split("## Landings on hard ground")[1].split("Ground forces grow")[0]
    posture, tone, rows = "", 1.0, []
    for line in table.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) != 6 or not cells[1].endswith(" m"):
            continue
        named = re.search(r"`(\w+)`", cells[0])
        if named:
            posture = named.group(1)
            said = re.search(r"tone (\S+)\b", cells[0])
            tone = float(said.group(1)) if said else 1.0
        rows.append((posture, tone, float(cells[1].removesuffix(" m")), cells[2:]))
    return rows


@pytest.mark.parametrize(("posture", "tone", "height", "told"), landing_rows())
def test_landings_on_the_page(posture: str, tone: float, height: float, told: list[str]) -> None:
    """To the digits printed, give or take one in the last."""
    landing = drop_landing(MAN, human_tissue(), height_m=height, posture=posture, tone=tone)
    index = float(dri(landing.time_s, landing.seat_m_s2 / 9.80665).value)
    ground, tibia, lumbar = landing.ground_force_bw.max(), landing.tibia_n.max() / 1e3, landing.lumbar_n.max() / 1e3
    assert float(told[0]) == pytest.approx(ground, abs=0.1)
    if told[1]:
        assert float(told[1]) == pytest.approx(tibia, abs=0.1)
    assert float(told[2]) == pytest.approx(lumbar, abs=0.1)
    if told[3]:
        assert float(told[3]) == pytest.approx(index, abs=1.0)


def test_the_page_has_every_row() -> None:
    assert len(landing_rows()) == 10


@pytest.mark.parametrize(
    ("spine", "sides", "row"), [(False, False, "frontal"), (True, False, "with `spine`"), (False, True, "with `sides`")]
)
def test_degrees_of_freedom_on_the_page(spine: bool, sides: bool, row: str) -> None:
    model = performer(MAN, human_tissue(), spine=spine, sides=sides).spec.compile()
    assert f"| {row} | {model.nv} |" in PAGE
