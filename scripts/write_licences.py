"""Write docs/licences.md and the software bill of materials of the wheel from requirements/.

python scripts/write_licences.py

requirements/licences.toml has the licence of every package; requirements/*.txt have versions and checksums. The bill is
CycloneDX 1.6 without addresses, times or serial numbers, so it is the same whenever it is written.
"""

import json
import re
import tomllib
from collections import defaultdict
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
REQUIREMENTS = ROOT / "requirements"
PAGE = ROOT / "docs" / "licences.md"
BILL = REQUIREMENTS / "stuntlab.cdx.json"

HEAD = """# Licences

stuntlab is under the Apache License 2.0 ([LICENSE](../LICENSE)). The figure that people are drawn with is CC0
(`src/stuntlab/people/shape/human.LICENSE.md`). It uses the packages below and ships none of them. The licences were
read in the metadata and the licence files of the packages; a test holds this table against both.

Written by `scripts/write_licences.py` from `requirements/licences.toml`.
"""


def licences() -> dict[str, dict[str, str]]:
    """Package -> licence (SPDX) and, where there is something to know, a note."""
    return tomllib.loads((REQUIREMENTS / "licences.toml").read_text(encoding="utf-8"))


def locked(name: str) -> dict[str, list[tuple[str, list[str]]]]:
    """Package -> its versions in a lock, one for each range of Python, and the SHA-256 sums of their files."""
    found: dict[str, list[tuple[str, list[str]]]] = defaultdict(list)
    for block in re.split(r"\n(?=\S)", (REQUIREMENTS / name).read_text(encoding="utf-8")):
        if match := re.match(r"([A-Za-z0-9._-]+)==([^\s;\\]+)", block):
            found[match[1]].append((match[2], re.findall(r"sha256:([0-9a-f]{64})", block)))
    return found


def page() -> str:
    """The table, core packages first."""
    core, everything = locked("core.txt"), locked("dev.txt")
    groups = {
        "What every installation has": [name for name in everything if name in core],
        "What extras, tests and documentation add": [name for name in everything if name not in core],
    }
    parts = [HEAD]
    for title, names in groups.items():
        rows = [f"| {name} | {licences()[name]['licence']} | {licences()[name].get('note', '')} |" for name in names]
        parts.append(f"\n## {title}\n\n| package | licence | to know |\n|---|---|---|\n" + "\n".join(rows) + "\n")
    return "".join(parts)


def bill() -> str:
    """What a plain installation of the wheel brings, and what extras may add."""
    core, everything, known = locked("core.txt"), locked("dev.txt"), licences()
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    components: list[dict[str, Any]] = [
        {
            "type": "library",
            "bom-ref": f"{name}@{number}",
            "name": name,
            "version": number,
            "scope": "required" if name in core else "optional",
            "hashes": [{"alg": "SHA-256", "content": checksum} for checksum in checksums],
            "licenses": [_licence(known[name]["licence"])],
            "purl": f"pkg:pypi/{name}@{number}",
        }
        for name, versions in everything.items()
        for number, checksums in versions
    ]
    main = {"type": "application", "bom-ref": "stuntlab", "name": "stuntlab", "version": version}
    written = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": main | {"licenses": [_licence("Apache-2.0")]}},
        "components": components,
    }
    return json.dumps(written, indent=1) + "\n"


def _licence(spdx: str) -> dict[str, Any]:
    """As an expression where several hold, by name where it is on no list of licences."""
    if spdx.startswith("LicenseRef-"):
        return {"license": {"name": spdx.removeprefix("LicenseRef-")}}
    return {"expression": spdx} if " " in spdx else {"license": {"id": spdx}}


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    BILL.write_text(bill(), encoding="utf-8")
