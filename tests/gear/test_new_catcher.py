"""A new kind of catcher is its words and its behaviour and nothing else; one of the two alone is refused."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, ClassVar

import pytest
from pydantic import Field

from stuntlab.cli.main import main
from stuntlab.errors import PlanError
from stuntlab.gags import gags_of
from stuntlab.gear import catchers
from stuntlab.gear.bedding import Bedding
from stuntlab.gear.catchers.base import THROWS_M, CatcherBehaviour, FieldOf
from stuntlab.gear.catchers.looks import Look, SlabLook
from stuntlab.gear.catchers.properties import Edge, Properties
from stuntlab.gear.foam import foam_of
from stuntlab.gear.footprint import Footprint
from stuntlab.gear.landing_field import Patch, foam_field
from stuntlab.plan import GEAR_KINDS, parse_plan, plan_schema
from stuntlab.plan.catcher import Catcher
from stuntlab.plan.fields import Whole
from stuntlab.plan.stunt import register_gear, unregister_gear
from stuntlab.previs.stage_set.gear import catcher_pieces
from stuntlab.scene.field import Field as LandingField

PLAN = """stunt: Fall
people: {faller: {job: stunt performer, height: 172 cm, mass: 68 kg, sex: male}}
gear:
  pit: {kind: rope pit, size: 6 x 6 x 1.5 m, near_edge: 0.5 m, layers: 12}
action:
  - high_fall: {by: faller, from: 6 m, style: back, push: 3 ± 0.2 m/s, sideways: 0 m/s, onto: pit}
"""


class RopePit(Catcher):
    """Layers of rope netting in a frame."""

    kind: ClassVar[str] = "rope pit"
    summary: ClassVar[str] = "layers of rope netting in a frame"

    layers: Annotated[int, Whole(1, 50)] = Field(description="layers of netting")


class RopePitCatcher(CatcherBehaviour[RopePit]):
    """Netting that gives way as soft foam does, and that hangs on ties."""

    read_from = RopePit
    not_simulated = None
    landing_s = 0.4
    timestep_s = 2e-4
    ready_s = 45.0
    ready = "for the faller before to climb out"
    look: Look = SlabLook()
    properties = Properties(
        edge=Edge(outer_m=0.8, throws_m=THROWS_M),
        has_fans=False,
        can_be_damp=True,
        hangs_on_ties=True,
        one_at_a_time=True,
        always_ready=False,
        comes_with_rating=False,
        wants_drop_test=True,
        swallows_feet=True,
        movable=True,
        rebuilt_with_fall=False,
        clear_around=None,
        clear_below=None,
        water=None,
        foam=None,
    )

    @property
    def field(self) -> FieldOf:
        return self._field

    def _field(self, model: str, where: Footprint, patches: Sequence[Patch], /) -> LandingField:
        return foam_field(foam_of(Bedding("pad"), self.words.top_m, end=model), where, patches)

    def assumptions(self) -> tuple[str, ...]:
        return (f"rope pit: its {self.words.layers} layers are taken for soft foam (judgement)",)

    def not_assessed(self) -> tuple[str, ...]:
        return ("a hand or foot that is caught between ropes",)

    def against_practice(self, _take_off_m: float, /) -> tuple[tuple[str, str], ...]:
        return ()


class Speechless(CatcherBehaviour[RopePit]):
    """Says nothing but what it is read from."""

    read_from = RopePit


@pytest.fixture
def words() -> Iterator[None]:
    """A plan can say "rope pit", and nothing more is known of it."""
    register_gear(RopePit)
    yield
    unregister_gear(RopePit.kind)


@pytest.fixture
def rope_pit(words: None) -> Iterator[None]:
    catchers.register(RopePitCatcher)
    yield
    catchers.unregister(RopePit.kind)


@pytest.fixture
def plan_file(tmp_path: Path) -> Path:
    path = tmp_path / "pit.yaml"
    path.write_text(PLAN, encoding="utf-8")
    return path


@pytest.mark.usefixtures("rope_pit")
def test_its_failure_modes_follow_from_its_properties() -> None:
    (gag,) = gags_of(parse_plan(PLAN))
    names = {branch.name for branch in gag.branches()}
    assert names >= {"lands on the outer metre", "second faller", "a tie lets go", "boxes are damp", "over-rotates"}
    assert "fan stops" not in names


@pytest.mark.usefixtures("rope_pit")
def test_it_is_checked_assessed_and_drawn(
    plan_file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("stuntlab.pipeline.rehearse.DRAWS_PER_BRANCH", 2**12)
    assert main(["check", str(plan_file)]) == 0
    assert "rope pit" in capsys.readouterr().out
    code = main(["assess", str(plan_file), "--json", "--body-only", "--takes", "2", "--threads", "1"])
    answer = json.loads(capsys.readouterr().out)
    assert code in (20, 30, 40), "an answer, and not an error"
    text = json.dumps(answer)
    assert "no rated height" not in text
    assert "in the outer 0.8 m of pit" in text
    assert [piece.name for piece in catcher_pieces(parse_plan(PLAN))] == ["pit"]
    assert "rope pit" in catchers.kinds()
    assert "rope pit" in json.dumps(plan_schema())


@pytest.mark.usefixtures("words")
def test_words_without_a_behaviour_are_refused_with_their_line(
    plan_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for command in ("check", "assess"):
        assert main([command, str(plan_file)]) == 2
        said = capsys.readouterr().err
        assert 'a fall onto a "rope pit" can be planned but not assessed' in said
        assert "gear/catchers/rope_pit.py with its behaviour is missing" in said
        assert "our fault" not in said
        assert command == "assess" or f"{plan_file}:4: gear, pit: " in said


def test_a_behaviour_without_words_or_with_parts_missing_is_refused() -> None:
    with pytest.raises(ValueError, match='RopePitCatcher cannot be registered: no plan can say "rope pit"'):
        catchers.register(RopePitCatcher)
    with pytest.raises(ValueError, match=r"Speechless cannot be registered: it lacks against_practice, .*properties"):
        catchers.register(Speechless)


def test_what_was_added_is_gone_afterwards() -> None:
    assert "rope pit" not in GEAR_KINDS
    assert "rope pit" not in catchers.kinds()
    with pytest.raises(PlanError, match='"rope pit" is not a kind this version knows'):
        parse_plan(PLAN)


def test_a_word_that_is_taken_is_not_given_twice() -> None:
    class Other(RopePit):
        kind: ClassVar[str] = "net"

    with pytest.raises(ValueError, match='there is a kind "net" already'):
        register_gear(Other)
