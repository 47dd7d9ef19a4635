"""What every action has."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Any, ClassVar

from pydantic import Field

from stuntlab.plan.fields import PersonName, Whole
from stuntlab.plan.model import PlanModel
from stuntlab.plan.practice import Ladder, TakeDose, Tamer


class Action(PlanModel):
    """One gag of a stunt. Each kind is a subclass in a file of its own.

    kind: the word for it in a plan. summary: one line for people.
    bodies: the fields that name people in the action, whose bodies the simulation needs (height, mass, sex), but for
    those that are `unmeasured`. ladder: the steps it is
    rehearsed in. dose: what a take of it puts people through; None where nothing is counted. tamer: the fields of which
    more, or less, than planned harms nobody; of all others either side may. touches_at: the field that is 0 or less
    where somebody is touched; None where there is none. simulated: whether there is physics of it at all.
    noun: what one of it is called, where the word for the kind is no noun. styles_called: the styles of it that have a
    word of their own: a slap is no punch. settled: the quantities that no take has a value of its own of: what was
    rehearsed before, what was built, how much is clear.
    """

    kind: ClassVar[str]
    summary: ClassVar[str]
    bodies: ClassVar[tuple[str, ...]] = ("by",)
    unmeasured: ClassVar[tuple[str, ...]] = ()
    ladder: ClassVar[Ladder]
    dose: ClassVar[TakeDose | None]
    tamer: ClassVar[Mapping[str, Tamer]] = MappingProxyType({})
    touches_at: ClassVar[str | None] = None
    simulated: ClassVar[bool] = True
    noun: ClassVar[str] = ""
    styles_called: ClassVar[tuple[str, ...]] = ()
    settled: ClassVar[tuple[str, ...]] = ()

    by: PersonName = Field(description="who does it")
    takes: Annotated[int, Whole(1, 1000)] = Field(default=1, description="executions on the day, rehearsals included")

    @property
    def called(self) -> str:
        """The word that people have for it, from which its label is made."""
        return self.called_so(getattr(self, "style", None))

    @classmethod
    def called_so(cls, style: Any) -> str:
        """The word for one of this kind that is done in a style, if it has styles."""
        return str(style) if style in cls.styles_called else cls.noun or cls.kind

    @property
    def doses(self) -> tuple[TakeDose, ...]:
        """What a take gives, to each whom it gives something."""
        return (self.dose,) if self.dose else ()

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        """A kind that does not say how it is rehearsed and what it puts people through is no kind.

        Raises: TypeError, naming what is missing.
        """
        super().__pydantic_init_subclass__(**kwargs)
        missing = [name for name in ("summary", "ladder", "dose") if not hasattr(cls, name)]
        if "kind" in vars(cls) and missing:
            raise TypeError(f"{cls.__name__}, a kind of action, does not say its {', '.join(missing)}")
