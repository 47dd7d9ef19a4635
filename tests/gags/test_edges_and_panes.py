"""How draws of gags on lines end: panes that break, the edge of what catches, a straight wire, a gym fall."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from stuntlab.datasets import Draws
from stuntlab.gags import gags_of
from stuntlab.gags.base import Gag
from stuntlab.gags.descend.gag import Descend
from stuntlab.gags.harnessed.thrown import BESIDE, EDGE, LANDS
from stuntlab.gags.pull.gag import Pull
from stuntlab.gags.wire_swing.gag import BREAKS, MEETS
from stuntlab.pipeline.rehearse import draw_gag
from stuntlab.plan import parse_plan, template

EXAMPLES = Path(__file__).parents[2] / "examples"
TOWER = (EXAMPLES / "tower_swing.yaml").read_text(encoding="utf-8")
FEW = 2**13


def drawn(text: str, *changes: tuple[str, str]) -> tuple[Gag, Draws]:
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    (gag,) = gags_of(parse_plan(text))
    return gag, draw_gag(gag, seed=0, at_most=FEW)


def share(gag: Gag, draws: Draws, outcome: int) -> float:
    """Of the planned takes, how many end so."""
    return float(np.mean(gag.classify(draws)[draws.branch == 0] == outcome))


def test_every_second_pane_that_is_met_faster_than_it_was_tried_breaks() -> None:
    """4.6 m/s at the window line: above the 1.9 m/s of class 3, below the 4.9 m/s of class 1 for most."""
    taken_out, beside = drawn(TOWER), drawn(TOWER, ("pane: removed", "pane: class 3"))
    met = share(*taken_out, MEETS)
    assert share(*taken_out, BREAKS) == 0.0
    assert share(*beside, BREAKS) == pytest.approx(met / 2, rel=0.1)
    assert share(*drawn(TOWER, ("pane: removed", "pane: unrated")), BREAKS) == pytest.approx(met / 2, rel=0.1)
    assert share(*drawn(TOWER, ("pane: removed", "pane: class 1")), BREAKS) < met / 4
    assert not beside[0].outcomes[BREAKS].modelled, "cuts and a fall through it are harm, and no load says how much"


def test_a_wire_that_somebody_hangs_on_is_straight() -> None:
    swing = template("wire_swing").replace("slack: 0 ± 0.02 m", "slack: 0 in")
    draws = drawn(swing)[1]
    assert float(np.quantile(draws.values["slack_m"][draws.branch == 0], 0.99)) < 0.06


def test_landings_near_the_edge_of_what_catches_are_told_apart() -> None:
    text = template("pull")
    gag, draws = drawn(text)
    assert isinstance(gag, Pull)
    assert share(gag, draws, LANDS) > 0.9
    short, few = drawn(text, ("size: 6 x 3 x 0.6 m", "size: 3.2 x 3 x 0.6 m"))
    ends = [share(short, few, end) for end in (LANDS, EDGE, BESIDE)]
    assert ends[1] > 0.3, "a head that comes to rest over the end of a short pit"
    assert sum(ends) == pytest.approx(1.0)


@pytest.mark.parametrize(("job", "speed", "stands"), [("stunt performer", 4.5, True), ("actor", 4.5, False)])
def test_whoever_does_stunts_stands_after_a_hop_of_a_metre(job: str, speed: float, *, stands: bool) -> None:
    text = template("descend").replace("brakes: decelerator          #", "brakes: fan  #")
    text = text.replace("    # speed: 3 m/s ", f"    speed: {speed} m/s #").replace("    stops_over: 6 m ", "    # ")
    text = text.replace("stops_at: 3 ± 0.2 m", "stops_at: 0.6 m").replace("job: stunt performer", f"job: {job}")
    (gag,) = gags_of(parse_plan(text))
    assert isinstance(gag, Descend)
    assert gag.lets_down
    assert (gag.lands_s < 0.3) is stands


def test_belayers_of_a_gym_are_pulled_as_they_were_measured() -> None:
    """Climbers up to 2.65 kN, belayers up to 1.85 kN, bolts 3.54 kN on average in a day of lead falls (HN2, V-S)."""
    text = template("climb").replace("protection: top rope ", "protection: lead\n      above_runner: 0.8 m #")
    text = text.replace("length_out: 12 ± 0.3 m", "length_out: 10 ± 0.3 m").replace(
        "offset: 0.5 ± 0.2", "offset: 0 ± 0.2"
    )
    draws = drawn(text)[1]
    planned = draws.branch == 0
    climber, belayer, bolt = (np.median(draws.values[name][planned]) for name in ("line_n", "belay_n", "anchor_n"))
    assert 2000.0 < climber < 3200.0, "the stiffer end of the rope decides, and lies above people"
    assert 1000.0 < belayer < 1850.0
    assert 3000.0 < bolt < 4900.0


def test_a_planned_slip_is_a_fall_of_the_day_and_a_climb_is_none() -> None:
    climb = parse_plan(template("climb")).action[0]
    assert [dose.what for dose in climb.doses] == ["falls"]
    assert not climb.model_copy(update={"slips": False}).doses
