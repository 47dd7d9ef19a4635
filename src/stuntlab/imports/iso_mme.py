"""Read a test in the ISO-MME format: a header (.mme), a list of channels (.chn) and one text file a channel (.001 …).

Source: ISO/TS 13499; layout and field names checked against files written by pyisomme (V-S).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

import numpy as np

from stuntlab.datasets import Channel, FaultyChannel, Floats, Recording
from stuntlab.errors import RecordingError
from stuntlab.imports import iso_code
from stuntlab.imports.clock import seconds_from_numbers
from stuntlab.imports.identity import Identity
from stuntlab.imports.iso_mme_file import UNKNOWN, ChannelFile, parse_channel_file, read_fields, read_lines, where_of
from stuntlab.imports.mapping import ROWS, Maps
from stuntlab.imports.naming import identify
from stuntlab.imports.packed import Files, open_files
from stuntlab.imports.quantities import to_si
from stuntlab.imports.signals import MOST_NUMBERS, channel, even_clock, part_twins
from stuntlab.units.counting import counted

_CHANNELS = "channel"
# A car with four dummies has some 400; a list that names more is damaged (J).
_MOST_CHANNELS = 5_000
_LISTED = re.compile(r"name of channel (\d+)", re.IGNORECASE)


@dataclass(slots=True)
class ListedTest:
    """The files of a test and what its list says of them.

    listed: channel files with their codes, in the order of the list. there: the files that are not missing. clocks:
    time channels that were read, by code. count: lines that were read so far.
    """

    files: Files
    listed: list[tuple[str, str]]
    there: frozenset[str]
    clocks: dict[str, ChannelFile] = field(default_factory=dict)
    count: int = 0


def read_iso_mme(path: Path, *, maps: Maps) -> Recording:
    """Read a folder, a .mme file or an archive (.zip, .tar, .tar.gz) that holds one test.

    maps: channel code -> plain words, for codes that are not the sensor's own.

    Raises: RecordingError for whatever makes the whole test unusable, with file and line.
    """
    with open_files(path.parent if path.suffix.lower() == ".mme" else path) as files:
        header = _one_header(files, path)
        return _read_test(files, header, maps)


def _one_header(files: Files, path: Path) -> str:
    headers = [name for name in files.names if name.lower().endswith(".mme")]
    if path.suffix.lower() == ".mme":
        headers = [name for name in headers if name == path.name]
    if len(headers) != 1:
        found = "no .mme file" if not headers else f"{counted(len(headers), '.mme file')} ({', '.join(headers[:4])})"
        raise RecordingError(f"{files.source}: holds {found}; an ISO-MME test is one .mme file beside a Channel folder")
    return headers[0]


def _read_test(files: Files, header: str, maps: Maps) -> Recording:
    test = PurePosixPath(header)
    title = dict(read_fields(files, header)).get("title", "")
    listed = _listed_channels(files, test)
    inside = ListedTest(files, listed, frozenset(files.names))
    maps.refuse_unknown(
        (code for _, code in listed),
        source=files.source,
        kind="channel",
        listed=f"see {test.stem}.chn for its channels",
    )
    channels: list[Channel] = []
    faulty: list[FaultyChannel] = []
    unused: dict[str, str] = {}
    for file_name, code in listed:
        identity = _identify(code, maps)
        if isinstance(identity, str):
            unused[code] = identity
            continue
        try:
            channels.append(_channel(inside, file_name, code, identity, maps))
        except RecordingError as problem:
            faulty.append(
                FaultyChannel(code, identity.location, identity.quantity, identity.axis, identity.person, str(problem))
            )
        if inside.count > MOST_NUMBERS:
            raise RecordingError(
                f"{files.source}: holds more than {MOST_NUMBERS:,} numbers; cut it to the impact first"
            )
    channels, twins = part_twins(channels, where=files.source)
    return Recording(
        title=test.stem if title in UNKNOWN else title,
        source=files.source,
        channels=tuple(channels),
        unused=unused,
        faulty=(*faulty, *twins),
        notes=maps.notes,
    )


def _listed_channels(files: Files, test: PurePosixPath) -> list[tuple[str, str]]:
    """Channel files that the list names, which may be missing, with their codes."""
    wanted = f"{test.stem}.chn".lower()
    lists = [name for name in files.names if PurePosixPath(name).name.lower() == wanted and _beside(name, test)]
    if len(lists) > 1:  # another folder may hold lists of its own
        lists = [name for name in lists if PurePosixPath(name).parent.name.lower() == _CHANNELS] or lists
    if len(lists) != 1:
        found = counted(len(lists), "list") if lists else "no lists"
        raise RecordingError(
            f"{files.source}: holds {found} of channels called {test.stem}.chn; one belongs in the folder Channel "
            "beside the .mme file"
        )
    folder = PurePosixPath(lists[0]).parent
    by_lower = {name.lower(): name for name in files.names}
    listed: dict[str, str] = {}
    for key, value in read_fields(files, lists[0]):
        number, code = _LISTED.fullmatch(key), value.split("/")[0].strip()
        if number and code:
            file_name = (folder / f"{test.stem}.{number[1]}").as_posix()
            listed.setdefault(by_lower.get(file_name.lower(), file_name), code.split()[0])
    if not listed:
        raise RecordingError(f"{files.source}: {lists[0]} names no channels ('Name of channel 001 : ...')")
    if len(listed) > _MOST_CHANNELS:
        raise RecordingError(
            f"{files.source}: {lists[0]} names {counted(len(listed), 'channel')}, more than {_MOST_CHANNELS:,}; part "
            "the test"
        )
    return list(listed.items())


def _beside(name: str, test: PurePosixPath) -> bool:
    return PurePosixPath(name).parent.parent == test.parent or PurePosixPath(name).parent == test.parent


def _identify(code: str, maps: Maps) -> Identity | str:
    meaning = maps.of(code)
    if meaning is None or not meaning.words:
        return iso_code.from_code(code)
    mapped = identify(code, meaning)
    return mapped if isinstance(mapped, str) else replace(mapped, person=code[:2], dummy=iso_code.dummy(code))


def _channel(test: ListedTest, file_name: str, code: str, identity: Identity, maps: Maps) -> Channel:
    file = _read(test, file_name, code)
    meaning = maps.of(code)
    return channel(
        identity,
        name=code,
        unit=(meaning.unit if meaning else "") or file.header.get("unit", ""),
        time_s=even_clock(_clock(test, file, maps), where=file.where, place=file.place),
        values=file.values,
        where=file.where,
        place=file.place,
    )


def _read(test: ListedTest, file_name: str, code: str) -> ChannelFile:
    if file_name not in test.there:
        raise RecordingError(
            f"{test.files.source}: lists channel {code} but its file {file_name} is missing; the copy is incomplete"
        )
    lines = read_lines(test.files, file_name)
    test.count += len(lines)
    return parse_channel_file(lines, where=where_of(test.files, file_name))


def _clock(test: ListedTest, file: ChannelFile, maps: Maps) -> Floats:
    """Time of each sample, [time], s: from first sample and interval, or from the time channel the file names."""
    rows = maps.of(ROWS)
    if rows is not None:
        counting = np.arange(file.values.size, dtype=np.float64)
        return seconds_from_numbers(counting, rows.unit, rate_hz=None, si=False, where=file.where)[0]
    if file.header.get("reference channel", "").lower() == "explicit":
        return _time_channel(test, file)
    interval = file.seconds("sampling interval")
    if interval is None or interval <= 0:
        raise RecordingError(
            f"{file.where}: gives no sampling interval above 0 ('Sampling interval : 0.0001', seconds) "
            "and no time channel"
        )
    start = file.seconds("time of first sample") or 0.0
    return np.asarray(start + interval * np.arange(file.values.size), dtype=np.float64)


def _time_channel(test: ListedTest, file: ChannelFile) -> Floats:
    code = file.header.get("reference channel name", "")
    if code not in test.clocks:
        named = next((name for name, listed_code in test.listed if listed_code == code), None)
        if named is None:
            raise RecordingError(f"{file.where}: takes its time from channel '{code}', which the test does not list")
        test.clocks[code] = _read(test, named, code)
    clock = test.clocks[code]
    if clock.values.size != file.values.size:
        raise RecordingError(
            f"{file.where}: has {counted(file.values.size, 'sample')} and its time channel {code} has "
            f"{clock.values.size}"
        )
    unit = clock.header.get("unit", "")
    return clock.values * (1.0 if unit.upper() in UNKNOWN else to_si("time", unit, where=clock.where))
