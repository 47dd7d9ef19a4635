"""Two gags with one label: nobody could tell which of them was rehearsed, done or stopped."""

from __future__ import annotations

from collections.abc import Iterator

from stuntlab.plan.actions.anything import Anything
from stuntlab.plan.gag_labels import labels_in_order
from stuntlab.plan.stunt import Plan


def gags_named_twice(plan: Plan) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Where each gag stands whose own name is the label of another one, and a sentence."""
    labels = labels_in_order(plan)
    for number, (label, action) in enumerate(zip(labels, plan.action, strict=True)):
        if isinstance(action, Anything) and labels.count(label) > 1:
            text = f'another gag of this plan is called "{label}" too: give this one another name'
            yield ("action", number, action.kind, "named"), text
