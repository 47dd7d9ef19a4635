"""What the fuzzers share: what they keep of a finding, how much memory they hold, and the folder they work in."""

from __future__ import annotations

import resource
import sys
import tempfile
import traceback
import warnings
from collections.abc import Iterable
from pathlib import Path


class Findings:
    """Each kind of finding once, with its first input. keep: the folder for them."""

    def __init__(self, keep: Path) -> None:
        self.keep, self.kinds = keep, set[str]()

    def note(self, what: str, content: bytes) -> None:
        """Tell a kind of finding once, and keep its first input."""
        kind = what.partition(": ")[0]
        if kind in self.kinds:
            return
        self.kinds.add(kind)
        path = self.keep / f"finding_{len(self.kinds)}"
        path.write_bytes(content)
        print(f"FINDING {what[:300]} ({path})", file=sys.stderr, flush=True)

    def note_exception(self, problem: BaseException, content: bytes) -> None:
        """An exception that should not have come."""
        last = traceback.extract_tb(problem.__traceback__)
        ours = next((one for one in reversed(last) if "stuntlab" in one.filename), last[-1])
        self.note(f"{type(problem).__name__} in {Path(ours.filename).name}:{ours.lineno}: {problem}", content)


def peak_bytes() -> int:
    """Most memory this process has held so far; getrusage would count what its parent held when it was started."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) * 1024


def prepare(keep: Path, seeds: Iterable[bytes], *, address_space: int) -> tuple[Path, Path]:
    """The corpus with its first inputs, and a folder in memory to work in; from here on warnings are errors."""
    corpus = keep / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for number, content in enumerate(seeds):
        (corpus / f"seed_{number}").write_bytes(content)
    warnings.simplefilter("error")  # a warning on the user's screen is a finding as well
    resource.setrlimit(resource.RLIMIT_AS, (address_space, address_space))
    shared = Path("/dev/shm")
    return corpus, Path(tempfile.mkdtemp(dir=shared if shared.is_dir() else None))
