"""stuntlab rehearses a film stunt thousands of times before anyone does it.

`read_plan` reads what a production intends, `assess` says who could be hurt by it, by whom, how badly and how sure that
is. The injury criteria (`stuntlab.injury`) and the signal methods (`stuntlab.loads`) need no simulator.

Names are imported from their homes when first used, so that `stuntlab --help` does not wait for a physics engine.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stuntlab.datasets import (
        Assessment,
        Borne,
        Exposure,
        ExposureResult,
        Finding,
        Interval,
        LoadSummary,
        PersonResult,
        Severity,
        Verdict,
    )
    from stuntlab.errors import ModelError, PlanError, StuntlabError, UserError
    from stuntlab.gags import kinds
    from stuntlab.people import Performer, human_tissue, measures, performer
    from stuntlab.pipeline.assess import assess
    from stuntlab.plan import (
        Plan,
        ProductionFile,
        parse_plan,
        parse_production,
        plan_schema,
        read_plan,
    )
    from stuntlab.units import Quantity, parse_quantity
    from stuntlab.verdict import Limits, read_limits

_HOMES = {
    "datasets": (
        "Assessment",
        "Borne",
        "Exposure",
        "ExposureResult",
        "Finding",
        "Interval",
        "LoadSummary",
        "PersonResult",
        "Severity",
        "Verdict",
    ),
    "errors": ("ModelError", "PlanError", "StuntlabError", "UserError"),
    "gags": ("kinds",),
    "people": ("Performer", "human_tissue", "measures", "performer"),
    "pipeline.assess": ("assess",),
    "plan": (
        "Plan",
        "ProductionFile",
        "parse_plan",
        "parse_production",
        "plan_schema",
        "read_plan",
    ),
    "units": ("Quantity", "parse_quantity"),
    "verdict": ("Limits", "read_limits"),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "Assessment",
    "Borne",
    "Exposure",
    "ExposureResult",
    "Finding",
    "Interval",
    "Limits",
    "LoadSummary",
    "ModelError",
    "Performer",
    "PersonResult",
    "Plan",
    "PlanError",
    "ProductionFile",
    "Quantity",
    "Severity",
    "StuntlabError",
    "UserError",
    "Verdict",
    "assess",
    "human_tissue",
    "kinds",
    "measures",
    "parse_plan",
    "parse_production",
    "parse_quantity",
    "performer",
    "plan_schema",
    "read_limits",
    "read_plan",
]


def __getattr__(name: str) -> object:
    if name not in _HOME_OF:
        raise AttributeError(f"module 'stuntlab' has no attribute {name!r}")
    return getattr(import_module(f"stuntlab.{_HOME_OF[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
