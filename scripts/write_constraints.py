"""Copy the versions of requirements/dev.txt into pyproject.toml, so that `uv run` installs exactly the lock."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
MARK = "# Written by scripts/write_constraints.py from requirements/dev.txt\n"
COMPILE = "compile-bytecode = true  # where Python may not write bytecode, imports take 2 s of every command\n"


def constraints() -> str:
    lock = (ROOT / "requirements" / "dev.txt").read_text(encoding="utf-8")
    pins = re.findall(r"^([A-Za-z0-9._-]+==[^\s\\]+(?: ; [^\\\n]*?)?)\s*\\?$", lock, flags=re.MULTILINE)
    lines = "\n".join("  '" + pin.strip().replace("'", '"') + "'," for pin in pins)
    return f"{MARK}[tool.uv]\n{COMPILE}constraint-dependencies = [\n{lines}\n]\n"


def main() -> None:
    path = ROOT / "pyproject.toml"
    kept = path.read_text(encoding="utf-8").split(MARK)[0].rstrip() + "\n\n"
    path.write_text(kept + constraints(), encoding="utf-8")


if __name__ == "__main__":
    main()
