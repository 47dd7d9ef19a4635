"""The length of a vector given by its components."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from stuntlab.datasets import Floats
from stuntlab.errors import SignalError
from stuntlab.sampling import numbers


def resultant(*components: ArrayLike) -> Floats:
    """Resultant of two or three components, each [..., time] in one unit and already filtered; returns [..., time].

    Components are filtered before, never the resultant after: its corners are not in the signal.

    Equation: √(x² + y² + z²).

    Raises: SignalError for no components, shapes that do not fit, numbers that are not finite.

    Source: SAE J211-1 (R-h).
    """
    if not components:
        raise SignalError("a resultant needs at least one component")
    arrays = [numbers(component, name="component") for component in components]
    try:
        shape = np.broadcast_shapes(*(array.shape for array in arrays))
    except ValueError:
        shapes = ", ".join(str(array.shape) for array in arrays)
        raise SignalError(f"components of one vector must have the same shape, given {shapes}") from None
    squares = np.zeros(shape)
    square = np.empty(shape)
    for array in arrays:
        squares += np.multiply(array, array, out=square)
    return np.asarray(np.sqrt(squares, out=squares))
