"""How far to believe an exposure: model error and rates of human error, said apart from the spread and the draws."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from stuntlab.datasets import Borne, ExposureResult, Finding, LoadSummary, Severity
from stuntlab.verdict import Known, Limits, allowed_exceedance, model_error, what_is_known
from stuntlab.verdict.words import amount, with_unit

Models = Mapping[str, Mapping[str, LoadSummary]]
"""Tissue model -> load -> its summary."""


def uncertainty_findings(
    result: ExposureResult, models: Models, limits: Limits, ends_of: str | None = None
) -> tuple[Finding, ...]:
    """Findings on what the answer rests on; none of them changes a verdict.

    ends_of: what the models are the ends of, where that is no tissue (`Evidence.ends_of`).
    """
    if result.exposure.borne is Borne.BYSTANDER or not result.loads:
        return ()
    return (
        *(_spread_of_contact(result, models, ends_of) if ends_of else _spread_of_models(result, models)),
        *_scatter_of_models(result, limits),
    )


def is_touched_too_often(result: ExposureResult, limits: Limits) -> bool:
    """Whether somebody is touched more often than a limit may be passed, so that what they feel matters."""
    return result.contact_probability.mean > allowed_exceedance(limits, result.exposure.borne)


def regions_never_compared(result: ExposureResult, limits: Limits) -> tuple[str, ...]:
    """Sentences where a verdict would rest on a load of a region that was never held against a measurement.

    It rests on one where people are touched more often than a limit may be passed, and that load would pass it if it
    were off by the factor that is assumed of regions that were never compared (`model_error.toml`).
    """
    if result.exposure.borne is Borne.CHOSEN or not is_touched_too_often(result, limits):
        return ()
    allowed = allowed_exceedance(limits, result.exposure.borne)
    regions = {
        limits.loads[name].region
        for name, load in result.loads.items()
        if load.exceeded is not None
        and name in limits.loads
        and what_is_known(load.exceeded, load.basis, allowed) is Known.UNSURE
    }
    return tuple(
        f"the {region} of the body model was never compared with a measurement, and the answer would rest on it "
        f"({model_error(region).basis}); a measured blow there would tell"
        for region in sorted(regions)
        if not model_error(region).compared
    )


def _spread_of_models(result: ExposureResult, models: Models) -> Iterator[Finding]:
    """How far the tissue models lie apart where published data do not agree."""
    person = result.exposure.person
    if len(models) < 2 or result.exposure.borne is Borne.CHOSEN:
        return
    parts = []
    for name in result.loads:
        medians = {model: summary[name].median for model, summary in models.items()}
        low, high = min(medians, key=medians.__getitem__), max(medians, key=medians.__getitem__)
        if medians[high] > 1.05 * medians[low] > 0 and name.startswith(("abdomen", "chest")):
            ends = (f"{with_unit(medians[model], result.loads[name].unit)} ({model})" for model in (low, high))
            parts.append(f"{name.replace('_', ' ')} {' to '.join(ends)}")
    if parts:
        text = f"{person}: model error, medians under the published ends of tissue stiffness: {'; '.join(parts)}."
        yield Finding("model-spread", Severity.NOTE, person, text, "people/tables/tissue.toml")


def _spread_of_contact(result: ExposureResult, models: Models, ends_of: str) -> Iterator[Finding]:
    """Every load as a range: contact decides what a fall reads, and nobody measured it, so one number would be none."""
    person = result.exposure.person
    with_body = [name for name in result.loads if models and all(name in summary for summary in models.values())]
    parts = [_range(name, result.loads[name].unit, models) for name in with_body]
    told = [part for part in parts if part]
    if len(models) > 1 and told:
        text = (
            f"{person}: {ends_of}, the median take reads, and 19 of 20 stay below (in brackets): {'; '.join(told)}. "
            "Any number between the ends may be the true one."
        )
        yield Finding("model-spread", Severity.NOTE, person, text, "gear/ground.toml, gear/bedding.toml [J]")


def _range(name: str, unit: str, models: Models) -> str:
    """One load at its ends; nothing where nobody feels it."""
    medians, p95s = ([getattr(summary[name], end) for summary in models.values()] for end in ("median", "p95"))
    if max(p95s) <= 0:
        return ""
    low, high = (with_unit(end(medians), unit) for end in (min, max))
    rare_low, rare_high = (with_unit(end(p95s), unit) for end in (min, max))
    return f"{name.replace('_', ' ')} {low} to {high} ({rare_low} to {rare_high})"


def _scatter_of_models(result: ExposureResult, limits: Limits) -> Iterator[Finding]:
    """By what factor each region's loads may be wrong; the ends of how often a limit is passed carry it."""
    person = result.exposure.person
    regions = dict.fromkeys(limits.loads[name].region for name in result.loads if name in limits.loads)
    compared = [model_error(region) for region in regions if model_error(region).compared]
    if compared:
        parts = (f"{row.region} ×÷ {amount(row.factor, 2)}" for row in compared)
        text = f"{person}: model error, loads may be off at 95 % by: {', '.join(parts)}; every chance's ends carry it."
        yield Finding("model-error", Severity.NOTE, person, text, "verdict/model_error.toml, docs/validation.md")
