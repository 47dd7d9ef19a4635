"""Hold a plan to a stricter limit than the table's. A production may be stricter, never laxer.

    uv run python examples/python/stricter_limit.py

The same text in a file `production.yaml` beside the plans makes every command keep to it.
"""

from pathlib import Path

from stuntlab import UserError, assess, parse_production, read_limits, read_plan

PLAN = Path(__file__).parents[1] / "stomach_push_with_pad.yaml"
STRICTER = """
production: Night Train
limits:
  imposed: {abdomen_force: 150 N}
"""


def main() -> None:
    limits = read_limits(parse_production(STRICTER))
    answer = assess(read_plan(PLAN), takes=24, limits=limits)
    table = read_limits().loads["abdomen_force"].imposed.value
    print(f"Limits: {answer.limits}")
    for result in answer.people["villain"].exposures:
        force = result.loads["abdomen_force"]
        print(f"Abdomen force, median {force.median:.0f} N, held against {force.limit:g} N; the table has {table:g} N.")
        if force.exceeded:
            print(f"It passes that in {force.exceeded.mean:.0%} of takes (upper bound {force.exceeded.high:.0%}).")
    try:
        read_limits(parse_production(STRICTER.replace("150 N", "300 N")))
    except UserError as refusal:
        print(f"A laxer one is refused: {refusal}")


if __name__ == "__main__":
    main()
