"""Everything people decided, for one version of a plan: its state in sentences, and the findings that follow."""

from __future__ import annotations

from stuntlab.datasets import Finding, Standing
from stuntlab.dates import zone_in_words
from stuntlab.record.briefing import briefings, set_state
from stuntlab.record.consent import consents
from stuntlab.record.dose import doses
from stuntlab.record.drift import drifts
from stuntlab.record.elsewhere import elsewhere
from stuntlab.record.history import History
from stuntlab.record.ladder import ladders
from stuntlab.record.limits import limits
from stuntlab.record.refusal import refusals
from stuntlab.record.renamed import renamed
from stuntlab.record.review import reviews
from stuntlab.record.seals import seals
from stuntlab.record.stop import matters, stops
from stuntlab.record.takes import takes_done
from stuntlab.record.unread import hold_for_unread
from stuntlab.record.wrong_clocks import clocks

PARTS = (
    stops,
    refusals,
    consents,
    limits,
    renamed,
    reviews,
    matters,
    briefings,
    ladders,
    drifts,
    takes_done,
    doses,
    set_state,
    elsewhere,
    clocks,
    seals,
)


def judge_decisions(history: History) -> tuple[Standing, tuple[Finding, ...]]:
    """What the record says of this version, and what keeps it from going ahead."""
    said = [part(history) for part in PARTS]
    said.append(hold_for_unread(history, {part.__name__ for part in PARTS}))
    head = history.held[-1].hash if history.held else ""
    lines = tuple(line for part in said for line in part.lines)
    standing = Standing(lines, head, len(history.held), zone_in_words(history.now))
    return standing, tuple(finding for part in said for finding in part.findings)
