"""Rigs: functions that set a model up as a published test was set up, and answer what was measured there.

A rig takes keyword arguments only, numbers in SI; `setup` in a case file names them. It answers quantities of
`quantities.toml` in SI. A new rig is a function in a file here and a line in `RIGS`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from inspect import signature
from types import MappingProxyType

from pydantic import ConfigDict, ValidationError, validate_call

from stuntlab.errors import StuntlabError, UserError
from stuntlab.nearest import did_you_mean
from stuntlab.validation.case import Case
from stuntlab.validation.rigs.answer import Answer, Trace
from stuntlab.validation.rigs.body_arrest import body_arrest
from stuntlab.validation.rigs.canopy_landing import canopy_landing
from stuntlab.validation.rigs.catchers import box_crushed, box_drop, cargo_bag, foam_drop, free_fall, kettlebell_on_bag
from stuntlab.validation.rigs.closed_forms import closed_forms
from stuntlab.validation.rigs.flights import canopy_opening, free_flight, off_the_ramp
from stuntlab.validation.rigs.force_plate import force_plate
from stuntlab.validation.rigs.head_drop import head_drop
from stuntlab.validation.rigs.landing import drop_landing, landing_slope, seat_fall
from stuntlab.validation.rigs.leg import hip_flexion, knee_pendulum
from stuntlab.validation.rigs.lines import line_fall, line_parts, line_swing
from stuntlab.validation.rigs.lobdell import lobdell_unit
from stuntlab.validation.rigs.machines import brake_stop, machine_pull, ram_push
from stuntlab.validation.rigs.neck_pendulum import neck_pendulum
from stuntlab.validation.rigs.own_drop import own_drop
from stuntlab.validation.rigs.plate_stiffness import plate_stiffness
from stuntlab.validation.rigs.shoulder import shoulder
from stuntlab.validation.rigs.standing_fall import standing_fall
from stuntlab.validation.rigs.strike import strike
from stuntlab.validation.rigs.strike_each import strike_each
from stuntlab.validation.rigs.strike_to_force import strike_to_force
from stuntlab.validation.rigs.struck import headform_on_car, person_struck
from stuntlab.validation.rigs.trends import bracing, stiffness_trend
from stuntlab.validation.rigs.vehicles import person_thrown, speed_of_throw, vehicle_rolled, vehicle_stop

__all__ = ["RIGS", "Answer", "Trace", "answer"]

Rig = Callable[..., Answer]

RIGS: Mapping[str, Rig] = MappingProxyType(
    {
        rig.__name__: rig
        for rig in (
            kettlebell_on_bag,
            box_crushed,
            box_drop,
            bracing,
            brake_stop,
            canopy_landing,
            canopy_opening,
            cargo_bag,
            closed_forms,
            drop_landing,
            foam_drop,
            force_plate,
            free_fall,
            free_flight,
            head_drop,
            headform_on_car,
            hip_flexion,
            knee_pendulum,
            landing_slope,
            body_arrest,
            line_fall,
            line_parts,
            line_swing,
            lobdell_unit,
            machine_pull,
            neck_pendulum,
            off_the_ramp,
            own_drop,
            person_struck,
            person_thrown,
            plate_stiffness,
            ram_push,
            seat_fall,
            shoulder,
            speed_of_throw,
            standing_fall,
            stiffness_trend,
            strike,
            strike_each,
            strike_to_force,
            vehicle_rolled,
            vehicle_stop,
        )
    }
)


def answer(case: Case) -> Answer:
    """Set up and run the rig of a case.

    Raises:
        UserError: there is no such rig, or the set-up does not fit it.
    """
    if case.rig not in RIGS:
        raise UserError(
            f'case {case.name}: there is no rig "{case.rig}"{did_you_mean(case.rig, RIGS)}; there are {", ".join(RIGS)}'
        )
    try:
        return validate_call(config=ConfigDict(strict=False))(RIGS[case.rig])(**case.setup)
    except ValidationError as problem:
        faults = "; ".join(
            _say_fault(fault["loc"], fault["type"], fault["msg"], fault.get("ctx", {}), case.rig)
            for fault in problem.errors()
        )
        raise UserError(f"case {case.name}, set-up of the rig {case.rig}: {faults}") from problem
    except StuntlabError as problem:
        raise UserError(f"case {case.name}: {problem}") from problem


_BOUNDS = {
    "less_than": ("lt", "less than"),
    "less_than_equal": ("le", "at most"),
    "greater_than": ("gt", "more than"),
    "greater_than_equal": ("ge", "at least"),
}


def _say_fault(place: tuple[int | str, ...], kind: str, said: str, bounds: Mapping[str, object], rig: str) -> str:
    """One fault of a set-up; of a word that a rig does not have, which ones there are."""
    where = ".".join(map(str, place))
    if kind == "missing":
        return f'"{where}" is missing'
    if kind == "extra_forbidden":
        return f'there is no "{where}"'
    if kind in _BOUNDS:
        key, words = _BOUNDS[kind]
        return f'"{where}" must be {words} {bounds[key]:g}, in SI units'
    if kind != "unexpected_keyword_argument":
        return f"{where}: {said}"
    words_of_rig = tuple(signature(RIGS[rig]).parameters)
    return f'there is no "{where}"{did_you_mean(where, words_of_rig)}; there are {", ".join(words_of_rig)}'
