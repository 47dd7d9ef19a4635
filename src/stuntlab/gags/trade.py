"""What the plan says of a person in a gag, for the rules of the trade; what the kind adds comes from the gag."""

from __future__ import annotations

from stuntlab.datasets.drop_tests import DropTested
from stuntlab.datasets.trade import Blow, DownStairs, FromHeight, FromTheFeet, TradeFacts
from stuntlab.plan import Plan
from stuntlab.plan.gear.pad import Pad


def trade_facts_of(
    plan: Plan,
    gag: str,
    person: str,
    *,
    by: str,
    learned: bool = False,
    height: FromHeight | None = None,
    feet: FromTheFeet | None = None,
    stairs: DownStairs | None = None,
    blow: Blow | None = None,
    lands_at: str = "",
    held: bool = False,
    tested: DropTested | None = None,
) -> TradeFacts:
    """The facts of one person in one gag. by: who makes it; learned: whether the plan says they trained this."""
    who = plan.people[person]
    worn = (plan.gear[name] for name in who.wears)
    return TradeFacts(
        gag=gag,
        person=person,
        by=by,
        performer=does_stunts(who.job),
        learned=learned,
        padded=frozenset(gear.covers.value for gear in worn if isinstance(gear, Pad)),
        restrained=who.restrained,
        stop_signal=who.stop_signal or "",
        stoppers=tuple(name for name, one in plan.people.items() if one.may_stop and name != person),
        height=height,
        feet=feet,
        stairs=stairs,
        blow=blow,
        lands_at=lands_at,
        held=held,
        tested=tested,
    )


def does_stunts(job: str) -> bool:
    """Whether stunts are somebody's job."""
    return "stunt" in job.casefold()


def drives(job: str) -> bool:
    """Whether driving, riding or stunts are somebody's job."""
    return does_stunts(job) or any(word in job.casefold() for word in ("driver", "rider", "racer", "cyclist"))
