"""What each gag of a plan is called, and who is in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from stuntlab.plan.actions.base import Action
from stuntlab.plan.stunt import Plan


def gag_labels(plan: Plan) -> Mapping[str, Action]:
    """The actions in order by their labels: "kick", or "kick 1", "kick 2" where there are several of a kind."""
    return dict(zip(labels_in_order(plan), plan.action, strict=True))


def labels_in_order(plan: Plan) -> list[str]:
    """The label of each action."""
    return number_words([action.called for action in plan.action])


def number_words(words: Sequence[str]) -> list[str]:
    """The words as labels: as they are, or with a number where one comes several times."""
    total, seen = Counter(words), Counter[str]()
    labels = []
    for word in words:
        seen[word] += 1
        labels.append(word if total[word] == 1 else f"{word} {seen[word]}")
    return labels


def label_meant(said: str, labels: Iterable[str]) -> str:
    """The label that somebody means: capitals, blanks, hyphens and underscores make no difference; else as it is."""
    return next((label for label in labels if _plain(label) == _plain(said)), said)


def label_words(label: str) -> str:
    """A label in a sentence: "stair fall 2"."""
    return label.replace("_", " ")


def _plain(label: str) -> str:
    return re.sub(r"[\s_-]+", " ", label).strip().casefold()


def people_in(action: Action) -> tuple[str, ...]:
    """Everybody whose body is in the action, who acts first."""
    return tuple(dict.fromkeys(_names(action, action.bodies)))


def people_measured(action: Action) -> tuple[str, ...]:
    """Everybody in the action of whom a body is made."""
    fields = tuple(field for field in action.bodies if field not in action.unmeasured)
    return tuple(dict.fromkeys(_names(action, fields)))


def people_acted_upon(action: Action) -> tuple[str, ...]:
    """Everybody in the action but the one who acts."""
    return tuple(name for name in people_in(action) if name != action.by)


def _names(action: Action, fields: tuple[str, ...]) -> list[str]:
    given = [getattr(action, field) for field in fields]
    return [name for value in given for name in ((value,) if isinstance(value, str) else value or ())]
