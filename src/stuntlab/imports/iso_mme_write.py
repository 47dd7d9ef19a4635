"""Write a recording as an ISO-MME test.

Source: ISO/TS 13499; field names as pyisomme writes and reads them (V-S).
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from stuntlab.datasets import Channel, Recording
from stuntlab.errors import RecordingError
from stuntlab.imports.identity import Identity
from stuntlab.imports.iso_code import to_code

# Units as the format spells them.
_SPELLING = {"m/s²": "m/(s*s)", "rad/s²": "rad/(s*s)", "N·m": "Nm"}


def write_iso_mme(recording: Recording, folder: Path, *, test: str) -> Path:
    """Write the recording into `folder` (made if need be) and return the path of its .mme file.

    test: name of the test, the stem of every file. Values are written in SI with full precision.

    Raises: RecordingError for a channel that has no ISO code, or a file of that name that exists already.
    """
    header = folder / f"{test}.mme"
    if header.exists():
        raise RecordingError(f"{header} exists already; choose another name")
    codes = [_code(channel) for channel in recording.channels]
    channels = folder / "Channel"
    channels.mkdir(parents=True, exist_ok=True)
    for number, (channel, code) in enumerate(zip(recording.channels, codes, strict=True), start=1):
        (channels / f"{test}.{number:03d}").write_text(_channel_text(channel, code), encoding="utf-8")
    listed = {f"Name of channel {number:03d}": code for number, code in enumerate(codes, start=1)}
    (channels / f"{test}.chn").write_text(_fields({"Number of channels": str(len(codes)), **listed}), encoding="utf-8")
    header.write_text(_fields({"Data format edition number": "1.6", "Title": recording.title}), encoding="utf-8")
    return header


def _code(channel: Channel) -> str:
    identity = Identity(
        channel.location, channel.quantity, channel.axis, channel.channel_class, channel.person, channel.dummy
    )
    try:
        return to_code(identity)
    except (KeyError, IndexError):
        raise RecordingError(
            f"'{channel.name}' ({identity.words}) has no ISO channel code and cannot be written"
        ) from None


def _channel_text(channel: Channel, code: str) -> str:
    header = {
        "Name of the channel": channel.name,
        "Channel code": code,
        "Unit": _SPELLING.get(channel.unit, channel.unit),
        "Reference channel": "implicit",
        "Sampling interval": repr(float(channel.time_s[-1] - channel.time_s[0]) / (channel.time_s.size - 1)),
        "Time of first sample": repr(float(channel.time_s[0])),
        "Number of samples": str(channel.values.size),
    }
    return _fields(header) + "".join(f"{value!r}\n" for value in channel.values.tolist())


def _fields(fields: Mapping[str, str]) -> str:
    return "".join(f"{name:<28}:{value}\n" for name, value in fields.items())
