"""The last answer of the physics to a version of a plan: kept in the record, or on this machine until there is one."""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from stuntlab.datasets import Verdict
from stuntlab.files import write_whole
from stuntlab.record.entry import Draft, Entry, Json, PlanKey
from stuntlab.record.kinds.assessed import ASSESSED
from stuntlab.record.state_folders import own_folders

MOST_REASONS = 3


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """What an assessment said, without the record of decisions, and what it rests on.

    against: why, most severe first. limits: the table and the production's own, as `House.limits`. program: the version
    of stuntlab. after: the number of the last entry of the record that it knew. at: when, ISO 8601.
    """

    verdict: Verdict
    against: tuple[str, ...]
    limits: str
    program: str
    takes: int
    seed: int
    after: int
    at: str

    def draft(self, key: PlanKey) -> Draft:
        """As an entry of the record."""
        against: list[Json] = [*self.against]
        body: dict[str, Json] = {
            "verdict": self.verdict.value,
            "against": against,
            "limits": self.limits,
            "program": self.program,
            "takes": self.takes,
            "seed": self.seed,
            "after": self.after,
        }
        return Draft(ASSESSED, key, None, body)


def program_version() -> str:
    """The version of stuntlab that runs."""
    return importlib.metadata.version("stuntlab")


def answer_of_entry(entry: Entry) -> KeptAnswer | None:
    """The answer an entry holds; None for a verdict that is none."""
    body = entry.body
    try:
        verdict = Verdict(str(body["verdict"]))
    except ValueError:
        return None
    against = body["against"] if isinstance(body["against"], list) else []
    return KeptAnswer(
        verdict,
        tuple(str(reason) for reason in against),
        str(body["limits"]),
        str(body["program"]),
        _whole(body["takes"]),
        _whole(body["seed"]),
        _whole(body["after"]),
        entry.at,
    )


def latest_answer(entries: Iterable[Entry], aside: KeptAnswer | None) -> KeptAnswer | None:
    """The last answer among the entries about one version, or the one kept on this machine where that is later."""
    kept = [answer for entry in entries if (answer := answer_of_entry(entry)) is not None]
    last = kept[-1] if kept else None
    return aside if last is None or (aside is not None and aside.at > last.at) else last


def keep_answer_aside(record: str, key: PlanKey, answer: KeptAnswer) -> None:
    """Keep an answer on this machine, in place of an older one. record: as `name_of_record`.

    Raises: OSError where no file can be written.
    """
    file = _file_of(record, key)
    file.parent.mkdir(parents=True, exist_ok=True)
    write_whole(file, json.dumps(asdict(answer), ensure_ascii=False).encode())


def answer_aside(record: str, key: PlanKey) -> KeptAnswer | None:
    """The answer to a version that this machine keeps; None where there is none that can be read."""
    try:
        fields = json.loads(_file_of(record, key).read_text(encoding="utf-8"))
        given = {**fields, "verdict": Verdict(fields["verdict"]), "against": tuple(map(str, fields["against"]))}
        return KeptAnswer(**given)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def forget_answer_aside(record: str, key: PlanKey) -> None:
    """Forget an answer that is in the record now; one that cannot be forgotten is the older one there."""
    try:
        _file_of(record, key).unlink(missing_ok=True)
    except OSError:
        return


def _file_of(record: str, key: PlanKey) -> Path:
    """One file for each record: the same plan in two of them was assessed in each, or in one alone."""
    name = hashlib.sha256(f"{record}\n{key.hash}".encode("utf-8", "surrogateescape")).hexdigest()[:32]
    return own_folders()[0] / "answers" / f"{name}.json"


def _whole(value: Json) -> int:
    return int(value) if isinstance(value, int | float) else 0
