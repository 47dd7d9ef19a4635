"""Answers of the physics kept whole on this machine, by the hash of the plan: no page or sheet waits for one."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from stuntlab.datasets import Assessment, Rehearsed
from stuntlab.files import write_whole
from stuntlab.record.assessed import program_version
from stuntlab.record.state_folders import own_folders


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer, and what besides the plan it rests on. grounds: as `grounds_of` makes it."""

    answer: Assessment
    grounds: str


_KEPT = TypeAdapter(Kept)


def grounds_of(limits: str, rehearsed: Rehearsed) -> str:
    """What stands for limits, program and runs: an answer from others says nothing of now."""
    words = "\n".join((limits, program_version(), repr(rehearsed)))
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def keep(state: Path, kept: Kept) -> None:
    """Keep an answer in place of an older one to the same version.

    Raises: OSError where no file can be written.
    """
    file = _file_of(state, kept.answer.plan_hash)
    file.parent.mkdir(parents=True, exist_ok=True)
    write_whole(file, _KEPT.dump_json(kept), durable=True)


def kept_of(state: Path, plan_hash: str) -> Kept | None:
    """The answer to a version; None where there is none that can be read."""
    try:
        return _KEPT.validate_json(_file_of(state, plan_hash).read_bytes())
    except (OSError, ValidationError, ValueError):
        return None


def answers_here() -> Path:
    """The folder of this machine's user for answers to commands."""
    return own_folders()[0] / "whole"


def _file_of(state: Path, plan_hash: str) -> Path:
    return state / "answers" / f"{plan_hash.removeprefix('sha256:')[:40]}.json"
