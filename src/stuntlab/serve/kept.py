"""What workers came to, kept on this machine by the hash of the plan: answers of the physics, takes, maps, other ways.

A page need not wait for what was worked out before, and a restart loses none of it.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from stuntlab.datasets import Assessment, Rehearsed
from stuntlab.files import write_whole
from stuntlab.record.assessed import program_version

SCENES = "scenes"
MOST_SCENES = 160
"""So many scenes are kept, of up to 2 MB each (J): the versions of a day, not a disk."""


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


def keep_shown(state: Path, what: str, plan_hash: str, shown: dict[str, Any]) -> None:
    """Keep what is looked at of a version. what: takes, cameras or others.

    Raises: OSError where no file can be written.
    """
    file = _file_shown(state, what, plan_hash)
    file.parent.mkdir(parents=True, exist_ok=True)
    write_whole(file, json.dumps(shown).encode(), durable=True)


def shown_of(state: Path, what: str, plan_hash: str) -> dict[str, Any] | None:
    """What was worked out of a version by this program; None where none can be read, or its scenes are gone."""
    try:
        read = json.loads(_file_shown(state, what, plan_hash).read_bytes())
    except (OSError, ValueError):
        return None
    scenes = [state / SCENES / str(one.get("file")) for one in read.get("takes", ())]
    return read if all(scene.is_file() for scene in scenes) else None


def keep_scene(state: Path, name: str, content: bytes) -> None:
    """Keep a scene, and let the oldest go where there are too many.

    Raises: OSError where no file can be written.
    """
    folder = state / SCENES
    folder.mkdir(parents=True, exist_ok=True)
    write_whole(folder / name, content)
    kept = sorted(folder.glob("*.glb"), key=lambda scene: scene.stat().st_mtime)
    for old in kept[:-MOST_SCENES]:
        old.unlink(missing_ok=True)


def _file_shown(state: Path, what: str, plan_hash: str) -> Path:
    words = f"{what}\n{plan_hash}\n{program_version()}"
    return state / "shown" / f"{what}-{hashlib.sha256(words.encode()).hexdigest()[:24]}.json"


def _file_of(state: Path, plan_hash: str) -> Path:
    return state / "answers" / f"{plan_hash.removeprefix('sha256:')[:40]}.json"
