"""Past accidents as plans: would the program have refused them with what was knowable, and does a sound one pass?"""

from stuntlab.hindsight.case import AccidentCase, accident_cases, select_accidents
from stuntlab.hindsight.look_back import look_back

__all__ = ["AccidentCase", "accident_cases", "look_back", "select_accidents"]
