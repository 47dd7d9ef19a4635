"""Feed damaged and invented plans to what `check` does, led by the coverage of its code (atheris, libFuzzer).

Run: uv run --extra test python scripts/fuzz_plans.py [--plans N] [--assess N] [--catches N] [--seconds S] [--seed N]
                                                      [--keep FOLDER]

Plans begin as the templates, the examples and a production file. They are mutated as bytes (cut, doubled, NUL, letters
that are none), as words (numbers, units, spreads, names), and as trees (keys given twice, left out, moved, of another
type, nested deep, repeated by anchors). A finding is:

- an exception other than a refusal of the plan, or any exception of `assess` on a plan that was accepted;
- a refusal that names no line, has a control character or the parser's jargon in it, or is longer than a paragraph;
- more than five seconds of processor time to read and check (a fall onto a catcher draws a million flights), or 1.5 GB;
  3 GB once plans are assessed, because one process then holds the code and tables of every kind of gag.

Every 25th plan that is accepted, and every 25th that is assessed, draws as much as a user's does; the others draw 4 096
of each branch.

Each kind of finding is told once and its first input is kept. Ends with 1 where there was one.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import atheris
from fuzz_watch import Findings, peak_bytes, prepare

SOURCE = Path(__file__).parents[1] / "src"
LED_BY = ("stuntlab.plan", "stuntlab.units", "stuntlab.nearest", "stuntlab.verdict.trade", "stuntlab.pipeline.refusals")
OTHERS = [
    name
    for path in (SOURCE / "stuntlab").rglob("*.py")
    if not (name := ".".join(path.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__")).startswith(
        LED_BY
    )
]

with atheris.instrument_imports(include=["stuntlab"], exclude=OTHERS):
    from stuntlab.cli.usable import read_usable_plan
    from stuntlab.compiled import when_compiling
    from stuntlab.errors import PlanError, UserError
    from stuntlab.gags import gags_of
    from stuntlab.gags.roles import CatchesFaller
    from stuntlab.pipeline import rehearse
    from stuntlab.pipeline.assess import assess
    from stuntlab.pipeline.trade_checks import findings_before_any_body
    from stuntlab.plan import ACTION_KINDS, Plan, parse_production, template
    from stuntlab.verdict import read_limits

EXAMPLES = Path(__file__).parents[1] / "examples"
LONGEST_S, ADDRESS_SPACE = 5.0, 16 << 30
MOST_BYTES, MOST_BYTES_ASSESSED = 1_500_000_000, 3_000_000_000
LONGEST_INPUT, LONGEST_MESSAGE, MOST_TAKES = 20_000, 2_500, 40
FEW_DRAWS, ALL_DRAWS, WHOLE_EACH, TOLD_EVERY = 2**12, rehearse.DRAWS_PER_BRANCH, 25, 2_000
CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
JARGON = re.compile(
    r"while (parsing|scanning)|<block|<stream|flow (node|sequence|mapping)|block mapping|simple key|pydantic|NoneType|"
    r"Traceback|object has no|validation error|\b(int|float|str|dict|tuple|list)_|0x[0-9a-f]{6}|invalid literal"
)
WORD = re.compile(r"(?<=[ :{\[])[A-Za-z][A-Za-z ]*(?=[,}\]\n:])")
NUMBER = re.compile(r"(?<![\w.-])\d+(?:\.\d+)?(?![\w.])")
SPREAD = re.compile(r"± ?[\d.]+")
UNIT = re.compile(r"(?<=\d )(?:cm|mm|m|ft|in|m/s|km/h|kg|lb|deg|s|kN|bar)\b")
NUMBERS = (
    *("0", "1e308", "1e-308", "-3", "0.001", "7", "95", "1e6", "nan", "inf", "9" * 40, "9" * 5000, "0x10", "1_0", ""),
    *("-0", ".5", "1 ft 9e999 in", "٣", "½", "1,5", "1.234,5", "−3", "1e", "+", "2027-02-11", "1:20", "0b1", "١٢"),
)
UNITS = (
    "cm",
    "ft",
    "in",
    "m",
    "km/h",
    "lb",
    "kg",
    "deg",
    "s",
    "",
    "%",
    "m/s/s",
    "furlong",
    "°",
    "′",
    "µm",
    "m²",
    "M",
    "kN",
    "bar",
)
WORDS = (
    *(
        "abdomen",
        "lead",
        "concrete",
        "bag",
        "mat",
        "yes",
        "no",
        "null",
        "neoprene",
        "both",
        "kick",
        "head",
        "face",
        "[]",
    ),
    *(
        "{}",
        "[1, 2]",
        "*a",
        "&a x",
        "!!int 3",
        '"\\ud83d"',
        '"a\\nb"',
        '"\\u0000"',
        '"\\u202e"',
        "2027-02-30",
        "~",
        "?",
    ),
    *("x" * 300, "x" * 3000, "2027-02-11", "female", "child", "stairs", "é" * 60, "'", '"', "#", "- ", "<<", "\u200bx"),
    *('"\\e[31mred"', '"\\x1b]0;t\\x07"', "\ufeff", "\u2028", "e\u0301", "\U0001f938", "\u202eabc", '"\\UFFFFFFFF"'),
    *("ground", "air bag", "boxes", "net", "water", "foam", "wire", "fire", "self", "everybody", "Lead", "lеаd", "İ"),
    *("climb", "wire_swing", "pull", "air_ram", "descend", "ratchet", "ram", "descender", "line", "anchor", "harness"),
    *("hmpe", "steel cable", "dynamic rope", "7x19", "swaged", "knotted", "sharp", "dorsal", "hips", "back-up", "fan"),
)
LINES = (
    *("%YAML 1.1", f"%YAML {'9' * 5000}.1", "---", "...", "\t", "production: x", "stunt: y", "a: &a [*a]", "<<: *a"),
    *(
        "people: []",
        "action: {}",
        "cameras: 3",
        "gear:",
        "place: [",
        "}",
        "]",
        "? x",
        "- - -",
        "x: |9",
        "x: >-",
        "\x00",
    ),
)
Tree = object


def first_texts() -> list[str]:
    """The plans that all others come from, with their comments and without."""
    whole = [template(kind) for kind in ACTION_KINDS]
    whole += [path.read_text(encoding="utf-8") for path in sorted(EXAMPLES.glob("*.yaml"))]
    return [*whole, *(re.sub(r"[ ]*(^|[ ])#.*\n?", "\n", text, flags=re.MULTILINE) for text in whole)]


PRODUCTION = """\
production: Night Train
record: night-train.record.sqlite
mirror: /mnt/usb/night-train.record.sqlite
limits:
  imposed: {abdomen_force: 150 N}
  chosen: {chest_compression: 34 mm}
  allowance: {imposed_exceedance: 1e-4}
dose: {falls: 8}
reviewers: [safety adviser]
signed: true
"""


def mutate(content: bytes, longest: int, seed: int) -> bytes:
    """Another input like this one."""
    dice = random.Random(seed)
    how = dice.random()
    if how < 0.1:
        return bytes(atheris.Mutate(content, longest))
    fresh = dice.random() < 0.4  # far from what was changed often, nearly every plan is refused at its first line
    text = dice.choice(FIRST) if fresh else content.decode("utf-8", "surrogateescape")
    if how < 0.28:
        text = mutate_tree(text, dice)
    else:
        for _ in range(dice.choice((1, 1, 1, 2, 3)) if not fresh else 1):
            text = dice.choice(CHANGES)(text, dice)
    return text.encode("utf-8", "surrogatepass")[:longest]


def swap(pattern: re.Pattern[str], values: Sequence[str]) -> Callable[[str, random.Random], str]:
    """A change that puts one of some values in the place of one that fits a pattern."""

    def change(text: str, dice: random.Random) -> str:
        found = list(pattern.finditer(text))
        if not found:
            return text
        place = dice.choice(found)
        return text[: place.start()] + dice.choice(values) + text[place.end() :]

    return change


def scale(text: str, dice: random.Random) -> str:
    """A number made larger or smaller."""
    found = [one for one in NUMBER.finditer(text) if len(one[0]) < 20]
    if not found:
        return text
    place = dice.choice(found)
    return text[: place.start()] + f"{float(place[0]) * 10 ** dice.uniform(-1.5, 1.5):.4g}" + text[place.end() :]


def change_lines(text: str, dice: random.Random) -> str:
    """A line left out, repeated, indented, cut, or one of another plan put in."""
    lines = text.split("\n")
    at, what = dice.randrange(len(lines)), dice.randrange(6)
    if what == 0:
        del lines[at]
    elif what == 1:
        lines[at:at] = [lines[at]] * dice.choice((1, 2, 60))
    elif what == 2:
        lines.insert(at, dice.choice(dice.choice(FIRST).split("\n")))
    elif what == 3:
        lines[at] = dice.choice((" ", "  ", "\t", "- ")) + lines[at]
    elif what == 4:
        lines.insert(at, dice.choice(LINES))
    else:
        lines[at] = lines[at][: dice.randrange(len(lines[at]) + 1)]
    return "\n".join(lines)


CHANGES: Sequence[Callable[[str, random.Random], str]] = (
    swap(NUMBER, NUMBERS), swap(UNIT, UNITS), swap(WORD, WORDS), swap(WORD, WORDS),
    swap(SPREAD, ("± 0", "± 1e9", "± 40", "± -1", "±", "± nan")), scale, scale, scale, change_lines, change_lines,
)  # fmt: skip


def mutate_tree(text: str, dice: random.Random) -> str:
    """A value put in another place, of another type, nested, repeated or left out; written again in one line each."""
    lines = [line for line in text.split("\n") if line.strip()]
    spots = [at for at, line in enumerate(lines) if ":" in line]
    if not spots:
        return text
    at, other = dice.choice(spots), dice.choice(spots)
    key, _, value = lines[at].partition(":")
    what = dice.randrange(9)
    if what == 0:
        lines[at] = f"{key}: {'[' * dice.choice((2, 15, 16, 17, 400))}"
    elif what == 1:
        lines[at] = f"{key}: {'{a: ' * 20}1{'}' * 20}"
    elif what == 2:
        lines[at] = f"{key}: &x{at} {value.strip() or '{}'}"
        lines[other] = f"{lines[other].partition(':')[0]}: *x{at}"
    elif what == 3:
        lines[at] = f"{key}: {lines[other].partition(':')[2].strip()}"
    elif what == 4:
        lines.insert(other, lines[at])
    elif what == 5:
        lines[at] = f"{key}: [{', '.join([value.strip() or 'x'] * dice.choice((1, 2, 600)))}]"
    elif what == 6:
        lines[at] = f"{key}: {dice.choice(WORDS)}"
    elif what == 7:
        lines[at] = re.sub(r"[a-z_]+(?=:)", lambda _: dice.choice(KEYS), lines[at], count=1)
    else:
        lines[at] = f"{key}: {{{', '.join(f'{name}: {dice.choice(NUMBERS[:12])}' for name in dice.sample(KEYS, 3))}}}"
    return "\n".join(lines)


FIRST = first_texts()
KEYS = sorted({key for text in FIRST for key in re.findall(r"([a-z_]+):", text)})


class Watch(Findings):
    """Reads each input and notes what must not be."""

    def __init__(self, asked: argparse.Namespace, folder: Path) -> None:
        super().__init__(asked.keep)
        self.asked, self.file = asked, folder / "plan.yaml"
        self.count, self.accepted, self.caught, self.assessed, self.productions = 0, 0, 0, 0, 0
        self.assessing_s, self.slowest_s, self.refusals = 0.0, 0.0, set[str]()
        self.began_s, self.compiled = time.monotonic(), 0

    def note_compiling(self, begins: bool) -> None:
        """Told when code begins to be compiled, and when that has ended."""
        self.compiled += begins

    def take(self, content: bytes) -> None:
        """One input; how long it takes says nothing where code was compiled for it."""
        start_s, compiled = time.process_time(), self.compiled
        try:
            if content.lstrip().startswith(b"production:") and b"people" not in content:
                self.read_production(content)
            else:
                self.check(content)
        except BaseException as problem:
            self.note_exception(problem, content)
        taken_s, self.assessing_s = time.process_time() - start_s - self.assessing_s, 0.0
        self.count += 1
        if self.count > 1 and self.compiled == compiled:
            self.slowest_s = max(self.slowest_s, taken_s)
            if taken_s > LONGEST_S:
                self.note("more than five seconds", content)
        if peak_bytes() > (MOST_BYTES_ASSESSED if self.assessed else MOST_BYTES):
            self.note("more memory than is meant", content)
        if self.count % TOLD_EVERY == 0:
            self.tell()
        if self.count >= self.asked.plans or time.monotonic() - self.began_s > self.asked.seconds:
            self.end()

    def read_production(self, content: bytes) -> None:
        """What `production.yaml` may say."""
        self.productions += 1
        try:
            read_limits(parse_production(content.decode("utf-8", "surrogateescape"), source="production.yaml"))
        except PlanError as error:
            self.look_at(error, content)
        except UserError as error:  # a limit of the table that is no limit, which is named by its key
            if CONTROL.search(str(error)) or JARGON.search(str(error)):
                self.note(f"words: {error}", content)

    def check(self, content: bytes) -> None:
        """What `check` does with a plan; a few of those that are accepted are assessed."""
        self.file.write_bytes(content)
        try:
            plan = read_usable_plan(self.file)
        except PlanError as error:
            self.look_at(error, content)
            return
        self.accepted += 1
        gags = gags_of(plan)
        catches = any(isinstance(gag, CatchesFaller) for gag in gags)
        self.caught += catches
        if not catches or self.caught <= self.asked.catches:
            rehearse.DRAWS_PER_BRANCH = FEW_DRAWS if self.accepted % WHOLE_EACH else ALL_DRAWS
            findings_before_any_body(plan, gags, seed=0)
        if self.assessed < self.asked.assess and len(gags) <= MOST_TAKES:
            self.assess(plan)

    def assess(self, plan: Plan) -> None:
        """An answer from one take of each branch; how long it takes is for other tests to say."""
        rehearse.DRAWS_PER_BRANCH = FEW_DRAWS if self.assessed % WHOLE_EACH else ALL_DRAWS
        self.assessed += 1
        began_s = time.process_time()
        answer = assess(plan, takes=1, threads=1)
        if not answer.findings:
            raise AssertionError("an answer without a finding")
        self.assessing_s = time.process_time() - began_s

    def look_at(self, error: PlanError, content: bytes) -> None:
        """Whether a refusal is one that helps."""
        for problem in error.problems:
            said = f"{problem.where}: {problem.message}"
            self.refusals.add(re.sub(r'"[^"]*"|\d[\d.e+-]*', "…", said)[:90])
            if not problem.line and content.strip():
                self.note(f"no line: {problem.message}", content)
            if CONTROL.search(said) or "\n" in said:
                self.note(f"control character: {problem.message!r}", content)
            if JARGON.search(problem.message):
                self.note(f"jargon: {problem.message}", content)
            if len(said) > LONGEST_MESSAGE:
                self.note(f"long message: {said[:100]}", content)

    def end(self) -> None:
        """Say what was done and leave; libFuzzer has no other way out."""
        self.tell()
        os._exit(1 if self.kinds else 0)

    def tell(self) -> None:
        """Say what was done so far."""
        print(
            f"{self.count} inputs ({self.productions} production files), {self.accepted} plans accepted, "
            f"{self.assessed} assessed; {len(self.refusals)} sentences of different shape; {len(self.kinds)} kinds of "
            f"findings; slowest check {self.slowest_s:.2f} s, peak {peak_bytes() / 1e6:.0f} MB, "
            f"{time.monotonic() - self.began_s:.0f} s",
            flush=True,
        )


def main() -> None:
    """Fuzz until one of the limits is reached."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--plans", type=int, default=100_000)
    parser.add_argument("--assess", type=int, default=0, help="of those accepted, how many are assessed")
    parser.add_argument("--catches", type=int, default=200, help="of those accepted with a catcher, how many are drawn")
    parser.add_argument("--seconds", type=float, default=float("inf"))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, default=Path("build/fuzz_plans"), help="where findings and the corpus go")
    asked = parser.parse_args()
    first = (text.encode("utf-8") for text in (*FIRST, PRODUCTION))
    corpus, folder = prepare(asked.keep, first, address_space=ADDRESS_SPACE)
    settings = [
        f"-max_len={LONGEST_INPUT}",
        f"-seed={asked.seed}",
        "-timeout=600",
        "-report_slow_units=600",
        "-rss_limit_mb=0",
        "-verbosity=0",
    ]
    watch = Watch(asked, folder)
    atheris.Setup([sys.argv[0], *settings, str(corpus)], watch.take, custom_mutator=mutate)
    with when_compiling(watch.note_compiling):
        atheris.Fuzz()


if __name__ == "__main__":
    main()
