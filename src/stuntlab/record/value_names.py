"""What people call a value of a gag: "kick.gap", or "gap" and "speed" where only one gag has such a value."""

from __future__ import annotations

from collections.abc import Mapping

from stuntlab.plan.actions.base import Action
from stuntlab.plan.everyday import find_keys
from stuntlab.plan.gag_labels import label_meant
from stuntlab.plan.measured import quantity_fields


def complete_value_name(name: str, gags: Mapping[str, Action]) -> str:
    """The whole name, "kick.gap", of what somebody calls "gap"; the name as it is where it may mean several or none.

    gags: label or kind -> action.
    """
    label, dot, said = name.strip().rpartition(".")
    found = [
        f"{gag}.{field}"
        for gag, action in gags.items()
        if not dot or gag == label_meant(label, gags)
        for field in find_keys((action.kind, "action"), said, tuple(quantity_fields(type(action))))
    ]
    return found[0] if len(found) == 1 else name.strip()
