"""Read a test in the ISO-MME format: a header (.mme), a list of channels (.chn) and one text file a channel (.001 …).

Source: ISO/TS 13499; layout and field names checked against files written by pyisomme (V-S).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath

import numpy as np

from stuntlab.datasets import Channel, Floats, Recording
from stuntlab.errors import RecordingError
from stuntlab.imports import iso_code
from stuntlab.imports.identity import Identity
from stuntlab.imports.iso_mme_file import UNKNOWN, ChannelFile, read_channel_file, read_fields
from stuntlab.imports.naming import identify
from stuntlab.imports.packed import Files, open_files
from stuntlab.imports.signals import MOST_NUMBERS, channel, even_clock, refuse_twins
from stuntlab.units.counting import counted

_LISTED = re.compile(r"name of channel (\d+)", re.IGNORECASE)


def read_iso_mme(path: Path, *, names: Mapping[str, str]) -> Recording:
    """Read a folder, a .mme file or an archive (.zip, .tar, .tar.gz) that holds one test.

    names: channel code -> plain words, for codes that are not the sensor's own.

    Raises: RecordingError for whatever is wrong, with file and line.
    """
    with open_files(path.parent if path.suffix.lower() == ".mme" else path) as files:
        header = _one_header(files, path)
        return _read_test(files, header, names)


def _one_header(files: Files, path: Path) -> str:
    headers = [name for name in files.names if name.lower().endswith(".mme")]
    if path.suffix.lower() == ".mme":
        headers = [name for name in headers if name == path.name]
    if len(headers) != 1:
        found = "no .mme file" if not headers else f"{counted(len(headers), '.mme file')} ({', '.join(headers[:4])})"
        raise RecordingError(f"{files.source}: holds {found}; an ISO-MME test is one .mme file beside a Channel folder")
    return headers[0]


def _read_test(files: Files, header: str, names: Mapping[str, str]) -> Recording:
    test = PurePosixPath(header)
    title = dict(read_fields(files, header)).get("title", "")
    listed = _listed_channels(files, test)
    unknown = sorted(set(names) - set(listed.values()))
    if unknown:
        raise RecordingError(
            f"{files.source}: has no channel '{unknown[0]}' to map; see {test.stem}.chn for its channels"
        )
    channels: list[Channel] = []
    unused: dict[str, str] = {}
    for file_name, code in listed.items():
        identity = _identify(code, names)
        if isinstance(identity, str):
            unused[code] = identity
            continue
        channels.append(_channel(files, listed, file_name, code, identity))
        if sum(one.values.size for one in channels) > MOST_NUMBERS:
            raise RecordingError(
                f"{files.source}: holds more than {MOST_NUMBERS:,} numbers; cut it to the impact first"
            )
    refuse_twins(channels, where=files.source)
    return Recording(
        title=test.stem if title in UNKNOWN else title, source=files.source, channels=tuple(channels), unused=unused
    )


def _listed_channels(files: Files, test: PurePosixPath) -> dict[str, str]:
    """Channel files that the list names, with their codes."""
    wanted = f"{test.stem}.chn".lower()
    lists = [name for name in files.names if PurePosixPath(name).name.lower() == wanted and _beside(name, test)]
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
            if file_name.lower() not in by_lower:
                raise RecordingError(
                    f"{files.source}: lists channel {code} but its file {file_name} is missing; the copy is incomplete"
                )
            listed[by_lower[file_name.lower()]] = code.split()[0]
    if not listed:
        raise RecordingError(f"{files.source}: {lists[0]} names no channels ('Name of channel 001 : ...')")
    return listed


def _beside(name: str, test: PurePosixPath) -> bool:
    return PurePosixPath(name).parent.parent == test.parent or PurePosixPath(name).parent == test.parent


def _identify(code: str, names: Mapping[str, str]) -> Identity | str:
    if code not in names:
        return iso_code.from_code(code)
    mapped = identify(code, names)
    return mapped if isinstance(mapped, str) else replace(mapped, person=code[:2], dummy=iso_code.dummy(code))


def _channel(files: Files, listed: Mapping[str, str], file_name: str, code: str, identity: Identity) -> Channel:
    file = read_channel_file(files, file_name)
    return channel(
        identity,
        name=code,
        unit=file.header.get("unit", ""),
        time_s=even_clock(_clock(files, listed, file), where=file.where, place=file.place),
        values=file.values,
        where=file.where,
        place=file.place,
    )


def _clock(files: Files, listed: Mapping[str, str], file: ChannelFile) -> Floats:
    """Time of each sample, [time], s: from first sample and interval, or from the time channel the file names."""
    if file.header.get("reference channel", "").lower() == "explicit":
        return _time_channel(files, listed, file)
    interval = file.seconds("sampling interval")
    if interval is None or interval <= 0:
        raise RecordingError(
            f"{file.where}: gives no sampling interval above 0 ('Sampling interval : 0.0001', seconds) "
            "and no time channel"
        )
    start = file.seconds("time of first sample") or 0.0
    return np.asarray(start + interval * np.arange(file.values.size), dtype=np.float64)


def _time_channel(files: Files, listed: Mapping[str, str], file: ChannelFile) -> Floats:
    code = file.header.get("reference channel name", "")
    named = [name for name, listed_code in listed.items() if listed_code == code]
    if not named:
        raise RecordingError(f"{file.where}: takes its time from channel '{code}', which the test does not list")
    times = read_channel_file(files, named[0]).values
    if times.size != file.values.size:
        raise RecordingError(
            f"{file.where}: has {counted(file.values.size, 'sample')} and its time channel {code} has {times.size}"
        )
    return times
