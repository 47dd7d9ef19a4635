"""Names of channels: plain words in any order, ISO codes there and back."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stuntlab.imports import iso_code
from stuntlab.imports.clock import clock_unit
from stuntlab.imports.identity import Identity, locations
from stuntlab.imports.plain_words import from_words
from stuntlab.imports.quantities import measured_quantities


@pytest.mark.parametrize(
    ("text", "location", "quantity", "axis"),
    [
        ("head acceleration x", "head", "acceleration", "x"),
        ("Head_aX", "head", "acceleration", "x"),
        ("HEAD CG ACC Z", "head", "acceleration", "z"),
        ("head acceleration resultant", "head", "acceleration", "resultant"),
        ("head res. acc", "head", "acceleration", "resultant"),
        ("gyro head y", "head", "angular velocity", "y"),
        ("upper neck moment y", "upper neck", "moment", "y"),
        ("neck fz", "upper neck", "force", "z"),
        ("lower neck fz", "lower neck", "force", "z"),
        ("chest deflection", "chest", "displacement", "x"),
        ("chest_compression", "chest", "displacement", "x"),
        ("T1 acceleration x", "T1", "acceleration", "x"),
        ("left femur force", "left femur", "force", "z"),
        ("femur force z right", "right femur", "force", "z"),
        ("femur l fz", "left femur", "force", "z"),
        ("lower left tibia force z", "left lower tibia", "force", "z"),
        ("tibia upper r mx", "right upper tibia", "moment", "x"),
        ("right foot acceleration resultant", "right foot", "acceleration", "resultant"),
        ("abdomen force", "abdomen", "force", "resultant"),
        ("chest pressure", "chest", "pressure", ""),
    ],
)
def test_plain_words_are_understood(text: str, location: str, quantity: str, axis: str) -> None:
    assert from_words(text) == Identity(location, quantity, axis)


def test_a_class_in_the_name_is_taken_as_applied() -> None:
    assert from_words("head acceleration x CFC1000") == Identity("head", "acceleration", "x", channel_class=1000)
    assert from_words("cfc 180 chest acc z") == Identity("chest", "acceleration", "z", channel_class=180)


@pytest.mark.parametrize(
    ("text", "lacks"),
    [
        ("foo", "no place on the body"),
        ("head", "no quantity"),
        ("head acceleration", "no axis"),
        ("femur force", "left or right femur"),
        ("left head acceleration x", "there is no left head"),
        ("head acceleration x raw", "'raw' in its name is not understood"),
        ("head acceleration x y", "'y' in its name is not understood"),
    ],
)
def test_a_name_that_does_not_say_enough_says_what_is_lacking(text: str, lacks: str) -> None:
    answer = from_words(text)
    assert isinstance(answer, str)
    assert lacks in answer


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("time", ""), ("Time", ""), ("t", ""), ("ZEIT", ""), ("time_ms", "ms"), ("t_us", "us"), ("time_s", "s"),
        ("TimeStamp", ""), ("timestamp", ""), ("isoTimestamp", ""),
        ("seconds_elapsed", "seconds"), ("seconds", "seconds"),
        ("Elapsed Time", ""), ("unix time ms", "ms"), ("motionTimestamp_sinceReboot", ""), ("X_Value", None),
    ],
)  # fmt: skip
def test_the_clock_is_known_by_its_names(name: str, unit: str | None) -> None:
    assert clock_unit(name, "") == unit


@pytest.mark.parametrize(
    "name", ["head acceleration x", "frame", "battery", "m", "", "reaction time of pilot", "times"]
)
def test_other_names_are_no_clock(name: str) -> None:
    assert clock_unit(name, "") is None


def test_the_code_of_the_reference_page() -> None:
    assert iso_code.from_code("11HEAD0000H3ACXA") == Identity("head", "acceleration", "x", 1000, "11", "50M")


@pytest.mark.parametrize(("letter", "channel_class"), [("A", 1000), ("B", 600), ("C", 180), ("D", 60), ("0", None)])
def test_filter_letters(letter: str, channel_class: int | None) -> None:
    identity = iso_code.from_code(f"11CHST0000HFACX{letter}")
    assert isinstance(identity, Identity)
    assert (identity.channel_class, identity.dummy) == (channel_class, "5F")


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("11VEHC000000ACXA", "location VEHC0000"),
        ("11HEAD0000H3TEXA", "dimension TE"),
        ("11HEAD0000H3AC1A", "direction 1"),
        ("11HEAD0000H3ACXS", "filter letter S"),
        ("11HEAD0000H3", "not a channel code of sixteen"),
    ],
)
def test_codes_no_criterion_can_use_say_why(code: str, why: str) -> None:
    answer = iso_code.from_code(code)
    assert isinstance(answer, str)
    assert why in answer


def test_a_number_or_a_word_is_no_code() -> None:
    assert iso_code.is_code("11HEAD0000H3ACXA")
    assert not iso_code.is_code("1234567890123456")
    assert not iso_code.is_code("head acceleration")


_PLACES = [
    f"{side} {place.name}".strip()
    for place in locations()
    if place.iso
    for side in (("left", "right") if place.sided else ("",))
]
_QUANTITIES = [name for name, quantity in measured_quantities().items() if quantity.iso and name != "time"]


@settings(deadline=None, max_examples=100)
@given(
    place=st.sampled_from(_PLACES),
    quantity=st.sampled_from(_QUANTITIES),
    axis=st.sampled_from(["x", "y", "z", "resultant"]),
    channel_class=st.sampled_from([None, 20, 60, 180, 600, 1000]),
    dummy=st.sampled_from(["", "50M", "5F", "95M", "ES-2re", "human"]),
)
def test_codes_survive_writing_and_reading(
    place: str, quantity: str, axis: str, channel_class: int | None, dummy: str
) -> None:
    identity = Identity(place, quantity, axis, channel_class, "13", dummy)
    code = iso_code.to_code(identity)
    assert len(code) == 16
    assert iso_code.is_code(code)
    assert iso_code.from_code(code) == identity


@settings(deadline=None, max_examples=100)
@given(
    place=st.sampled_from(_PLACES),
    quantity=st.sampled_from(_QUANTITIES),
    axis=st.sampled_from(["x", "y", "z", "resultant"]),
    order=st.permutations([0, 1, 2]),
)
def test_words_survive_any_order(place: str, quantity: str, axis: str, order: list[int]) -> None:
    parts = [place, quantity, axis]
    if quantity == "pressure":
        parts[2] = ""
    identity = Identity(parts[0], quantity, parts[2])
    assert from_words(" ".join(parts[index] for index in order)) == identity


def test_no_word_means_two_things() -> None:
    words = [word for place in locations() for word in place.words]
    assert len(words) == len(set(words))
    codes = [code for place in locations() for code in place.iso]
    assert len(codes) == len(set(codes))
