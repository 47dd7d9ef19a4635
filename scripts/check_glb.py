"""Have the validator of Khronos read what `stuntlab export` writes as .glb, where Node.js can be had.

Run: uv run python scripts/check_glb.py

It installs one version of the package gltf-validator with npm into a temporary folder, exports two examples, and ends
with 1 for an error, a warning, an information or a hint. Without node, npm or the package it says so and ends with 0:
`tests/export/test_gltf_rules.py` holds the same files against the same rules, written anew.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from stuntlab.export.glb import glb
from stuntlab.gags import gags_of
from stuntlab.gags.high_fall.gag import HighFall
from stuntlab.plan import parse_plan
from stuntlab.previs.fall_export import fall_previs
from stuntlab.previs.strike_export import strike_previs

EXAMPLES = Path(__file__).parents[1] / "examples"
PACKAGE = "gltf-validator@2.0.0-dev.3.10"
READ = """
const fs = require('fs'), validator = require('gltf-validator');
validator.validateBytes(new Uint8Array(fs.readFileSync(process.argv[1])))
  .then(report => console.log(JSON.stringify(report.issues)));
"""
SHOWN = 20


def scenes() -> dict[str, bytes]:
    """A strike and a fall as files."""
    made: dict[str, bytes] = {}
    for name in ("stomach_kick", "roof_back_fall"):
        plan = parse_plan((EXAMPLES / f"{name}.yaml").read_text(encoding="utf-8"))
        (gag,) = gags_of(plan)
        made[name] = glb(fall_previs(plan, gag) if isinstance(gag, HighFall) else strike_previs(plan, gag))
    return made


def main() -> int:
    """Check both; the number of files with something to say."""
    if not (shutil.which("node") and shutil.which("npm")):
        print("Node.js or npm is not on this machine; the validator of Khronos was not tried")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        line = ["npm", "install", "--silent", "--no-save", "--fetch-timeout=20000", "--fetch-retries=1", PACKAGE]
        if subprocess.run(line, cwd=folder, check=False).returncode:
            print(f"{PACKAGE} cannot be had here; the validator of Khronos was not tried")
            return 0
        return sum(complains(name, content, Path(folder)) for name, content in scenes().items())


def complains(name: str, content: bytes, folder: Path) -> bool:
    """Whether the validator has something to say about a file, which is printed."""
    path = folder / f"{name}.glb"
    path.write_bytes(content)
    ran = subprocess.run(["node", "-e", READ, str(path)], cwd=folder, capture_output=True, text=True, check=True)
    issues = json.loads(ran.stdout)
    counts = {kind: issues[f"num{kind}"] for kind in ("Errors", "Warnings", "Infos", "Hints")}
    print(f"{name}.glb: " + ", ".join(f"{count} {kind.lower()}" for kind, count in counts.items()))
    for message in issues["messages"][:SHOWN]:
        print(f"  {message['code']} at {message.get('pointer', '')}: {message['message']}")
    return any(counts.values())


if __name__ == "__main__":
    sys.exit(main())
