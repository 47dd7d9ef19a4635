"""Build the API pages into build/api, every warning an error, and see to it that they have every public name.

python scripts/build_api_pages.py [FOLDER]    needs the extra `docs`, and no network
"""

import importlib
import sys
from pathlib import Path

from sphinx.cmd.build import main as sphinx
from sphinx.util.inventory import InventoryFile

ROOT = Path(__file__).parents[1]
PACKAGES = ("stuntlab", "stuntlab.injury", "stuntlab.loads")


def missing(folder: Path) -> list[str]:
    """Public names that the pages do not have."""
    inventory = InventoryFile.loads((folder / "objects.inv").read_bytes(), uri="")
    there = {name for kind in inventory.data.values() for name in kind}
    public = [f"{package}.{name}" for package in PACKAGES for name in importlib.import_module(package).__all__]
    return [name for name in public if name not in there]


def main() -> int:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "build" / "api"
    failed = sphinx(["-q", "-E", "-W", "--keep-going", "-b", "html", str(ROOT / "docs" / "api"), str(folder)])
    if failed:
        return failed
    left_out = missing(folder)
    if left_out:
        print(f"the API pages lack {', '.join(left_out)}", file=sys.stderr)
    else:
        print(f"API pages: {folder / 'index.html'}")
    return int(bool(left_out))


if __name__ == "__main__":
    sys.exit(main())
