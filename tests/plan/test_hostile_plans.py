"""Files made to hurt the reader: each ends in one clear problem, in little time and little memory."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

MEASURE = """\
import json, sys, time
from pathlib import Path
from stuntlab.errors import PlanError
from stuntlab.plan import read_plan

def read(path):
    began = time.process_time()
    try:
        read_plan(path)
        message = "read"
    except PlanError as error:
        message = str(error)
    return message, time.process_time() - began

hostile, sound = sys.argv[1:]
read(sound)  # pays for what is loaded once
ordinary = [read(sound)]
message, cost = read(hostile)
ordinary.append(read(sound))
assert all(said == "read" for said, _ in ordinary), ordinary
# VmHWM, not ru_maxrss: the latter remembers the test process this one was forked from.
peak_kb = int(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0])
print(json.dumps({"message": message[-2000:], "lines": message.count("\\n") + 1,
                  "times": cost / max(seconds for _, seconds in ordinary), "megabytes": peak_kb / 1024}))
"""
LAUGHS = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{chr(98 + i)}: &{chr(98 + i)} [{','.join(['*' + chr(97 + i)] * 9)}]\n" for i in range(12)
)
PEOPLE = "".join(f"  person {i}: {{job: x}}\n" for i in range(200))
SOMEBODY = "".join(f"  somebody {i}: {{job: x}}\n" for i in range(250))
CAMERAS = "".join(
    f"  camera {i}: {{lens: 35 mm, sensor: super35, distance: 3 m, angle: 8 deg, manned: true}}\n" for i in range(101)
)
ACTIONS = "".join(
    f"  - kick: {{by: persn {i}, to: persom {i}, at: stomach, foot_speed: 5 kg, gap: 3}}\n" for i in range(200)
)
ORDINARY = "stunt: x\npeople:\n" + "".join(
    f"  person {i}: {{job: x, height: 170 cm, mass: 72 kg, sex: male}}\n" for i in range(50)
)
ORDINARY += "action:\n" + "".join(
    f"  - kick: {{by: person {i % 50}, to: person {(i + 1) % 50}, at: abdomen, foot_speed: 5 m/s, gap: 3 cm}}\n"
    for i in range(130)
)
"""A plan with nothing wrong and two thirds of the gags that a plan may hold: the measure of what reading costs."""

MOST_TIMES = 12
"""Three times what the largest sound plan costs; the dearest of these files costs about as much as that one."""

HOSTILE = {
    "ten megabytes of nested lists": ("[" * 10_000_000, "larger than 256 kB"),
    "nested lists": ("[" * 250_000, "nested more than 16 deep"),
    "nested mappings": ("".join(" " * i + "a:\n" for i in range(600)), "nested more than 16 deep"),
    "billion laughs": (LAUGHS, "more than 5000 values"),
    "one anchor used often": ("a: &a [x]\nb: [" + "*a," * 80_000 + "]", "more than 5000 values"),
    "many lists": ("a: [" + "[]," * 80_000 + "]", "more than 5000 values"),
    "many keys": ("".join(f"key {i}: {i}\n" for i in range(15_000)), "more than 5000 values"),
    "one long word": ("stunt: " + "x" * 250_000, "249 999 letters|250 000 letters"),
    "one long text": ('stunt: "' + "x " * 120_000 + '"', "letters; a plan has at most 1000"),
    "a long block": ("stunt: |\n" + " x\n" * 80_000, "letters; a plan has at most 1000"),
    "comments": ("# x\n" * 60_000, "there is nothing in it"),
    "empty lines": ("\n" * 250_000, "there is nothing in it"),
    "many problems": ("stunt: x\npeople:\n" + PEOPLE + "action:\n" + ACTIONS, "did you mean"),
    "many people": (
        ORDINARY.replace("people:\n", f"people:\n{SOMEBODY}"),
        "at most 200 allowed here, and there are 300",
    ),
    "many gags": (ORDINARY + 2 * ORDINARY.partition("action:\n")[2], "at most 200 allowed here, and there are 390"),
    "many cameras": (ORDINARY + "cameras:\n" + CAMERAS, "at most 100 allowed here, and there are 101"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_costs_little(name: str, tmp_path: Path) -> None:
    text, said = HOSTILE[name]
    path = tmp_path / "plan.yaml"
    path.write_text(text, encoding="utf-8")
    ordinary = tmp_path / "ordinary.yaml"
    ordinary.write_text(ORDINARY, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, str(path), str(ordinary)], capture_output=True, text=True, check=True
    )
    result = json.loads(done.stdout)
    assert any(words in result["message"] for words in said.split("|")), result
    assert result["lines"] == 1 or name == "many problems"
    assert result["times"] < MOST_TIMES
    assert result["megabytes"] < 200
