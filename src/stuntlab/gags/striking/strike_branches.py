"""How a take of a strike can go, and how likely each way is."""

from __future__ import annotations

from stuntlab.datasets import Branch
from stuntlab.gags.striking.strike_numbers import StrikeFailure
from stuntlab.gags.striking.strike_setup import StrikeSetup
from stuntlab.plan import Plan
from stuntlab.plan.strike import Strike as StrikeWords


def strike_branches(gag: StrikeSetup) -> tuple[Branch, ...]:
    """How a take can go: as planned, and each failure mode of the kind."""
    wrong = tuple(
        Branch(name, _probability(gag, row), _reason(gag, row), row.outcome) for name, row in gag.numbers.branch.items()
    )
    planned = 1.0 - sum(branch.probability for branch in wrong)
    outcome = f"the {gag.limb.word} goes where the plan says, within its spread"
    return (Branch("as planned", planned, "", outcome), *wrong)


def _probability(gag: StrikeSetup, row: StrikeFailure) -> float:
    """Per take, less what the other sees in time; where a row says so, the likelier the more was thrown before."""
    on_wet = row.wet_probability if gag.floor.wet else None
    unseen = gag.numbers.goes_unseen.value if row.is_seen else 1.0
    probability = unseen * (row.probability if on_wet is None else on_wet)
    if row.strikes_for_as_much_again is None or row.most is None:
        return probability
    before = (count_strikes_thrown(gag.plan, gag.action.by) - 1) / 2
    return min(row.most, probability * (1 + before / row.strikes_for_as_much_again))


def _reason(gag: StrikeSetup, row: StrikeFailure) -> str:
    if row.is_seen:
        unseen = f"{100 * gag.numbers.goes_unseen.value:.0f} %"
        return f"{row.reason}; {unseen} of them are not seen by the other in time (THERP, checking; R-m)"
    if row.strikes_for_as_much_again is None:
        return row.reason
    return f"{row.reason}; {gag.action.by} throws {count_strikes_thrown(gag.plan, gag.action.by)}"


def count_strikes_thrown(plan: Plan, person: str) -> int:
    """How many strikes of a plan somebody throws, rehearsals included."""
    thrown = (action for action in plan.action if isinstance(action, StrikeWords) and action.by == person)
    return sum(action.takes * action.count for action in thrown)
