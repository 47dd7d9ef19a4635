"""Machines that pull, throw and brake people, as reduced models: no body, many draws at once.

`drive` says what a ratchet or a falling mass does to a line, `pull` what the line does to somebody, `push` what the
plate of an air ram does, `brake` what a descender or a decelerator does.
"""

from stuntlab.gear.machines.brake import Stopped, stop_over, terminal_speed_m_s
from stuntlab.gear.machines.drive import by_duration, mass_on_line, ratchet
from stuntlab.gear.machines.numbers import MACHINES
from stuntlab.gear.machines.pull import LineDrive, Pulled, pull, snatch_n
from stuntlab.gear.machines.push import PULSES, Pulse, dri_of_push, exit_speed_m_s, lasts_s, peak_g

__all__ = [
    "MACHINES",
    "PULSES",
    "LineDrive",
    "Pulled",
    "Pulse",
    "Stopped",
    "by_duration",
    "dri_of_push",
    "exit_speed_m_s",
    "lasts_s",
    "mass_on_line",
    "peak_g",
    "pull",
    "ratchet",
    "snatch_n",
    "stop_over",
    "terminal_speed_m_s",
]
