"""Lines never break inside what is read as one."""

import pytest

from stuntlab.report.line_breaks import GLUE, glue_numbers


@pytest.mark.parametrize("whole", ["1 850", "220 N", "1 in 4 900", "1 of 4 900", "12 deg", "9.7 ft"])
def test_a_number_stays_with_what_belongs_to_it(whole: str) -> None:
    assert glue_numbers(f"about {whole} takes").split(" ") == ["about", whole.replace(" ", GLUE), "takes"]


@pytest.mark.parametrize("words", ["8 takes", "1 in the", "kick 2 by", "5 ft 7 in"])
def test_other_words_may_part(words: str) -> None:
    assert " " in glue_numbers(words)
