"""What a risk cannot tell: takes that end where there is no model, and parts of the body without a curve."""

from __future__ import annotations

from collections.abc import Iterator

from stuntlab.datasets import ExposureResult, Finding, Severity
from stuntlab.pipeline.rehearse import Rehearsal
from stuntlab.verdict.words import chance, of_takes, the

_SAID = {"ais2": "a moderate injury (AIS 2+)", "ais3": "a serious injury (AIS 3+)"}


def not_known_findings(rehearsal: Rehearsal, result: ExposureResult) -> Iterator[Finding]:
    """Takes that count as harmed because nothing says what is felt, and risks of which only the least is known."""
    person, gag = result.exposure.person, the(result.exposure.gag)
    for outcome, probability in _without_model(rehearsal).items():
        text = (
            f"{person}: {gag} ends {outcome} in {of_takes(chance(probability))}. No model says what is felt there: "
            "these takes count as harmed, and the loads leave them out."
        )
        yield Finding("not-simulated", Severity.NOTE, person, text, "draws of this assessment")
    for level, regions in result.at_least.items():
        if regions == ("whole body",):
            continue
        text = (
            f"{person}: the risk of {_SAID[level]} is at least what is said, since no curve of that severity is "
            f"published for: {', '.join(regions)}."
        )
        yield Finding("risk-at-least", Severity.NOTE, person, text, "injury curves of stuntlab")


def _without_model(rehearsal: Rehearsal) -> dict[str, float]:
    """Outcomes without a model that were drawn -> how often, per take."""
    found: dict[str, float] = {}
    for stratum in rehearsal.touching:
        if not stratum.modelled and len(stratum.takes):
            name = rehearsal.gag.outcomes[stratum.outcome].name
            found[name] = found.get(name, 0.0) + stratum.probability.mean
    return found
