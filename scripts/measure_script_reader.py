"""Hold the reader of screenplays against a list that was made by hand: measure_script_reader.py SCRIPT LABELS.toml."""

from __future__ import annotations

import hashlib
import sys
import tomllib
from pathlib import Path

from stuntlab.screenplay.finder import find_stunts
from stuntlab.screenplay.reading import read_script
from stuntlab.screenplay.words import read_words


def main(script_file: str, labels_file: str) -> None:
    labels = tomllib.loads(Path(labels_file).read_text(encoding="utf-8"))
    script = read_script(Path(script_file))
    headings = {scene.number: hashlib.sha256(scene.heading.encode()).hexdigest()[:8] for scene in script.scenes}
    stunts, small = (dict(one.split(":") for one in labels[kind]) for kind in ("stunts", "small"))
    for number, code in {**stunts, **small}.items():
        if headings.get(number) != code:
            sys.exit(f"scene {number} is another one than the list was made of")
    shown = {row.scene for row in find_stunts(script, read_words(None))}
    right, found = shown & {*stunts, *small}, shown & {*stunts}
    print(f"{labels['title']}: {len(headings)} scenes, {len(stunts)} stunts, {len(small)} small")
    print(f"shown {len(shown)}, right {len(right)}, stunts found {len(found)}")
    print(f"wrong: {', '.join(sorted(shown - right, key=int)) or 'none'}")
    print(f"missed: {', '.join(sorted({*stunts, *small} - shown, key=int)) or 'none'}")


if __name__ == "__main__":
    main(*sys.argv[1:])
