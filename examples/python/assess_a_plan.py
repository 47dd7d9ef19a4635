"""Assess a plan in Python: who could be hurt, by whom, and what decided.

    uv run python examples/python/assess_a_plan.py

It simulates 24 takes, enough for a first look. Leave `takes` out for as many as the gag needs.
"""

from pathlib import Path

from stuntlab import assess, read_plan

PLAN = Path(__file__).parents[1] / "stomach_kick_for_real.yaml"


def main() -> None:
    answer = assess(read_plan(PLAN), takes=24)
    print(f"{answer.stunt}: {answer.verdict}")
    for name, person in answer.people.items():
        print(f"\n{name}: {person.verdict}")
        for result in person.exposures:
            bears, touches = result.exposure, result.contact_probability
            print(f"  {bears.gag} by {bears.created_by}, {bears.borne}; {touches.mean:.0%} of takes touch")
            for load, summary in result.loads.items():
                if summary.limit is not None:
                    print(f"    {load:20} median {summary.median:7.4g} {summary.unit}, limit {summary.limit:g}")
    decisive = answer.findings[0]  # the most severe comes first
    print(f"\nWhat decided: {decisive.text}\nSource: {decisive.source}")


if __name__ == "__main__":
    main()
