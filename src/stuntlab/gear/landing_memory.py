"""Where a landing field keeps its numbers in the memory of a take.

`HEADER` numbers, then `POINT` numbers for each point of the body: body, place in it (3), radius, area, deepest so far,
how far it is from its middle to the edge of what is pressed with it, and the depth at which all of its area bears.
A bag of two chambers has a second block of gas, `LOWER` numbers further on, and the height of the upper one in `SPLIT`.
"""

from __future__ import annotations

LAST_TIME, STEP, KIND, COUNT, LOW_X, HIGH_X, LOW_Y, HIGH_Y, TOP, GIVES_WAY, AT_RIM, TILT = range(12)
AIR_KG, GAUGE_PA, VOLUME, STATIC, OPENS, VENT, LEAK, FAN = range(12, 20)
LOWER = 8
"""From a number of the upper chamber to the same of the lower one."""

CONE, SPLIT = range(28, 30)
STRESS, CRUSHES, SPRINGS_BACK, LAYERS, PEAK, PAD_PA, PAD_M, AIR_PA, BOX, GAP = range(30, 40)
STIFF, HALF, SLACK, RETURNS = range(40, 44)
HEIGHT, DENSIFIES, LOCKS, LOCKED_PA, SETTLES, RATE, SLOW, AIR_RESISTS, COVER_PA, SPREAD, BACK, FLOW, FLOW_NEXT = range(
    44, 57
)
SMOOTH, TIP, PULL, DEEP, PULL_BELOW, DEEP_BELOW, AT_WALL, BORNE, MEAN, LEVEL, GROW_ALL, GROW_BELOW = range(57, 69)
"""BORNE, MEAN, LEVEL: area that lies on a bag, its mean depth, and how far depths count levelled towards that."""

HEADER, POINT = 69, 9
DEEPEST, REACH, DRAPE = 6, 7, 8
GROWS = DEEPEST
"""On an air bag, how its pull grows; nothing is remembered of how deep a point has been."""

GAS, CRUSHED, HUNG, FOAM = range(4)
