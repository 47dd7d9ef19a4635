"""Lines never break inside what is read as one."""

import pytest
from PIL import ImageFont

from stuntlab.report.caption import break_line
from stuntlab.report.line_breaks import GLUE, glue_numbers


@pytest.mark.parametrize("whole", ["1 850", "220 N", "1 in 4 900", "1 of 4 900", "12 deg", "9.7 ft"])
def test_a_number_stays_with_what_belongs_to_it(whole: str) -> None:
    assert glue_numbers(f"about {whole} takes").split(" ") == ["about", whole.replace(" ", GLUE), "takes"]


@pytest.mark.parametrize("words", ["8 takes", "1 in the", "kick 2 by", "5 ft 7 in"])
def test_other_words_may_part(words: str) -> None:
    assert " " in glue_numbers(words)


def test_captions_break_round_numbers_and_hold_plain_blanks() -> None:
    """The letters of pictures have no sign for a blank that does not break."""
    letters = ImageFont.load_default(size=20)
    lines = break_line(
        "the worst take brings 1 850 N to the belly", letters, int(letters.getlength("the worst take 1 "))
    )
    assert any("1 850 N" in line for line in lines)
    assert not any(GLUE in line for line in lines)
