"""What people type for a gag is one of its labels, however they space it."""

import pytest

from stuntlab.plan import label_meant

LABELS = ("ground_fall", "kick 1", "kick 2")


@pytest.mark.parametrize("said", ["ground fall", "Ground-fall", "ground_fall", " ground  fall "])
def test_blanks_hyphens_and_capitals_make_no_difference(said: str) -> None:
    assert label_meant(said, LABELS) == "ground_fall"


@pytest.mark.parametrize("said", ["kick", "fall", ""])
def test_what_may_mean_several_or_none_stays(said: str) -> None:
    assert label_meant(said, LABELS) == said
