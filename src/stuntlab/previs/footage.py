"""Footage of a gag: what a still, a contact sheet and a clip of it need to know."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from stuntlab.datasets import Floats
from stuntlab.report.film import Point
from stuntlab.report.still import Painted, Setting, View


@dataclass(frozen=True, slots=True)
class Timing:
    """Moments of a gag in its own time, s.

    decisive_s: when it has to be believed, the moment of a still. beats: name -> moment, rising, for a contact sheet;
    zero: the one that captions count from. sounds_s: when the sound of a blow or a landing belongs; None where there is
    no one sound.
    """

    begins_s: float
    ends_s: float
    decisive_s: float
    zero: str
    beats: Mapping[str, float]
    sounds_s: float | None


class Footage(ABC):
    """One gag of a plan on its set, in axes of its own that views and frames share.

    label: of the gag and the part of it, for files. title: the same for people. note: what is shown, in words.
    """

    label: str
    title: str
    note: str
    timing: Timing
    setting: Setting

    @abstractmethod
    def view(self, name: str) -> View:
        """From where a camera of the plan sees it.

        Raises:
            CameraError: too little is said of the camera, or it stands in somebody or in something.
        """

    def note_on(self, _view: View) -> str:
        """What is shown from a view, in words: the note, and what only this view does to it."""
        return self.note

    def towards(self, name: str, times_s: Sequence[float]) -> Sequence[Point]:
        """What a view keeps in the middle of its picture, for each moment; none for one that stays."""
        del name, times_s
        return ()

    @abstractmethod
    def looks_away(self, name: str) -> bool:
        """Whether all of it lies behind a camera of the plan."""

    @abstractmethod
    def aside(self) -> Mapping[str, View]:
        """From where it is seen as a whole, for plans whose cameras are not placed yet: name -> view."""

    def is_seen(self, _name: str, _view: View, _time_s: float) -> bool:
        """Whether a view has at a moment whom it is about in its picture."""
        return True

    def still_s(self, _name: str, _view: View) -> float:
        """The moment of a still from a view: the decisive one."""
        return self.timing.decisive_s

    @abstractmethod
    def names(self, time_s: float) -> Mapping[str, Sequence[Floats]]:
        """Where the name of everybody may hang at a moment, the best place first, each [3], m."""

    @abstractmethod
    def frames(self, times_s: Iterable[float], view: View) -> Iterator[tuple[Painted, ...]]:
        """What is seen at rising moments, always the same things in the same order."""
