"""A value is named in the words of the set where only one gag of the plan has it."""

import pytest

from stuntlab.plan import parse_plan, template
from stuntlab.plan.actions.base import Action
from stuntlab.record.value_names import complete_value_name

KICK, PUNCH, PULL = (parse_plan(template(kind)).action[0] for kind in ("kick", "punch", "pull"))


@pytest.mark.parametrize(
    ("name", "gags", "whole"),
    [
        ("gap", {"kick": KICK}, "kick.gap"),
        (" foot speed ", {"kick": KICK}, "kick.foot_speed"),
        ("speed", {"kick": KICK}, "kick.foot_speed"),
        ("speed", {"kick": KICK, "pull": PULL}, "kick.foot_speed"),
        ("kick.speed", {"kick": KICK, "punch": PUNCH}, "kick.foot_speed"),
        ("kick 2.gap", {"kick 1": KICK, "kick 2": KICK}, "kick 2.gap"),
        ("Kick-2.gap", {"kick 1": KICK, "kick 2": KICK}, "kick 2.gap"),
        ("gap", {"kick": KICK, "punch": PUNCH}, "gap"),
        ("gap", {"kick 1": KICK, "kick 2": KICK}, "gap"),
        ("takes", {"kick": KICK}, "takes"),
        ("falls", {"pull": PULL}, "falls"),
        ("nonsense", {"kick": KICK}, "nonsense"),
    ],
)
def test_the_whole_name_of_what_somebody_calls_a_value(name: str, gags: dict[str, Action], whole: str) -> None:
    assert complete_value_name(name, gags) == whole
