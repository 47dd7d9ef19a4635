"""The rigging of an action on lines as findings ask for it: strengths of the plan beside loads of the draws."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log

import numpy as np

from stuntlab.constants import GRAVITY_M_S2
from stuntlab.datasets import Flags, Floats, Integers
from stuntlab.datasets.rigging import AnchorRigged, Below, Gusts, LineRigged, Rescued, Rigging, SwungPast, TakesOver
from stuntlab.gags.learning import P95
from stuntlab.gags.on_lines.held import HeldBy, common_rope
from stuntlab.gags.on_lines.numbers import ON_LINES
from stuntlab.gags.on_lines.rates import anchor_of, line_of
from stuntlab.gear.lines.planned import label_lacks, strength_left, unknown_of
from stuntlab.plan import Plan
from stuntlab.plan.gear.harness import Harness
from stuntlab.plan.gear.line import HMPE, STEEL, TEXTILES, Line
from stuntlab.plan.on_line import OnLine
from stuntlab.statistics import weighted_quantile


@dataclass(frozen=True, slots=True)
class Loaded:
    """What draws do to one line: force, N, and weight of each draw in which it is loaded, [draw].

    planned: [draw], whether it goes as planned.
    """

    force_n: Floats
    weight: Floats
    planned: Flags

    def at(self, share: float, *, as_planned: bool = False) -> float | None:
        """A quantile, of all draws that load it or of those as planned; None where none does."""
        loaded = (self.force_n > 0.0) & (self.planned | (not as_planned))
        return weighted_quantile(self.force_n[loaded], self.weight[loaded], share) if loaded.any() else None


def harness_of(plan: Plan, name: str | None) -> Harness | None:
    """A harness of the gear."""
    gear = plan.gear.get(name) if name is not None else None
    return gear if isinstance(gear, Harness) else None


def rescue_draws(action: OnLine, normal: Floats) -> Floats:
    """How long somebody hangs still, s, [draw]: log-normal about the practised time; an hour where none is said."""
    median = action.rescue_takes.value if action.rescue_takes else 3600.0
    return np.asarray(median * np.exp(normal * log(ON_LINES.read().rescue.factor) / P95))


def rigging_of(
    plan: Plan,
    action: OnLine,
    *,
    first: Loaded,
    second: Loaded,
    anchor: Loaded,
    second_held: HeldBy | None,
    past: Sequence[SwungPast],
    gusts: Gusts | None,
    below: Below,
    drawn: Integers,
    top_share: float,
    carries: bool,
) -> Rigging:
    """All of it for whoever is on the line. top_share: of their weight, what the anchor bears with them at rest.

    carries: as `Rigging.carries`.
    """
    mass_kg = plan.people[action.by].mass_kg
    weight_n, harness = mass_kg * GRAVITY_M_S2, harness_of(plan, action.harness)
    heavy = mass_kg - harness.rated_mass.value if harness and harness.rated_mass else 0.0
    lines = [_line(plan, action, action.line, "line", first, weight_n, mass_kg)]
    if action.second_line is not None:
        lines.append(_line(plan, action, action.second_line, "second line", second, weight_n, mass_kg))
    return Rigging(
        person=action.by,
        weight_n=weight_n,
        lines=tuple(lines),
        anchors=_anchors(plan, action, anchor, second, weight_n, top_share),
        takes_over=_takes_over(action, second_held, weight_n) if action.second_line else None,
        carries=carries,
        harness=harness.cut if harness else None,
        attached=action.attached,
        harness_heavy_kg=max(heavy, 0.0),
        inspected=harness.inspected if harness else False,
        rescued=_find_rescued(action),
        below=below,
        past=tuple(past),
        gusts=gusts,
        dummy_runs=action.dummy_runs,
        takes=action.takes,
        drawn=drawn,
    )


def _line(
    plan: Plan, action: OnLine, name: str | None, role: str, loaded: Loaded, weight_n: float, mass_kg: float
) -> LineRigged:
    line, is_first = line_of(plan, name), role == "line"
    slack = action.slack if is_first else action.second_slack
    if line is None:
        return _no_line(role, weight_n)
    middle = loaded.at(0.5)
    short = action.length_out.value - line.length.value if line.length else 0.0
    return LineRigged(
        name=f"the {role} ({name})" if name != role else f"the {role}",
        role=role,
        made_of=_made_of(line),
        unknown=unknown_of(line),
        label_lacks=label_lacks(line),
        new_n=line.breaking_load.value if line.breaking_load else None,
        left=strength_left(line),
        working_n=line.working_load.value if line.working_load else None,
        rest_n=weight_n,
        peak_n=loaded.at(0.999),
        planned_n=loaded.at(0.999, as_planned=True),
        middle_n=middle,
        on_rope_n=_on_a_rope(action, line, slack.value if slack else None, mass_kg) if middle else None,
        slack_m=slack.value if slack else None,
        slack_needed=True,
        textile=line.material in (None, *TEXTILES),
        edge=line.edge,
        protected=bool(line.edge_protection),
        short_m=max(short, 0.0),
    )


def _no_line(role: str, weight_n: float) -> LineRigged:
    return LineRigged(
        name=f"the {role}",
        role=role,
        made_of="nothing that is named",
        unknown="which line of the gear it is",
        label_lacks="",
        new_n=None,
        left=1.0,
        working_n=None,
        rest_n=weight_n,
        peak_n=None,
        planned_n=None,
        middle_n=None,
        on_rope_n=None,
        slack_m=None,
        slack_needed=False,
        textile=False,
        edge=None,
        protected=False,
    )


def _made_of(line: Line) -> str:
    size = f"{line.diameter.text} of " if line.diameter else ""
    return f"{size}{line.material or 'something that is not named'}"


def _on_a_rope(action: OnLine, line: Line, slack_m: float | None, mass_kg: float) -> float | None:
    """What a common rope would catch them with from the same slack."""
    if line.material not in (STEEL, HMPE) or slack_m is None:
        return None
    length = action.length_out.value
    rope = common_rope(mass_kg=mass_kg, most_drop_m=max(slack_m, 0.1), lengths_m=(length, length * 1.01))
    return float(rope.peak_n(np.array([slack_m]), np.array([length]))[0])


def _anchors(
    plan: Plan, action: OnLine, loaded: Loaded, second: Loaded, weight_n: float, top_share: float
) -> tuple[AnchorRigged, ...]:
    named = [(action.anchor, loaded)]
    if action.second_line and action.second_anchor not in (None, action.anchor):
        named.append((action.second_anchor, second))
    found = []
    for number, (name, load) in enumerate(named):
        anchor = anchor_of(plan, name)
        if anchor is None:
            continue
        found.append(
            AnchorRigged(
                name=f"the anchor ({name})" if name != "anchor" else "the anchor",
                made=anchor.made,
                breaking_n=anchor.breaking_load.value if anchor.breaking_load else None,
                working_n=anchor.working_load.value if anchor.working_load else None,
                tested_n=anchor.tested_to.value if anchor.tested_to else None,
                legs=anchor.legs,
                angle_rad=anchor.angle.value if anchor.angle else None,
                redundant=anchor.redundant,
                rest_n=weight_n,
                peak_n=load.at(0.999),
                planned_n=load.at(0.999, as_planned=True),
                reads_n=action.cell_reads.value if action.cell_reads and number == 0 else None,
                expected_n=top_share * weight_n if number == 0 else None,
            )
        )
    return tuple(found)


def _takes_over(action: OnLine, held: HeldBy | None, weight_n: float) -> TakesOver:
    """(2 - share)·W where the second was straight; with its slack, what an arrest from that drop comes to."""
    slack = action.second_slack.value if action.second_slack else None
    length = np.array([action.length_out.value])
    with_slack = float(held.peak_n(np.array([slack]), length)[0]) if held and slack is not None else None
    return TakesOver(
        slack_m=slack,
        even_share_n=1.5 * weight_n,
        no_share_n=2.0 * weight_n,
        with_slack_n=with_slack,
        same_anchor=action.second_anchor in (None, action.anchor),
    )


def _find_rescued(action: OnLine) -> Rescued:
    numbers = ON_LINES.read().rescue
    takes = action.rescue_takes.value if action.rescue_takes else None
    worst = None if takes is None else takes * exp(log(numbers.factor))
    return Rescued(how=action.rescue, takes_s=takes, worst_s=worst, most_s=numbers.most_s)
