"""A production's own limits: stricter, never laxer; every mistake is one sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from stuntlab.datasets import Borne
from stuntlab.errors import UserError
from stuntlab.verdict import limit_for, read_limits


def written(folder: Path, text: str) -> Path:
    path = folder / "night_train.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_stricter_file_is_used_and_named(tmp_path: Path) -> None:
    limits = read_limits(
        written(
            tmp_path,
            'production = "Night Train"\n[imposed]\nabdomen_force = 100\nfoot_impulse = 1\n'
            "[chosen]\nhead_hic15 = 250\n[trained]\nabdomen_force = 900\n[allowance]\nimposed_exceedance = 1e-4\n",
        )
    )
    assert limits.name == "2026-1 + Night Train"
    assert limit_for(limits, "abdomen_force", Borne.IMPOSED, 55).value == 100
    assert limit_for(limits, "abdomen_force", Borne.TRAINED_RECEIVER, 55).value == 900
    assert limit_for(limits, "head_hic15", Borne.CHOSEN, 80).value == 250
    assert limit_for(limits, "foot_impulse", Borne.IMPOSED, 55).value == 1
    assert limits.allowance("imposed_exceedance") == 1e-4
    assert limits.allowance("chosen_exceedance") == read_limits().allowance("chosen_exceedance")


def test_the_stricter_of_table_and_production_holds_for_each_person(tmp_path: Path) -> None:
    """2000 N is stricter than the table for a heavy person and laxer for a light one, who keeps the table's limit."""
    limits = read_limits(written(tmp_path, "[chosen]\nneck_tension = 2000\n"))
    assert limit_for(limits, "neck_tension", Borne.CHOSEN, 80).value == 2000
    assert limit_for(limits, "neck_tension", Borne.CHOSEN, 55).value == 1700


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[imposed]\nabdomen_force = 250\n", "abdomen_force = 250: is laxer than the table, which has 220"),
        ("[imposed]\nhead_contact_force = 1\n", "laxer than the table, which has 0"),
        ("[trained]\nhead_contact_force = 1\n", "laxer than the table, which has 0"),
        ("[imposed]\nhead_hic15 = 300\n", "laxer than the table, which has 250"),
        ("[allowance]\nimposed_exceedance = 0.01\n", "laxer than the table, which has 0.001"),
        ("[imposed]\nabdomen_forse = 100\n", "abdomen_force"),
        ("[imposd]\nabdomen_force = 100\n", "imposed"),
        ("[imposed]\nabdomen_force = nan\n", "must be a number"),
        ("[imposed]\nabdomen_force = -1\n", "must be a number"),
        ("[imposed]\nabdomen_force = true\n", "must be a number"),
        ('[imposed]\nabdomen_force = "100 N"\n', "must be a number"),
        ("imposed = 3\n", "must be a section"),
        ("production = 3\n", "name of the production"),
        ("[imposed\n", "is not TOML"),
        ("a = " + 5000 * "[" + "\n", "is not TOML"),
    ],
)
def test_a_bad_file_is_refused_in_words(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(UserError) as refused:
        read_limits(written(tmp_path, text))
    assert said in str(refused.value)
    assert "night_train.toml" in str(refused.value)


def test_all_problems_at_once(tmp_path: Path) -> None:
    with pytest.raises(UserError) as refused:
        read_limits(written(tmp_path, "[imposed]\nabdomen_force = 250\nchest_force = 500\nhed = 1\n"))
    assert len(str(refused.value).splitlines()) == 3


def test_files_that_are_none(tmp_path: Path) -> None:
    binary, big = tmp_path / "binary", tmp_path / "big"
    binary.write_bytes(bytes(range(256)))
    big.write_bytes(b"#" * 1_000_001)
    for path in (tmp_path, tmp_path / "missing", binary, big):
        with pytest.raises(UserError, match=path.name):
            read_limits(path)
