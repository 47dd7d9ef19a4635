"""Which strata of the plan get no further takes, since nothing that is open hangs on them."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from stuntlab.datasets import Basis, Branch, Interval, Stratum
from stuntlab.pipeline.where_to_look import LITTLE, SHOWN, nothing_to_tell
from stuntlab.verdict import Untold, always, chance_per_take, doubt_of

WHOLE = Interval(1.0, 1.0, 1.0)
STRATA = [
    Stratum("planned: middle", 0, True, WHOLE, 100_000, np.arange(30_000)),
    Stratum("planned: edge", 0, True, WHOLE, 100_000, np.arange(70_000)),
    Stratum("slips", 1, True, WHOLE, 100_000, np.arange(100_000)),
]


def test_what_a_stratum_adds_by_itself_is_its_share_of_the_takes() -> None:
    """Where all of it harms: the rate of its branch times its share of the draws; of mistakes it is not told."""
    doubt = doubt_of([Branch("as planned", 0.9, "", ""), Branch("slips", 0.1, "", "")], seed=0)
    alone = chance_per_take(STRATA, always(3), doubt, seed=0).basis.alone
    assert alone == pytest.approx({"planned: middle": 0.27, "planned: edge": 0.63}, rel=0.02)


@pytest.mark.parametrize(
    ("takes", "reaches", "of", "told"),
    [
        (SHOWN, LITTLE * 0.02, "ais2", (0,)),
        (SHOWN, 1.01 * LITTLE * 0.02, "ais2", ()),  # it reaches too high by itself
        (SHOWN - 1, 0.0, "ais2", ()),  # too few to be shown
        (SHOWN, 0.0, "going down", ()),  # nobody knows what it adds to that
    ],
)
def test_a_stratum_is_left_where_it_was_seen_and_adds_little(
    takes: int, reaches: float, of: str, told: tuple[int, ...]
) -> None:
    """The edge reaches high and a slip is no part of the plan: both go on."""
    stratum = np.repeat([0, 1, 2], [takes, SHOWN, SHOWN])
    rehearsal: Any = SimpleNamespace(strata=STRATA, loads={"soft": {"ann": SimpleNamespace(stratum=stratum)}})
    chance = Interval(0.01, 0.0, 0.02)
    basis = Basis(chance, alone={"planned: middle": reaches, "planned: edge": 0.02})
    result: Any = SimpleNamespace(
        exposure=SimpleNamespace(person="ann"), loads={}, risk_per_take={"ais2": chance}, risk_basis={"ais2": basis}
    )
    assert nothing_to_tell(rehearsal, [(result, ())], [Untold("ann", of, "")]) == told
