"""Findings on a machine that moves somebody: what its setting shows before anybody is simulated.

Each check stands alone: the setting, the dummy, the run-out, the line and the connections are separate findings.
"""

from __future__ import annotations

from collections.abc import Iterator

from stuntlab.datasets import Finding, Severity
from stuntlab.datasets.machine import ComesDown, LineLoaded, MachineFacts, RunOut
from stuntlab.units.counting import agreeing, counted, join_words
from stuntlab.verdict.table import Limits
from stuntlab.verdict.words import amount, capitalise, chance, of_takes

_CASE_DOUBLE = "a pull set for two with one connected (film.md 2.3, V-S)"
_CASE_2009 = (
    "case-2009-jerkback: weight was added, the wall stayed where it was, no dummy went at the new setting (V-S)"
)
_DESIGN_FACTOR = 10.0
_OFF = 0.001
"""Of planned takes, how many may come down beside what catches, as of those who fall onto it by choice (J)."""

_SPARE_M, _CLEAR_OF_MARK_M = 0.3, 0.3
"""Of what catches, beyond where they come down; between it and whoever stands before it (J)."""

_DRAWS = "draws of this assessment [J]"

_NEAR_MASS = 0.1
"""A dummy this much lighter or heavier tried another setting (J)."""


def machine_findings(facts: MachineFacts, limits: Limits) -> tuple[Finding, ...]:
    """Every check of a machine, for the person it moves."""
    return (
        *_people_on_it(facts),
        *_dummy(facts),
        *_mass(facts),
        *_slack(facts),
        *_run_out(facts),
        *(_comes_down(facts, facts.run_out.comes_down) if facts.run_out and facts.run_out.comes_down else ()),
        *(_line(facts, facts.line) if facts.line else ()),
        *_spine(facts, limits),
        *_stops_above(facts),
        *_stands_below(facts),
        *_checks(facts),
        *_say_expected(facts),
    )


def _people_on_it(facts: MachineFacts) -> Iterator[Finding]:
    if facts.set_for == facts.connected:
        return
    set_for, connected = counted(facts.set_for, "person", "people"), counted(facts.connected, "person", "people")
    is_are = agreeing(facts.connected, "is", "are")
    said = f"{facts.person}: {facts.machine} is set for {set_for}, and {connected} {is_are} on its lines"
    if facts.set_for > facts.connected:
        share = facts.set_for / facts.connected
        text = f"{said}: whoever is connected is moved with {amount(share, 2)} times the force that was meant."
        remedy = "Set it for those who are connected, and send a dummy at that setting first."
        yield Finding("machine-double-load", Severity.STOP, facts.person, text, _CASE_DOUBLE, remedy)
    else:
        text = f"{said}: it is another setting than the one it was made for."
        yield Finding("machine-people", Severity.HOLD, facts.person, text, "the plan", "Set it for those connected.")


def _dummy(facts: MachineFacts) -> Iterator[Finding]:
    remedy = f"Send a dummy of {amount(facts.mass_kg)} kg at this very setting, then climb the ladder again."
    changed = facts.changed or bool(facts.at_other)
    if changed:
        how = f": the dummy went {facts.at_other}" if facts.at_other else ""
        text = (
            f"{facts.person}: the setting of {facts.machine} is not the one that was tried{how}. Pressure, "
            "mass, gearing or travel changed: every rehearsal before is one of another gag, and no dummy has gone "
            "at this setting."
        )
        yield Finding("machine-changed", Severity.HOLD, facts.person, text, _CASE_2009, remedy)
    elif facts.dummy_runs == 0:
        text = f"{facts.person}: no dummy has gone at this setting of {facts.machine}."
        yield Finding("machine-dummy", Severity.HOLD, facts.person, text, _CASE_2009, remedy)
    elif facts.dummy_kg is not None and abs(facts.dummy_kg / facts.mass_kg - 1) > _NEAR_MASS:
        text = (
            f"{facts.person}: the dummy weighed {amount(facts.dummy_kg)} kg and they weigh {amount(facts.mass_kg)} kg: "
            "it tried another pull."
        )
        yield Finding("machine-dummy", Severity.HOLD, facts.person, text, "more than a tenth apart [J]", remedy)
    else:
        text = f"{facts.person}: {counted(facts.dummy_runs, 'run')} with a dummy at this setting of {facts.machine}."
        yield Finding("machine-dummy", Severity.NOTE, facts.person, text, "the plan")


def _mass(facts: MachineFacts) -> Iterator[Finding]:
    if facts.set_for_kg is not None and abs(facts.set_for_kg / facts.mass_kg - 1) > _NEAR_MASS:
        text = (
            f"{facts.person}: {facts.machine} is set for {amount(facts.set_for_kg)} kg a person, and they weigh "
            f"{amount(facts.mass_kg)} kg."
        )
        remedy = "Set it for them, and send a dummy of their mass first."
        yield Finding("machine-mass", Severity.HOLD, facts.person, text, "more than a tenth apart [J]", remedy)


def _slack(facts: MachineFacts) -> Iterator[Finding]:
    if facts.slack_said is False:
        text = (
            f"{facts.person}: how much line is loose when {facts.machine} fires is not in the plan. What moves with it "
            "runs ahead until it is straight, and snatches."
        )
        remedy = "Give slack, or have them lean on the line before every take (leans_on_line)."
        yield Finding("line-slack", Severity.HOLD, facts.person, text, "lines_and_flight.md 3.1 [J]", remedy)


def _run_out(facts: MachineFacts) -> Iterator[Finding]:
    room = facts.run_out
    if room is None:
        return
    source = "lines_and_flight.md 3.1: landing and slide with three standard deviations [J]"
    needs = f"{facts.person}: stops {_m(room.planned_m)} from the mark as planned, {room.way}"
    far = f"with three standard deviations {_m(room.needs_m)}"
    if room.wall_m is None:
        yield _no_wall(facts, room, f"{needs}, {far}", source)
        return
    margin = room.wall_m - room.needs_m
    first = f"The first hard thing{f' ({room.hard})' if room.hard else ''} is {_m(room.wall_m)} away"
    said = f"{needs}; {far}. {first}"
    if margin < 0:
        text = f"{said}: {_m(-margin)} too near."
        plain = (
            f"Stops {_m(room.planned_m)} from the mark as planned, and {_m(room.needs_m)} from it where all goes far. "
            f"{first}."
        )
        thrown = facts.spine_dri is not None
        softly = "Throw lower or more steeply" if thrown else "Pull more softly or over a shorter travel"
        remedy = f"{softly}, or clear the way."
        yield Finding("run-out", Severity.STOP, facts.person, text, source, remedy, plain)
    else:
        yield Finding("run-out", Severity.NOTE, facts.person, f"{said}: {_m(margin)} to spare.", source)


def _comes_down(facts: MachineFacts, lands: ComesDown) -> Iterator[Finding]:
    """Who comes down before what catches, past it or beside it, or slides over its edge, as planned."""
    ways = {
        f"comes down before {lands.catcher}": lands.short,
        f"comes down over the far edge of {lands.catcher}": lands.beyond,
        f"comes down over the side of {lands.catcher}": lands.aside,
        f"slides over the far edge of {lands.catcher}": lands.slides_off,
    }
    said = [f"{way} in {of_takes(chance(share))}" for way, share in ways.items() if share > _OFF]
    lies = f"it lies from {_m(lands.from_m)} to {_m(lands.to_m)} and is {_m(lands.wide_m)} wide"
    come = f"middle and head come down and lie from {_m(lands.low_m)} to {_m(lands.high_m)} beyond the mark"
    if not said:
        text = f"{facts.person}: {come} as planned, on {lands.catcher}: {lies}."
        yield Finding("landing-spread", Severity.NOTE, facts.person, text, _DRAWS)
        return
    off = join_words(said)
    text = f"{facts.person}: {off} as planned. In 998 of 1 000 takes {come}; {lies}."
    plain = f"{capitalise(off)}: {lies}."
    severity = Severity.STOP if lands.off > _OFF else Severity.HOLD
    yield Finding("landing-spread", severity, facts.person, text, _DRAWS, _lay(lands), plain)


def _lay(lands: ComesDown) -> str:
    """How what catches has to lie for all of it."""
    low, high = lands.low_m - _SPARE_M, lands.high_m + _SPARE_M
    wide = max(lands.wide_m, 2 * (lands.half_wide_m + _SPARE_M))
    if low < _CLEAR_OF_MARK_M:
        return (
            "Find a setting that carries them, with a dummy first, or lay it from right before their feet to "
            f"{_m(high)}."
        )
    return f"Lay it from {_m(low)} to {_m(high)}, {_m(wide)} wide."


def _no_wall(facts: MachineFacts, room: RunOut, said: str, source: str) -> Finding:
    if room.clear:
        return Finding("run-out", Severity.NOTE, facts.person, f"{said}; nothing stands there.", source)
    text = f"{said}. What stands there is not in the plan."
    remedy = (
        "Give the first wall or hard thing along the way (wall_at), or say that there is none (nothing_in_the_way)."
    )
    return Finding("run-out", Severity.HOLD, facts.person, text, source, remedy)


def _line(facts: MachineFacts, line: LineLoaded) -> Iterator[Finding]:
    """Both quotients: what is left of what it breaks at, and of what its maker allows."""
    source = "10 on lines that carry people, by habit of the trade (R-m)"
    peak = f"{line.peak_n / 1000:.2g} kN in the hardest of 1 000 takes as planned"
    if line.breaks_n is None and line.works_n is None:
        text = f"{facts.person}: what {line.name} breaks at is not in the plan; it is pulled with {peak}."
        yield Finding("line-strength", Severity.HOLD, facts.person, text, source, "Give breaking_load, from its card.")
        return
    told = []
    if line.breaks_n is not None:
        told.append(f"breaks at {line.breaks_n / 1000:.3g} kN, {amount(line.breaks_n / line.peak_n, 2)} times that")
    if line.works_n is not None:
        told.append(f"may carry {line.works_n / 1000:.3g} kN, {amount(line.works_n / line.peak_n, 2)} times that")
    text = f"{facts.person}: {line.name} is pulled with {peak}; it {' and '.join(told)}."
    weak = line.breaks_n is not None and line.breaks_n < _DESIGN_FACTOR * line.peak_n
    over = line.works_n is not None and line.works_n < line.peak_n
    broken = line.breaks_n is not None and line.breaks_n < 2 * line.peak_n
    severity = Severity.STOP if over or broken else Severity.FLAG if weak else Severity.NOTE
    yield Finding("line-strength", severity, facts.person, text, source, "Get a stronger one." if weak or over else "")


def _spine(facts: MachineFacts, limits: Limits) -> Iterator[Finding]:
    """The index of a seated spine on the plate: legs that give take much of it first, straight ones do not.

    It may reach the reference value, and half of it before it is said: the plate is another person's to fire (J).
    """
    if facts.spine_dri is None or facts.unknown:
        return
    (reference,) = limits.loads["spine_dri"].references
    most = reference.value
    text = (
        f"{facts.person}: on the plate a seated spine would reach a dynamic response index of "
        f"{amount(facts.spine_dri, 2)} at most, the hardest of 1 000 takes as planned left out; {most:g} stands for "
        f"injuries in 1 of 10, {amount(most / 2, 2)} for half of that"
    )
    over, much = facts.spine_dri > most, facts.spine_dri > most / 2
    severity = Severity.STOP if over else Severity.FLAG if much else Severity.NOTE
    remedy = "A longer stroke, a flatter push, or lower." if much else ""
    hurt = "1 in 10" if over else "1 in 20"
    plain = f"The plate pushes so hard that {hurt} of those who sat on it, or more, would hurt their spine."
    source = f"{reference.source} [{reference.tag}]"
    yield Finding("machine-spine", severity, facts.person, f"{text}.", source, remedy, plain if much else "")


def _stops_above(facts: MachineFacts) -> Iterator[Finding]:
    """How much is left below somebody whom a brake stops."""
    if facts.let_down_m_s is not None:
        usual, fastest = facts.let_down_m_s
        onto = facts.caught_by or "the ground"
        said = (
            f"is let down onto {onto} at {amount(usual, 2)} m/s, {amount(fastest, 2)} m/s in the fastest of 1 000 takes"
        )
        yield Finding("brake-room", Severity.NOTE, facts.person, f"{facts.person}: {said}.", "draws [J]")
    if facts.stops_above_m is None:
        return
    middle, least = facts.stops_above_m
    lowest = f"{_m(least)}" if least >= 0 else f"and would stop {_m(-least)} below the top of it"
    text = f"{facts.person}: stops {_m(middle)} above what is below as planned, {lowest} in the worst of 1 000 takes"
    remedy = "Brake earlier, over a longer way, or stop higher."
    if least >= 0:
        yield Finding("brake-room", Severity.NOTE, facts.person, f"{text}.", "draws [J]")
    elif facts.caught_by is None:
        catch = "Brake earlier, over a longer way, or have something below that catches."
        yield Finding("brake-room", Severity.STOP, facts.person, f"{text}: too low.", "draws [J]", catch)
    elif middle < 0:
        lies = f"{text}: {facts.caught_by} is higher than where the plan stops them."
        yield Finding("brake-room", Severity.HOLD, facts.person, lies, "draws [J]", remedy)
    else:
        taken = f"{text}: what the brake leaves of their speed is left to {facts.caught_by}, and that was simulated."
        yield Finding("brake-room", Severity.FLAG, facts.person, taken, "draws [J]", remedy)


def _stands_below(facts: MachineFacts) -> Iterator[Finding]:
    """What they would come down on before anything catches them."""
    for thing in facts.below:
        stands = f"{thing.name} stands below {facts.person}, up to {_m(thing.top_m)} above the ground"
        if thing.met > _OFF:
            text = f"{facts.person}: {stands}: they come down on it in {of_takes(chance(thing.met))} as planned."
            remedy = "Clear it away, come down beside it, or stop higher."
            plain = f"Comes down on {thing.name}, which stands below."
            yield Finding("stands-below", Severity.STOP, facts.person, text, _DRAWS, remedy, plain)
        else:
            usual, least = thing.clear_m
            text = (
                f"{facts.person}: {stands}: their feet stop {_m(usual)} above it as planned, {_m(least)} in the worst "
                "of 1 000 takes. Whoever comes down on it all the same counts as harmed."
            )
            yield Finding("stands-below", Severity.NOTE, facts.person, text, _DRAWS)


def _checks(facts: MachineFacts) -> Iterator[Finding]:
    count = len(facts.checks)
    if count < 2:
        text = (
            f"{facts.person}: {counted(count, 'person', 'people')} "
            f"{agreeing(count, 'checks', 'check')} setting, line and connection of {facts.machine} just before a take; "
            "the trade asks for three, who check on their own."
        )
        source = "rule of three checks, the last one just before action (film.md 2.3, V-S)"
        remedy = "Name them (checked_by): who fires it, the head rigger, and who is moved."
        yield Finding("machine-checks", Severity.FLAG, facts.person, text, source, remedy)


def _say_expected(facts: MachineFacts) -> Iterator[Finding]:
    """What a rehearsal with a dummy should read, so that it checks the model."""
    if not facts.expected or facts.unknown:
        return
    told = "; ".join(f"{what} {value}" for what, value in facts.expected.items())
    text = f"{facts.person}: what a dummy at this setting should show: {told}. Where it does not, this answer is wrong."
    yield Finding("machine-expected", Severity.NOTE, facts.person, text, "gear/machines (C)")


def _m(value: float) -> str:
    return f"{amount(value)} m"
