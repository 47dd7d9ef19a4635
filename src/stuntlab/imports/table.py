"""From a table of columns to a recording: which column is the clock, what the others are, what is wrong with some.

Whatever is wrong with one column is told of that column, and the others are read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from stuntlab.datasets import Channel, FaultyChannel, Floats, Recording
from stuntlab.errors import RecordingError
from stuntlab.imports import clock
from stuntlab.imports.clock import Session, clock_unit
from stuntlab.imports.identity import Identity
from stuntlab.imports.layout import Column, is_counter
from stuntlab.imports.mapping import ROWS, Maps
from stuntlab.imports.naming import identify
from stuntlab.imports.quantities import is_unit, measured_quantities
from stuntlab.imports.signals import FEWEST_SAMPLES, Place, channel, part_twins
from stuntlab.units.counting import agreeing, counted

# A recorder that stops early fills its memory; so many rows of one value are no measurement any more (J).
_FILLED = 10
_JUMP = 5.0
_HIGH = 0.1
_ROWS_TAKEN = "the rate of the rows"


@dataclass(frozen=True, slots=True)
class Numbers:
    """Columns as numbers, [row, column], missing ones NaN; `bad` says of a column by its index why it is no number."""

    values: Floats
    bad: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class DataTable:
    """A table as its file has it.

    rate_hz, si, nameless: see `Layout`. numbers: the columns asked for; texts: one column as it is written.
    place: where a row stands, for messages.
    """

    source: str
    columns: tuple[Column, ...]
    row_count: int
    rate_hz: float | None
    si: bool
    nameless: bool
    notes: tuple[str, ...]
    numbers: Callable[[Sequence[Column]], Numbers]
    texts: Callable[[Column], list[str]]
    place: Place


def recording_of(table: DataTable, maps: Maps) -> Recording:
    """The recording in a table.

    Raises: RecordingError for no clock, a clock that cannot be used, a map of a column that is not there.
    """
    listed = ", ".join(column.name or "(no name)" for column in table.columns)
    known = [name for column in table.columns for name in (column.name, *column.also)]
    maps.refuse_unknown(known, source=table.source, kind="column", listed=f"its columns are {listed}")
    clocks = _clocks(table, maps)
    identities, unused = _identify(table, maps, clocks)
    numbers = table.numbers(list(identities))
    taken, time_s, notes = _clock(table, maps, clocks)
    unused |= {column.name: f"another clock; {taken!r} was taken" for column in clocks if column.name != taken}
    sessions, about = clock.sessions_of(time_s, where=table.source, place=table.place)
    channels: list[Channel] = []
    faulty: list[FaultyChannel] = []
    for at, whole in enumerate(sessions, start=1):
        session, cut = _without_empty_ends(whole, numbers.values[whole.rows], table)
        filled, said = _filled_tail(numbers.values[session.rows], table, session)
        about = (*about, *cut, *said)
        person = f"session {at}" if len(sessions) > 1 else ""
        for position, (column, identity) in enumerate(identities.items()):
            own = replace(identity, person=f"{identity.person} {person}".strip())
            values = numbers.values[session.first : session.end - filled, position]
            try:
                if position in numbers.bad:
                    raise RecordingError(numbers.bad[position])
                channels.append(_channel(table, column, own, session, values, maps))
            except RecordingError as problem:
                faulty.append(_faulty(column.name, own, problem))
    channels, twins = part_twins(channels, where=table.source)
    return Recording(
        title=table.source,
        source=table.source,
        channels=tuple(channels),
        unused=unused,
        faulty=(*faulty, *twins),
        notes=(*table.notes, *maps.notes, *notes, *about),
    )


def _channel(
    table: DataTable, column: Column, identity: Identity, session: Session, values: Floats, maps: Maps
) -> Channel:
    return channel(
        identity,
        name=column.name,
        unit=_unit(table, column, identity, maps),
        time_s=session.time_s[: values.size],
        values=values,
        where=f"{table.source}, column {column.index + 1}",
        place=lambda row: table.place(row + session.first),
    )


def _unit(table: DataTable, column: Column, identity: Identity, maps: Maps) -> str:
    meaning = maps.of(column.name, *column.also)
    given = (meaning.unit if meaning else "") or column.unit
    return given or (measured_quantities()[identity.quantity].unit if table.si else "")


def _faulty(name: str, identity: Identity, problem: RecordingError) -> FaultyChannel:
    return FaultyChannel(name, identity.location, identity.quantity, identity.axis, identity.person, str(problem))


def _clocks(table: DataTable, maps: Maps) -> list[Column]:
    """The columns that may be the clock, the likeliest first."""
    mapped = [column for column in table.columns if _is_mapped_clock(column, maps)]
    named = [
        column
        for column in table.columns
        if column not in mapped
        and maps.of(column.name, *column.also) is None
        and clock_unit(column.name, column.unit) is not None
    ]
    return mapped or sorted(named, key=lambda column: not clock_unit(column.name, column.unit))


def _is_mapped_clock(column: Column, maps: Maps) -> bool:
    meaning = maps.of(column.name, *column.also)
    if meaning is None:
        return False
    return clock.is_time(meaning.words) if meaning.words else clock_unit(column.name, column.unit) is not None


def _clock(table: DataTable, maps: Maps, clocks: list[Column]) -> tuple[str, Floats, tuple[str, ...]]:
    """The clock, [row], s, the name of its column and what to say about it."""
    rows = maps.of(ROWS)
    if rows is not None:
        counted_rows = np.arange(table.row_count, dtype=np.float64)
        time_s, _ = clock.seconds_from_numbers(counted_rows, rows.unit, rate_hz=None, si=False, where=table.source)
        return _ROWS_TAKEN, time_s, ()
    problem: RecordingError | None = None
    for column in clocks:
        try:
            return column.name, *_seconds(table, maps, column)
        except RecordingError as found:
            problem = problem or found
    if problem is not None:
        raise problem
    if table.rate_hz:
        note = f"the clock is made from the rate of {table.rate_hz:g} Hz that the file gives"
        return "", np.arange(table.row_count) / table.rate_hz, (note,)
    if table.nameless:
        raise RecordingError(
            f"{table.source}: {table.place(0)} has numbers where the names of the columns belong; write a row of names "
            "above them, or say what they are: --map 'column 1=time [s]' --map 'column 2=head acceleration x [g]'"
        )
    listed = ", ".join(column.name or "(no name)" for column in table.columns)
    raise RecordingError(
        f"{table.source}: has no time columns among {listed[:200]}; one must be called 'time', as in 'time [s]', or "
        "mapped with --map 'column=time [ms]'. Without one, --map 'rows=time [10 kHz]' gives the rate of the rows"
    )


def _seconds(table: DataTable, maps: Maps, column: Column) -> tuple[Floats, tuple[str, ...]]:
    where = f"{table.source}, '{column.name}'"
    meaning = maps.of(column.name, *column.also)
    unit = (meaning.unit if meaning else "") or clock_unit(column.name, column.unit)
    if unit is None:
        unit = column.unit or (clock_unit(meaning.words, "") if meaning else None) or ""
    numbers = table.numbers([column])
    if 0 in numbers.bad:
        try:
            return clock.seconds_from_text(table.texts(column), where=where, place=table.place), ()
        except RecordingError as problem:
            raise problem from None
    return clock.seconds_from_numbers(numbers.values[:, 0], unit or "", rate_hz=table.rate_hz, si=table.si, where=where)


def _identify(table: DataTable, maps: Maps, clocks: list[Column]) -> tuple[dict[Column, Identity], dict[str, str]]:
    identities: dict[Column, Identity] = {}
    unused: dict[str, str] = {}
    for column in table.columns:
        if column in clocks or is_counter(column.name):
            continue
        # One of several columns of the same name is called "name (2)": they are twins, and told to be.
        name = re.sub(r" \(\d+\)$", "", column.name)
        found = identify(name, maps.of(column.name, *column.also), code=column.code)
        unit = ""
        if isinstance(found, str) and not column.unit:
            found, unit = _with_unit_in_its_words(name, found)
        if isinstance(found, str):
            if column.name:
                unused[column.name] = found
            continue
        said = column.channel_class if found.channel_class is None else found.channel_class
        identities[replace(column, unit=unit or column.unit)] = replace(found, channel_class=said)
    return identities, unused


def _with_unit_in_its_words(name: str, why: str) -> tuple[Identity | str, str]:
    """What a column is whose name ends in its unit, "head_ax_g" or "head acceleration x/g", and the unit."""
    for gap in re.finditer(r"[\s_/,]+", name):
        unit = name[gap.end() :]
        found = identify(name[: gap.start()], None) if is_unit(unit) else ""
        if isinstance(found, Identity):
            return found, unit
    return why, ""


def _without_empty_ends(session: Session, values: Floats, table: DataTable) -> tuple[Session, tuple[str, ...]]:
    """A session without the rows at its ends in which no signal, [row, column], has a value, and what to say."""
    there = np.flatnonzero(~np.isnan(values).all(axis=1)) if values.size else np.empty(0)
    if there.size < FEWEST_SAMPLES or there.size == len(values):
        return session, ()
    before, after = int(there[0]), int(there[-1]) + 1
    cut = len(values) - (after - before)
    if not cut:
        return session, ()
    kept = Session(session.first + before, session.first + after, session.time_s[before:after])
    note = f"{counted(cut, 'row')} at the ends in which no signal has a value left out; the record goes from "
    return kept, (f"{note}{table.place(kept.first)} to {table.place(kept.end - 1)}",)


def _filled_tail(values: Floats, table: DataTable, session: Session) -> tuple[int, tuple[str, ...]]:
    """Rows at the end of a session that a recorder filled up, and what to say about them.

    values: [row, column]. Zeros in every column are filling where a signal jumps to them, other values where several
    signals stand still together far from rest. One signal that stands still may be a measurement, and is said to.
    """
    still = _count_still_rows(values)
    if not still:
        return 0, ()
    before, last = values[: len(values) - still], values[-1]
    where = f"the last {counted(still, 'row')}, from {table.place(session.end - still)},"
    if not last.any():
        if not _is_jump(before):
            return 0, ()
        return still, (f"{where} {agreeing(still, 'holds', 'hold')} only zeros, to which the signals jump: left out",)
    moves = np.ptp(before, axis=0) > 0  # an offset of a channel that never moves is no filling
    if not (moves & (np.abs(last) > _HIGH * np.abs(before).max(axis=0))).any():
        return 0, ()
    repeat = agreeing(still, "repeats", "repeat")
    if values.shape[1] > 1:
        return still, (f"{where} {repeat} the one before in every column: left out",)
    return 0, (f"{where} {repeat} one value; if the recorder stopped there, cut them off",)


def _count_still_rows(values: Floats) -> int:
    """How many rows at the end are all the same; 0 for too few to be a filling, or the whole record."""
    if not values.size or not np.isfinite(values).all():
        return 0
    changes = np.flatnonzero((values != values[-1]).any(axis=1))
    still = len(values) - 1 - int(changes[-1]) if changes.size else 0
    return still if still >= _FILLED and len(values) - still > _FILLED else 0


def _is_jump(before: Floats) -> bool:
    """Whether a drop to zero from the last of these rows, [row, column], is a jump and no signal that ends."""
    jump = np.abs(before[-1])
    usual = np.abs(np.diff(before[-2 * _FILLED :], axis=0)).max(axis=0)
    return bool(((jump > _JUMP * usual) & (jump > _HIGH * np.abs(before).max(axis=0))).any())
