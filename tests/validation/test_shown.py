"""The bench as text, JSON, Markdown and pictures."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from compared import comparison
from rich.cells import cell_len

from stuntlab.errors import UserError
from stuntlab.report.validation.as_data import validation_to_dict
from stuntlab.report.validation.comparison import MeasuredRange, Validation
from stuntlab.report.validation.page import validation_page
from stuntlab.report.validation.plot import save_plots
from stuntlab.report.validation.table import render_validation
from stuntlab.report.validation.wording import error_words, say_measured, tally, tally_of_good
from stuntlab.validation import read_cases

PAGE = (Path(__file__).parents[2] / "docs" / "validation.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("width", [40, 80, 120])
@pytest.mark.parametrize("unicode", [True, False])
def test_every_case_is_in_the_table(everything: Validation, width: int, unicode: bool) -> None:
    text = render_validation(everything, width=width, unicode=unicode)
    assert max(cell_len(line) for line in text.splitlines()) <= width
    assert unicode or text.isascii()
    flat = "".join(text.split())
    assert all(case.name in flat for case in read_cases())


def test_predictions_come_first_and_colour_is_not_the_only_sign(everything: Validation) -> None:
    text = render_validation(everything, width=80)
    assert text.index("Predicted") < text.index("Fitted") < text.index("Code checks") < text.index("No model")
    assert text.count("OUTSIDE") == sum(not row.inside for row in everything.comparisons)


def test_notes_are_shown_when_asked_for(everything: Validation) -> None:
    plain, noted = (render_validation(everything, notes=notes) for notes in (False, True))
    assert "padding is left out" not in plain
    assert "padding is left out" in " ".join(noted.split())


def test_json_has_the_agreed_shape(everything: Validation) -> None:
    answer = json.loads(json.dumps(validation_to_dict(everything), allow_nan=False))
    assert set(answer) == {"cases"}
    for row in answer["cases"]:
        assert set(row) == {
            "name",
            "kind",
            "inside",
            "quantity",
            "unit",
            "measured",
            "model",
            "source",
            "measured_on",
            "weak_reference",
        }
        assert row["kind"] in ("fitted", "predicted")
        assert isinstance(row["inside"], bool)
        if isinstance(row["measured"], list):
            low, high = row["measured"]
            assert row["inside"] == (low <= row["model"] <= high)


@pytest.mark.parametrize(
    ("measured", "unit", "said"),
    [
        (MeasuredRange(4.0, 2.0, 6.0, True), "kN", "2 to 6 kN"),
        (MeasuredRange(220.0, 176.0, 264.0, False), "N", "220 ± 44 N"),
        (MeasuredRange(1.0, 1.0, 1.0, False), "1", "1"),
    ],
)
def test_measured_in_words(measured: MeasuredRange, unit: str, said: str) -> None:
    assert say_measured(measured, unit) == said


@pytest.mark.parametrize(("model", "said"), [(114.0, "+14 %"), (80.0, "-20 %"), (100.2, "+0.2 %")])
def test_error_in_words(model: float, said: str) -> None:
    assert error_words(comparison(model=model)) == said


def test_the_score_is_given_without_weak_references_and_apart_for_people() -> None:
    rows = [
        comparison(model=100.0, measured_on="people"),
        comparison(model=200.0, measured_on="people", weak="It is a formula."),
        comparison(model=200.0, measured_on="dummies"),
    ]
    assert tally(rows) == "1 of 3 inside"
    said = tally_of_good(rows)
    assert (
        said == "Without 1 row of a weak reference: 1 of 2 inside (1 of 1 inside on people; 0 of 1 inside on dummies)"
    )


def test_an_empty_selection_is_an_empty_page() -> None:
    nothing = Validation((), (), (), (), ())
    assert render_validation(nothing).strip() == ""


def test_the_page_of_the_repository_holds_every_case_as_published(everything: Validation) -> None:
    """All but the model's digits: run `stuntlab validate --page docs/validation.md` where this fails."""
    assert structure(PAGE) == structure(validation_page(everything))


def structure(page: str) -> list[tuple[str, ...]]:
    """Case, quantity, measured, kind, source and tag of each row, and the other lines that no model changes."""
    kept = []
    for line in page.splitlines():
        cells = tuple(cell.strip() for cell in line.strip("|").split(" | "))
        if line.startswith("| `") and len(cells) == 9:
            kept.append((*cells[:3], *cells[6:]))
        elif line.startswith(("## ", "- `")):
            kept.append((line,))
    return kept


def test_pictures_of_every_curve_and_of_all_predictions(everything: Validation, tmp_path: Path) -> None:
    written = save_plots(everything, tmp_path / "new" / "folder")
    assert len(written) == len(everything.curves) + 1
    assert all(path.read_bytes().startswith(b"\x89PNG") and path.stat().st_size > 10_000 for path in written)


def test_a_folder_that_cannot_be_made(everything: Validation, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(UserError, match="cannot be written"):
        save_plots(everything, tmp_path / "file")
