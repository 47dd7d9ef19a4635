"""What workers came to for the eye, kept on this machine by the hash of the plan: takes, maps, other ways to do it.

A page need not wait for what was worked out before, and a restart loses none of it. `pipeline/whole_answers.py` keeps
the answers themselves.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from stuntlab.files import write_whole
from stuntlab.record.assessed import program_version

SCENES, SHEETS = "scenes", "sheets"
MOST_SCENES = 160
"""So many scenes are kept, of up to 2 MB each (J): the versions of a day, not a disk."""

_FORM = 3
"""Of what is kept: another one where pages read other keys of it."""


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
    words = f"{what}\n{plan_hash}\n{program_version()}\n{_FORM}"
    return state / "shown" / f"{what}-{hashlib.sha256(words.encode()).hexdigest()[:24]}.json"
