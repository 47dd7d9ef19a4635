"""The bench: every model beside the published cases it can be compared with, the bad rows included.

`validate(read_cases())` runs them. A case is a file in `cases/`; what it names as its `rig` is a function in `rigs/`
that sets the model up as the test was set up and returns what was measured there. *Fitted* cases made a parameter of
the model, *predicted* ones did not; only the latter say how far to believe it, and `scatter` sums them up.
"""

from stuntlab.validation.case import Case
from stuntlab.validation.read import read_cases, select
from stuntlab.validation.run import validate
from stuntlab.validation.scatter import scatter

__all__ = ["Case", "read_cases", "scatter", "select", "validate"]
