"""Build the wheel and see to it that it holds what it should and works by itself.

python scripts/check_wheel.py     needs uv, and a registry or uv's cache for what the wheel depends on

It compares the files of the wheel with those that git keeps, lets twine read its metadata, installs it with nothing
but the locked core dependencies into a new environment, and runs it from an empty folder.
"""

import subprocess
import sys
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[1]
LICENSES = ("LICENSE", "src/stuntlab/people/shape/human.LICENSE.md")
BILL = ROOT / "requirements" / "stuntlab.cdx.json"
TWINE = "twine>=7.0,<8"
NOT_WITHIN_LIMITS = 20


def run(*command: str | Path, cwd: Path = ROOT, code: int = 0) -> str:
    """What a command prints; the script ends where it exits with another code than it should."""
    done = subprocess.run([str(word) for word in command], cwd=cwd, capture_output=True, text=True, check=False)
    if done.returncode != code:
        sys.exit(f"{' '.join(map(str, command))}\nended with {done.returncode}, not {code}\n{done.stdout}{done.stderr}")
    return done.stdout


def content_faults(wheel: zipfile.ZipFile) -> list[str]:
    """What the wheel lacks, has besides, or has otherwise than the source: data files, licences, types, no more."""
    source = {
        path.removeprefix("src/"): ROOT / path for path in run("git", "ls-files", "src/stuntlab").split("\n")[:-1]
    }
    there = {name for name in wheel.namelist() if name.startswith("stuntlab/")}
    info = {name.partition("/")[2]: name for name in wheel.namelist() if ".dist-info/" in name}
    others = set(wheel.namelist()) - there - set(info.values())
    faults = [f"the wheel lacks {name}" for name in sorted(source.keys() - there)]
    faults += [f"the wheel has {name}, which git does not keep" for name in sorted((there - source.keys()) | others)]
    faults += [
        f"{name} differs" for name in sorted(source.keys() & there) if wheel.read(name) != source[name].read_bytes()
    ]
    faults += [f"the wheel lacks the licence {name}" for name in LICENSES if f"licenses/{name}" not in info]
    faults += [f"the wheel lacks {name}" for name in ("stuntlab/py.typed",) if name not in there]
    bill = info.get(f"sboms/{BILL.name}")
    if bill is None or wheel.read(bill) != BILL.read_bytes():
        faults.append("the wheel lacks the bill of materials, or has an old one")
    return faults


def use(folder: Path, wheel: Path) -> None:
    """Install the wheel by itself and do what somebody does first."""
    python, empty = folder / "venv" / "bin" / "python", folder / "empty"
    empty.mkdir()
    run("uv", "venv", "-q", "--python", sys.executable, folder / "venv")
    run("uv", "pip", "install", "-q", "--python", python, "-r", ROOT / "requirements" / "core.txt")
    run("uv", "pip", "install", "-q", "--python", python, "--no-deps", wheel)
    run("uv", "pip", "check", "-q", "--python", python)
    stuntlab, plan = folder / "venv" / "bin" / "stuntlab", ROOT / "examples" / "stomach_kick_for_real.yaml"
    for words in (["--help"], ["kinds"], ["limits"], ["schema"], ["check", plan], ["new", "kick", "kick.yaml"]):
        run(stuntlab, *words, cwd=empty)
    run(stuntlab, "check", "kick.yaml", cwd=empty)
    run(stuntlab, "assess", plan, "--takes", "4", "--body-only", cwd=empty, code=NOT_WITHIN_LIMITS)


def main() -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        run("uv", "build", "-q", "--wheel", "-o", folder / "dist")
        (wheel,) = (folder / "dist").glob("*.whl")
        with zipfile.ZipFile(wheel) as opened:
            faults, count = content_faults(opened), len(opened.namelist())
        if faults:
            sys.exit("\n".join(faults))
        run("uv", "tool", "run", "--from", TWINE, "twine", "check", "--strict", wheel)
        use(folder, wheel)
        print(f"{wheel.name}: {count} files, {wheel.stat().st_size / 1e6:.1f} MB, installs and runs by itself")


if __name__ == "__main__":
    main()
