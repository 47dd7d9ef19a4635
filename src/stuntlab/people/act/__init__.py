"""A strike as it is acted, for pictures: foot or hand arrives where the plan says, as fast; the receiver sells it.

    act = acted_strike("front kick", giver, gap_m=0.3, height_m=1.0, speed_m_s=5, dwell_s=0.08)
    qpos = act.pose(0.0)

The file `own_loads` says what the motion asks of the giver's own joints; it is imported where it is asked. No load on
anybody else is computed from it.
"""

from stuntlab.people.act.reaction import Reaction, act_reaction
from stuntlab.people.act.strike import ActedStrike, act_strike

__all__ = ["ActedStrike", "Reaction", "act_reaction", "act_strike"]
