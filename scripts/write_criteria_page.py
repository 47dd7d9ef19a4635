"""Write docs/criteria.md: every filter and criterion from its docstring, every risk curve and limit from its table."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import ModuleType

from stuntlab import injury, loads
from stuntlab.criteria import CRITERIA
from stuntlab.criteria.rates import in_hertz, rates_of
from stuntlab.injury.curve import BAND

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "criteria.md"
FIELDS = ("Equation", "Source", "Valid for")

HEAD = """# Filters, criteria, risk curves, limits

`scripts/write_criteria_page.py` writes this page from the docstrings and tables of `stuntlab.loads` and
`stuntlab.injury`. A test keeps it up to date.

Trust tags say how a number was obtained:

- **V-P** was read in the primary text, **V-A** in its abstract, **V-S** in a secondary source.
- **R-h**, **R-m** and **R-l** were recalled with high, medium and low confidence.
- **C** was computed; **J** is a judgement of this project.

Signals are `[..., time]` on an even clock `[time]` in seconds; results are `[...]`. Uneven clocks are refused, and
`stuntlab.loads.resample` makes them even.
"""

LOADS = """
One table (`src/stuntlab/loads/catalogue.toml`) lists every load. It gives the unit, how the load is made, and the
channel class (CFC) of SAE J211 with which its signals are filtered. Simulated takes, recordings, limits and reports all
use this table. A limit or a risk curve says how high a *filtered* signal may get. Each load therefore has the class
with which its limits and curves were read. A load without a class is made from unfiltered signals or from other loads.
The word "given" means that no signal here makes the number.
"""

RATES = """
How fast a recording must be sampled for each load. A signal that is slower than its filter needs is left out, unless it
is said to be filtered already (`--filtered`, or a code or name that says so and a spectrum that agrees). It is then
taken down to one sample for each hertz of the class, and three in a window, with a note; below that the load is left
out (J). `--cfc 180` filters with a lower class than that of the load, which a lower rate allows.
"""

NOTES = """
## What these cannot tell

- Every criterion is tied to a measuring device: a dummy, a cadaver, a helmet sensor. It means little for a body that
  does not respond like that device at that place.
- Risk curves come from crash pulses of 5 to 150 ms and mostly elderly cadavers. No published curve covers young,
  trained, braced people who are hit many times.
- Under 5 % and over 95 % no data support the shape of a curve. Such values are marked `extrapolated`. HIC 100 gives
  a risk of 1e-4, and a neck without load gives 3.8 % as published. The families named `...-from-zero` keep
  the published points and mend the second. Under its 5 % point a curve is read as the most a risk can be.
- Where no range of data is published, the range given is the 5–95 % band of the curve. A load above it is not valid. A
  load below it is small; it is valid and extrapolated.
- Where a source at hand gave only coefficients, the population beside them is named from recall (R-m).

## Where sources disagree

- The two HIC families differ by more than a factor of 2 at HIC 700 to 1000. Choose one of them and name it;
  `combine_risks` refuses two curves of one region.
- Nij: AIS 4+ crosses AIS 3+ near 0.5, and AIS 3+ crosses AIS 2+ at 1.5. AIS 3+ (two sources) is kept as published. The
  lesser severity is raised to it, and the greater severity is held below it. The same is done for the THOR set, the
  lognormal HIC set and the femur. In the HIC set AIS 4+ lies over AIS 3+ from HIC 5300. In the set of the femur AIS 3+
  lies over AIS 2+ below 4.2 kN.
- Frontal VC: the quoted 25 % at 1.0 and 50 % at 1.3 m/s do not fit the recalled coefficients (0.89 and 0.99 m/s). Both
  are here; the more severe is preferred.
- DRI: 17.7 is 10 % by mine-blast tests and 18 is 5 % by ejections. Both are here; the more severe is preferred.
- A Hybrid III reads more lumbar compression than a human: 45 % by the abstract of one paper and 69 % by its own means.
  A range is given.
- SAE J211 and ISO 6487 print constants that are 0.3 % apart (2.0775, 2.0833). `cfc` takes either by name.
- A channel class is refused once its design frequency passes 0.45 of the sampling rate. The pre-warp of the filter ends
  at 0.5. Between the two the filter is stable in theory, and in practice it rings through the whole record.
"""


def page() -> str:
    """The whole page."""
    parts = [
        HEAD,
        "\n## Loads\n",
        *_loads(),
        "\n## Rates\n",
        *_rates(),
        "\n## Filters and peaks: `stuntlab.loads`\n",
        *_functions(loads),
    ]
    parts += ["\n## Criteria: `stuntlab.injury`\n", *_functions(injury)]
    parts += ["\n## Risk curves\n", *_curves(), "\n## Published limits\n", *_limits(), NOTES]
    return "".join(parts)


def _loads() -> Iterator[str]:
    yield LOADS
    yield "\n| load | unit | what | made by | CFC |\n|---|---|---|---|---|\n"
    for name, kind in loads.catalogue().items():
        made_by = f"{kind.method} of {' and '.join(kind.made_of)}" if kind.made_of else str(kind.method)
        yield f"| {name} | {kind.unit} | {kind.what} | {made_by} | {kind.channel_class or ''} |\n"
    yield "\nThe class of each load comes from this source:\n\n"
    by_source: dict[str, list[str]] = {}
    for name, kind in loads.catalogue().items():
        if kind.class_source:
            by_source.setdefault(f"CFC {kind.channel_class}: {kind.class_source}", []).append(f"`{name}`")
    for source, names in by_source.items():
        yield f"- {', '.join(names)}. {source}.\n"


def _rates() -> Iterator[str]:
    yield RATES
    yield "\n| load | CFC | SAE J211 asks | filtered here from | taken as it is from |\n|---|---|---|---|---|\n"
    of_recordings = {criterion.load for criterion in CRITERIA if not criterion.parts}
    for name, kind in loads.catalogue().items():
        asked = rates_of(name)
        if name in of_recordings and asked.as_it_is_hz:
            rates = (asked.j211_hz, asked.filtered_here_hz, asked.as_it_is_hz)
            shown = " | ".join(in_hertz(rate) if rate else "" for rate in rates)
            yield f"| {name} | {kind.channel_class or ''} | {shown} |\n"


def _functions(package: ModuleType) -> Iterator[str]:
    for name in package.__all__:
        function = getattr(package, name)
        text = inspect.getdoc(function) or ""
        if inspect.isfunction(function) and "Source:" in text:
            yield _entry(package, name, function, text)


def _entry(package: ModuleType, name: str, function: Callable[..., object], text: str) -> str:
    options = inspect.signature(function).parameters
    lines = [f"\n### `{name}({', '.join(options)})`\n", f"\n{text.splitlines()[0]}\n\n"]
    for field in FIELDS:
        if found := re.search(
            rf"^{field}: (.*?)(?:\n\n|\n(?={'|'.join(FIELDS)}|Raises)|\Z)", text, re.DOTALL | re.MULTILINE
        ):
            lines.append(f"- *{field}*: {' '.join(found.group(1).split())}\n")
    file = Path(inspect.getsourcefile(function) or "").relative_to(ROOT / "src" / "stuntlab")
    tests = ", ".join(f"`{test}`" for test in _tests_of(package, name))
    lines.append(f"- *Code*: `{file.as_posix()}`; *tests*: {tests}\n")
    return "".join(lines)


def _tests_of(package: ModuleType, name: str) -> list[str]:
    folder = ROOT / "tests" / package.__name__.split(".")[-1]
    called = re.compile(rf"\b{name}[(,]")
    return [f"{folder.name}/{p.name}" for p in sorted(folder.glob("test_*.py")) if called.search(p.read_text("utf-8"))]


def _curves() -> Iterator[str]:
    yield "\n| family | load | severity or worse: coefficients | x in | range | 5 and 95 % | blow | body, population "
    yield "| source | tag |\n"
    yield "|---|---|---|---|---|---|---|---|---|---|\n"
    for family in injury.curves().values():
        shift = 75 * sum(family.needs.values())
        low, high = family.range(shift=shift)
        levels = "; ".join(f"{level} {_coefficients(given)}" for level, given in family.levels.items())
        needs = "".join(f", at {key} 75: a + {value}·{key}" for key, value in family.needs.items())
        name = f"**{family.name}**" if family.preferred else family.name
        speaks_for = f"{_short(low)} to {_short(high)}{_unit(family.load_unit)}, {family.range_basis}"
        shape = f"p = {family.equation}: {levels}{needs} | {family.unit}"
        origin = f"{family.body}; {family.population} | {family.source} | {family.tag}"
        ends = "; ".join(_ends(family, level, shift) for level in family.levels)
        yield f"| {name} | {family.load} | {shape} | {speaks_for} | {ends} | {family.direction} | {origin} |\n"
    yield "\nThe preferred family of a load is in bold: `risk(load, ...)` uses it. A family named `...-from-zero`\n"
    yield "keeps published points and goes to nothing with the load; the verdict reads those and `hic15-lognormal`.\n"


def _ends(family: injury.Curve, level: str, shift: float) -> str:
    """The 5 and the 95 % point of one severity; a curve that starts higher has no 5 % point."""
    low, high = (family.load_at(level, p, shift=shift) for p in BAND)
    return f"{level} {_short(low) if low else 'none'} and {_short(high)}"


def _coefficients(given: Mapping[str, object]) -> str:
    return ", ".join(f"{key} {value}" for key, value in given.items())


def _short(number: float) -> str:
    return f"{float(f'{number:.4g}'):g}"


def _unit(unit: str) -> str:
    return "" if unit == "1" else f" {unit}"


def _limits() -> Iterator[str]:
    yield "\n| load | rule | body | limit | source | tag |\n|---|---|---|---|---|---|\n"
    for row in injury.limits():
        unit = _unit(row.unit)
        corners = zip(row.durations_s, row.levels, strict=True)
        falling = ", ".join(f"{_short(level)}{unit} at {1000 * at:g} ms" for at, level in corners)
        level = falling or f"{_short(row.value)}{unit}"
        yield f"| {row.load} | {row.rule} | {row.body} | {level} | {row.source} | {row.tag} |\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
