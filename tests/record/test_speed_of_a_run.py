"""The speed of a vehicle from a gate or GPS: what a CSV of it comes to, from rehearsals to a take that is too fast."""

from __future__ import annotations

from pathlib import Path

import pytest

from stuntlab.cli.main import main

PLAN = """\
stunt: Drive-by
people:
  driver: {job: precision driver}
place: {floor: dry asphalt}
gear:
  hero: {kind: car, inspected: true, cut_off: technician}
action:
  - vehicle_run:
      {by: driver, car: hero, speed: 20 ± 1 mph, line: [[0 m, 0 m], [40 m, 0 m]], speed_by: gps,
       rehearsed_at: 20 mph, run_out: 30 m, takes: 3}
"""


def test_a_take_faster_than_the_log_of_rehearsals_holds_the_plan(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan, rehearsed, taken = (tmp_path / name for name in ("plan.yaml", "gps.csv", "take.csv"))
    plan.write_text(PLAN, encoding="utf-8")
    rehearsed.write_text("time;vehicle_run.speed [km/h]\n10:02;31.9\n10:10;32.4\n", encoding="utf-8")

    def say(*words: object) -> tuple[int, str]:
        code = main(["rehearsed", str(plan), *map(str, words)])
        shown = capsys.readouterr()
        return code, shown.out + shown.err

    for step in ("dry", "quarter", "half"):
        assert say("--step", step, "--gag", "vehicle_run")[0] == 0
    code, said = say("--csv", rehearsed)
    assert code == 0, said
    assert "never measured" not in said, "neither the run-out nor what was rehearsed before is a value of a take"
    taken.write_text("vehicle_run.speed [mph]\n20.3\n", encoding="utf-8")
    assert say("--csv", taken, "--take")[0] == 0
    taken.write_text("vehicle_run.speed [mph]\n24.5\n", encoding="utf-8")
    code, said = say("--csv", taken, "--take")
    assert code == 30
    assert "is not what was rehearsed: a take of" in said
    assert "had 24.5 mph, and speed was rehearsed from 19.8 mph to 20.1 mph (2 runs)" in said
