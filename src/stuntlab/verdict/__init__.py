"""The rule of the house: who bears a risk, who creates it, and whether it was theirs to choose.

Arrays in, findings out; this package knows no simulator. `judge_exposure` is the rule, `read_limits` its table.
"""

from stuntlab.verdict.catch_findings import catch_findings, in_reach_findings
from stuntlab.verdict.circumstances import Circumstances, Knockdown
from stuntlab.verdict.combine import combine_verdict, most_severe_first, verdict_of_person
from stuntlab.verdict.confidence import share_interval, share_of_draws
from stuntlab.verdict.day import at_least_once, risk_on_the_day
from stuntlab.verdict.doubt import Chance, Doubt, always, chance_per_take, contact_chance, contact_of_counts, doubt_of
from stuntlab.verdict.exposure import judge_exposure
from stuntlab.verdict.joint import (
    in_every_model,
    joint_chance,
    joint_interval,
    joint_least,
    joint_loads,
    joint_risk_bases,
    joint_risks,
    most_failed,
)
from stuntlab.verdict.limit import AppliedLimit, allowed_exceedance, limit_for
from stuntlab.verdict.machine_findings import machine_findings
from stuntlab.verdict.model_error import RegionError, model_error, model_errors, scatter_beyond
from stuntlab.verdict.open_questions import Untold, open_questions
from stuntlab.verdict.passing import NODES, TakesOfModel, harm_done, loads_passing
from stuntlab.verdict.response import Response
from stuntlab.verdict.risk_findings import levels_in_tail
from stuntlab.verdict.settled import Known, narrows_most, what_is_known, what_narrows, what_narrows_shortly
from stuntlab.verdict.summary import summarise_load, summarise_loads
from stuntlab.verdict.table import Limits, LoadLimits, read_limits
from stuntlab.verdict.worst import exceedance_bound, load_share, nearest_load, worst_load

__all__ = [
    "NODES",
    "AppliedLimit",
    "Chance",
    "Circumstances",
    "Doubt",
    "Knockdown",
    "Known",
    "Limits",
    "LoadLimits",
    "RegionError",
    "Response",
    "TakesOfModel",
    "Untold",
    "allowed_exceedance",
    "always",
    "at_least_once",
    "catch_findings",
    "chance_per_take",
    "combine_verdict",
    "contact_chance",
    "contact_of_counts",
    "doubt_of",
    "exceedance_bound",
    "harm_done",
    "in_every_model",
    "in_reach_findings",
    "joint_chance",
    "joint_interval",
    "joint_least",
    "joint_loads",
    "joint_risk_bases",
    "joint_risks",
    "judge_exposure",
    "levels_in_tail",
    "limit_for",
    "load_share",
    "loads_passing",
    "machine_findings",
    "model_error",
    "model_errors",
    "most_failed",
    "most_severe_first",
    "narrows_most",
    "nearest_load",
    "open_questions",
    "read_limits",
    "risk_on_the_day",
    "scatter_beyond",
    "share_interval",
    "share_of_draws",
    "summarise_load",
    "summarise_loads",
    "verdict_of_person",
    "what_is_known",
    "what_narrows",
    "what_narrows_shortly",
    "worst_load",
]
