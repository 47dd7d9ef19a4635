"""Where the field of stairs keeps its numbers in the memory of a take.

`HEADER` numbers, then `POINT` numbers for each point of the body: body, place in it (3), radius, two stiffnesses and
the depth of the second, damping, friction, viscous friction, area, what it returns, the two stiffnesses against a wall,
and who helps it: body, share and most force.
"""

from __future__ import annotations

COUNT, ROOT, STEPS, RISE, TREAD, HALF_WIDTH, WELL_Z = range(7)
SOFT_TOP, SOFT_STRESS, SOFT_BACK = range(7, 10)
LEFT, RIGHT = range(10, 12)
PUSH_N, PUSH_M_S = range(12, 14)
HOLD_BODY, HOLD_NM, HOLD_AHEAD, HOLD_UP, HOLD_SHARE = range(14, 19)
HEADER, POINT = 19, 18
RADIUS = 4
STIFFNESS, HARDEST, HARD_DEPTH, DAMPING, FRICTION, SLIP, AREA, RETURNS, WALL, WALL_HARDEST = range(5, 15)
HELPER, HELP_SHARE, HELP_N = range(15, 18)
