"""The catalogue: every load is made by a public function, and the limits table of the verdict speaks its units."""

import tomllib
from importlib.resources import files

from stuntlab import injury, loads
from stuntlab.loads import catalogue


def test_every_load_is_made_by_a_public_function():
    public = {f"injury.{name}" for name in injury.__all__} | {f"loads.{name}" for name in loads.__all__} | {"measured"}
    assert {kind.made_by for kind in catalogue().values()} <= public


def test_channel_classes_are_those_of_sae_j211_or_none():
    assert {kind.channel_class for kind in catalogue().values()} <= {0, 60, 180, 600, 1000}


def test_limits_of_the_verdict_are_of_known_loads_in_their_units():
    for table in files("stuntlab.verdict").joinpath("limits").iterdir():
        if table.name.endswith(".toml"):
            for name, row in tomllib.loads(table.read_text(encoding="utf-8"))["load"].items():
                assert catalogue()[name].unit == row["unit"], name
